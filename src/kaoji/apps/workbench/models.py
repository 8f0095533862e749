"""How somebody wants to be reminded; the reminders that went out, at most one a day each way."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.models import User
from kaoji.apps.accounts.owned import Owned

#: The way that every installation knows; others are plug-ins.
MAIL = "mail"


class Reminder(Owned):
    """How somebody wants to be reminded; who has none is reminded as the defaults say."""

    user = models.OneToOneField(User, models.CASCADE, related_name="+")
    by_mail = models.BooleanField(_("邮件摘要"), default=True)
    messenger = models.CharField(_("短信或群机器人"), max_length=60, blank=True)
    address = models.CharField(_("收信号码或账号"), max_length=200, blank=True)
    at = models.TimeField(_("几点提醒"), default=time(8, 30))
    on_rest_days = models.BooleanField(_("休息日也提醒"), default=False)
    at_night = models.BooleanField(_("夜间也提醒"), default=False)
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.user} 提醒设置"


class LetterState(models.TextChoices):
    """What became of a reminder."""

    WAITING = "waiting", _("待发")
    SENDING = "sending", _("正在发")
    SENT = "sent", _("已发")
    DROPPED = "dropped", _("未发")


class Letter(Owned):
    """One reminder of one day, one way. Its text is written when it goes out and is not kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    day = models.DateField()
    way = models.CharField(max_length=60)
    state = models.CharField(
        max_length=10, choices=LetterState.choices, default=LetterState.WAITING
    )
    sent_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("-day", "pk")
        constraints = (
            models.UniqueConstraint(fields=("user", "day", "way"), name="letter_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.day} {self.way}"


class Drill(Owned):
    """A backup that was restored into a copy on trial, and how copy and backup compare."""

    backup = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    asked_by_name = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    #: Why it did not come to a comparison.
    fault = models.TextField(blank=True)
    #: Each part: its name, the rows of a table, the digest in the backup and in the copy.
    parts = models.JSONField(default=list)

    class Meta:
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.backup} {self.asked_at}"

    @property
    def unlike(self) -> list[Any]:
        """The parts in which the copy is not what the backup says."""
        return [one for one in self.parts if one["said"] != one["found"]]

    @property
    def is_equal(self) -> bool:
        """Whether everything came back as it was."""
        return bool(self.parts) and not self.fault and not self.unlike
