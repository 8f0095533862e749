"""Where the table of a unit stands, who approves it, and what is said of it on the way."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.web.roles import Role


class TableState(models.TextChoices):
    """Where the table of a unit stands."""

    WAITING = "waiting", _("待填报")
    DRAFTED = "drafted", _("草拟中")
    SENT = "sent", _("待审批")
    RETURNED = "returned", _("已退回")
    APPROVED = "approved", _("已批准")
    CHANGING = "changing", _("调整草拟中")
    CHANGE_SENT = "change_sent", _("调整待审批")
    CHANGE_RETURNED = "change_back", _("调整已退回")


#: The unit still owes its first table.
OWING = (TableState.WAITING, TableState.DRAFTED, TableState.RETURNED)
#: The unit changes a table that is approved; what was approved holds meanwhile.
CHANGING = (TableState.CHANGING, TableState.CHANGE_RETURNED)
#: The unit may write.
WRITABLE = (*OWING, *CHANGING)
#: The approver has to say something.
TO_DECIDE = (TableState.SENT, TableState.CHANGE_SENT)
#: Something approved holds.
HOLDING = (TableState.APPROVED, TableState.CHANGING, TableState.CHANGE_SENT,
           TableState.CHANGE_RETURNED)  # fmt: skip

_ASIDE = {
    TableState.SENT: (TableState.DRAFTED, TableState.RETURNED, TableState.APPROVED),
    TableState.CHANGE_SENT: (
        TableState.CHANGING, TableState.CHANGE_RETURNED, TableState.APPROVED,
    ),
}  # fmt: skip


def taken_back(state: str) -> TableState:
    """Where a table that was sent stands when the unit takes it back."""
    return _ASIDE[TableState(state)][0]


def given_back(state: str) -> TableState:
    """Where it stands when the approver returns it."""
    return _ASIDE[TableState(state)][1]


class Said(models.TextChoices):
    """What was said of a table."""

    SENT = "sent", _("报送")
    TAKEN_BACK = "taken_back", _("撤回")
    APPROVED = "approved", _("批准")
    RETURNED = "returned", _("退回")
    ASKED = "asked", _("请求调整")
    DROPPED = "dropped", _("放弃调整")


#: Roles that may approve, as an office chooses one; else it names a post.
APPROVERS = (Role.OFFICE_DIRECTOR, Role.COUNTY_LEADER, Role.UNIT_HEAD)
