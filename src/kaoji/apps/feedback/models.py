"""Packages of papers, each kept as it was made: another one is added, none is ever changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.owned import Owned
from kaoji.apps.appraisals.models import Cycle, Run
from kaoji.apps.feedback.enums import PackageKind, PackageState


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
