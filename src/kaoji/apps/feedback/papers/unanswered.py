"""What is still open about a run when the meeting sits: nobody is to find it out afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind, StageState
from kaoji.apps.appraisals.models import Explanation, Objection, Run, Shown
from kaoji.apps.appraisals.publishing_enums import ObjectionState
from kaoji.apps.appraisals.stage_work import work_of
from kaoji.apps.appraisals.verdicts import Answer

#: What the engine only remarks is no matter for a meeting.
_SERIOUS = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Matter:
    """Something open: of what kind, and what."""

    kind: str
    text: str


def matters_of(run: Run, *, ties: Sequence[Answer]) -> tuple[Matter, ...]:
    """Everything that is open, the weightiest first."""
    return (
        *_ties(ties), *_missing(run), *_objections(run), *_unseen(run), *_said(run),
        *_stages(run), *_told(run),
    )  # fmt: skip


def _ties(ties: Sequence[Answer]) -> Iterator[Matter]:
    for one in ties:
        text = _("{unit}的{what}没有议定").format(unit=one.standing.name, what=one.question.word)
        yield Matter(_("并列待议"), text)


def _missing(run: Run) -> Iterator[Matter]:
    for one in json.loads(run.result)["subjects"]:
        if one["blocking"]:
            text = _("{unit}得分未定，缺：{what}").format(
                unit=one["name"], what="、".join(one["blocking"])
            )
            yield Matter(_("数据未齐"), text)


def _objections(run: Run) -> Iterator[Matter]:
    waiting = Objection.objects.filter(
        publication__cycle=run.cycle_id, state=ObjectionState.OPEN
    ).select_related("standing")
    for one in waiting.defer("standing__account"):
        yield Matter(_("异议待答复"), f"{one}，{one.reason}")


def _unseen(run: Run) -> Iterator[Matter]:
    found = Shown.objects.filter(forewarning__run__cycle=run.cycle_id, seen_at=None)
    names = list(found.order_by("standing__order").values_list("standing__name", flat=True))
    if names:
        yield Matter(_("预告未看"), _("扣分预告没有看：{names}").format(names="、".join(names)))


def _said(run: Run) -> Iterator[Matter]:
    found = Explanation.objects.filter(shown__forewarning__run__cycle=run.cycle_id)
    for one in found.select_related("shown__standing").defer("shown__standing__account"):
        text = f"{one.shown.standing.name} · {one.node_name}：{one.text}"
        yield Matter(_("单位说明"), text)


def _stages(run: Run) -> Iterator[Matter]:
    """What stages before this one still miss."""
    if run.cycle.is_trial:
        return
    for stage in run.cycle.stages.exclude(state=StageState.DONE):
        kind = StageKind(stage.kind)
        if kind in (StageKind.MEETING, StageKind.PUBLIC):
            return
        work = work_of(kind)
        for text in work.missing(run.cycle) if work else ():
            yield Matter(str(kind.label), text)


def _told(run: Run) -> Iterator[Matter]:
    told = json.loads(run.result)
    own = [one for subject in told["subjects"] for one in subject["problems"]]
    found = {one["message"] for one in (*told["problems"], *own) if one["severity"] in _SERIOUS}
    yield from (Matter(_("计分提示"), text) for text in sorted(found))
