"""The parts of a statement: what each is worth in the total = earned + lost + open, then the lines
from their sum to the total. What a total by formula is made of is no part of it: it stands on its
own scale, the total in a line of its own, and a note says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from kaoji.engine.explain.pages.printing import few
from kaoji.engine.explain.records import Derivation, Stake
from kaoji.engine.explain.spoken import bracketed, listed, quoted
from kaoji.engine.explain.stakes import Turn, is_sum, staked, turns_of
from kaoji.engine.plinth.exact import exact_text, total
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Null

#: So many names are told in a note, so many lines lead from the sum of the parts to the total.
MOST_NAMES, MOST_TURNS = 6, 7
_INNER = frozenset({"child", "part"})
_EXTRAS = frozenset({"bonus", "deduction"})
NONE = "—"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the account: what it is worth, what of that is earned, lost, open."""

    name: str
    worth: str
    earned: str
    lost: str
    open: str
    kind: str = ""  # sum | total, where it ends something

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in its columns."""
        return (self.name, self.worth, self.earned, self.lost, self.open)


@dataclass(frozen=True, slots=True)
class Parts:
    """A total with its parts; those of one that is not shared out have their own points for a
    scale.
    """

    top: Derivation
    is_shared: bool
    whole: Stake | None  # of the total itself

    @classmethod
    def of(cls, top: Derivation) -> Parts:
        """The parts that a derivation of a total has."""
        inner = [one for one in top.children if one.share.relation in _INNER]
        if any(one.stake is not None for one in inner):
            return cls(top, is_shared=True, whole=top.stake)
        children = tuple(
            (one if one.refused else staked(one)) if one.share.relation in _INNER else one
            for one in top.children
            if one.share.relation not in _INNER or _is_read(one, by=top)
        )
        return cls(replace(top, stake=None, children=children), is_shared=False, whole=top.stake)

    @property
    def inner(self) -> tuple[tuple[Derivation, Stake], ...]:
        """Those that have a scale."""
        return tuple(
            (one, one.stake)
            for one in self.top.children
            if one.share.relation in _INNER and one.stake is not None
        )

    def lines(self, *, most: int | None = None) -> Iterator[Line]:
        """A line for each part, or for the dearest `most` and one for the rest; their sum, what
        comes on top of it, and the total.
        """
        yield from self._part_lines(most)
        if not self.is_shared:
            if self.whole is not None:
                yield _line(speak("总分"), _figures(self.whole), kind="total")
            return
        missing = any(
            one.stake is None for one in self.top.children if one.share.relation in _INNER
        )
        if self.whole is None or missing:
            return
        turns = _few_turns(turns_of(self.top, whole=self.whole))
        name, kind = (speak("各项合计"), "sum") if turns else (speak("总分"), "total")
        yield _line(name, _sums(stake for _, stake in self.inner), kind=kind)
        yield from map(_turned, turns)
        if turns:
            yield _line(speak("总分"), _figures(self.whole), kind="total")

    def _part_lines(self, most: int | None) -> Iterator[Line]:
        inner = self.inner
        kept = set(range(len(inner)))
        if most is not None and len(inner) > most:
            dearest = sorted(kept, key=lambda at: -(inner[at][1].lost + inner[at][1].open))
            kept = set(dearest[:most])
        for at, (one, stake) in enumerate(inner):
            if at in kept:
                yield _line(_name(one), _figures(stake))
        rest = [stake for at, (_, stake) in enumerate(inner) if at not in kept]
        if rest:
            name = speak("其余 {count} 项，见计分表", count=len(rest))
            sums = _line(name, _sums(rest))
            yield sums if self.is_shared else Line(name, NONE, NONE, NONE, NONE)

    def notes(self) -> Iterator[str]:
        """What does not apply, for which the others are worth the more; what is no sum."""
        names = dict.fromkeys(quoted(spoken_path(one.name)) for one in _out(self.top))
        if names:
            yield speak(
                "{names}不适用，分值已由其余各项分担；上表是分担以后的。", names=_some(names)
            )
        if self.inner and not self.is_shared and self.whole is not None:
            yield speak("总分不是各项相加：各项按自己的分值列，加不成总分，总分另列一行。")
        whole = [quoted(spoken_path(one.name)) for one, _ in self.inner if _is_whole(one)]
        if whole:
            yield speak("{names}不是下级各项相加，只列它自己的得数。", names=_some(whole))


def _is_read(one: Derivation, *, by: Derivation) -> bool:
    """Whether a group reads a child: what its formula does not name brings in nothing."""
    read = {noted.name for step in by.steps if step.kind == "combine" for noted in step.figures}
    return not read or one.path in read or one.path.rpartition("/")[2] in read


def _is_whole(one: Derivation) -> bool:
    inner = [child for child in one.children if child.share.relation in _INNER]
    return bool(inner) and not is_sum(one)


def _some(names: Iterable[str]) -> str:
    told = list(names)
    first = listed(told[:MOST_NAMES])
    return (
        speak("{names}等 {count} 项", names=first, count=len(told)) if told[MOST_NAMES:] else first
    )


def _figures(stake: Stake) -> tuple[Fraction, ...]:
    return (stake.worth, stake.earned, stake.lost, stake.open)


def _sums(stakes: Iterable[Stake]) -> tuple[Fraction, ...]:
    return tuple(map(total, zip(*map(_figures, stakes), strict=True)))


def _few_turns(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """The lines to the total; of very many bonuses and deductions the last in one."""
    spare = len(turns) - MOST_TURNS
    extras = [one for one in turns if one.kind in _EXTRAS]
    if spare <= 0 or len(extras) <= spare:
        return turns
    kept, rest = extras[: -spare - 1], extras[-spare - 1 :]
    low, high = total(one.low for one in rest), total(one.high for one in rest)
    others = (one for one in turns if one.kind not in _EXTRAS)
    return (*kept, Turn("extras", str(len(rest)), low, high), *others)


def _name(one: Derivation) -> str:
    """A part by its name or period, and that it does not apply."""
    name = str(one.period) if one.share.relation == "part" else spoken_path(one.name)
    if isinstance(one.value, Null):
        return f"{name}{bracketed(speak('不适用'))}"
    return name


def _out(node: Derivation) -> Iterator[Derivation]:
    if isinstance(node.value, Null) and node.stake is not None and not node.stake.worth:
        yield node
        return
    for child in node.children:
        if child.share.relation in _INNER:
            yield from _out(child)


def _line(name: str, figures: tuple[Fraction, ...], *, kind: str = "") -> Line:
    worth, earned, lost, rest = figures
    return Line(name, few(worth), few(earned), _lost(lost), few(rest), kind)


def _lost(lost: Fraction) -> str:
    """Lost with a minus; what is had beyond the full points with a plus."""
    return f"+{few(-lost)}" if lost < 0 else few(-lost)


_TURNS = MappingProxyType(
    {
        "bonus": marked("加：{name}"), "deduction": marked("减：{name}"),
        "cap": marked("超过上限 {edge} 的不计"), "floor": marked("低于下限 {edge}，按下限计"),
        "round": marked("取整"), "whole_zero": marked("按规定全案为零"),
        "extras": marked("加减分的其余 {name} 项，见计分表"),
        "rest": marked("其他，见计分表"),
    }
)  # fmt: skip


def _turned(turn: Turn) -> Line:
    edge = "" if turn.edge is None else exact_text(turn.edge)
    name = speak(_TURNS[turn.kind], name=spoken_path(turn.name), edge=edge)
    return Line(name, NONE, _gained(turn.low), _lost(-turn.high), few(turn.high - turn.low))


def _gained(value: Fraction) -> str:
    return f"+{few(value)}" if value > 0 else few(value)
