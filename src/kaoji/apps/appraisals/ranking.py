"""A run as a ranking: who stands where, on one axis, what is open, what people must decide.

The engine has judged; here its result is laid out. Places on the axis are exact shares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.figures import exact, hundredths, plain, points_of, shown
from kaoji.apps.appraisals.lines import Cut, Lines, Part
from kaoji.apps.appraisals.models import Standing
from kaoji.web.geometry import Scale

#: As near to a line as this, a unit is named in the list of those at an edge.
EDGE = Fraction(1, 10)
#: So many parts of the total have a column on the page; the export has all of them.
MOST_PARTS = 4
#: An axis has lines at multiples of this.
TICK = 10
#: Words so near an end of the axis, or to the deciding line, would be cut off or lie on it.
NEAR_END, NEAR_CUT = Fraction(1, 6), Fraction(1, 5)


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the ranking."""

    standing: Standing
    told: dict[str, Any]
    low: Fraction | None
    high: Fraction | None
    first: int | None
    last: int | None
    parts: tuple[str, ...]
    grade: str
    tone: str
    is_tied: bool = False
    near: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether its points are certain."""
        return self.standing.status == "final" and self.low is not None

    @property
    def points(self) -> str:
        """The points, or between which they lie."""
        if self.is_settled:
            return shown(self.standing.shown)
        if self.low is None or self.high is None:
            return "—"
        return self.standing.range

    @property
    def place(self) -> str:
        """The rank, or the ranks that are possible."""
        if self.first is None:
            return str(self.told["rank"] or "—")
        return str(self.first) if self.first == self.last else f"{self.first}～{self.last}"

    @property
    def change(self) -> tuple[str, str]:
        """Against the year before: up, down, same with how many; the old rank while it is open."""
        before = self.standing.last_rank
        if before is None:
            return "", ""
        if self.first is None or self.first != self.last:
            return "open", _("上年 {rank}").format(rank=before)
        if before == self.first:
            return "same", "—"
        return ("up" if before > self.first else "down"), str(abs(before - self.first))

    @property
    def says(self) -> str:
        """The row's picture in words."""
        return f"{self.standing.name} {self.points}"

    @property
    def flags(self) -> tuple[str, ...]:
        """Vetoes and bars that hold."""
        return tuple(str(one["text"]) for one in self.told["flags"])

    @property
    def missing(self) -> str:
        """What is not here yet, by name."""
        names = list(dict.fromkeys(map(indicator_of, self.told["blocking"])))
        if not names:
            return ""
        if len(names) == 1:
            return _("缺：{name}").format(name=names[0])
        return _("缺：{name} 等 {count} 项").format(name=names[0], count=len(names))


@dataclass(frozen=True, slots=True)
class Mark:
    """A word at the axis."""

    word: str
    at: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Quota:
    """A line of the table: so many seats, how they were counted, what is open about them."""

    what: str
    text: str
    after: int


@dataclass(frozen=True, slots=True)
class Group:
    """The ranking of one group: rows in order, those without a place apart, lines of quotas."""

    name: str
    parts: tuple[Part, ...]
    rows: tuple[Row, ...]
    apart: tuple[Row, ...]
    quotas: tuple[Quota, ...]
    decisions: tuple[dict[str, Any], ...]
    scale: Scale
    ticks: tuple[Fraction, ...]
    cut: Cut | None
    mean: Fraction | None
    mean_shown: str
    zone: tuple[Fraction, Fraction] | None
    edges: tuple[tuple[Row, str], ...] = field(default=())

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return 7 + len(self.parts)

    @property
    def cut_line(self) -> Fraction | None:
        """The deciding line, where there is one."""
        return None if self.cut is None else self.cut.line

    @property
    def cut_shown(self) -> str:
        """The line that decides, as it is written."""
        return "" if self.cut is None else plain(self.cut.line)

    @property
    def mean_at(self) -> str:
        """Where the mean lies."""
        return "" if self.mean is None else self.scale.at(self.mean)

    @property
    def mean_anchor(self) -> str:
        """On which side of its place the word of the mean stands."""
        return "middle" if self.mean is None else self._anchor(self.mean)

    def _anchor(self, value: Fraction) -> str:
        """Words near an end of the axis stand within it."""
        place = (value - self.scale.lowest) / Fraction(self.scale.highest - self.scale.lowest)
        return "start" if place < NEAR_END else "end" if place > 1 - NEAR_END else "middle"

    @property
    def marks(self) -> Iterator[Mark]:
        """The words of the axis: its ticks, and the deciding line with its grade."""
        room = Fraction(self.scale.highest - self.scale.lowest) * NEAR_CUT
        for tick in self.ticks:
            if self.cut is None or abs(tick - self.cut.line) > room:
                yield Mark(plain(tick), self.scale.at(tick), self._anchor(tick))
        if self.cut is not None:
            word = _("{line} {grade}线").format(line=self.cut_shown, grade=self.cut.grade)
            yield Mark(word, self.scale.at(self.cut.line), self._anchor(self.cut.line))

    @property
    def count(self) -> int:
        """How many units there are."""
        return len(self.rows) + len(self.apart)

    @property
    def lines(self) -> Iterator[tuple[Row, tuple[Quota, ...]]]:
        """The rows, each with the quotas that end below it."""
        for number, row in enumerate(self.rows, start=1):
            yield row, tuple(one for one in self.quotas if one.after == number)


