"""What the office says of an item: measures accepted or returned, closed out or not yet. Nobody
decides on what is his own unit's.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import told
from kaoji.apps.appraisals.permissions import check
from kaoji.apps.improvement import audit_types as acts
from kaoji.apps.improvement.actions.common import locked, moved
from kaoji.apps.improvement.enums import ItemState, Said
from kaoji.apps.improvement.models import Item
from kaoji.apps.improvement.permissions import DECIDE
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def accept(*, by: Actor, item: Item, version: int, note: str = "") -> Item:
    """The measures will do."""
    with transaction.atomic():
        found = _apart(by, item=item, version=version, state=ItemState.STATED)
        return moved(
            by, item=found, act=acts.ACCEPT, said=Said.ACCEPTED, text=note.strip(),
            state=ItemState.UNDER_WAY,
        )  # fmt: skip


def give_back(*, by: Actor, item: Item, version: int, reason: str) -> Item:
    """The measures will not do, and why; the unit states others."""
    reason = told(reason, field="note", what=_("退回的理由"))
    with transaction.atomic():
        found = _apart(by, item=item, version=version, state=ItemState.STATED)
        return moved(
            by, item=found, act=acts.RETURN, said=Said.RETURNED, text=reason,
            state=ItemState.RETURNED, reason=reason,
        )  # fmt: skip


def close_out(*, by: Actor, item: Item, version: int, note: str = "") -> Item:
    """What the unit reported is done, and the office has seen to it."""
    with transaction.atomic():
        found = _apart(by, item=item, version=version, state=ItemState.REPORTED)
        return moved(
            by, item=found, act=acts.CLOSE_OUT, said=Said.CLOSED, text=note.strip(),
            state=ItemState.CLOSED, closed_on=clock.today(),
        )  # fmt: skip


def reopen(*, by: Actor, item: Item, version: int, reason: str) -> Item:
    """What the unit reported is not done yet, and why."""
    reason = told(reason, field="note", what=_("退回的理由"))
    with transaction.atomic():
        found = _apart(by, item=item, version=version, state=ItemState.REPORTED)
        return moved(
            by, item=found, act=acts.REOPEN, said=Said.REOPENED, text=reason,
            state=ItemState.UNDER_WAY, reason=reason,
        )  # fmt: skip


def _apart(by: Actor, *, item: Item, version: int, state: ItemState) -> Item:
    check(by, right=DECIDE)
    found = locked(by, item=item, version=version, states=(state,))
    if found.unit_id in by.unit_keys:
        raise Refused(
            "own-unit",
            reason=_("您在这个单位任职，应当回避"),
            remedy=_("请由其他人办理"),
        )
    return found
