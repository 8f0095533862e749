"""The forms of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaoji.apps.appraisals.actions.common import MOST_DAYS
from kaoji.apps.improvement.actions import ListShape, Plan, Progress
from kaoji.apps.improvement.actions.drawing import MOST_ITEMS
from kaoji.web.forms import Form, VersionedForm

_DAY = forms.DateInput(attrs={"type": "date"})


def _long(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DrawForm(Form):
    """Draw up the list."""

    most = forms.IntegerField(
        label=_("每个单位最多几项"),
        help_text=_("按失分从多到少取；留空则不限项数。"),
        min_value=1, max_value=MOST_ITEMS, initial=5, required=False,
    )  # fmt: skip
    least = forms.CharField(
        label=_("失分不少于"),
        help_text=_("少于这个分数的不列入；留空则不限分数。两个至少填一个。"),
        max_length=30,
        required=False,
    )
    days = forms.IntegerField(
        label=_("几个工作日内报措施"),
        help_text=_("从今天起算，今天不计。"),
        min_value=1, max_value=MOST_DAYS, initial=10,
    )  # fmt: skip

    @property
    def shape(self) -> ListShape:
        """What was chosen; of a form without faults."""
        told = self.cleaned_data
        return ListShape(told["most"], told["least"] or "", told["days"])


class MeasuresForm(VersionedForm):
    """State one's measures."""

    measures = forms.CharField(
        label=_("措施"),
        help_text=_("打算怎么改，写具体。"),
        max_length=1000,
        widget=_long(),
    )
    post = forms.ChoiceField(
        label=_("责任人"), help_text=_("哪个岗位负责；人调动以后由接任的人负责。")
    )
    due_on = forms.DateField(
        label=_("完成期限"), help_text=_("今天以后的一个工作日。"), widget=_DAY
    )

    def __init__(self, *args: Any, posts: list[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [("", _("请选择")), *posts]  # type: ignore[attr-defined]

    @property
    def plan(self) -> Plan:
        """What was stated; of a form without faults."""
        told = self.cleaned_data
        return Plan(told["measures"], int(told["post"]), told["due_on"])


class DecideForm(VersionedForm):
    """Accept what a unit has stated or reported, or give it back."""

    outcome = forms.ChoiceField(
        label=_("意见"),
        help_text=_("退回的要写理由，单位看得到。"),
        choices=(("yes", _("同意")), ("no", _("退回"))),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("说明"),
        help_text=_("退回时必填。"),
        max_length=500,
        required=False,
        widget=_long(2),
    )


class ReportForm(VersionedForm):
    """Say how far it is."""

    text = forms.CharField(
        label=_("进展"),
        help_text=_("做了什么，还差什么。"),
        max_length=1000,
        widget=_long(),
    )
    evidence = forms.CharField(
        label=_("佐证"),
        help_text=_("材料名称、文号、存放处；报完成时必填。"),
        max_length=500,
        required=False,
        widget=_long(2),
    )
    is_done = forms.BooleanField(
        label=_("已经完成，请求销号"),
        help_text=_("绩效办核对以后销号，或退回继续改进。"),
        required=False,
    )

    @property
    def told(self) -> Progress:
        """What was reported; of a form without faults."""
        told = self.cleaned_data
        return Progress(told["text"], told["evidence"] or "", is_done=told["is_done"])
