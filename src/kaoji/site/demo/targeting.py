"""Targets of the towns: proposed beside last year's figures, down, up, down, up, and adopted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from kaoji.apps.appraisals.models import CycleUnit
from kaoji.apps.targets import actions as targets
from kaoji.apps.targets.asking import carriers_of
from kaoji.apps.targets.enums import ChangeReason, Move
from kaoji.apps.targets.models import Assignment, Change, Line
from kaoji.site.demo.appraising import Step, Year
from kaoji.site.demo.days import Days
from kaoji.site.demo.figures import target_of

#: Of which indicators targets are handed down; those of the others stand in the sheets.
HANDED_DOWN = ("财政收入", "固定资产投资", "招商引资", "农民人均纯收入")
#: Who wants another figure in the first round, and who lets the days go by.
_OBJECTS, _SILENT = ("柳湾乡", "苇渡乡"), ("桐荫乡", "谷雨镇")
_MINUTE = "县绩效领导小组会议纪要〔2026〕3号"


def is_handed_down(key: str) -> bool:
    """Whether the target of a key is handed down in its own room."""
    return key.rsplit("/", 1)[-1] in HANDED_DOWN


@dataclass(slots=True)
class Targets:
    """The targets of a cycle on their way."""

    year: Year

    @property
    def assignment(self) -> Assignment:
        """The row as it is now."""
        found: Assignment = Assignment.objects.get(cycle=self.year.key)
        return found

    def lines(self, *units: str, of: str = "") -> list[Line]:
        """Lines of all units or of some, of all indicators or of one."""
        found = Line.objects.filter(indicator__assignment=self.assignment)
        found = found.filter(name__in=units) if units else found
        return [one for one in found.select_related("indicator") if of in one.indicator.key]

    def units(self) -> dict[str, str]:
        """The units of the cycle, each with the name that it began with."""
        began = {unit.pk: name for name, unit in self.year.county.units.items()}
        rows = CycleUnit.objects.filter(cycle=self.year.key)
        return {one.name: began[one.unit_id] for one in rows}

    def begin(self) -> None:
        """The office chooses what carries a target and proposes it for every town."""
        by, cycle = self.year.county.clerk(), self.year.cycle
        chosen = tuple(
            (one.key, one.period) for one in carriers_of(by, cycle=cycle) if is_handed_down(one.key)
        )
        targets.begin(by=by, cycle=cycle, shape=targets.Beginning(chosen, 5))
        names = self.units()
        typed = [
            targets.Typed(
                one.pk,
                target_of(one.indicator.key, unit=names[one.name], period=one.indicator.period),
                one.revision,
            )
            for one in self.lines()
        ]
        targets.propose(by=by, assignment=self.assignment, typed=typed)

    def set_total(self) -> None:
        """What the city has given for the revenue of the year; the county asks a little more."""
        by, assignment = self.year.county.clerk(), self.assignment
        lines = [one for one in self.lines(of="财政收入") if "年终" in one.indicator.period]
        total = sum(int(one.proposal) for one in lines) * 97 // 100
        targets.set_total(
            by=by, indicator=lines[0].indicator, total=str(total), basis="禾市考发〔2026〕2号",
            version=assignment.version,
        )  # fmt: skip

    def move(self, kind: Move) -> None:
        """From round to round."""
        assignment = self.assignment
        by = self.year.county.clerk()
        targets.move(by=by, assignment=assignment, kind=kind, version=assignment.version)

    def answer(self, *, is_first: bool) -> None:
        """Each town answers; in the first round two want another figure and two say nothing."""
        for name, began in self.units().items():
            if is_first and began in _SILENT:
                continue
            waiting = [one for one in self.lines(name) if one.answer == "waiting"]
            said = [
                _countered(one) if is_first and _is_disliked(one, town=began) else _agreed(one)
                for one in waiting
            ]
            if said:
                targets.answer(
                    by=self.year.speaker(began), assignment=self.assignment,
                    unit_key=waiting[0].unit_id, said=said,
                )  # fmt: skip

    def revise(self) -> None:
        """The office takes what one town wants and keeps to its own figure for the other."""
        wanted = [one for one in self.lines(_OBJECTS[0]) if one.answer == "countered"]
        typed = [targets.Typed(one.pk, one.counter, one.revision) for one in wanted]
        reason = "三个项目移到下一年度，已核实"
        targets.propose(
            by=self.year.county.clerk(), assignment=self.assignment, typed=typed, reason=reason
        )

    def adopt(self, *, on: date) -> None:
        """As the meeting has decided."""
        assignment = self.assignment
        targets.adopt(
            by=self.year.county.clerk(), assignment=assignment, minute=_MINUTE, on=on,
            version=assignment.version,
        )  # fmt: skip

    # --- a change within the year -----------------------------------------------------------------

    def _flooded(self) -> Line:
        lines = self.lines("柳湾乡", of="招商引资")
        return next(one for one in lines if "年终" in one.indicator.period)

    def ask_change(self) -> None:
        """A town asks for less after the flood."""
        line = self._flooded()
        wish = targets.Wish(
            ChangeReason.FORCE, str(int(line.adopted) * 9 // 10),
            reason="六月洪涝，园区两个项目停工三个月", evidence="禾应急〔2026〕19号灾情核定",
        )  # fmt: skip
        targets.ask_change(by=self.year.speaker("柳湾乡"), line=line, wish=wish)

    def decide_change(self) -> None:
        """The meeting grants it."""
        change = self._change()
        decision = targets.Decision(
            is_granted=True, minute="县绩效领导小组会议纪要〔2026〕9号",
            answer="灾情属实，按停工月数核减。", figure=change.wanted,
        )  # fmt: skip
        by = self.year.county.clerk()
        targets.decide_change(by=by, change=change, decision=decision, version=change.version)

    def confirm_change(self) -> None:
        """The second person."""
        change = self._change()
        targets.confirm_change(by=self.year.director(), change=change, version=change.version)

    def _change(self) -> Change:
        found: Change = Change.objects.get(line=self._flooded())
        return found


def _is_disliked(line: Line, *, town: str) -> bool:
    return town in _OBJECTS and "招商引资" in line.indicator.key


def _agreed(line: Line) -> targets.Answered:
    return targets.Answered(line.pk, line.revision, is_accepted=True)


def _countered(line: Line) -> targets.Answered:
    return targets.Answered(
        line.pk, line.revision, is_accepted=False, counter=str(int(line.sent) * 95 // 100),
        reason="三个意向项目尚未落地，按签约数测算",
    )  # fmt: skip


def handed_down(way: Targets, *, since: date, days: Days) -> Iterator[Step]:
    """二上二下: two want another figure, two do not answer in time; then the meeting adopts."""
    yield since, 9, way.begin
    yield since, 10, way.set_total
    yield since, 16, partial(way.move, Move.SEND_FIRST)
    yield days.after(since, 3), 10, partial(way.answer, is_first=True)
    closed = days.after(since, 6)
    yield closed, 9, partial(way.move, Move.CLOSE_FIRST)
    yield closed, 15, way.revise
    yield closed, 16, partial(way.move, Move.SEND_SECOND)
    yield days.after(closed, 3), 10, partial(way.answer, is_first=False)
    yield days.after(closed, 6), 9, partial(way.move, Move.CLOSE_SECOND)
    adopted = days.after(closed, 9)
    yield adopted, 15, partial(way.adopt, on=adopted)


def changed(way: Targets, *, since: date, days: Days) -> Iterator[Step]:
    """Asked for, decided by a meeting, confirmed by another."""
    yield since, 10, way.ask_change
    yield days.after(since, 4), 15, way.decide_change
    yield days.after(since, 5), 9, way.confirm_change
