"""Which scoring of another cycle feeds which input of a cycle, and what a scoring took.

What was named is never changed: another scoring is named in its place, and the first one stays.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.owned import Owned
from kaoji.apps.appraisals.models import Cycle, Run
from kaoji.apps.nesting.enums import FeedState, Mapping


class Feed(Owned):
    """An input of a cycle is fed by a scoring of another one."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="feeds")
    number = models.PositiveIntegerField(_("编号"))
    #: The input that the scheme declares to be fed.
    key = models.CharField(_("哪一项"), max_length=200)
    scheme_key = models.CharField(_("下级方案"), max_length=120)
    take = models.CharField(_("取什么"), max_length=200)
    relation = models.CharField(_("关系"), max_length=200, blank=True)
    mapping = models.CharField(_("对应办法"), max_length=20, choices=Mapping.choices)
    run = models.ForeignKey(Run, models.PROTECT, related_name="feeds")
    basis = models.CharField(_("依据"), max_length=300)
    state = models.CharField(max_length=10, choices=FeedState.choices, default=FeedState.NAMED)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    ended_name = models.CharField(max_length=200, blank=True)
    why_ended = models.CharField(_("为什么停用"), max_length=300, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "number"), name="nesting_feed_number"),
            models.UniqueConstraint(
                fields=("cycle", "key"),
                condition=models.Q(state=FeedState.NAMED),
                name="nesting_one_named",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle} {self.key} ← {self.run}"


class Taken(Owned):
    """What a scoring took from another one. Rows are only ever added."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="taken")
    feed = models.ForeignKey(Feed, models.PROTECT, related_name="taken")
    #: Names of the other cycle's subjects by the key of the unit that they fed.
    sources = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("run", "feed"), name="nesting_taken_once"),)

    def __str__(self) -> str:
        return f"{self.run} ← {self.feed.run}"
