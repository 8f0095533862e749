"""Where a self-score stands, where a figure in it came from, and what is said on the way."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SheetState(models.TextChoices):
    """Where the sheet of a unit stands."""

    FILLING = "filling", _("待自评")
    TO_SIGN = "to_sign", _("待签批")
    RETURNED = "returned", _("已退回")
    SUBMITTED = "submitted", _("已报送")


#: With the unit's clerk, who may write.
WRITABLE = (SheetState.FILLING, SheetState.RETURNED)
#: Not with the office yet.
OWING = (*WRITABLE, SheetState.TO_SIGN)


class Origin(models.TextChoices):
    """Where the self-score that stands came from."""

    NONE = "", _("没有")
    TRIAL = "trial", _("照试算预填")
    LAST = "last", _("照上期预填")
    OWN = "own", _("本单位填")


class Beside(models.TextChoices):
    """The self-score beside what the scheme gives by the locked figures."""

    OPEN = "open", _("不能比")
    SAME = "same", _("一致")
    HIGHER = "higher", _("自评高")
    LOWER = "lower", _("自评低")


class Said(models.TextChoices):
    """What was done with a sheet."""

    OPENED = "opened", _("布置自评")
    SAVED = "saved", _("填写自评")
    SENT = "sent", _("送负责人签批")
    HELD_BACK = "held_back", _("负责人退回")
    SIGNED = "signed", _("签批并报送")
    RETURNED = "returned", _("绩效办退回")
