"""Papers, their series and numbers, who got them. What was issued is frozen: its files stand in the
store by digest, its number is never given again.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.models import User
from kaoji.apps.accounts.owned import Owned
from kaoji.apps.documents.enums import FileKind, PaperKind, PaperState, Retention, StepKind
from kaoji.apps.organisation.models import Unit
from kaoji.web.sounds import Letters, Sounded

LONGEST_TITLE = 200


class Series(Owned):
    """A series of numbers (代字), with the issuer as it is printed in red."""

    mark = models.CharField(_("代字"), max_length=20)
    issuer = models.CharField(_("发文机关标志"), max_length=60)
    kind = models.CharField(_("文种"), max_length=20, choices=PaperKind.choices, blank=True)
    closed_on = models.DateField(_("停用"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("mark",)
        constraints = (
            models.UniqueConstraint(fields=("organisation", "mark"), name="documents_mark_once"),
        )

    def __str__(self) -> str:
        return self.mark


class SeriesYear(Owned):
    """The last number that a series has given in a year."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-year",)
        constraints = (
            models.UniqueConstraint(fields=("series", "year"), name="documents_series_year_once"),
        )

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕{self.taken}"


class Template(Owned):
    """An office's own DOCX; the file itself is named by its digest."""

    name = models.CharField(_("名称"), max_length=100)
    kind = models.CharField(_("文种"), max_length=20, choices=PaperKind.choices)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    names = models.JSONField(default=list)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("kind", "name", "pk")

    def __str__(self) -> str:
        return self.name


class RetentionRule(Owned):
    """How long papers of a kind are kept, where the office has said so."""

    kind = models.CharField(max_length=20, choices=PaperKind.choices)
    retention = models.CharField(max_length=12, choices=Retention.choices)

    class Meta:
        ordering = ("kind",)
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "kind"), name="documents_retention_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_retention_display()}"


class Paper(Sounded, Owned):
    """A paper. Its text is records of the engine as JSON (`content.py`)."""

    SPOKEN = ("title", "addressee", "number_text")
    SOUNDS: ClassVar[dict[str, str]] = dict.fromkeys(SPOKEN, "initials")

    initials = Letters(blank=True)
    kind = models.CharField(_("文种"), max_length=20, choices=PaperKind.choices)
    title = models.CharField(_("标题"), max_length=LONGEST_TITLE)
    addressee = models.CharField(_("主送"), max_length=300, blank=True)
    blocks = models.JSONField(default=list)
    attachments = models.JSONField(default=list)
    signed_by = models.CharField(_("署名"), max_length=60, blank=True)
    remark = models.CharField(_("附注"), max_length=200, blank=True)
    other_copies = models.JSONField(default=list)
    is_public = models.BooleanField(_("向社会公开"), default=False)
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="papers")
    template = models.ForeignKey(
        Template, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    #: Which room drafted it from what: shown as a link.
    origin_room = models.CharField(max_length=40, blank=True)
    origin_key = models.CharField(max_length=60, blank=True)
    origin_word = models.CharField(max_length=100, blank=True)
    origin_url = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=PaperState.choices, default=PaperState.DRAFT)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    number_text = models.CharField(_("发文字号"), max_length=40, blank=True)
    issued_on = models.DateField(_("成文日期"), null=True)
    retention = models.CharField(max_length=12, choices=Retention.choices, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("series", "year", "number"), name="documents_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("issued", "withdrawn"), number__isnull=False)
                | ~models.Q(state__in=("issued", "withdrawn")) & models.Q(number__isnull=True),
                name="documents_issued_has_number",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number_text} {self.title}".strip()

    @property
    def is_numbered(self) -> bool:
        """Whether it was issued, withdrawn since or not."""
        return self.number is not None


class Revision(Owned):
    """What a paper said at a time, whole. Rows are only ever added."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("paper", "number"), name="documents_revision_number"),
        )

    def __str__(self) -> str:
        return f"{self.paper} 第 {self.number} 稿"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        """Write a new row; one that stands is never written again."""
        if self.pk is not None:
            raise TypeError("a revision that stands is never changed: add another")
        super().save(*args, **kwargs)


class Step(Owned):
    """A step on the way of a paper."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.by_name}"


class Receipt(Owned):
    """A unit that a paper goes to; signed for once it has come."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="receipts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField()
    signed_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("paper", "unit"), name="documents_receipt_once"),
        )

    def __str__(self) -> str:
        return self.name


class PaperFile(Owned):
    """A frozen file of an issued paper."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=6, choices=FileKind.choices)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("paper", "kind"), name="documents_file_once"),
        )

    def __str__(self) -> str:
        return f"{self.paper} {self.get_kind_display()}"
