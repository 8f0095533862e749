"""Own schemes: every text that was saved is kept, a released one is never changed.

A draft is a row of texts, numbered; the last one is the draft as it stands. A release points to
one of them. Nothing here interprets a text: the engine does.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.models import User
from kaoji.apps.accounts.owned import Owned


class ReleaseState(models.TextChoices):
    """How far a release has come."""

    ASKED = "asked", _("待发布")
    RELEASED = "released", _("已发布")
    DECLINED = "declined", _("已退回")


class OwnScheme(Owned):
    """A scheme that the office writes itself. `number`: of its last text."""

    key = models.CharField(_("编号"), max_length=60)
    title = models.CharField(_("名称"), max_length=200)
    base = models.CharField(_("底本"), max_length=120, blank=True)
    number = models.PositiveIntegerField(default=1)
    error_count = models.PositiveIntegerField(default=0)
    warning_count = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-changed_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "key"), name="schemes_key_once"),
        )

    def __str__(self) -> str:
        return f"{self.title}（{self.key}）"


class SchemeText(Owned):
    """A text as it was saved: written once."""

    scheme = models.ForeignKey(OwnScheme, models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField(_("第几稿"))
    text = models.TextField(_("正文"))
    digest = models.CharField(_("校验值"), max_length=64)
    note = models.CharField(_("改了什么"), max_length=300, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("scheme", "number"), name="schemes_text_number"),
        )

    def __str__(self) -> str:
        return f"{self.scheme} 第 {self.number} 稿"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        if self.pk is not None:
            self._refuse()
        super().save(*args, **kwargs)

    def _refuse(self) -> NoReturn:
        raise TypeError("a saved text is not changed: save another one")


class SchemeRelease(Owned):
    """A text that somebody asks to release, and somebody else releases. Then it stands."""

    scheme = models.ForeignKey(OwnScheme, models.PROTECT, related_name="releases")
    wording = models.ForeignKey(SchemeText, models.PROTECT, related_name="releases")
    version = models.CharField(_("版本"), max_length=40)
    title = models.CharField(_("名称"), max_length=200)
    digest = models.CharField(_("校验值"), max_length=64)
    state = models.CharField(max_length=10, choices=ReleaseState.choices)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_by_name = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(_("退回原因"), max_length=300, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "version"),
                condition=models.Q(state="released"),
                name="schemes_version_once",
            ),
            models.UniqueConstraint(
                fields=("scheme",), condition=models.Q(state="asked"), name="schemes_asked_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="released")
                | (models.Q(settled_by__isnull=False) & ~models.Q(settled_by=models.F("asked_by"))),
                name="schemes_released_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        stands = type(self).objects.filter(pk=self.pk).exclude(state=ReleaseState.ASKED)
        if stands.exists():
            raise TypeError("what has been released or sent back is not changed")
        super().save(*args, **kwargs)

    @property
    def reference(self) -> str:
        """How facts and runs name it."""
        return f"own:{self.scheme.key}@{self.version}"


class Ruling(Owned):
    """解释答复: what a body has answered to a question about a clause of a version."""

    reference = models.CharField(_("方案"), max_length=160)
    clause = models.CharField(_("条款"), max_length=100)
    question = models.TextField(_("问题"))
    answer = models.TextField(_("答复"))
    body = models.CharField(_("答复机关"), max_length=100)
    paper = models.CharField(_("文号"), max_length=100, blank=True)
    ruled_on = models.DateField(_("日期"))
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-ruled_on", "-pk")

    def __str__(self) -> str:
        return f"{self.clause} {self.question[:40]}"


class Regulation(Owned):
    """A regulation as a reading copy: its passages, and questions that are marked on them.

    `passages`: [kind, clause, text] each; `marks`: a question by the number of its passage.
    """

    title = models.CharField(_("名称"), max_length=200)
    file_name = models.CharField(_("文件名"), max_length=200)
    digest = models.CharField(_("校验值"), max_length=64)
    passages = models.JSONField(default=list)
    marks = models.JSONField(default=dict)
    number = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(_("传于"))
    by_name = models.CharField(_("谁传的"), max_length=200)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.title


class Intake(Owned):
    """A table of indicators on its way to a draft: cells, layout, answers; `number` of its state.

    `digest`: of the file where it was kept; of old formats only the cells are.
    """

    file_name = models.CharField(_("文件名"), max_length=200)
    digest = models.CharField(_("校验值"), max_length=64, blank=True)
    tables = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    sheet = models.PositiveIntegerField(default=0)
    layout = models.JSONField(default=dict)
    heading = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    regulation = models.ForeignKey(Regulation, models.PROTECT, null=True, related_name="intakes")
    clauses = models.JSONField(default=dict)
    scheme = models.ForeignKey(OwnScheme, models.PROTECT, null=True, related_name="intakes")
    number = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(_("传于"))
    by_name = models.CharField(_("谁传的"), max_length=200)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.file_name
