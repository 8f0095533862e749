"""Words of verification."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DrawRule(models.TextChoices):
    """How many of what has been reported are verified."""

    ALL = "all", _("全部核验")
    PER_UNIT = "unit", _("每个单位抽几项")
    PER_SUPPLIER = "supplier", _("每个责任单位抽几项")


class Outcome(models.TextChoices):
    """What a verifier finds."""

    TRUE = "true", _("属实")
    WRONG = "wrong", _("需更正")
    ONSITE = "onsite", _("需现场核查")


class UsualReason(models.TextChoices):
    """Reasons that verifiers write again and again: chosen by a key, kept as their words."""

    AGAINST = "against", _("与佐证不符")
    UNPROVEN = "unproven", _("没有佐证或佐证不足")
    PERIOD = "period", _("佐证不是本期的")
    READING = "reading", _("口径或计算有误")
    MENDED = "mended", _("更正后与佐证相符")
    OWN = "", _("另写在下面，或不用写")


#: What can be found on site.
FOUND_ON_SITE = (Outcome.TRUE, Outcome.WRONG)


class CheckState(models.TextChoices):
    """Where an item stands: what was last found, and whether what was reported changed since."""

    OPEN = "open", _("待核验")
    TRUE = "true", _("属实")
    WRONG = "wrong", _("需更正")
    ONSITE = "onsite", _("需现场核查")
    CHANGED = "changed", _("数已变动，待复核")


class VisitStep(models.TextChoices):
    """The steps of an on-site check, in their order; none is skipped."""

    NOTIFY = "notify", _("通知")
    ARRIVE = "arrive", _("到场")
    READ = "read", _("查阅记录")
    RECORD = "record", _("事实记录")
    CONFIRM = "confirm", _("确认")


class VisitState(models.TextChoices):
    """The step that an on-site check has reached."""

    PLANNED = "planned", _("已排日程")
    NOTIFY = "notify", _("已通知")
    ARRIVE = "arrive", _("已到场")
    READ = "read", _("已查阅记录")
    RECORD = "record", _("事实已记录，待确认")
    CONFIRM = "confirm", _("已确认")
    CANCELLED = "cancelled", _("已取消")


#: On-site checks to which nothing more is done.
ENDED = (VisitState.CONFIRM, VisitState.CANCELLED)


class Answer(models.TextChoices):
    """What the unit says of the facts recorded."""

    AGREED = "agreed", _("无异议")
    DISAGREED = "disagreed", _("有异议")
    REFUSED = "refused", _("拒签")
