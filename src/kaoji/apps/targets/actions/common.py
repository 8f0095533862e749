"""What the acts of this room have in common: the lock, the round, a figure read, a revision."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import check_not_archived, name_of
from kaoji.apps.facts.enums import Mark
from kaoji.apps.facts.reading import Fault, read_entry
from kaoji.apps.targets.enums import Said
from kaoji.apps.targets.models import Assignment, Indicator, Line, LineRevision
from kaoji.apps.targets.permissions import check_own
from kaoji.engine.facts.clean import clean
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def lock(by: Actor, *, assignment: Assignment) -> Assignment:
    """The targets of a cycle as they are now; one act at a time changes them."""
    check_own(by, assignment)
    found: Assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("cycle__scheme")
        .get(pk=assignment.pk)
    )
    check_not_archived(found.cycle)
    return found


def check_round(assignment: Assignment, *, rounds: Iterable[str], verb: str) -> None:
    """Refuse what does not fit the round."""
    if assignment.round not in rounds:
        raise Refused(
            "not-in-this-round",
            reason=_("目标现在是“{round}”，不能{verb}").format(
                round=assignment.get_round_display(), verb=verb
            ),
            remedy=_("请先看目标走到了哪一轮"),
        )


def read_figure(text: str, *, indicator: Indicator) -> str | Fault:
    """A target as an exact text, 不适用, or why it is neither."""
    read = read_entry(text, column=indicator)
    if isinstance(read, Fault):
        return read
    if read.mark == Mark.MISSING:
        return Fault(_("目标不能是“缺”"), _("还没有定的留空，不考核这一项的写“不适用”"))
    return read.value if read.mark == Mark.VALUE else str(Mark(read.mark).label)


def figure_of(text: str, *, indicator: Indicator, field: str, where: str) -> str:
    """The same for an act: refused where it cannot stand."""
    if not clean(text):
        raise Refused("text-missing", reason=_("没有填写{where}").format(where=where), field=field)
    read = read_figure(text, indicator=indicator)
    if isinstance(read, Fault):
        raise Refused(
            "figure-wrong",
            reason=_("{where}：{why}").format(where=where, why=read.reason),
            remedy=read.remedy,
            field=field,
        )
    return read


def revision(
    line: Line,
    *,
    by: Actor,
    said: Said,
    round_: str,
    value: str,
    reason: str = "",
    basis: str = "",
) -> LineRevision:
    """The next word on a target; the caller writes it, and the line that counts it."""
    line.revision += 1
    return LineRevision(
        organisation_id=line.organisation_id,
        line=line,
        number=line.revision,
        said=said,
        round=round_,
        value=value,
        reason=reason,
        basis=basis,
        at=clock.now(),
        by_name=name_of(by),
    )


def write(lines: Iterable[Line], *, revisions: Iterable[LineRevision]) -> None:
    """Lines and what was said of them, at once."""
    fields = ("proposal", "sent", "answer", "counter", "reason", "adopted", "revision")
    Line.objects.bulk_update(lines, fields)
    LineRevision.objects.bulk_create(revisions)
