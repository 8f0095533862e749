"""Words of the organisation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What a unit is."""

    TOWNSHIP = "township", _("乡镇（街道）")
    DEPARTMENT = "department", _("部门")
    SECTION = "section", _("科室")
    INSTITUTION = "institution", _("事业单位")
    VILLAGE = "village", _("村（社区）")
    OTHER = "other", _("其他")


class HoldingKind(models.TextChoices):
    """How a person holds a post."""

    APPOINTED = "appointed", _("任职")
    ACTING = "acting", _("代理")
    BORROWED = "borrowed", _("借用")


class AbsenceKind(models.TextChoices):
    """Why a person is away."""

    LEAVE = "leave", _("请假")
    LONG_SICK = "long_sick", _("长期病假")
    STUDY = "study", _("脱产学习")


class SuccessionKind(models.TextChoices):
    """How a unit came out of another."""

    MERGED = "merged", _("并入")
    SPLIT = "split", _("分出")
    RENAMED = "renamed", _("更名")
