"""Where the archive of a cycle stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArchiveState(models.TextChoices):
    """Where it stands."""

    PROPOSED = "proposed", _("待第二人确认归档")
    PACKING = "packing", _("正在制作归档包")
    DONE = "done", _("已归档")
    DROPPED = "dropped", _("没有归档，已作废")
    FAILED = "failed", _("没有做成")


#: Of these a cycle has one.
ALIVE = (ArchiveState.PROPOSED, ArchiveState.PACKING, ArchiveState.DONE)
