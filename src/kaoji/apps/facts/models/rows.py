"""Lists that a sheet asks for, and their rows: events, plan items, ballots taken from paper.

A row is never deleted: withdrawn, it stays to be seen. What was said of it before stands in its
revisions. 无 and 缺 are rows of their own kind, for a unit that says so is not one that is silent.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.owned import Owned
from kaoji.apps.facts.enums import Channel, ListKind, Mark
from kaoji.apps.facts.models.figures import CollectionTask, EntryPost
from kaoji.apps.facts.models.lasting import Lasting
from kaoji.apps.organisation.models import Unit

LONGEST_PAPER = 60


class TaskList(Owned):
    """A list of a sheet; its columns are copied from the scheme when it is asked."""

    task = models.ForeignKey(CollectionTask, models.CASCADE, related_name="lists")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=ListKind.choices)
    period = models.CharField(max_length=60)
    clause = models.CharField(max_length=300, blank=True)
    columns = models.JSONField(default=list)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("task", "key", "period"), name="facts_list_once"),
            models.UniqueConstraint(fields=("task", "order"), name="facts_list_order"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The last word of the key."""
        return self.key.rsplit("/", 1)[-1]

    @property
    def is_secret(self) -> bool:
        """Whether whom it is about may not see its rows: ballots."""
        return self.kind == ListKind.BALLOT

    @property
    def takes_nil(self) -> bool:
        """Whether a unit may say that there is nothing to report."""
        return self.kind != ListKind.BALLOT


class ListRow(Owned):
    """One row as it stands. `values` are exact texts by column, `typed` as they were written."""

    asked = models.ForeignKey(TaskList, models.PROTECT, related_name="rows")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("序号"))
    mark = models.CharField(max_length=20, choices=Mark.choices)
    values = models.JSONField(default=dict)
    typed = models.JSONField(default=dict)
    #: Number of the paper from which a ballot was taken.
    paper = models.CharField(_("票号"), max_length=LONGEST_PAPER, blank=True)
    is_withdrawn = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("asked", "number"), name="facts_row_number"),
        )

    def __str__(self) -> str:
        return f"{self.asked.title} 第 {self.number} 条"

    @property
    def task(self) -> CollectionTask:
        """The sheet that holds it."""
        return self.asked.task


class ListRowRevision(Lasting):
    """What a row was at a time."""

    row = models.ForeignKey(ListRow, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    mark = models.CharField(max_length=20, choices=Mark.choices)
    values = models.JSONField(default=dict)
    typed = models.JSONField(default=dict)
    paper = models.CharField(max_length=LONGEST_PAPER, blank=True)
    is_withdrawn = models.BooleanField(default=False)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    post = models.ForeignKey(EntryPost, models.PROTECT, null=True, related_name="row_revisions")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("row", "number"), name="facts_row_revision_number"),
        )

    def __str__(self) -> str:
        return f"{self.row} 第 {self.number} 次"