def indicator_of(coordinate: str) -> str:
    """The last name of a coordinate: 鹤汀镇:经济发展/财政收入.目标@2026 is 财政收入."""
    path = coordinate.partition(":")[2] or coordinate
    return path.partition("@")[0].rsplit("/", 1)[-1].partition(".")[0]


def groups_of(
    told: dict[str, Any], *, standings: Iterable[Standing], lines: Lines
) -> tuple[Group, ...]:
    """The rankings of a run, group by group: nobody is ranked against another group."""
    rows = {one.subject: one for one in standings}
    found: dict[str, list[tuple[Standing, dict[str, Any]]]] = {}
    for one in told["subjects"]:
        if one["subject"] in rows:
            found.setdefault(one["group"] or "", []).append((rows[one["subject"]], one))
    return tuple(
        _group(name, members, decisions=_decisions(told, group=name), lines=lines)
        for name, members in found.items()
    )


def _decisions(told: dict[str, Any], *, group: str) -> tuple[dict[str, Any], ...]:
    return tuple(one for one in told["decisions"] if one["group"] in (None, "", group))


def _group(
    name: str,
    members: Sequence[tuple[Standing, dict[str, Any]]],
    *,
    decisions: tuple[dict[str, Any], ...],
    lines: Lines,
) -> Group:
    shares = [_level(standing, told) for standing, told in members]
    rows = [
        _row(standing, told, among=shares, decisions=decisions, lines=lines)
        for standing, told in members
    ]
    placed = sorted((one for one in rows if one.is_settled), key=_order)
    apart = [one for one in rows if not one.is_settled]
    settled = [one.low for one in placed if one.low is not None]
    mean = sum(settled, Fraction(0)) / len(settled) if settled else None
    bounds = [one for row in rows for one in (row.low, row.high) if one is not None]
    cut = lines.decisive({one["what"] for one in decisions})
    scale, ticks = _axis([*bounds, *([cut.line] if cut and bounds else [])])
    return Group(
        name=name,
        parts=lines.parts[:MOST_PARTS],
        rows=tuple(placed),
        apart=tuple(apart),
        quotas=tuple(_quotas(placed, decisions=decisions)),
        decisions=tuple(one for one in decisions if one["needs_decision"]),
        scale=scale,
        ticks=ticks,
        cut=cut,
        mean=mean,
        mean_shown="" if mean is None else hundredths(mean),
        zone=_zone(apart),
        edges=tuple(_edges(placed, lines=lines)),
    )


def _row(
    standing: Standing,
    told: dict[str, Any],
    *,
    among: list[object],
    decisions: tuple[dict[str, Any], ...],
    lines: Lines,
) -> Row:
    first, last = _places(standing, told, among=among)
    is_tied = any(told["subject"] in one["tied"] for one in decisions)
    grade, tone = _grade(standing, is_tied=is_tied, decisions=decisions)
    total = exact(standing.exact)
    return Row(
        standing=standing,
        told=told,
        low=total if total is not None else exact(standing.worst),
        high=total if total is not None else exact(standing.best),
        first=first,
        last=last,
        parts=tuple(points_of(told["nodes"].get(one.path)) for one in lines.parts[:MOST_PARTS]),
        grade=grade,
        tone=tone,
        is_tied=is_tied,
        near=_near(total, lines=lines),
    )


