"""Words of official papers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperKind(models.TextChoices):
    """What a paper is for."""

    TARGETS = "targets", _("目标任务书")
    PUBLIC_NOTICE = "public_notice", _("公示")
    RESULTS = "results", _("结果通报")
    FEEDBACK = "feedback", _("反馈函")
    STATEMENT = "statement", _("对账单")
    MEETING = "meeting", _("上会材料")
    NOTICE = "notice", _("通知")


#: Papers that name whom they go to (主送机关).
ADDRESSED = frozenset(PaperKind) - {PaperKind.PUBLIC_NOTICE, PaperKind.MEETING}


class PaperState(models.TextChoices):
    """Where a paper stands."""

    DRAFT = "draft", _("草稿")
    TO_APPROVE = "to_approve", _("待签发")
    APPROVED = "approved", _("已签发，待编号印发")
    ISSUED = "issued", _("已印发")
    WITHDRAWN = "withdrawn", _("已撤回")


#: Papers that have a number; they stay for good.
NUMBERED = (PaperState.ISSUED, PaperState.WITHDRAWN)


class StepKind(models.TextChoices):
    """A step on the way of a paper."""

    DRAFT = "draft", _("起草")
    CHANGE = "change", _("修改")
    SEND = "send", _("送签")
    APPROVE = "approve", _("签发")
    RETURN = "return", _("退回修改")
    ISSUE = "issue", _("编号印发")
    SIGN_FOR = "sign_for", _("签收")
    WITHDRAW = "withdraw", _("撤回")


class FileKind(models.TextChoices):
    """A file of an issued paper."""

    PDF = "pdf", _("PDF")
    DOCX = "docx", _("DOCX")
    OWN = "own", _("本单位模板的 DOCX")


class Retention(models.TextChoices):
    """How long a paper is kept (保管期限)."""

    PERMANENT = "permanent", _("永久")
    THIRTY = "thirty", _("30 年")
    TEN = "ten", _("10 年")


#: What holds for a kind until the office says otherwise.
USUAL_RETENTION = {
    PaperKind.TARGETS: Retention.THIRTY,
    PaperKind.PUBLIC_NOTICE: Retention.THIRTY,
    PaperKind.RESULTS: Retention.PERMANENT,
    PaperKind.FEEDBACK: Retention.TEN,
    PaperKind.STATEMENT: Retention.TEN,
    PaperKind.MEETING: Retention.PERMANENT,
    PaperKind.NOTICE: Retention.TEN,
}
