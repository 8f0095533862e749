"""Where a package can stand, and what it is of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PackageKind(models.TextChoices):
    """What is in a package."""

    MEETING = "meeting", _("上会材料包")
    LETTERS = "letters", _("通报和反馈函合集")


class PackageState(models.TextChoices):
    """Where a package stands."""

    QUEUED = "queued", _("制作中")
    DONE = "done", _("已做好")
    FAILED = "failed", _("没有做成")


class Step(models.TextChoices):
    """A step that is done with all papers of a result at once."""

    SEND = "send", _("送签")
    APPROVE = "approve", _("签发")
    ISSUE = "issue", _("编号印发")


class BonusState(models.TextChoices):
    """Where a table of prize money stands."""

    DRAFT = "draft", _("填报中")
    PROPOSED = "proposed", _("待第二人放行")
    RELEASED = "released", _("已放行")
    REPLACED = "replaced", _("已由新表代替")
