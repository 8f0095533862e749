"""What the scheme gives each unit on the figures that are locked: for the eye, kept nowhere else.

The engine's account of a unit also says which indicators it has in which period. Marks that others
give (评议) are nobody's to score himself, and what is added or taken off is claimed elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.figures import points_of
from kaoji.apps.appraisals.inputs import inputs_of
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.scoring import NotScoredError, Texts, carried_out
from kaoji.apps.facts.sheets import pack_named
from kaoji.engine.plinth.exact import ZERO, exact_text, parse_exact
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

_INNER = frozenset({"child", "part"})
_LONGEST_WHY = 1_000


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator of a unit in a period, with what the scheme gives and between which bounds."""

    period: str
    key: str
    name: str
    clause: str
    full: str
    low: str
    high: str
    computed: str
    tried: str
    why: str


#: What each unit is asked, by the name that it has in its cycle, in the order of the scheme.
Trial = Mapping[str, tuple[Asked, ...]]


def trial_of(actor: Actor, *, cycle: Cycle) -> Trial:
    """Score the locked figures and say what each unit has; refused where that cannot be done."""
    scheme = cycle.scheme
    if pack_named(scheme.pack, owner=scheme.organisation_id).digest != scheme.digest:
        raise Refused(
            "scheme-changed",
            reason=_("方案文件与选定时不同，不能试算"),
            remedy=_("请恢复方案文件，或另选一版"),
        )
    texts, _count = inputs_of(actor, cycle=cycle)
    try:
        return _tried(texts)
    except NotScoredError as fault:
        raise Refused(
            "not-tried",
            reason=_("方案在现有数据上不能试算：{fault}").format(fault=fault),
            remedy=_("请先按提示改正数据或设定参数"),
        ) from fault


def periods_in(trial: Trial) -> tuple[str, ...]:
    """The periods in which something is asked of some unit, in the order of the scheme."""
    found = dict.fromkeys(one.period for asked in trial.values() for one in asked)
    return tuple(found)


def asked_in(trial: Trial, *, unit: str, period: str) -> tuple[Asked, ...]:
    """What one unit is asked in one period, each indicator once."""
    found = {one.key: one for one in trial.get(unit, ()) if one.period == period}
    return tuple(found.values())


@lru_cache(maxsize=4)
def _tried(texts: Texts) -> Trial:
    """Remembered by the texts: the same ones give the same."""
    found = carried_out(texts).found
    return {one.subject: tuple(_asked(json.loads(one.account)["derivation"])) for one in found}


def _asked(node: dict[str, Any]) -> Iterator[Asked]:
    """The lowest nodes of each period that are scored and not marked by others."""
    inner = [one for one in node["children"] if one["relation"] in _INNER]
    for one in inner:
        yield from _asked(one)
    own = [one for one in inner if one["period"] == node["period"]]
    if not own and _is_asked(node):
        yield _one(node)


def _is_asked(node: dict[str, Any]) -> bool:
    is_scored = node["role"] == "scored" and node["way"] != "ballots" and node["full"] is not None
    # The total is a unit's to score where nothing below it is: 100 points, less what is taken off.
    is_sum = node["relation"] == "whole" and any(
        one["relation"] in _INNER for one in node["children"]
    )
    return is_scored and not is_sum and node["state"] != "not_applicable" and not node["see"]


def _one(node: dict[str, Any]) -> Asked:
    low, high = _bounds(node)
    told = node["exact"] or ""
    return Asked(
        period=node["period"],
        key=node["path"],
        name=node["name"],
        clause=node["clause"] or "",
        full=node["full"],
        low=exact_text(low),
        high=exact_text(high),
        computed=told,
        tried=points_of(node),
        why="".join(node["sentences"][:2])[:_LONGEST_WHY],
    )


def _bounds(node: dict[str, Any]) -> tuple[Fraction, Fraction]:
    """Nothing to full points, or to the cap; wider where the scheme itself gives or leaves more."""
    full = parse_exact(node["full"]) or ZERO
    cap = parse_exact(node["limit"]) if node["limit"] else None
    interval = node["interval"] or {}
    texts = (node["exact"], interval.get("worst"), interval.get("best"))
    given = [one for one in map(_number, texts) if one is not None]
    return min(ZERO, *given, ZERO), max(full if cap is None else cap, *given, ZERO)


def _number(text: object) -> Fraction | None:
    return parse_exact(text) if isinstance(text, str) else None
