"""Where a publication, an objection and a final can stand, and who may see an item of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicationState(models.TextChoices):
    """Where a publication stands."""

    PROPOSED = "proposed", _("待第二人确认")
    PUBLIC = "public", _("公示中")
    REPLACED = "replaced", _("已由新的公示代替")
    RETRACTED = "retracted", _("已撤回")
    DROPPED = "dropped", _("没有公示，已作废")


#: What has been public once, and stays readable to those who could read it.
EVER_PUBLIC = (PublicationState.PUBLIC, PublicationState.REPLACED, PublicationState.RETRACTED)


class Scope(models.TextChoices):
    """Who sees an item of a publication: from all to the unit itself. The office sees all."""

    PUBLIC = "public", _("公开")
    COUNTY = "county", _("全县")
    GROUP = "group", _("本组")
    UNIT = "unit", _("本单位")


class ObjectionState(models.TextChoices):
    """What has come of an objection."""

    OPEN = "open", _("待答复")
    REJECTED = "rejected", _("不成立")
    UPHELD = "upheld", _("成立")


class FinalState(models.TextChoices):
    """Where the final result of a cycle stands."""

    PROPOSED = "proposed", _("待第二人确认定稿")
    FINAL = "final", _("已定稿")
    WITHDRAWING = "withdrawing", _("待第二人确认撤回")
    WITHDRAWN = "withdrawn", _("已撤回")
    DROPPED = "dropped", _("没有定稿，已作废")


#: While one of these stands, the result is settled.
SETTLED = (FinalState.FINAL, FinalState.WITHDRAWING)
