"""What a scheme leaves to the office: its parameters, each set on the strength of a paper."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.owned import Owned
from kaoji.apps.facts.models.figures import PinnedScheme
from kaoji.apps.facts.models.lasting import Lasting

#: Longest text of a value: a table has a line for each of its cells.
LONGEST_VALUE = 4_000


class Setting(Owned):
    """A parameter of a chosen scheme that has been set; for one class of units, or for all."""

    scheme = models.ForeignKey(PinnedScheme, models.PROTECT, related_name="settings")
    name = models.CharField(_("参数"), max_length=200)
    word = models.CharField(_("哪一类"), max_length=100, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("name", "word")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "name", "word"), name="facts_setting_once"),
        )

    def __str__(self) -> str:
        return f"{self.name}（{self.word}）" if self.word else self.name


class SettingRevision(Lasting):
    """A value from a day on, exactly as the paper has it."""

    setting = models.ForeignKey(Setting, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    value = models.CharField(max_length=LONGEST_VALUE)
    begins_on = models.DateField(_("自"))
    paper = models.CharField(_("文号"), max_length=100)
    issued_on = models.DateField(_("发文日期"))
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("setting", "number"), name="facts_setting_number"),
            models.CheckConstraint(
                condition=~models.Q(paper="") & ~models.Q(value=""), name="facts_setting_cites"
            ),
        )

    def __str__(self) -> str:
        return f"{self.setting} 第 {self.number} 次"
