"""What a scheme asks for: its keys, their ranges, who supplies them, for which periods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kaoji.apps.facts.shapes import VALUE, ListAsked, columns_of
from kaoji.apps.schemes.shelf import Shelved, shelved
from kaoji.engine.plan.lower import make_plan
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plan.owed import Owed, inputs_of
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.periods import Grain, Period, parse_period
from kaoji.engine.plinth.problem import has_errors
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.plinth.units import unit_word
from kaoji.engine.scheme.load import load_scheme
from kaoji.engine.scheme.model import InputSpec
from kaoji.web.refusals import Refused

if TYPE_CHECKING:
    from kaoji.apps.facts.models import PinnedScheme


@dataclass(frozen=True, slots=True)
class Asked:
    """One column that a scheme asks for: a field of a key, in some periods."""

    key: str
    field: str
    kind: str
    measure: str
    low: str
    high: str
    options: tuple[str, ...]
    takes_nil: bool
    supplier: str
    clause: str
    periods: tuple[str, ...]

    @property
    def title(self) -> str:
        """The key and the field."""
        return self.key if self.field == VALUE else f"{self.key}（{self.field}）"


def pack_named(reference: str, *, owner: int | None = None) -> Shelved:
    """The shipped or released scheme of a reference such as `zhengding-towns@2016.1`."""
    return shelved(reference, owner=owner)


def period_of(text: str) -> Period:
    """A period as the engine reads it, or a refusal."""
    found = parse_period(text.strip())
    if found is None:
        raise Refused(
            "period-unknown",
            reason=_("周期“{text}”不认识").format(text=text),
            remedy=_("可写 2026、2026Q2、2026-05 或 2026年终评估"),
            field="period",
        )
    return found


def period_before(text: str) -> str:
    """The period of the same grain before; of a named part that of the year before."""
    found = parse_period(text)
    return str(found.shifted(-1)) if found is not None and found.grain is not Grain.DAY else ""


def scored_in(scheme: PinnedScheme, *, period: str) -> str:
    """The period of the scoring for which something is asked in a period: the month itself of a
    scheme that scores by the month, its year of one that scores by the year.
    """
    asked, owner = period_of(period), scheme.organisation_id
    check_pinned(scheme.pack, digest=scheme.digest, owner=owner)
    plan = plan_of_pack(scheme.pack, scheme.digest, owner)
    return str(asked) if asked.grain is plan.scheme.grain else period[:4]


def asked_by(
    reference: str, *, digest: str, period: str, owner: int | None = None
) -> tuple[Asked, ...]:
    """The quantities that a pinned scheme asks for; refuses when the pack is not the one pinned.

    `owner`: the organisation whose released schemes are meant, here and below.
    """
    check_pinned(reference, digest=digest, owner=owner)
    return _asked(reference, digest, str(period_of(period)), owner)


def lists_asked_by(
    reference: str, *, digest: str, period: str, owner: int | None = None
) -> tuple[ListAsked, ...]:
    """The lists that a pinned scheme asks for: events, plans, ballots."""
    check_pinned(reference, digest=digest, owner=owner)
    return _lists(reference, digest, str(period_of(period)), owner)


def keys_asked_by(
    reference: str, *, digest: str, period: str, owner: int | None = None
) -> tuple[str, ...]:
    """The full paths of everything that a pinned scheme asks for, each once."""
    asked = asked_by(reference, digest=digest, period=period, owner=owner)
    listed = lists_asked_by(reference, digest=digest, period=period, owner=owner)
    keys = [*(one.key for one in asked), *(one.key for one in listed)]
    return tuple(dict.fromkeys(keys))


def key_meant(typed: str, *, known: tuple[str, ...]) -> str:
    """The path nearest to what was typed: by its last name, else as a whole; or nothing."""
    last = typed.strip().rsplit("/", 1)[-1]
    named = [one for one in known if one.rsplit("/", 1)[-1] == last]
    by_name = {one.rsplit("/", 1)[-1]: one for one in reversed(known)}
    near = [by_name[name] for name in nearest(last, known=by_name)]
    return next(iter((*nearest(typed, known=named or known), *named, *near)), "")


def check_pinned(reference: str, *, digest: str, owner: int | None = None) -> None:
    """Refuse a pack that is not the one pinned."""
    if pack_named(reference, owner=owner).digest != digest:
        raise Refused(
            "scheme-changed",
            reason=_("方案文件与选定时不同"),
            remedy=_("请绩效办重新选定方案后再办理"),
        )


@lru_cache(maxsize=16)
def plan_of_pack(reference: str, digest: str, owner: int | None = None) -> Plan:
    """The plan of a pack. Remembered by digest: reading a scheme takes a second."""
    del digest
    scheme, problems = load_scheme(pack_named(reference, owner=owner).path)
    if scheme is None or has_errors(problems):
        raise Refused("scheme-broken", reason=_("方案读不出来"), remedy=_("请运行 kaoji check"))
    return make_plan(scheme)[0]


def _inputs(
    reference: str, *, digest: str, period: str, owner: int | None
) -> Iterator[tuple[Owed, InputSpec | None]]:
    """What the office has to bring, with what the scheme says of it; what comes from other schemes
    is worked out there.
    """
    plan = plan_of_pack(reference, digest, owner)
    for one in inputs_of(plan, period=period_of(period)):
        if one.feed is None and one.row_kind != "parameter":
            yield one, plan.nodes[one.key].spec


@lru_cache(maxsize=64)
def _asked(reference: str, digest: str, period: str, owner: int | None) -> tuple[Asked, ...]:
    found = []
    for one, spec in _inputs(reference, digest=digest, period=period, owner=owner):
        if one.row_kind != "quantity":
            continue
        base = Asked(
            key=spoken_path(one.key), field="", kind="", measure="", low="", high="", options=(),
            takes_nil=bool(spec is not None and spec.nil_return), supplier=one.supplier or "",
            clause=one.clause or "", periods=one.periods,
        )  # fmt: skip
        for column in one.columns:
            is_value = column.name == VALUE
            measure = one.unit if is_value else column.unit
            low, high = (one.bounds.low, one.bounds.high) if is_value else (None, None)
            found.append(
                replace(
                    base,
                    field=column.name,
                    kind=column.type,
                    measure=unit_word(measure),
                    low="" if low is None else exact_text(low),
                    high="" if high is None else exact_text(high),
                    options=column.values,
                    takes_nil=base.takes_nil and is_value,
                )
            )
    return tuple(found)


@lru_cache(maxsize=64)
def _lists(reference: str, digest: str, period: str, owner: int | None) -> tuple[ListAsked, ...]:
    return tuple(
        ListAsked(
            key=spoken_path(one.key),
            kind=one.row_kind,
            supplier=one.supplier or "",
            clause=one.clause or "",
            periods=one.periods,
            columns=columns_of(one, spec=spec),
        )
        for one, spec in _inputs(reference, digest=digest, period=period, owner=owner)
        if one.row_kind != "quantity"
    )
