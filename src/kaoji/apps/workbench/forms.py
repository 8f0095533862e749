"""The forms of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaoji.apps.workbench.messengers import messengers
from kaoji.web.forms import VersionedForm


class ReminderForm(VersionedForm):
    """How I am reminded."""

    by_mail = forms.BooleanField(
        label=_("邮件摘要"),
        help_text=_("有待办的工作日发一封，只写件数和最近期限，不写事项和姓名。"),
        required=False,
    )
    messenger = forms.ChoiceField(
        label=_("短信或群机器人"),
        help_text=_("本单位装了哪几种就列哪几种；没有装就只有“不用”。"),
        required=False,
    )
    address = forms.CharField(
        label=_("收信号码或账号"),
        help_text=_("用上面那种方式时发到哪里；不填就用账户里的手机。"),
        max_length=200,
        required=False,
    )
    at = forms.TimeField(
        label=_("几点提醒"),
        help_text=_("8:00 至 20:00 之间的时刻，如 08:30。"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    on_rest_days = forms.BooleanField(
        label=_("休息日也提醒"),
        help_text=_("按本地工作日历，默认不发。"),
        required=False,
    )
    at_night = forms.BooleanField(
        label=_("夜间也提醒"),
        help_text=_("20:00 到次日 8:00，默认不发。"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        known = [(one.name, one.word) for one in messengers().values()]
        field = self.fields["messenger"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("不用")), *known]
        self.describe("at", example="08:30")
