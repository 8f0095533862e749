"""Self-scores: asked for a period of a cycle, a sheet for each unit, a line for each indicator.

What a unit gives itself is an exact text and stands beside the figures; it never becomes one.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.owned import Owned
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.publishing_models import Said as SaidOnce
from kaoji.apps.organisation.models import Unit
from kaoji.apps.selfscore.enums import OWING, Beside, Origin, Said, SheetState
from kaoji.engine.plinth.exact import exact_text, parse_exact
from kaoji.web.sounds import Letters, Sounded

LONGEST_REASON = 500


class Round(Sounded, Owned):
    """Units are asked to score themselves on what the scheme asks for in a period."""

    SPOKEN = ("period",)
    SOUNDS: ClassVar[dict[str, str]] = dict.fromkeys(SPOKEN, "initials")

    initials = Letters(blank=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="self_scores")
    period = models.CharField(_("周期"), max_length=60)
    due_on = models.DateField(_("截止"))
    at = models.DateTimeField()
    by_name = models.CharField(max_length=300)
    #: When the scheme was last tried on the locked figures.
    tried_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "period"), name="selfscore_round_once"),
        )

    def __str__(self) -> str:
        return f"{self.cycle.title} {self.period}"


class Sheet(Sounded, Owned):
    """The self-score of a unit in a period."""

    SPOKEN = ("unit_name", "signed_name")
    SOUNDS: ClassVar[dict[str, str]] = dict.fromkeys(SPOKEN, "initials")

    initials = Letters(blank=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="sheets")
    order = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField(_("单位"), max_length=100)
    state = models.CharField(max_length=10, choices=SheetState.choices, default=SheetState.FILLING)
    #: Why it was given back, as long as that stands.
    reason = models.CharField(_("退回理由"), max_length=LONGEST_REASON, blank=True)
    sent_by = models.BigIntegerField(null=True)
    sent_name = models.CharField(_("填报人"), max_length=300, blank=True)
    signed_at = models.DateTimeField(_("报送时间"), null=True)
    signed_name = models.CharField(_("签批人"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("round", "unit"), name="selfscore_sheet_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit_name} {self.round.period}"

    def is_late(self, *, today: date) -> bool:
        """Whether the last day is over and the office has nothing."""
        return self.state in OWING and self.round.due_on < today


class Line(Sounded, Owned):
    """An indicator of a unit: full points, what the scheme gives so far, what the unit gives."""

    SPOKEN = ("name", "clause", "reason")
    SOUNDS: ClassVar[dict[str, str]] = dict.fromkeys(SPOKEN, "initials")

    initials = Letters(blank=True)
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField(_("序号"))
    #: The indicator in the scheme, without its period.
    key = models.CharField(max_length=300)
    name = models.CharField(_("指标"), max_length=300)
    clause = models.CharField(_("依据"), max_length=200, blank=True)
    full = models.CharField(_("满分"), max_length=130, blank=True)
    low = models.CharField(max_length=130)
    high = models.CharField(max_length=130, blank=True)
    #: What the scheme gives by the locked figures: exact; and as it is shown, a range where open.
    computed = models.TextField(blank=True)
    tried = models.CharField(_("试算"), max_length=130, blank=True)
    why = models.TextField(_("试算说明"), blank=True)
    #: What the unit gave itself the time before.
    last = models.CharField(_("上期自评"), max_length=60, blank=True)
    points = models.CharField(_("自评分"), max_length=60, blank=True)
    reason = models.CharField(_("扣分理由"), max_length=LONGEST_REASON, blank=True)
    origin = models.CharField(max_length=5, choices=Origin.choices, blank=True)
    beside = models.CharField(_("比较"), max_length=6, choices=Beside.choices, default=Beside.OPEN)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("sheet", "number"), name="selfscore_line_number"),
            models.UniqueConstraint(fields=("sheet", "key"), name="selfscore_line_once"),
        )

    def __str__(self) -> str:
        return f"{self.sheet.unit_name} {self.name}"

    @property
    def gap(self) -> Fraction | None:
        """The self-score less what the scheme gives; nothing where one of them is open."""
        own, found = parse_exact(self.points), parse_exact(self.computed)
        return None if own is None or found is None else own - found

    @property
    def difference(self) -> str:
        """The same, exactly; one above what the scheme gives has a plus."""
        gap = self.gap
        return "" if gap is None else f"{'+' if gap > 0 else ''}{exact_text(gap)}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        """How the two stand to each other is kept with them, for the list to ask by it."""
        self.compare()
        super().save(*args, **kwargs)

    def compare(self) -> None:
        """Say how the self-score stands to what the scheme gives."""
        gap = self.gap
        if gap is None:
            self.beside = Beside.OPEN
        else:
            self.beside = Beside.SAME if not gap else Beside.HIGHER if gap > 0 else Beside.LOWER


class Proof(Owned):
    """A file that proves a self-score; the file itself is named by its digest."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="proofs")
    digest = models.CharField(max_length=64)
    sent_digest = models.CharField(max_length=64)
    name = models.CharField(_("文件名"), max_length=200)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=300)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("line", "sent_digest"), name="selfscore_proof_once"),
        )

    def __str__(self) -> str:
        return self.name


class Word(SaidOnce):
    """What was done with a sheet, when and by whom."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="words")
    said = models.CharField(max_length=10, choices=Said.choices)
    text = models.CharField(_("内容"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.get_said_display()} {self.text}"[:100]
