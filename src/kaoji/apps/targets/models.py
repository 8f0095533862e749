"""The targets of a cycle: what the office proposes, what the units say, what was adopted.

A line is one unit's target for one indicator. What was said of it is never changed: each word is a
revision. Figures are exact texts.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.owned import Owned
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts.models import LONGEST_TEXT
from kaoji.apps.facts.models.lasting import Lasting
from kaoji.apps.organisation.models import Unit
from kaoji.apps.targets.enums import Answer, ChangeReason, ChangeState, Round, Said
from kaoji.web.sounds import Letters, Sounded

LONGEST_REASON = 300
LONGEST_PAPER = 200


class Assignment(Owned):
    """The setting of the targets of a cycle, from the first proposal to the minute."""

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="assignment")
    round = models.CharField(
        _("轮次"), max_length=10, choices=Round.choices, default=Round.DRAFTING
    )
    window_days = models.PositiveSmallIntegerField(_("答复几个工作日"))
    due_on = models.DateField(_("答复截止"), null=True)
    minute = models.CharField(_("审定依据"), max_length=LONGEST_PAPER, blank=True)
    adopted_on = models.DateField(_("下达日期"), null=True)
    by_name = models.CharField(max_length=200)
    #: How often letters were asked for: each time is a job of its own.
    letters_asked = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.cycle} 目标"


class Indicator(Sounded, Owned):
    """A key that carries a target, in a period; what may stand in it is copied from the scheme."""

    SPOKEN = ("key", "period")
    SOUNDS: ClassVar[dict[str, str]] = dict.fromkeys(SPOKEN, "initials")

    initials = Letters(blank=True)
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="indicators")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(_("指标"), max_length=300)
    period = models.CharField(_("周期"), max_length=60)
    kind = models.CharField(max_length=20)
    measure = models.CharField(_("单位"), max_length=40, blank=True)
    low = models.CharField(max_length=60, blank=True)
    high = models.CharField(max_length=60, blank=True)
    options = models.JSONField(default=list)
    clause = models.CharField(_("条款"), max_length=300, blank=True)
    #: What the body above has given for all units together, and the paper that says so.
    total = models.CharField(_("上级总数"), max_length=LONGEST_TEXT, blank=True)
    total_basis = models.CharField(_("总数依据"), max_length=LONGEST_PAPER, blank=True)

    #: A target is a figure or 不适用; there is no nil return of it.
    takes_nil = False

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(
                fields=("assignment", "key", "period"), name="targets_indicator_once"
            ),
            models.UniqueConstraint(fields=("assignment", "order"), name="targets_indicator_order"),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.period}"

    @property
    def title(self) -> str:
        """The last word of the key."""
        return self.key.rsplit("/", 1)[-1]

    @property
    def way(self) -> str:
        """What stands before the last word."""
        return " / ".join(self.key.split("/")[:-1])


class Line(Sounded, Owned):
    """A unit's target for an indicator: the office's `proposal`, which the unit sees as `sent`."""

    SPOKEN = ("name",)
    SOUNDS: ClassVar[dict[str, str]] = dict.fromkeys(SPOKEN, "initials")

    initials = Letters(blank=True)
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="lines")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(_("单位"), max_length=100)
    proposal = models.CharField(_("拟定目标"), max_length=LONGEST_TEXT, blank=True)
    sent = models.CharField(_("已发目标"), max_length=LONGEST_TEXT, blank=True)
    answer = models.CharField(
        _("答复"), max_length=10, choices=Answer.choices, default=Answer.NOT_ASKED
    )
    counter = models.CharField(_("单位提出"), max_length=LONGEST_TEXT, blank=True)
    reason = models.CharField(_("理由"), max_length=LONGEST_REASON, blank=True)
    adopted = models.CharField(_("下达目标"), max_length=LONGEST_TEXT, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("indicator__order", "order")
        constraints = (
            models.UniqueConstraint(fields=("indicator", "unit"), name="targets_line_once"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.indicator}"


class LineRevision(Lasting):
    """What was said of a target, by whom, when, on what basis. Rows are only ever added."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("第几次"))
    said = models.CharField(max_length=10, choices=Said.choices)
    round = models.CharField(max_length=10, choices=Round.choices)
    value = models.CharField(max_length=LONGEST_TEXT, blank=True)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    basis = models.CharField(max_length=LONGEST_PAPER, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("line", "number"), name="targets_revision_number"),
        )

    def __str__(self) -> str:
        return f"{self.line} 第 {self.number} 次"


class Change(Owned):
    """A request to change an adopted target: asked, decided by a meeting, confirmed by another."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="changes")
    why = models.CharField(_("事由"), max_length=10, choices=ChangeReason.choices)
    wanted = models.CharField(_("请求改为"), max_length=LONGEST_TEXT)
    reason = models.CharField(_("说明"), max_length=LONGEST_REASON)
    evidence = models.CharField(_("佐证"), max_length=LONGEST_PAPER)
    state = models.CharField(max_length=10, choices=ChangeState.choices, default=ChangeState.ASKED)
    asked_at = models.DateTimeField()
    asked_name = models.CharField(max_length=200)
    is_granted = models.BooleanField(null=True)
    granted = models.CharField(_("调整为"), max_length=LONGEST_TEXT, blank=True)
    minute = models.CharField(_("会议依据"), max_length=LONGEST_PAPER, blank=True)
    answer = models.CharField(_("答复"), max_length=LONGEST_REASON, blank=True)
    decided_by = models.PositiveBigIntegerField(null=True)
    decided_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    confirmed_name = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("line",),
                condition=models.Q(state__in=("asked", "decided")),
                name="targets_one_open_change",
            ),
        )

    def __str__(self) -> str:
        return f"{self.line} 调整"
