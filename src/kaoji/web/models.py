"""What the office keeps that belongs to no room: imports, and what people keep for themselves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """How far an import has come."""

    FAULTY = "faulty", _("有错误")
    CHECKED = "checked", _("待确认")
    APPLIED = "applied", _("已导入")
    UNDONE = "undone", _("已撤销")


class ImportRun(models.Model):
    """One workbook that somebody sent. Whoever sent it, and nobody else, confirms or undoes it.

    `changes`: rows as key, values before, values after, as texts. `returned`: the workbook with
    its faults shown.
    """

    organisation_key = models.BigIntegerField()
    username = models.CharField(max_length=150)
    book = models.CharField(max_length=100)
    file_name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=ImportState.choices)
    checked_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    changes = models.JSONField(default=list)
    lines = models.JSONField(default=dict)
    returned = models.BinaryField(null=True)

    class Meta:
        indexes = (models.Index(fields=("organisation_key", "username", "book")),)

    def __str__(self) -> str:
        return f"{self.book} {self.checked_at:%Y-%m-%d %H:%M}"


class KeptView(models.Model):
    """What somebody keeps of a list for themselves: a named search, or (without a name) columns.

    `asked`: what the address asks of the list. It says nothing of rows: whoever opens the same
    address sees what they may see.
    """

    organisation_key = models.BigIntegerField()
    username = models.CharField(max_length=150)
    listing = models.CharField(max_length=100)
    name = models.CharField(max_length=50, blank=True)
    asked = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation_key", "username", "listing", "name"), name="web_kept_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.listing} {self.name}"


class FormDraft(models.Model):
    """What somebody has typed into a form and not sent: theirs alone, and for some days only.

    `sitting`: one opening of the page, so that two of them write over nothing of each other.
    `fields`: of each field that was touched, what it would send.
    """

    organisation_key = models.BigIntegerField()
    username = models.CharField(max_length=150)
    path = models.CharField(max_length=500)
    sitting = models.CharField(max_length=32)
    fields = models.JSONField(default=dict)
    #: How many letters stand in them.
    letters = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    #: The form has been sent: what comes late from its page is kept no more.
    is_sent = models.BooleanField(default=False)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation_key", "username", "path", "sitting"), name="web_draft_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.path} {self.at:%Y-%m-%d %H:%M}"
