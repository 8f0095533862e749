"""How somebody wants to be reminded; the reminders that went out, at most one a day each way."""

from __future__ import annotations

from datetime import time

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
