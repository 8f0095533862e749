"""What a unit says of its own items: its measures, and how far it has come, with what proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import MOST_DAYS, told
from kaoji.apps.appraisals.permissions import APPRAISED, check, check_own
from kaoji.apps.improvement import audit_types as acts
from kaoji.apps.improvement.actions.common import locked, moved
from kaoji.apps.improvement.enums import OWING, ItemState, Said
from kaoji.apps.improvement.models import Item
from kaoji.apps.improvement.permissions import WORK
from kaoji.apps.improvement.queries import posts_for
from kaoji.apps.organisation.calendar import calendar_of
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done about an item, which post answers for it, and until when."""

    measures: str
    post_key: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is, what proves it, and whether the unit thinks it done."""

    text: str
    evidence: str
    is_done: bool


def state(*, by: Actor, item: Item, plan: Plan, version: int) -> Item:
    """The unit states its measures."""
    _check_own_unit(by, item=item)
    measures = told(plan.measures, field="measures", what=_("措施"))
    responsible = dict(posts_for(by, unit_key=item.unit_id)).get(plan.post_key)
    if responsible is None:
        raise Refused(
            "post-unknown",
            reason=_("责任岗位今天不在您的单位里"),
            remedy=_("请从列出的岗位里选"),
            field="post",
        )
    _check_day(by, day=plan.due_on)
    with transaction.atomic():
        found = locked(by, item=item, version=version, states=OWING)
        return moved(
            by, item=found, act=acts.STATE, said=Said.STATED,
            text=_("{measures}（{responsible}，{day} 前）").format(
                measures=measures, responsible=responsible, day=plan.due_on
            )[:1000],
            state=ItemState.STATED, measures=measures, post_id=plan.post_key,
            responsible=responsible, due_on=plan.due_on, reason="",
        )  # fmt: skip


def _check_own_unit(by: Actor, *, item: Item) -> None:
    check(by, right=WORK)
    check_own(by, item)
    if item.unit_id not in by.units_with(APPRAISED):
        raise Refused("not-allowed", reason=_("这不是您单位的改进事项"))


def why_not_due(by: Actor, *, day: date) -> str:
    """Why something cannot be due on a day; nothing where it can."""
    try:
        _check_day(by, day=day)
    except Refused as refused:
        return str(refused)
    return ""


def _check_day(by: Actor, *, day: date) -> None:
    """A working day to come, and not so far off that nobody will remember."""
    today, calendar = clock.today(), calendar_of(by)
    if day <= today:
        raise Refused(
            "day-is-over",
            reason=_("完成期限 {day} 不在今天以后").format(day=day),
            remedy=_("请写以后的一个工作日"),
            field="due_on",
        )
    if not calendar.is_working_day(day):
        before = calendar.working_day_from(day, steps=-1)
        raise Refused(
            "not-a-working-day",
            reason=_("完成期限 {day} 不是工作日").format(day=day),
            remedy=_("可写前一个工作日 {before}").format(before=before) if before else "",
            field="due_on",
        )
    if calendar.working_days_between(today, last=day) > MOST_DAYS:
        raise Refused(
            "day-out-of-range",
            reason=_("完成期限 {day} 在 {most} 个工作日以后").format(day=day, most=MOST_DAYS),
            remedy=_("时间长的请分段报，先写第一段的期限"),
            field="due_on",
        )


def take_back(*, by: Actor, item: Item, version: int) -> Item:
    """The unit takes its measures back, as long as nobody has decided on them."""
    _check_own_unit(by, item=item)
    with transaction.atomic():
        found = locked(by, item=item, version=version, states=(ItemState.STATED,))
        return moved(
            by, item=found, act=acts.TAKE_BACK, said=Said.TAKEN_BACK, state=ItemState.DRAWN,
            measures="", post_id=None, responsible="", due_on=None,
        )  # fmt: skip


def report(*, by: Actor, item: Item, progress: Progress, version: int) -> Item:
    """The unit says how far it is; that it is done takes what proves it."""
    _check_own_unit(by, item=item)
    text = told(progress.text, field="text", what=_("进展"))
    if progress.is_done and not progress.evidence.strip():
        raise Refused(
            "text-missing",
            reason=_("没有填写佐证，不能报完成"),
            remedy=_("请写明材料名称、文号和存放处"),
            field="evidence",
        )
    with transaction.atomic():
        found = locked(by, item=item, version=version, states=(ItemState.UNDER_WAY,))
        changes = {"state": ItemState.REPORTED} if progress.is_done else {}
        return moved(
            by, item=found, act=acts.REPORT,
            said=Said.REPORTED if progress.is_done else Said.PROGRESS,
            text=text, evidence=progress.evidence.strip(), progress=text, reason="", **changes,
        )  # fmt: skip
