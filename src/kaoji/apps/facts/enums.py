"""Words of the collection of figures."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskState(models.TextChoices):
    """Where a collection task stands."""

    DRAFT = "draft", _("草稿")
    COLLECTING = "collecting", _("收集中")
    TO_SIGN = "to_sign", _("待签批")
    TO_REVIEW = "to_review", _("待审核")
    LOCKED = "locked", _("已锁定")
    SEALED = "sealed", _("已封存")


#: What may be scored: reviewed and locked, or sealed as it came from raters.
SCORED = (TaskState.LOCKED, TaskState.SEALED)


class Mark(models.TextChoices):
    """What an entry is: the four never look alike, and none is zero by itself."""

    VALUE = "value", _("值")
    MISSING = "missing", _("缺")
    NIL = "nil", _("零报告")
    NOT_APPLICABLE = "not_applicable", _("不适用")


class Channel(models.TextChoices):
    """How an entry came."""

    FORM = "form", _("网页填报")
    EXCEL = "excel", _("表格导入")
    CARRIED = "carried", _("沿用")
    PAPER = "paper", _("代录")


class ListKind(models.TextChoices):
    """What the rows of a list are, as the scheme has it."""

    EVENT = "event", _("条目")
    PLAN = "plan", _("计划")
    BALLOT = "ballot", _("票")


class ConfirmationState(models.TextChoices):
    """What a unit says of the figures about it."""

    UNSEEN = "unseen", _("未查看")
    SEEN = "seen", _("已查看，未表态")
    CONFIRMED = "confirmed", _("已确认")
    DISPUTED = "disputed", _("有争议")


class StepKind(models.TextChoices):
    """A step on the way of a sheet."""

    OPEN = "open", _("下达")
    SUBMIT = "submit", _("送负责人签批")
    SIGN = "sign", _("签批")
    REVIEW = "review", _("审核锁定")
    RETURN = "return", _("退回")
    UNREVIEW = "unreview", _("撤销审核")
    SEAL = "seal", _("封存票数")


class DisputeOutcome(models.TextChoices):
    """How a dispute ended."""

    OPEN = "open", _("未处理")
    CORRECTED = "corrected", _("已更正")
    UPHELD = "upheld", _("维持原数")
