"""What a stage must have brought before it is done. A trial is never shown, so it owes less."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.finishing import check_was_public
from kaoji.apps.appraisals.enums import RunState, StageKind
from kaoji.apps.appraisals.models import Cycle, Forewarning
from kaoji.apps.appraisals.publishing_enums import FinalState
from kaoji.apps.appraisals.stage_work import check_work_done
from kaoji.apps.appraisals.verdicts import open_ties
from kaoji.web import clock
from kaoji.web.refusals import Refused


def check_ready(cycle: Cycle, *, kind: StageKind) -> None:
    """Refuse to end a stage that has not brought what it is there for."""
    if kind is StageKind.SCORE:
        _check_scored(cycle)
    elif kind is StageKind.MEETING:
        _check_decided(cycle)
    elif cycle.is_trial:
        return
    elif kind is StageKind.FOREWARN:
        _check_forewarned(cycle)
    elif kind is StageKind.PUBLIC:
        check_was_public(cycle)
    elif kind is StageKind.FINAL:
        _check_final(cycle)
    else:
        check_work_done(cycle, kind=kind)


def _check_scored(cycle: Cycle) -> None:
    if not cycle.runs.filter(state=RunState.DONE).exists():
        raise Refused("not-scored", reason=_("还没有计过分"), remedy=_("请先计分，再完成这个环节"))


def _check_decided(cycle: Cycle) -> None:
    run = cycle.runs.filter(state=RunState.DONE).order_by("-number").first()
    if run is not None and (tied := open_ties(run)):
        raise Refused(
            "ties-undecided",
            reason=_("还有并列没有议定：{names}").format(
                names="、".join(one.standing.name for one in tied[:5])
            ),
            remedy=_("请先登记会议议定"),
        )


def _check_forewarned(cycle: Cycle) -> None:
    last = Forewarning.objects.filter(run__cycle=cycle).order_by("-pk").first()
    if last is None:
        raise Refused("not-forewarned", reason=_("还没有预告过扣分"), remedy=_("请先向各单位预告"))
    if clock.today() <= last.due_on:
        raise Refused(
            "still-explaining",
            reason=_("各单位可说明到 {day}").format(day=last.due_on),
            remedy=_("请期满后完成这个环节"),
        )


def _check_final(cycle: Cycle) -> None:
    if not cycle.finals.filter(state=FinalState.FINAL).exists():
        raise Refused(
            "not-final", reason=_("还没有定稿"), remedy=_("请先由两人定稿，再完成这个环节")
        )
