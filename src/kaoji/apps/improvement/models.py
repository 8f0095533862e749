"""The improvement list of a cycle: for each unit its dearest losses as items, and what became of
them. What was said of an item is never changed.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.owned import Owned
from kaoji.apps.appraisals.models import Cycle, Run, Standing
from kaoji.apps.appraisals.publishing_models import Said as SaidOnce
from kaoji.apps.improvement.enums import OWING, RUNNING, ItemState, Said
from kaoji.apps.organisation.models import Post, Unit
from kaoji.web.sounds import Letters, Sounded


class ImprovementList(Owned):
    """What was drawn up from a final run, by which measure, and until when measures are owed."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="improvement_lists")
    run = models.OneToOneField(Run, models.PROTECT, related_name="improvement_list")
    #: At most so many of each unit; nothing: all.
    most = models.PositiveSmallIntegerField(_("每个单位最多几项"), null=True)
    #: Of this many points at least, as an exact text; nothing: of any.
    least = models.CharField(_("失分不少于"), max_length=30, blank=True)
    plan_due_on = models.DateField(_("报措施截止"))
    at = models.DateTimeField()
    by_name = models.CharField(max_length=300)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.cycle} 改进清单"


class Part(Owned):
    """A unit of a list. One of which nothing was drawn up says that it has nothing."""

    improvement_list = models.ForeignKey(ImprovementList, models.PROTECT, related_name="parts")
    order = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField(_("单位"), max_length=100)
    standing = models.ForeignKey(Standing, models.PROTECT, null=True, related_name="+")
    #: How many losses it has in all: those that are not in the list are not forgotten.
    loss_count = models.PositiveSmallIntegerField(default=0)
    nil_at = models.DateTimeField(null=True)
    nil_name = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(
                fields=("improvement_list", "unit"), name="improvement_part_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.improvement_list} {self.unit_name}"


class Item(Sounded, Owned):
    """A loss of a unit, and what it does about it."""

    SPOKEN = ("unit_name", "name", "clause", "measures", "responsible")
    SOUNDS: ClassVar[dict[str, str]] = dict.fromkeys(SPOKEN, "initials")

    initials = Letters(blank=True)
    part = models.ForeignKey(Part, models.PROTECT, related_name="items")
    number = models.PositiveIntegerField(_("编号"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField(_("单位"), max_length=100)
    node = models.CharField(max_length=300)
    name = models.CharField(_("事项"), max_length=300)
    clause = models.CharField(_("依据"), max_length=200, blank=True)
    #: The points of the total, exactly.
    lost = models.TextField(_("失分"))
    points = models.CharField(_("得分"), max_length=120, blank=True)
    full = models.CharField(_("满分"), max_length=60, blank=True)
    why = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.DRAWN)
    measures = models.CharField(_("措施"), max_length=1000, blank=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    #: The post and whoever held it on the day.
    responsible = models.CharField(_("责任人"), max_length=200, blank=True)
    due_on = models.DateField(_("完成期限"), null=True)
    #: What the unit said last of how far it is.
    progress = models.CharField(_("进展"), max_length=1000, blank=True)
    #: Why the office gave it back, as long as that stands.
    reason = models.CharField(_("退回理由"), max_length=500, blank=True)
    closed_on = models.DateField(_("销号日期"), null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("part", "number"), name="improvement_item_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=OWING)
                | models.Q(post__isnull=False, due_on__isnull=False),
                name="improvement_stated_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_name} {self.name}"

    def is_overdue(self, *, today: date) -> bool:
        """Whether the day that the unit has named is over and it is not closed out."""
        return self.state in RUNNING and self.due_on is not None and self.due_on < today


class Word(SaidOnce):
    """What somebody said of an item."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="words")
    said = models.CharField(max_length=10, choices=Said.choices)
    text = models.CharField(_("内容"), max_length=1000, blank=True)
    evidence = models.CharField(_("佐证"), max_length=500, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.get_said_display()} {self.text}"[:100]
