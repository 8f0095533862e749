"""Words of ratings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RatingState(models.TextChoices):
    """Where a rating stands."""

    DRAFT = "draft", _("筹备")
    OPEN = "open", _("打分中")
    CLOSED = "closed", _("已封票")


class Way(models.TextChoices):
    """How a rater's ballot came, once it has come."""

    PAGE = "page", _("网页")
    CODE = "code", _("一次性码")
    PROXY = "proxy", _("代录")


class SheetState(models.TextChoices):
    """Where a paper that came back stands."""

    WAITING = "waiting", _("待录入")
    ONCE = "once", _("待二次录入")
    DIFFERS = "differs", _("两次不一致")
    SETTLED = "settled", _("有效")
    VOID = "void", _("作废")
