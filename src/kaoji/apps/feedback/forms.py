"""The forms of this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaoji.apps.documents.models import Series
from kaoji.apps.feedback.actions import BonusShape, FeedbackShape, LineTyped
from kaoji.apps.feedback.models import BonusTable, Feedback
from kaoji.apps.feedback.money import Payment
from kaoji.web.forms import VersionedForm


class SetUpForm(VersionedForm):
    """How the notice and the letters go out."""

    series = forms.ModelChoiceField(
        label=_("代字"),
        help_text=_("印发时从哪个代字编号；通报和反馈函用同一个。"),
        queryset=Series.objects.none(),
        empty_label=_("请选择"),
    )
    signed_by = forms.CharField(
        label=_("署名"), help_text=_("发文机关的全称或规范化简称。"), max_length=60
    )
    addressee = forms.CharField(
        label=_("通报主送"), help_text=_("通报发给谁；反馈函主送各单位自己。"), max_length=300
    )
    other_copies = forms.CharField(
        label=_("抄送"),
        help_text=_("不在本系统里的机关，一行一个；各被考核单位自动送达并签收，不用写。"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    demand = forms.CharField(
        label=_("有关要求"),
        help_text=_("写进通报和每份反馈函的最后一节，一行一段；不写就没有这一节。"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    needs_receipts = forms.BooleanField(
        label=_("签收齐了才能完成环节"),
        help_text=_("不勾时，未签收的照样列出，但不拦住环节。"),
        required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        series: Any,  # noqa: ANN401 - a queryset
        feedback: Feedback | None = None,
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        kwargs.setdefault("initial", _told(feedback))
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = series  # type: ignore[attr-defined]

    @property
    def shape(self) -> FeedbackShape:
        """What was said; of a form without faults."""
        told = self.cleaned_data
        copies = [one.strip() for one in told["other_copies"].splitlines()]
        return FeedbackShape(
            series=told["series"],
            signed_by=told["signed_by"],
            addressee=told["addressee"],
            other_copies=tuple(filter(None, copies)),
            demand=told["demand"],
            needs_receipts=told["needs_receipts"],
        )


def _told(feedback: Feedback | None) -> dict[str, Any]:
    if feedback is None:
        return {"version": 0, "addressee": _("各有关单位")}
    return {
        "version": feedback.version,
        "series": feedback.series_id,
        "signed_by": feedback.signed_by,
        "addressee": feedback.addressee,
        "other_copies": "\n".join(feedback.other_copies),
        "demand": feedback.demand,
        "needs_receipts": feedback.needs_receipts,
    }


class BonusForm(VersionedForm):
    """By what prize money is looked at."""

    approval = forms.CharField(
        label=_("批准文号"),
        help_text=_("哪个文件批准发这笔奖金；没有批准文号不能提请放行。"),
        required=False,
        max_length=100,
    )
    budget = forms.CharField(label=_("预算"), help_text=_("总共最多发多少元。"), max_length=30)
    codes = forms.MultipleChoiceField(
        label=_("按方案哪几条发"),
        help_text=_("方案里给钱的结果运用；选了的，各单位不得超过它算出的数额。"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    base = forms.CharField(
        label=_("基数"),
        help_text=_("系数为 1 的单位最多发多少元；方案没有写数额的要填。"),
        required=False,
        max_length=30,
    )
    person_most = forms.CharField(
        label=_("个人上限"), help_text=_("一个人最多多少元；没有规定的不填。"),
        required=False, max_length=30,
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        payments: Sequence[Payment] = (),
        grades: Sequence[str] = (),
        stated: Mapping[str, str] | None = None,
        table: BonusTable | None = None,
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        kwargs.setdefault("initial", _bonus_told(table, grades=grades))
        super().__init__(*args, **kwargs)
        self.grades, known = tuple(grades), stated or {}
        self.fields["codes"].choices = [  # type: ignore[attr-defined]
            (one.code, f"{one.text} {one.clause}".strip()) for one in payments
        ]
        if not payments:
            del self.fields["codes"]
        for place, grade in enumerate(self.grades):
            made = forms.CharField(
                label=_("“{grade}”的系数").format(grade=grade),
                help_text=_("方案写明的不能改。") if grade in known else _("不发的写 0。"),
                required=False,
                max_length=20,
                disabled=grade in known,
                initial=known.get(grade),
            )
            self.fields[f"coefficient_{place}"] = made

    @property
    def shape(self) -> BonusShape:
        """What was said; of a form without faults."""
        told = self.cleaned_data
        return BonusShape(
            budget=told["budget"],
            approval=told["approval"],
            codes=tuple(told.get("codes", ())),
            base=told["base"],
            coefficients={
                grade: told[f"coefficient_{place}"] for place, grade in enumerate(self.grades)
            },
            person_most=told["person_most"],
        )


def _bonus_told(table: BonusTable | None, *, grades: Sequence[str]) -> dict[str, Any]:
    if table is None:
        return {"version": 0}
    names = ("version", "approval", "budget", "codes", "base", "person_most")
    told = {name: getattr(table, name) for name in names}
    held = {
        f"coefficient_{place}": table.coefficients.get(grade, "")
        for place, grade in enumerate(grades)
    }
    return told | held


class LineForm(VersionedForm):
    """A line of prize money."""

    unit = forms.ChoiceField(label=_("单位"), help_text=_("发给哪个单位，或它的哪个人。"))
    person = forms.CharField(
        label=_("人员"), help_text=_("发给单位的留空。"), required=False, max_length=60
    )
    amount = forms.CharField(
        label=_("金额"),
        help_text=_("元，最多两位小数；同一单位、同一人再填就是改，留空就是去掉。"),
        required=False,
        max_length=30,
    )
    note = forms.CharField(
        label=_("说明"), help_text=_("凭什么发这一笔。"), required=False, max_length=200
    )

    def __init__(self, *args: Any, units: Sequence[str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("请选择")), *((one, one) for one in units)]  # type: ignore[attr-defined]

    @property
    def line(self) -> LineTyped:
        """What was typed; of a form without faults."""
        told = self.cleaned_data
        return LineTyped(told["unit"], told["amount"], told["person"], told["note"])


class ReasonForm(VersionedForm):
    """Give a table back."""

    reason = forms.CharField(
        label=_("退回理由"), help_text=_("哪里要改；填报人看得到。"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
