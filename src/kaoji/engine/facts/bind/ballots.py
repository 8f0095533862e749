"""Ballots (票): one per rater, subject, key and 事项, or a tally of equal ones."""

from __future__ import annotations

from fractions import Fraction

from kaoji.engine.facts.bind.bound import BoundRow
from kaoji.engine.facts.bind.lists import count_of, is_unfilled, unfilled
from kaoji.engine.facts.book import Ballot
from kaoji.engine.facts.cells import shown
from kaoji.engine.facts.periods import PeriodFault
from kaoji.engine.facts.places import row_seen
from kaoji.engine.facts.told import hinted, listed
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.model import FieldSpec


def bind_ballot(facts: BoundRow) -> None:
    """A ballot, or a tally."""
    row = facts.row
    if is_unfilled(facts):
        facts.fault(unfilled(facts))
        return
    period = facts.period()
    if isinstance(period, PeriodFault):
        facts.fault(period.problem(row.cell("period").place))
        return
    rater_class, answer, count = _rater_class(facts), _answer(facts), count_of(facts)
    if rater_class is None or answer is None or count is None:
        return
    rater, work = row.text("rater"), row.text("work")
    if rater and rater == facts.subject:
        facts.fault(_own_ballot(facts))
        return
    if rater:
        before = facts.is_first("ballot", rater_class, rater, period, work)
        if before is not None:
            facts.fault(_second_ballot(facts, before=before.place))
            return
    ballot = Ballot(rater_class, rater, answer, count, work, row)
    known = facts.binding.book.ballots.setdefault(facts.expected.path, {})
    known.setdefault((facts.subject, period), []).append(ballot)


def _second_ballot(facts: BoundRow, *, before: Place) -> Problem:
    cell = facts.row.cell("rater")
    return Problem(
        "second-ballot",
        speak(
            "「{rater}」对本对象已投过一票（{row}）",
            rater=shown(cell.text),
            row=row_seen(before, here=cell.place),
        ),
        speak("一人一票；更正请在「更正」列写原票编号"),
        place=cell.place,
    )


def _own_ballot(facts: BoundRow) -> Problem:
    return Problem(
        "own-ballot",
        speak("「{subject}」给自己评分", subject=facts.subject),
        speak("本人不得评本人，删去这一票"),
        place=facts.row.cell("rater").place,
    )


def _rater_class(facts: BoundRow) -> str | None:
    cell = facts.row.cell("rater_class")
    classes = facts.expected.rater_classes
    if cell.text in classes:
        return cell.text
    if not cell.text and len(classes) == 1:
        return classes[0]
    path = facts.expected.path
    message = speak("「{path}」没有「{text}」这类评分人", path=path, text=shown(cell.text))
    if not cell.text:
        message = speak("「{path}」的这一票没有写评分人类别，有几类评分人时不能猜", path=path)
    known = speak("可写：{words}", words=listed(classes))
    remedy = hinted(known, guess=nearest(cell.text, known=classes))
    facts.fault(Problem("unknown-rater-class", message, remedy, place=cell.place))
    return None


def _answer(facts: BoundRow) -> str | Fraction | None:
    """The option chosen, or the mark given."""
    cell, options = facts.row.cell("value"), facts.expected.options
    if not options:
        return _mark(facts)
    if cell.text in options:
        return cell.text
    facts.fault(
        Problem(
            "beyond-scale",
            speak("票上写「{text}」，不在量表里", text=shown(cell.text)),
            speak("可写：{words}", words=listed(options)),
            place=cell.place,
        )
    )
    return None


def _mark(facts: BoundRow) -> Fraction | None:
    cell = facts.row.cell("value")
    spec = facts.expected.field_spec("数值") or FieldSpec("数值")
    mark = facts.read(cell, spec=spec, name="数值")
    if mark is None or isinstance(mark, Fraction):
        return mark
    facts.fault(
        Problem(
            "empty-ballot",
            speak("这一票没有分数"),
            speak("补填分数，或作废这一票"),
            place=cell.place,
        )
    )
    return None
