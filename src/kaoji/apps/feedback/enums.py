"""Where a package can stand, and what it is of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PackageKind(models.TextChoices):
    """What is in a package."""

    MEETING = "meeting", _("上会材料包")


class PackageState(models.TextChoices):
    """Where a package stands."""

    QUEUED = "queued", _("制作中")
    DONE = "done", _("已做好")
    FAILED = "failed", _("没有做成")
