"""Where a cycle, a stage and a run can stand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CycleState(models.TextChoices):
    """Where the appraisal of a period stands."""

    PLANNED = "planned", _("筹备")
    RUNNING = "running", _("进行中")
    CLOSED = "closed", _("已结束")
    ARCHIVING = "archiving", _("正在归档")
    ARCHIVED = "archived", _("已归档")


class StageKind(models.TextChoices):
    """The stages of the year, in the order in which they come. No cycle needs all of them; none of
    those that it has can be skipped.
    """

    TARGETS = "targets", _("目标下达")
    COLLECT = "collect", _("数据采集和自评")
    EXTRAS = "extras", _("加减分申报")
    VETOES = "vetoes", _("否决和取消评先会签")
    VERIFY = "verify", _("核验")
    RATINGS = "ratings", _("评议打分")
    SCORE = "score", _("计分")
    FOREWARN = "forewarn", _("扣分预告")
    MEETING = "meeting", _("上会")
    PUBLIC = "public", _("公示和异议")
    FINAL = "final", _("定稿")
    FEEDBACK = "feedback", _("通报和反馈")
    IMPROVE = "improve", _("改进")
    ARCHIVE = "archive", _("归档")


class StageState(models.TextChoices):
    """Where a stage stands."""

    WAITING = "waiting", _("未到")
    OPEN = "open", _("进行中")
    DONE = "done", _("已完成")


class RunState(models.TextChoices):
    """Where a scoring stands."""

    QUEUED = "queued", _("等待计分")
    DONE = "done", _("已计分")
    FAILED = "failed", _("未能计分")
