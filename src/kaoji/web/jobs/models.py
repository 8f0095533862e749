"""A piece of background work, from being asked for to its end."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a job has come."""

    QUEUED = "queued", _("排队")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("失败")


class Job(models.Model):
    """`kind` and `key` say what is to be done: asked for twice, it is done once."""

    #: A name to sign in with, which sounds as it is written.
    SOUNDS: ClassVar[dict[str, str]] = {"asked_by": ""}

    kind = models.CharField(max_length=100)
    key = models.CharField(max_length=200)
    organisation_key = models.BigIntegerField(null=True)
    asked_by = models.CharField(max_length=150, blank=True)
    payload = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    due_at = models.DateTimeField()
    #: Until then the worker holds it; afterwards another may take it over.
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=100, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)
    told = models.CharField(max_length=200, blank=True)
    fault = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="job_once"),)
        indexes = (models.Index(fields=("state", "due_at"), name="job_waiting"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
