"""Where a named result stands, and how subjects are brought to their units."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedState(models.TextChoices):
    """Where a named result stands."""

    NAMED = "named", _("采用")
    REPLACED = "replaced", _("已换")
    ENDED = "ended", _("已停用")


class Mapping(models.TextChoices):
    """Which subjects of the other appraisal belong to which unit of this one."""

    SAME = "same", _("同一单位")
    ABOVE = "above", _("本单位的上级单位")
    COLLECTED = "collected", _("按数据表里登记的关系")
    ORGANISATION = "organisation", _("按组织机构里的隶属关系")


class RunStanding(models.TextChoices):
    """How far the result that feeds is: what depends on it is as firm as it."""

    TRIAL = "trial", _("试运行")
    SCORED = "scored", _("已计分，未公示")
    PUBLIC = "public", _("公示")
    RETRACTED = "retracted", _("公示已撤回")
    FINAL = "final", _("已定稿")
