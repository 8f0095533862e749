"""Packages, each kept as it was made; how the papers of a final result go out; prize money as it is
proposed, in exact texts.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.owned import Owned
from kaoji.apps.appraisals.models import Cycle, Final, Run, Standing
from kaoji.apps.documents.models import Series
from kaoji.apps.feedback.enums import BonusState, PackageKind, PackageState


class Package(Owned):
    """Papers of a run in one file, that stands in the store by its digest."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="packages")
    run = models.ForeignKey(Run, models.PROTECT, related_name="packages")
    number = models.PositiveIntegerField(_("第几份"))
    kind = models.CharField(max_length=10, choices=PackageKind.choices)
    state = models.CharField(
        max_length=10, choices=PackageState.choices, default=PackageState.QUEUED
    )
    asked_at = models.DateTimeField()
    by_name = models.CharField(max_length=300)
    done_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "number"), name="feedback_package_number"),
        )

    def __str__(self) -> str:
        return f"{self.cycle} {self.get_kind_display()} {self.number}"


class Feedback(Owned):
    """How the papers of a final result go out. Another final has another one of these."""

    final = models.OneToOneField(Final, models.PROTECT, related_name="feedback")
    series = models.ForeignKey(Series, models.PROTECT, related_name="+")
    signed_by = models.CharField(_("署名"), max_length=60)
    addressee = models.CharField(_("通报主送"), max_length=300)
    other_copies = models.JSONField(default=list)
    #: What the letters ask of the units, a line each.
    demand = models.CharField(_("有关要求"), max_length=1000, blank=True)
    needs_receipts = models.BooleanField(_("签收齐了才完成"), default=False)
    #: How often background work was asked for; each time is a piece of its own.
    asked = models.PositiveIntegerField(default=0)
    #: Papers with which the last step could not be done, and why.
    faults = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.final.cycle} 通报和反馈"


class BonusTable(Owned):
    """Prize money as it is proposed, held against a final result. Two persons release it; what is
    released stays, another table takes its place.
    """

    final = models.ForeignKey(Final, models.PROTECT, related_name="bonus_tables")
    number = models.PositiveIntegerField(_("第几张"))
    state = models.CharField(max_length=10, choices=BonusState.choices, default=BonusState.DRAFT)
    approval = models.CharField(_("批准文号"), max_length=100, blank=True)
    budget = models.CharField(_("预算"), max_length=30)
    #: The consequences of the scheme that give money, by their codes.
    codes = models.JSONField(default=list)
    #: What a coefficient of one comes to for a unit, and the coefficient of each grade.
    base = models.CharField(_("基数"), max_length=30, blank=True)
    coefficients = models.JSONField(default=dict)
    person_most = models.CharField(_("个人上限"), max_length=30, blank=True)
    proposed_by = models.BigIntegerField(null=True)
    proposed_name = models.CharField(max_length=300, blank=True)
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_name = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    reason = models.CharField(_("退回理由"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("final", "number"), name="feedback_bonus_number"),
            models.UniqueConstraint(
                fields=("final",),
                condition=models.Q(state=BonusState.RELEASED),
                name="feedback_one_released",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="feedback_bonus_by_two",
            ),
        )

    def __str__(self) -> str:
        return f"{self.final.cycle} 奖金分配表 {self.number}"


class BonusLine(Owned):
    """What a unit, or a person of it, is to get."""

    table = models.ForeignKey(BonusTable, models.CASCADE, related_name="lines")
    standing = models.ForeignKey(Standing, models.PROTECT, related_name="+")
    person = models.CharField(_("人员"), max_length=60, blank=True)
    amount = models.CharField(_("金额"), max_length=30)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        ordering = ("standing__order", "person", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("table", "standing", "person"), name="feedback_bonus_line_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.standing.name} {self.person} {self.amount}".strip()