def _level(standing: Standing, told: dict[str, Any]) -> object:
    """What units have alike that are level: rank, possible ranks, points. Nobody, when open."""
    if standing.status != "final":
        return None
    return told["rank"], tuple(told["rank_range"] or ()), standing.exact


def _places(
    standing: Standing, told: dict[str, Any], *, among: list[object]
) -> tuple[int | None, int | None]:
    """The possible ranks: as the engine tells them; those who share a rank share the next too."""
    level = _level(standing, told)
    reach = told["rank_range"] or [told["rank"]]
    if not all(isinstance(one, int) for one in reach):
        return None, None
    others = among.count(level) - 1 if level is not None and len(set(reach)) == 1 else 0
    return reach[0], reach[-1] + others


def _grade(
    standing: Standing, *, is_tied: bool, decisions: tuple[dict[str, Any], ...]
) -> tuple[str, str]:
    """The grade that the engine proposes and its tone: good where seats are few; people decide."""
    if standing.grade:
        scarce = {one["what"] for one in decisions if one["kind"] == "grade"}
        return _("拟{grade}").format(
            grade=standing.grade
        ), "good" if standing.grade in scarce else ""
    return (_("待议"), "open") if is_tied else (_("暂无"), "none")


def _order(row: Row) -> tuple[bool, int, Fraction, int]:
    return (row.first is None, row.first or 0, -(row.low or Fraction(0)), row.standing.order)


def _near(total: Fraction | None, *, lines: Lines) -> str:
    """How little is lacking to the next line above, when it is very little."""
    if total is None:
        return ""
    above = [one for one in lines.cuts if 0 < one.line - total <= EDGE]
    if not above:
        return ""
    nearest = min(above, key=lambda one: one.line)
    return _("差 {gap} 到 {line}").format(gap=plain(nearest.line - total), line=plain(nearest.line))


def _edges(placed: Sequence[Row], *, lines: Lines) -> Iterator[tuple[Row, str]]:
    for row in placed:
        for one in lines.cuts:
            gap = (row.low or Fraction(0)) - one.line
            if abs(gap) <= EDGE:
                verb = _("高") if gap >= 0 else _("差")
                told = _("{verb} {gap}，“{grade}”线 {line}")
                figures = {"gap": plain(abs(gap)), "line": plain(one.line)}
                yield row, told.format(verb=verb, grade=one.grade, **figures)


def _zone(apart: Sequence[Row]) -> tuple[Fraction, Fraction] | None:
    """Where those without a place may come to lie."""
    known = [(one.low, one.high) for one in apart if one.low is not None and one.high is not None]
    if not known:
        return None
    return min(low for low, _high in known), max(high for _low, high in known)


def _axis(values: Sequence[Fraction]) -> tuple[Scale, tuple[Fraction, ...]]:
    """From the multiple of ten below all to the one above all, with a line at each; few lines."""
    if not values:
        return Scale(0, 100), ()
    low, high = min(values) // TICK * TICK, -(-max(values) // TICK) * TICK
    high = max(high, low + TICK)
    step = TICK
    while (high - low) // step > 6:
        step *= 2
    count = (high - low) // step
    inner = tuple(Fraction(low + step * number) for number in range(count + 1))
    return Scale(low, high), inner


def _quotas(placed: Sequence[Row], *, decisions: tuple[dict[str, Any], ...]) -> Iterator[Quota]:
    for one in decisions:
        if one["seats"] is None or one["kind"] != "grade":
            continue
        named = {*one["proposed"], *one["tied"]}
        ends = [at for at, row in enumerate(placed, start=1) if row.standing.subject in named]
        yield Quota(one["what"], _quota_text(one), after=max(ends, default=0))


def _quota_text(one: dict[str, Any]) -> str:
    told = _("{seats} 席。").format(seats=one["seats"])
    if one["warnings"]:
        told = _("{seats} 席：{how}。").format(seats=one["seats"], how="；".join(one["warnings"]))
    if one["tied"] and one["seats_open"]:
        told += _("余 {open} 席 {count} 家并列，机器不代为取舍。").format(
            open=one["seats_open"], count=len(one["tied"])
        )
    return told
