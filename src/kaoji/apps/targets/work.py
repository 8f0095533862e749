"""What this room does in a cycle: the stage in which targets are handed down."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.stage_work import StageWork, do_in_stage
from kaoji.apps.targets.enums import ANSWERING, Answer, Round
from kaoji.apps.targets.models import Line
from kaoji.apps.targets.permissions import SEE
from kaoji.apps.targets.queries import assignment_of


def tell() -> None:
    """Called once, when the application is ready."""
    do_in_stage(StageWork(kind=StageKind.TARGETS, page="targets:cycle", right=SEE, missing=missing))


def missing(cycle: Cycle) -> Sequence[str]:
    """What is to be done until all targets are adopted: a sentence for each unit that owes an
    answer or has no proposal, else for the round that comes next.
    """
    assignment = assignment_of(cycle)
    if assignment is None:
        return (_("目标还没有开始拟定"),)
    if assignment.round == Round.ADOPTED:
        return ()
    return (
        *_of_units(assignment.pk, is_answering=assignment.round in ANSWERING),
        _next(assignment),
    )


def _of_units(key: int, *, is_answering: bool) -> tuple[str, ...]:
    lines = Line.objects.filter(indicator__assignment=key).select_related("indicator")
    if is_answering:
        owing = lines.filter(answer=Answer.WAITING)
        return tuple(_("{line}未答复").format(line=one) for one in owing)
    return tuple(_("{line}未拟定").format(line=one) for one in lines.filter(proposal=""))


def _next(assignment: object) -> str:
    shown = assignment.get_round_display()  # type: ignore[attr-defined]
    return _("目标还没有审定下达（现在是“{round}”）").format(round=shown)
