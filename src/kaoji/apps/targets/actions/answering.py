"""A unit says of each of its targets: agreed, or another figure with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.targets import audit_types as acts
from kaoji.apps.targets.actions.common import check_round, figure_of, lock, revision, write
from kaoji.apps.targets.enums import ANSWERING, Answer, Said
from kaoji.apps.targets.models import LONGEST_REASON, Assignment, Line, LineRevision
from kaoji.apps.targets.permissions import ANSWER, check, check_answers_for
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Answered:
    """What a unit says of a line: agreed, or the figure it wants and why."""

    line_key: int
    seen: int
    is_accepted: bool
    counter: str = ""
    reason: str = ""


def answer(*, by: Actor, assignment: Assignment, unit_key: int, said: Iterable[Answered]) -> int:
    """Write a unit's answers; how many. All of them, or none where one cannot stand."""
    check(by, right=ANSWER)
    with transaction.atomic():
        assignment = lock(by, assignment=assignment)
        check_answers_for(by, unit_key=unit_key)
        check_round(assignment, rounds=ANSWERING, verb=_("答复"))
        wanted = {one.line_key: one for one in said}
        found = Line.objects.filter(indicator__assignment=assignment, unit=unit_key, pk__in=wanted)
        lines = {one.pk: one for one in found.select_related("indicator")}
        if set(lines) != set(wanted):
            raise Refused("no-such-line", reason=_("这里没有这个目标"), remedy=_("请重新打开本页"))
        told = [
            _take(line, by=by, said=wanted[key], round_=assignment.round)
            for key, line in lines.items()
            if not _is_same(line, said=wanted[key])
        ]
        write([one.line for one in told], revisions=told)
        if told:
            after = {str(one.line): f"{one.line.get_answer_display()} {one.value}" for one in told}
            record(acts.ANSWER, by=by, of=assignment, after=after)
    return len(told)


def _is_same(line: Line, *, said: Answered) -> bool:
    """Said again, it is no new word; the figure is compared as it is read."""
    if said.is_accepted:
        return line.answer == Answer.ACCEPTED
    return (
        line.answer == Answer.COUNTERED
        and line.reason == said.reason.strip()
        and line.counter == _counter(line, said=said)
    )


def _take(line: Line, *, by: Actor, said: Answered, round_: str) -> LineRevision:
    if line.revision != said.seen:
        raise changed_meanwhile()
    if said.is_accepted:
        line.answer, line.counter, line.reason = Answer.ACCEPTED, "", ""
        return revision(line, by=by, said=Said.ACCEPTED, round_=round_, value=line.sent)
    line.counter, line.reason = _counter(line, said=said), _reason(line, text=said.reason)
    if line.counter == line.sent:
        raise Refused(
            "same-figure",
            reason=_("{where}：另提的数和拟下达的相同").format(where=line.indicator),
            remedy=_("同意就选“同意”"),
            field=f"counter_{line.pk}",
        )
    line.answer = Answer.COUNTERED
    return revision(
        line, by=by, said=Said.COUNTERED, round_=round_, value=line.counter, reason=line.reason
    )


def _counter(line: Line, *, said: Answered) -> str:
    where = _("{indicator}另提的数").format(indicator=line.indicator)
    field = f"counter_{line.pk}"
    return figure_of(said.counter, indicator=line.indicator, field=field, where=where)


def _reason(line: Line, *, text: str) -> str:
    if not text.strip():
        raise Refused(
            "text-missing",
            reason=_("{where}：另提数没有写理由").format(where=line.indicator),
            remedy=_("写明依据，如项目停建、口径变化"),
            field=f"reason_{line.pk}",
        )
    return text.strip()[:LONGEST_REASON]
