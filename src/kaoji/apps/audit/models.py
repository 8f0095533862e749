"""The log, and its head. Everything is kept as text: nobody's leaving changes what was written."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Result(models.TextChoices):
    """How an act ended."""

    DONE = "done", _("已办")
    REFUSED = "refused", _("被拒绝")
    FAILED = "failed", _("失败")


class Entry(models.Model):
    """One act. `digest` covers every other field and the digest of the entry before.

    The log is long and never changed: it is searched as it is written, not by sounds.
    """

    SOUNDS: ClassVar[dict[str, str]] = dict.fromkeys(
        ("actor_name", "actor_username", "object_name", "address"), ""
    )

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    organisation_key = models.BigIntegerField(null=True, db_index=True)
    actor_username = models.CharField(max_length=150, db_index=True)
    actor_name = models.CharField(max_length=300)
    address = models.CharField(max_length=64)
    act = models.CharField(max_length=100, db_index=True)
    object_kind = models.CharField(max_length=100)
    object_key = models.CharField(max_length=100)
    object_name = models.CharField(max_length=300)
    result = models.CharField(max_length=10, choices=Result.choices)
    reason = models.TextField()
    before = models.TextField()
    after = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("-number",)
        indexes = (models.Index(fields=("object_kind", "object_key")),)

    def __str__(self) -> str:
        return f"{self.number} {self.act}"


class Head(models.Model):
    """The last entry: who writes the next one locks this row first."""

    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"


class Checkpoint(models.Model):
    """What the log had come to at a moment, signed. Its worth is the copy kept elsewhere."""

    number = models.BigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:16]}"


class Gap(models.Model):
    """Entries that were purged when their time was over, signed: the chain goes on behind them."""

    first = models.BigIntegerField(primary_key=True)
    last = models.BigIntegerField()
    #: The digests of the entry before the first and of the last one.
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ("first",)

    def __str__(self) -> str:
        return f"{self.first}～{self.last}"
