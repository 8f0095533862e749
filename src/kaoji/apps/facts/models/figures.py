"""Figures and the tasks that collect them.

A figure is one cell: a unit, a key, a field, a period. What was entered is never changed: each
entry is a revision, and the figure points to the latest. Values are exact texts.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.models import User
from kaoji.apps.accounts.owned import Owned
from kaoji.apps.facts.enums import (
    Channel,
    ConfirmationState,
    DisputeOutcome,
    Mark,
    StepKind,
    TaskState,
)
from kaoji.apps.facts.models.lasting import Lasting
from kaoji.apps.organisation.models import Unit, UnitGroup
from kaoji.web.sounds import Initials, Sounded

#: Longest text that stands in a cell.
LONGEST_TEXT = 200


class PinnedScheme(Owned):
    """A shipped scheme that the office has chosen, by version and digest, from a day on."""

    pack = models.CharField(_("方案编号"), max_length=120)
    scheme_key = models.CharField(max_length=100)
    version = models.CharField(max_length=40)
    title = models.CharField(_("名称"), max_length=200)
    digest = models.CharField(_("校验值"), max_length=64)
    pinned_at = models.DateTimeField()
    begins_on = models.DateField(_("自"))
    ends_on = models.DateField(_("至"), null=True, blank=True)

    class Meta:
        ordering = ("-begins_on", "pack")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "pack"), name="facts_pinned_once"),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class FactSource(Owned):
    """Who supplies a figure: for one group or for all, how often, on what basis."""

    scheme = models.ForeignKey(PinnedScheme, models.PROTECT, related_name="sources")
    key = models.CharField(_("指标"), max_length=300)
    supplier = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    group = models.ForeignKey(UnitGroup, models.PROTECT, null=True, blank=True, related_name="+")
    grain = models.CharField(_("填报周期"), max_length=40)
    basis = models.CharField(_("依据"), max_length=200)
    begins_on = models.DateField(_("自"))
    ends_on = models.DateField(_("至"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("key", "pk")

    def __str__(self) -> str:
        return self.key


class CollectionTask(Sounded, Owned):
    """One sheet: a supplier gives some figures of some units for a period, by a day."""

    SPOKEN = ("title", "supplier_name", "period", "plan_paper")
    SOUNDS: ClassVar[dict[str, str]] = {**dict.fromkeys(SPOKEN, "initials"), "number": ""}

    initials = Initials(max_length=400, blank=True)
    number = models.PositiveIntegerField(_("编号"))
    title = models.CharField(_("名称"), max_length=100)
    plan_paper = models.CharField(_("计划文号"), max_length=100)
    plan_item = models.CharField(_("计划项目"), max_length=40)
    scheme = models.ForeignKey(PinnedScheme, models.PROTECT, related_name="tasks")
    supplier = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    supplier_name = models.CharField(max_length=100)
    period = models.CharField(_("周期"), max_length=60)
    opens_on = models.DateField(_("开始"))
    window_days = models.PositiveSmallIntegerField(_("几个工作日内"))
    due_on = models.DateField(_("截止"))
    confirm_days = models.PositiveSmallIntegerField(_("确认期工作日"), default=5)
    confirm_due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=TaskState.choices, default=TaskState.DRAFT)
    times_submitted = models.PositiveSmallIntegerField(default=0)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("organisation", "number"), name="facts_task_number"),
            models.CheckConstraint(
                condition=~models.Q(plan_paper="") & ~models.Q(plan_item=""),
                name="facts_task_cites_plan",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}号 {self.title} {self.period}"

    @property
    def cited(self) -> str:
        """The plan's paper and item as pages name them."""
        return f"{self.plan_paper}第 {self.plan_item} 项"

    @property
    def is_open(self) -> bool:
        """Whether figures may be entered."""
        return self.state == TaskState.COLLECTING


