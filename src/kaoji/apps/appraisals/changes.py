"""Two runs held against each other: which units moved, at which nodes, and what stands behind it.

The engine compares the two seals; here what it found is put into sentences of the office.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.figures import shown
from kaoji.apps.appraisals.models import Run
from kaoji.apps.appraisals.papers import sealed_of
from kaoji.engine.facts.columns import FACT_COLUMNS
from kaoji.engine.plinth.names import spoken_coordinate
from kaoji.engine.plinth.speech import speaking
from kaoji.engine.seal.changes import FactChange, InputChange
from kaoji.engine.seal.compare import Comparison, Side, compare
from kaoji.engine.seal.moves import Move, NodeMove
from kaoji.engine.seal.reasons import Why
from kaoji.web.amounts import grouped

NOTHING = "—"
#: The columns of a facts table as they are headed.
_COLUMNS = {one.key: one.chinese for one in FACT_COLUMNS}
_FIGURES = frozenset(one.key for one in FACT_COLUMNS if one.is_number)


@dataclass(frozen=True, slots=True)
class Reason:
    """A node that came out otherwise, and why."""

    name: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit that stands otherwise: points, rank, grade before and after."""

    subject: str
    total: tuple[str, str]
    rank: tuple[str, str]
    grade: tuple[str, str]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What is otherwise between two runs."""

    moved: tuple[Moved, ...]
    facts: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Nothing is otherwise."""
        return not (self.moved or self.facts or self.others)


def compared(before: Run, *, after: Run) -> Compared:
    """What has changed from one run to a later one."""
    sides = [
        Side(f"{one.number}", sealed.inputs.scheme, sealed)
        for one, sealed in ((before, sealed_of(before)), (after, sealed_of(after)))
    ]
    with speaking(sides[1].scheme.language):
        found = compare(sides[0], after=sides[1])
        return Compared(
            moved=tuple(_moved(one) for one in found.moves),
            facts=tuple(_fact(one) for one in found.facts),
            others=tuple(_others(found)),
        )


def _moved(move: Move) -> Moved:
    reasons = tuple(_reason(one) for one in move.nodes)
    if not reasons:
        reasons = (Reason("", "", "", _why(move.why)),)
    return Moved(
        move.subject,
        total=_pair(move, "total"),
        rank=(_place(move.before), _place(move.after)),
        grade=_pair(move, "grade"),
        reasons=reasons,
    )


def _pair(move: Move, key: str) -> tuple[str, str]:
    old, new = move.pair(key)
    if key == "total":
        return _figure(old), _figure(new)
    return str(old or NOTHING), str(new or NOTHING)


def _place(record: Mapping[str, Any] | None) -> str:
    """The rank; while others are open, the ranks that are possible."""
    if record is None:
        return NOTHING
    reach = record.get("rank_range")
    if not reach:
        return shown(record.get("rank")) or NOTHING
    ends = f"{reach[0]}" if reach[0] == reach[-1] else f"{reach[0]}～{reach[-1]}"
    return _("暂定 {place}").format(place=ends)


def _reason(one: NodeMove) -> Reason:
    return Reason(
        one.path.rsplit("/", 1)[-1],
        _figure(one.before),
        _figure(one.after),
        _why(one.why),
    )


def _figure(text: object) -> str:
    """What a node came to, as amounts are shown everywhere; or between which it lies."""
    ends = shown(text).split("..")
    return "～".join(grouped(one) for one in ends) or NOTHING


def _why(why: Why) -> str:
    """What stands behind a move; where it is nothing of the node's own, it lies with others."""
    told = [
        _("{what}：{names}").format(what=what, names="、".join(names))
        for what, names in (
            (_("数据"), [spoken_coordinate(one) for one in why.facts]),
            (_("规则"), why.rules),
            (_("参数"), why.parameters),
            (_("对象表"), why.subjects),
        )
        if names
    ]
    return "；".join(told) or _("原因在别处：同组的单位、引用的方案或以前各期")


def _fact(one: FactChange) -> str:
    """A row of facts that was added, dropped, or says something else."""
    where = spoken_coordinate(one.coordinate)
    if one.kind == "added":
        return _("增加 {where}：{values}").format(where=where, values=_values(one.fields))
    if one.kind == "removed":
        return _("删去 {where}").format(where=where)
    return _("改动 {where}：{values}").format(where=where, values=_values(one.fields))


def _values(fields: Sequence[InputChange]) -> str:
    return "；".join(_value(one) for one in fields)


def _value(one: InputChange) -> str:
    """A cell of a row: of the figures' column an amount, else as it is written."""
    is_figure = one.field in _FIGURES
    before, after = (
        _figure(text) if is_figure else text or NOTHING for text in (one.before, one.after)
    )
    return f"{_COLUMNS.get(one.field, one.field)} {before} → {after}"


def _others(found: Comparison) -> Iterator[str]:
    """Rules, parameters, the table of subjects, and how the runs were asked for."""
    for rule in found.rules:
        yield _("规则 {where}").format(where=rule.where)
    for what, changes in (
        (_("参数"), found.parameters),
        (_("对象表"), found.subjects),
        (_("计分方式"), found.run),
    ):
        for one in changes:
            name = f"{one.what} {one.field}".strip()
            told = _("{what} {name}：{before} → {after}")
            yield told.format(
                what=what, name=name, before=one.before or NOTHING, after=one.after or NOTHING
            )
