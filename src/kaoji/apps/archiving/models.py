"""The archive of a cycle: who proposed and who confirmed it, the package by its digest, its list;
and each time at which it was held against that list.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.owned import Owned
from kaoji.apps.appraisals.models import Cycle, Run
from kaoji.apps.appraisals.publishing_models import Said
from kaoji.apps.archiving.enums import ALIVE, ArchiveState
from kaoji.apps.documents.enums import Retention


class Archive(Owned):
    """The archive of a cycle on its way, made, or not come to anything."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="archives")
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=ArchiveState.choices, default=ArchiveState.PROPOSED
    )
    retention = models.CharField(_("保管期限"), max_length=12, choices=Retention.choices)
    note = models.CharField(_("归档说明"), max_length=500, blank=True)
    #: Papers that no room has made from the cycle, chosen by whoever proposed.
    paper_keys = models.JSONField(default=list)
    proposed_by = models.BigIntegerField()
    proposed_name = models.CharField(max_length=300)
    proposed_at = models.DateTimeField()
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_name = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    #: The last entry of the log that the extract reaches to: the confirmation itself.
    last_entry = models.BigIntegerField(null=True)
    #: Where the cycle stood before, to go back to where the package cannot be made.
    state_before = models.CharField(max_length=10, blank=True)
    done_at = models.DateTimeField(null=True)
    digest = models.CharField(_("校验值"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    #: Name, title, digest, bytes and retention of every file, in the order of the package.
    files = models.JSONField(default=list)
    #: What went on when it was archived, a sentence each.
    carried = models.JSONField(default=list)
    fault = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("cycle",), condition=Q(state__in=ALIVE), name="archiving_one_archive"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("proposed_by")),
                name="archiving_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(state=ArchiveState.DONE) | ~Q(digest=""), name="archiving_has_package"
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle} 归档"


class Inspection(Said):
    """The package held against its list, and what was found."""

    archive = models.ForeignKey(Archive, models.PROTECT, related_name="inspections")
    is_same = models.BooleanField()
    #: What is not as the list says, a sentence each.
    faults = models.JSONField(default=list)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.archive} 核对"