class TaskKey(Owned):
    """A column of a sheet; what may stand in it is copied from the scheme when it is asked."""

    task = models.ForeignKey(CollectionTask, models.CASCADE, related_name="keys")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=300)
    field = models.CharField(max_length=60)
    period = models.CharField(max_length=60)
    last_period = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20)
    measure = models.CharField(max_length=40, blank=True)
    low = models.CharField(max_length=60, blank=True)
    high = models.CharField(max_length=60, blank=True)
    options = models.JSONField(default=list)
    takes_nil = models.BooleanField(default=False)
    #: Shown for comparison and locked: the figure is held by another task.
    is_shown_only = models.BooleanField(default=False)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(
                fields=("task", "key", "field", "period"), name="facts_column_once"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The head of the column: the last word of the key, and the field unless it is 数值."""
        word = self.key.rsplit("/", 1)[-1]
        return word if self.field == "数值" else f"{word}（{self.field}）"


class TaskUnit(Owned):
    """A row of a sheet."""

    task = models.ForeignKey(CollectionTask, models.CASCADE, related_name="units")
    order = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ("order",)
        constraints = (models.UniqueConstraint(fields=("task", "unit"), name="facts_row_once"),)

    def __str__(self) -> str:
        return self.name


class Figure(Owned):
    """One cell, wherever it is shown; `task` is where it is held."""

    task = models.ForeignKey(CollectionTask, models.PROTECT, related_name="figures")
    scheme_key = models.CharField(max_length=100)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    key = models.CharField(max_length=300)
    field = models.CharField(max_length=60)
    period = models.CharField(max_length=60)
    mark = models.CharField(max_length=20, choices=Mark.choices)
    value = models.CharField(max_length=LONGEST_TEXT, blank=True)
    typed = models.CharField(max_length=LONGEST_TEXT, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("key", "field", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "scheme_key", "unit", "key", "field", "period"),
                name="facts_figure_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.period}"

    @property
    def title(self) -> str:
        """The last word of the key; what stands before it is the way there."""
        return self.key.rsplit("/", 1)[-1]

    @property
    def way(self) -> list[str]:
        """What stands before the last word."""
        return self.key.split("/")[:-1]


class EntryPost(Owned):
    """One sending of entries; sent again it is answered, not done again."""

    once = models.CharField(max_length=64)
    task = models.ForeignKey(CollectionTask, models.PROTECT, related_name="posts")
    sender = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    #: What the sender was told.
    told = models.JSONField(default=dict)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("organisation", "once"), name="facts_post_once"),
        )

    def __str__(self) -> str:
        return self.once


class FigureRevision(Lasting):
    """An entry. Rows are only ever added."""

    figure = models.ForeignKey(Figure, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    mark = models.CharField(max_length=20, choices=Mark.choices)
    value = models.CharField(max_length=LONGEST_TEXT, blank=True)
    typed = models.CharField(max_length=LONGEST_TEXT, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    post = models.ForeignKey(EntryPost, models.PROTECT, null=True, related_name="revisions")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("figure", "number"), name="facts_revision_number"),
        )

    def __str__(self) -> str:
        return f"{self.figure} 第 {self.number} 次"


class Draft(Owned):
    """What somebody has typed into a cell and cannot stand there: kept until it is mended."""

    task = models.ForeignKey(CollectionTask, models.CASCADE, related_name="drafts")
    column = models.ForeignKey(TaskKey, models.CASCADE, related_name="drafts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    typed = models.CharField(max_length=LONGEST_TEXT)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("column", "unit"), name="facts_draft_once"),)

    def __str__(self) -> str:
        return self.typed


#: Evidence and disputes are of a figure or of a row of a list.
_ONE_OF_BOTH = models.Q(figure__isnull=False, row__isnull=True) | models.Q(
    figure__isnull=True, row__isnull=False
)


class Evidence(Owned):
    """A file that proves a figure or a row; the file itself is named by its digest."""

    figure = models.ForeignKey(Figure, models.PROTECT, null=True, related_name="evidence")
    row = models.ForeignKey("facts.ListRow", models.PROTECT, null=True, related_name="evidence")
    digest = models.CharField(max_length=64)
    sent_digest = models.CharField(max_length=64)
    name = models.CharField(_("文件名"), max_length=200)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    note = models.CharField(_("说明"), max_length=200, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("figure", "sent_digest"), name="facts_evidence_once"),
            models.UniqueConstraint(fields=("row", "sent_digest"), name="facts_row_evidence_once"),
            models.CheckConstraint(condition=_ONE_OF_BOTH, name="facts_evidence_of_one"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def held(self) -> Any:  # noqa: ANN401 - a figure or a row
        """What it proves."""
        return self.figure or self.row


class Confirmation(Owned):
    """What a unit says of its figures in a sheet."""

    task = models.ForeignKey(CollectionTask, models.CASCADE, related_name="confirmations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=12, choices=ConfirmationState.choices, default=ConfirmationState.UNSEEN
    )
    at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("task", "unit"), name="facts_confirmation_once"),
        )

    def __str__(self) -> str:
        return f"{self.task} {self.get_state_display()}"


class Dispute(Owned):
    """A figure or a row that its unit does not accept; while open it stays out of the score."""

    confirmation = models.ForeignKey(Confirmation, models.PROTECT, related_name="disputes")
    figure = models.ForeignKey(Figure, models.PROTECT, null=True, related_name="disputes")
    row = models.ForeignKey("facts.ListRow", models.PROTECT, null=True, related_name="disputes")
    reason = models.CharField(_("理由"), max_length=500)
    proposed = models.CharField(_("应为"), max_length=LONGEST_TEXT, blank=True)
    outcome = models.CharField(
        max_length=12, choices=DisputeOutcome.choices, default=DisputeOutcome.OPEN
    )
    answer = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=_ONE_OF_BOTH, name="facts_dispute_of_one"),)

    def __str__(self) -> str:
        return f"{self.held} {self.get_outcome_display()}"

    @property
    def held(self) -> Any:  # noqa: ANN401 - a figure or a row
        """What is not accepted."""
        return self.figure or self.row


class Step(Owned):
    """A step that a sheet has taken."""

    task = models.ForeignKey(CollectionTask, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind.choices)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.task} {self.get_kind_display()}"
