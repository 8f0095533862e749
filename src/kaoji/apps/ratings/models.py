"""Ratings, who rates, what was given, and papers that came back.

A signed ballot bears no name and no time: who has cast is kept with the rater, what was cast with
the ballot, and nothing leads from the one to the other. Marks are exact texts by unit.
"""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.models import User
from kaoji.apps.accounts.owned import Owned
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts.models import CollectionTask
from kaoji.apps.organisation.models import Unit
from kaoji.apps.ratings.enums import RatingState, SheetState, Way

LONGEST_REASON = 300


class Rating(Owned):
    """One panel of the cycle's scheme in one period: the scale and the window."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="ratings")
    number = models.PositiveIntegerField(_("编号"))
    key = models.CharField(_("指标"), max_length=300)
    period = models.CharField(_("周期"), max_length=60)
    clause = models.CharField(_("依据"), max_length=300, blank=True)
    #: The classes of raters, as the scheme has them.
    classes = models.JSONField(default=list)
    #: Words to choose from; none: a number from `low` to `high` in steps.
    options = models.JSONField(default=list)
    low = models.CharField(_("最低"), max_length=60, blank=True)
    high = models.CharField(_("最高"), max_length=60, blank=True)
    step = models.CharField(_("一格"), max_length=60, blank=True)
    own_unit_may_rate = models.BooleanField(default=False)
    #: Results of a class are shown from so many ballots on.
    least_shown = models.PositiveSmallIntegerField(_("几票起显示"), default=3)
    window_days = models.PositiveSmallIntegerField(_("几个工作日内"))
    opened_on = models.DateField(_("开始"), null=True)
    due_on = models.DateField(_("截止"), null=True)
    state = models.CharField(max_length=10, choices=RatingState.choices, default=RatingState.DRAFT)
    closed_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=200, blank=True)
    #: Where its ballots stand as facts, once it is closed.
    sealed_in = models.OneToOneField(
        CollectionTask, models.PROTECT, null=True, related_name="rating"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "key", "period"), name="ratings_panel_once"),
            models.UniqueConstraint(fields=("organisation", "number"), name="ratings_number"),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.period}"

    @property
    def title(self) -> str:
        """The last word of the key."""
        return self.key.rsplit("/", 1)[-1]


class Rater(Owned):
    """Somebody who rates: with an account, or by name only. What was begun is kept until signed."""

    rating = models.ForeignKey(Rating, models.CASCADE, related_name="raters")
    order = models.PositiveIntegerField()
    rater_class = models.CharField(_("评分人类别"), max_length=60)
    name = models.CharField(_("评分人"), max_length=100)
    post = models.CharField(_("职务"), max_length=200, blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    #: The unit of somebody without an account.
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    #: What is begun and not signed yet; empty once it is signed.
    begun = models.JSONField(default=dict)
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)
    cast_on = models.DateField(_("投票日"), null=True)
    #: Who entered it on the rater's behalf (代录).
    proxy_name = models.CharField(_("代录人"), max_length=200, blank=True)
    #: What is kept of the one-time code: it cannot be found back from that.
    code_digest = models.CharField(max_length=64, blank=True)
    code_ends_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("rating", "order"), name="ratings_rater_order"),
            models.UniqueConstraint(fields=("rating", "user"), name="ratings_rater_once"),
            models.UniqueConstraint(
                fields=("rating", "rater_class", "name"),
                condition=models.Q(user__isnull=True),
                name="ratings_named_once",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def has_cast(self) -> bool:
        """Whether the ballot is in."""
        return bool(self.way)


class Recusal(Owned):
    """A unit that a rater does not rate, laid down beforehand, with the reason."""

    rater = models.ForeignKey(Rater, models.CASCADE, related_name="recusals")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = models.CharField(_("回避理由"), max_length=LONGEST_REASON)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("rater", "unit"), name="ratings_recusal_once"),
        )

    def __str__(self) -> str:
        return f"{self.rater} {self.unit}"


class Ballot(Owned):
    """A signed ballot: no name, no time, no order. `marks` and `abstained` go by the unit's key."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="ballots")
    rater_class = models.CharField(max_length=60)
    is_paper = models.BooleanField(default=False)
    marks = models.JSONField(default=dict)
    abstained = models.JSONField(default=dict)

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return str(_("一张票"))

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        """Write a new ballot; one that stands is never written again."""
        if not self._state.adding:
            raise TypeError("a signed ballot is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002 - Django's
        """Never."""
        raise TypeError("a signed ballot is never deleted")


class Batch(Owned):
    """Papers given out to one class of raters."""

    rating = models.ForeignKey(Rating, models.CASCADE, related_name="batches")
    rater_class = models.CharField(_("评分人类别"), max_length=60)
    issued = models.PositiveIntegerField(_("发出"))

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("rating", "rater_class"), name="ratings_batch_once"),
        )

    def __str__(self) -> str:
        return f"{self.rating} {self.rater_class}"


class Sheet(Owned):
    """A paper that came back, numbered as it is taken from the box."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField(_("票号"))
    state = models.CharField(max_length=10, choices=SheetState.choices, default=SheetState.WAITING)
    #: How many units the paper leaves blank; they were declared abstained when it was entered.
    blanks = models.PositiveIntegerField(default=0)
    reason = models.CharField(_("理由"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("batch", "number"), name="ratings_sheet_number"),
        )

    def __str__(self) -> str:
        return f"{self.batch} 第 {self.number} 张"


class Reading(Owned):
    """What one clerk read from a paper: the first, the second, and where they differ the third."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="readings")
    order = models.PositiveSmallIntegerField()
    clerk = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    marks = models.JSONField(default=dict)
    abstained = models.JSONField(default=dict)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("sheet", "order"), name="ratings_reading_once"),
        )

    def __str__(self) -> str:
        return f"{self.sheet} 第 {self.order} 次录入"
