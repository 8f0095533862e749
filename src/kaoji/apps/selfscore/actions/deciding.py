"""The unit's head signs, which sends it to the office; head and office may give it back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import name_of, told
from kaoji.apps.appraisals.permissions import check
from kaoji.apps.selfscore import audit_types as acts
from kaoji.apps.selfscore.actions.common import check_acts_for, held, locked, moved
from kaoji.apps.selfscore.enums import Said, SheetState
from kaoji.apps.selfscore.models import LONGEST_REASON, Sheet
from kaoji.apps.selfscore.permissions import HEADS, RETURN, SIGN
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import OFFICE


def sign(*, by: Actor, sheet: Sheet, version: int) -> Sheet:
    """领导签批: the head stands for it, and with that it is with the office."""
    check(by, right=SIGN)
    check_acts_for(by, sheet=sheet, roles=HEADS)
    with transaction.atomic():
        found = locked(by, sheet=sheet, version=version, states=(SheetState.TO_SIGN,))
        if by.person_key is None or found.sent_by == by.person_key:
            raise Refused(
                "own-sheet",
                reason=_("送签的人自己不能签批"),
                remedy=_("请由另一位填报，或由另一位负责人签批"),
            )
        return moved(
            by, sheet=found, act=acts.SIGN, said=Said.SIGNED, state=SheetState.SUBMITTED,
            signed_at=clock.now(), signed_name=name_of(by),
        )  # fmt: skip


def give_back(*, by: Actor, sheet: Sheet, version: int, reason: str) -> Sheet:
    """Back to whoever fills it in, with the reason: by the head before signing, by the office
    after it. Nobody in the office decides on his own unit's.
    """
    check(by, right=RETURN)
    reason = told(reason, field="reason", what=_("退回的理由"))
    if len(reason) > LONGEST_REASON:
        raise Refused(
            "text-too-long", reason=_("最多 {most} 字").format(most=LONGEST_REASON), field="reason"
        )
    with transaction.atomic():
        is_signed = held(by, sheet=sheet).state == SheetState.SUBMITTED
        if is_signed:
            _check_office(by, sheet=sheet)
        else:
            check_acts_for(by, sheet=sheet, roles=HEADS)
        state = SheetState.SUBMITTED if is_signed else SheetState.TO_SIGN
        found = locked(by, sheet=sheet, version=version, states=(state,))
        return moved(
            by, sheet=found, act=acts.RETURN, text=reason,
            said=Said.RETURNED if is_signed else Said.HELD_BACK,
            state=SheetState.RETURNED, reason=reason, signed_at=None, signed_name="",
        )  # fmt: skip


def _check_office(by: Actor, *, sheet: Sheet) -> None:
    if not by.roles & OFFICE:
        raise Refused(
            "not-now",
            reason=_("已经报送绩效办"),
            remedy=_("要改的请绩效办写明理由退回"),
        )
    if sheet.unit_id in by.unit_keys:
        raise Refused(
            "own-unit",
            reason=_("您在这个单位任职，应当回避"),
            remedy=_("请由其他人办理"),
        )
