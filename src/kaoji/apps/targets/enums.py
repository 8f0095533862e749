"""Words of the targets of a year."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Round(models.TextChoices):
    """Where the targets of a cycle stand: down, up, down, up, then they are fixed."""

    DRAFTING = "drafting", _("拟定")
    FIRST = "first", _("一上：单位答复")
    REVISING = "revising", _("修改")
    SECOND = "second", _("二上：单位答复")
    FIXING = "fixing", _("待审定")
    ADOPTED = "adopted", _("已下达")


class Move(models.TextChoices):
    """What leads from one round to the next."""

    SEND_FIRST = "send_first", _("一下：发给单位")
    CLOSE_FIRST = "close_first", _("结束一上")
    SEND_SECOND = "send_second", _("二下：发给单位")
    CLOSE_SECOND = "close_second", _("结束二上")
    ADOPT = "adopt", _("审定下达")


#: Every move that there is: none is skipped, none comes twice.
MOVES = {
    Move.SEND_FIRST: (Round.DRAFTING, Round.FIRST),
    Move.CLOSE_FIRST: (Round.FIRST, Round.REVISING),
    Move.SEND_SECOND: (Round.REVISING, Round.SECOND),
    Move.CLOSE_SECOND: (Round.SECOND, Round.FIXING),
    Move.ADOPT: (Round.FIXING, Round.ADOPTED),
}
#: When the office writes figures, and when the units have the floor.
PROPOSING = (Round.DRAFTING, Round.REVISING, Round.FIXING)
ANSWERING = (Round.FIRST, Round.SECOND)


class Answer(models.TextChoices):
    """What a unit says of a target."""

    NOT_ASKED = "not_asked", _("未发")
    WAITING = "waiting", _("待答复")
    ACCEPTED = "accepted", _("同意")
    COUNTERED = "countered", _("另提数")
    SILENT = "silent", _("期满未答复")


class Said(models.TextChoices):
    """A step in the history of a target."""

    PROPOSED = "proposed", _("拟定")
    SENT = "sent", _("发给单位")
    ACCEPTED = "accepted", _("单位同意")
    COUNTERED = "countered", _("单位另提数")
    SILENT = "silent", _("期满未答复")
    ADOPTED = "adopted", _("审定下达")
    CHANGED = "changed", _("调整")


class ChangeReason(models.TextChoices):
    """Why an adopted target may be changed at all."""

    FORCE = "force", _("不可抗力")
    POLICY = "policy", _("上级政策调整")
    BODY = "body", _("机构或区划变动")
    METHOD = "method", _("统计口径变化")


class ChangeState(models.TextChoices):
    """Where a request to change a target stands."""

    ASKED = "asked", _("待办理")
    DECIDED = "decided", _("待第二人确认")
    GRANTED = "granted", _("已调整")
    REFUSED = "refused", _("不予调整")


#: A request about which something is still to be done.
OPEN_CHANGES = (ChangeState.ASKED, ChangeState.DECIDED)
