"""Where an item of an improvement list stands, and what is said of it on the way."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemState(models.TextChoices):
    """Where an item stands."""

    DRAWN = "drawn", _("待报措施")
    STATED = "stated", _("措施待审")
    RETURNED = "returned", _("措施退回")
    UNDER_WAY = "under_way", _("改进中")
    REPORTED = "reported", _("待销号")
    CLOSED = "closed", _("已销号")


#: The unit owes its measures.
OWING = (ItemState.DRAWN, ItemState.RETURNED)
#: The office has agreed to the measures.
AGREED = (ItemState.UNDER_WAY, ItemState.REPORTED, ItemState.CLOSED)
#: The office has to say something.
TO_DECIDE = (ItemState.STATED, ItemState.REPORTED)
#: What can be late, by the day that the unit has named.
RUNNING = (ItemState.UNDER_WAY, ItemState.REPORTED)


class Said(models.TextChoices):
    """What was said of an item."""

    STATED = "stated", _("报措施")
    TAKEN_BACK = "taken_back", _("撤回措施")
    ACCEPTED = "accepted", _("同意措施")
    RETURNED = "returned", _("退回措施")
    PROGRESS = "progress", _("报进展")
    REPORTED = "reported", _("报完成")
    CLOSED = "closed", _("销号")
    REOPENED = "reopened", _("退回继续改进")
