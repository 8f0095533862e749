"""What is drawn to be verified, what was found of it, who stands back, and checks on site.

Nothing here changes a figure: what is found wrong goes back to whoever supplied it. What was found
is never changed either: another verdict stands beside it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.models import User
from kaoji.apps.accounts.owned import Owned
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts.models import LONGEST_TEXT, Figure, ListRow
from kaoji.apps.facts.models.lasting import Lasting
from kaoji.apps.organisation.models import Unit
from kaoji.apps.verification.enums import (
    Answer,
    CheckState,
    DrawRule,
    Outcome,
    VisitState,
    VisitStep,
)
from kaoji.web.sounds import Letters, Sounded

LONGEST_REASON = 500


class Draw(Owned):
    """What was drawn from what had been reported: by which rule, from which seed."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="draws")
    number = models.PositiveIntegerField(_("第几次"))
    rule = models.CharField(_("抽取办法"), max_length=10, choices=DrawRule.choices)
    count = models.PositiveIntegerField(_("抽几项"), default=0)
    seed = models.CharField(_("种子"), max_length=60)
    population = models.PositiveIntegerField(_("可抽"))
    taken = models.PositiveIntegerField(_("抽中"))
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "number"), name="verification_draw_number"),
        )

    def __str__(self) -> str:
        return f"{self.cycle} 第 {self.number} 次抽取"


class Visit(Sounded, Owned):
    """A check on site: of one unit, on a day, by a team; how far it has come."""

    SPOKEN = ("unit_name",)
    SOUNDS: ClassVar[dict[str, str]] = dict.fromkeys(SPOKEN, "initials")

    initials = Letters(blank=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="visits")
    number = models.PositiveIntegerField(_("编号"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField(_("单位"), max_length=100)
    on = models.DateField(_("日期"))
    state = models.CharField(max_length=10, choices=VisitState.choices, default=VisitState.PLANNED)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    signed_name = models.CharField(_("签字人"), max_length=200, blank=True)
    witness = models.CharField(_("见证人"), max_length=200, blank=True)
    objection = models.CharField(_("异议或拒签理由"), max_length=LONGEST_REASON, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("on", "number")
        constraints = (
            models.UniqueConstraint(fields=("cycle", "number"), name="verification_visit_number"),
        )

    def __str__(self) -> str:
        return f"{self.unit_name} 第 {self.number} 号现场核查"


class Member(Owned):
    """Somebody of a team."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="members")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("visit", "person"), name="verification_member_once"),
        )

    def __str__(self) -> str:
        return self.name


class StepTaken(Lasting):
    """A step of an on-site check as it was taken. Rows are only ever added."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="steps")
    kind = models.CharField(_("步骤"), max_length=10, choices=VisitStep.choices)
    note = models.CharField(_("记录"), max_length=2_000)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.visit} {self.get_kind_display()}"


class Check(Sounded, Owned):
    """One thing that was reported and is verified: a figure, or a row of a list."""

    SPOKEN = ("unit_name", "title", "supplier_name", "verifier_name")
    SOUNDS: ClassVar[dict[str, str]] = dict.fromkeys(SPOKEN, "initials")

    initials = Letters(blank=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="checks")
    draw = models.ForeignKey(Draw, models.PROTECT, related_name="checks")
    number = models.PositiveIntegerField(_("编号"))
    figure = models.ForeignKey(Figure, models.PROTECT, null=True, related_name="checks")
    row = models.ForeignKey(ListRow, models.PROTECT, null=True, related_name="checks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField(_("单位"), max_length=100)
    supplier = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    supplier_name = models.CharField(_("责任单位"), max_length=100)
    title = models.CharField(_("核验什么"), max_length=400)
    period = models.CharField(_("周期"), max_length=60)
    verifier = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    verifier_name = models.CharField(_("核验人"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=CheckState.choices, default=CheckState.OPEN)
    #: The revision that was looked at when it was last decided.
    seen = models.PositiveIntegerField(default=0)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="checks")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "number"), name="verification_number"),
            models.UniqueConstraint(fields=("cycle", "figure"), name="verification_figure_once"),
            models.UniqueConstraint(fields=("cycle", "row"), name="verification_row_once"),
            models.CheckConstraint(
                condition=models.Q(figure__isnull=False, row__isnull=True)
                | models.Q(figure__isnull=True, row__isnull=False),
                name="verification_of_one",
            ),
        )

    def __str__(self) -> str:
        return f"第 {self.number} 项 {self.unit_name} {self.title}"

    @property
    def held(self) -> Figure | ListRow:
        """What is verified."""
        found: Any = self.figure or self.row
        return found  # type: ignore[no-any-return]


class Verdict(Lasting):
    """What was found of an item, when, by whom, of which revision."""

    check_of = models.ForeignKey(Check, models.PROTECT, related_name="verdicts")
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    outcome = models.CharField(_("核验结论"), max_length=10, choices=Outcome.choices)
    reason = models.CharField(_("理由"), max_length=LONGEST_REASON, blank=True)
    proposed = models.CharField(_("应为"), max_length=LONGEST_TEXT, blank=True)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="verdicts")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("check_of", "number"), name="verification_verdict_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.check_of} {self.get_outcome_display()}"


class Finding(Owned):
    """A fact found on site: of an item, or of something that nobody had reported."""

    step = models.ForeignKey(StepTaken, models.PROTECT, related_name="findings")
    check_of = models.ForeignKey(Check, models.PROTECT, null=True, related_name="findings")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=400)
    reported = models.CharField(_("填报"), max_length=1_000, blank=True)
    fact = models.CharField(_("查明的事实"), max_length=LONGEST_REASON)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    proposed = models.CharField(_("应为"), max_length=LONGEST_TEXT, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.title


class Recusal(Owned):
    """Somebody has said that he stands back from a unit, and why."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="recusals")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField(_("单位"), max_length=100)
    reason = models.CharField(_("理由"), max_length=LONGEST_REASON)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "person", "unit"), name="verification_recusal_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_name} 回避 {self.unit_name}"
