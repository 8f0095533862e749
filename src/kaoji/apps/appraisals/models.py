"""A cycle, its stages, its units, its runs, and what each unit got in a run.

A run keeps everything it was made of as text, and its result as the engine gave it: nothing of it
is ever changed; another run is added. Scores are exact texts.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.owned import Owned
from kaoji.apps.appraisals.enums import CycleState, RunState, StageKind, StageState
from kaoji.apps.appraisals.figures import between
from kaoji.apps.facts.models import PinnedScheme
from kaoji.apps.organisation.models import Unit, UnitGroup


class Cycle(Owned):
    """The appraisal of a group of units in a period, under a pinned scheme."""

    number = models.PositiveIntegerField(_("编号"))
    title = models.CharField(_("名称"), max_length=100)
    scheme = models.ForeignKey(PinnedScheme, models.PROTECT, related_name="cycles")
    group = models.ForeignKey(UnitGroup, models.PROTECT, related_name="+")
    group_name = models.CharField(_("组别"), max_length=60)
    #: What the scheme calls units of this kind: 乡镇, 部门.
    subject_kind = models.CharField(_("对象类别"), max_length=60)
    period = models.CharField(_("周期"), max_length=60)
    basis = models.CharField(_("依据"), max_length=200)
    #: What a trial comes to is marked everywhere and never published.
    is_trial = models.BooleanField(_("试运行"), default=False)
    begins_on = models.DateField(_("开始"))
    state = models.CharField(max_length=10, choices=CycleState.choices, default=CycleState.PLANNED)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "number"), name="appraisals_cycle_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.period}"


class CycleUnit(Owned):
    """A unit that is appraised, under the name that it had when the cycle began."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="units")
    order = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(_("单位"), max_length=100)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "unit"), name="appraisals_unit_once"),
        )

    def __str__(self) -> str:
        return self.name


class Stage(Owned):
    """A stage of a cycle: its window in working days, who sees to it, where it stands."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="stages")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(_("环节"), max_length=10, choices=StageKind.choices)
    window_days = models.PositiveSmallIntegerField(_("几个工作日内"))
    owner = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    owner_name = models.CharField(_("负责单位"), max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=StageState.choices, default=StageState.WAITING)
    opened_on = models.DateField(_("开始"), null=True)
    due_on = models.DateField(_("截止"), null=True)
    done_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=200, blank=True)
    note = models.CharField(_("办理情况"), max_length=300, blank=True)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "kind"), name="appraisals_stage_once"),
            models.UniqueConstraint(fields=("cycle", "order"), name="appraisals_stage_order"),
        )

    def __str__(self) -> str:
        return f"{self.cycle} {self.get_kind_display()}"


class Reissue(Owned):
    """换版: within its year a cycle goes on by another version of its scheme. Only ever added."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="reissues")
    number = models.PositiveIntegerField(_("第几次"))
    before = models.ForeignKey(PinnedScheme, models.PROTECT, related_name="+")
    after = models.ForeignKey(PinnedScheme, models.PROTECT, related_name="+")
    basis = models.CharField(_("依据"), max_length=200)
    reason = models.CharField(_("为什么换版"), max_length=300)
    #: Parameters that were taken over from the version before, as the office had set them.
    carried = models.JSONField(default=list)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "number"), name="appraisals_reissue_number"),
        )

    def __str__(self) -> str:
        return f"{self.cycle} 第 {self.number} 次换版"


class Run(Owned):
    """A scoring: what went in, what came out, sealed. Written once when asked, once when done."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField(_("第几次"))
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.QUEUED)
    reason = models.CharField(_("为什么计分"), max_length=300)
    asked_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True)
    #: By which version it was scored: a cycle may be given another one within its year.
    scheme = models.ForeignKey(PinnedScheme, models.PROTECT, null=True, related_name="runs")
    facts = models.TextField(blank=True)
    subjects = models.TextField(blank=True)
    given = models.TextField(blank=True)
    facts_count = models.PositiveIntegerField(default=0)
    #: The result and the problems as `kaoji score --json` prints them.
    result = models.TextField(blank=True)
    seal = models.BinaryField(default=b"")
    digest = models.CharField(_("校验值"), max_length=64, blank=True)
    fault = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "number"), name="appraisals_run_number"),
        )

    def __str__(self) -> str:
        return f"{self.cycle} 第 {self.number} 次计分"

    @property
    def scored_by(self) -> PinnedScheme:
        """The version that it was, or is to be, scored by."""
        return self.cycle.scheme if self.scheme is None else self.scheme


class Standing(Owned):
    """What a unit got in a run. Rows are only ever added."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="standings")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    order = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=100)
    name = models.CharField(_("单位"), max_length=100)
    status = models.CharField(max_length=12)
    #: Fractions have as many digits as they have.
    exact = models.TextField(blank=True)
    shown = models.CharField(_("得分"), max_length=60, blank=True)
    worst = models.TextField(blank=True)
    best = models.TextField(blank=True)
    rank = models.PositiveIntegerField(_("位次"), null=True)
    last_rank = models.PositiveIntegerField(null=True)
    grade = models.CharField(_("等次"), max_length=60, blank=True)
    #: The derivation as `kaoji explain --json` prints it.
    account = models.TextField()

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("run", "subject"), name="appraisals_standing_once"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.shown}"

    @property
    def range(self) -> str:
        """Between which points the truth lies; nothing where they are certain."""
        return between(self.worst, best=self.best) if self.worst else ""

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        """Write a new row; one that stands is never written again."""
        if self.pk is not None:
            raise TypeError("what a unit got in a run is never changed: score again")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002 - Django's
        """Never."""
        raise TypeError("what a unit got in a run is never deleted")


# What is done with a result has a module of its own; Django looks for models here.
from kaoji.apps.appraisals.publishing_models import (  # noqa: E402
    Explanation,
    Final,
    Forewarning,
    Minute,
    Objection,
    Publication,
    PublicLine,
    Ruling,
    Shown,
)

__all__ = [
    "Cycle",
    "CycleUnit",
    "Explanation",
    "Final",
    "Forewarning",
    "Minute",
    "Objection",
    "PublicLine",
    "Publication",
    "Reissue",
    "Ruling",
    "Run",
    "Shown",
    "Stage",
    "Standing",
]
