"""The forms of what is done with a result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from kaoji.apps.appraisals.actions import Complaint, Decided, Meeting, Notice
from kaoji.apps.appraisals.actions.common import MOST_DAYS
from kaoji.apps.appraisals.losses import Loss, Named
from kaoji.apps.appraisals.publishing_enums import Scope
from kaoji.apps.appraisals.verdicts import Answer
from kaoji.apps.documents.models import Series
from kaoji.web.forms import Form

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _long(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ForewarnForm(Form):
    """Show the units their losses."""

    days = forms.IntegerField(
        label=_("几个工作日内说明"),
        help_text=_("从今天起算，今天不计；各单位在期内可对每项失分说明。"),
        min_value=1,
        max_value=MOST_DAYS,
    )


class ExplainForm(Form):
    """Say something to a loss."""

    node = forms.ChoiceField(label=_("哪一项失分"), help_text=_("对哪一项失分作说明。"))
    text = forms.CharField(
        label=_("说明"),
        help_text=_("客观情况、依据和佐证材料；提交后留存，不能改，可再补。"),
        max_length=1000,
        widget=_long(),
    )

    def __init__(self, *args: Any, losses: Sequence[Loss], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["node"].choices = [  # type: ignore[attr-defined]
            (one.node, f"{one.name} −{one.shown}") for one in losses
        ]


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the form of a meeting."""

    answer: Answer
    decided: BoundField
    reason: BoundField


class DecideForm(Form):
    """What a meeting decided: its paper, then a row for each unit."""

    paper = forms.CharField(
        label=_("会议纪要"), help_text=_("会议名称和文号，如 县委常委会纪要〔2026〕3号。"),
        max_length=200,
    )  # fmt: skip
    held_on = forms.DateField(label=_("会议日期"), help_text=_("开会的那一天。"), widget=_DAY)
    text = forms.CharField(
        label=_("议定事项"), help_text=_("纪要里关于结果的原话。"), max_length=1000, widget=_long()
    )

    def __init__(self, *args: Any, answers: Sequence[Answer], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._answers = tuple(answers)
        self._names = {
            id(one): f"{one.standing.pk}_{number}" for number, one in enumerate(self._answers)
        }
        for one in self._answers:
            self._add(one)

    def _add(self, one: Answer) -> None:
        unit, word = one.standing.name, one.question.word
        nothing = _("待议") if one.is_open else _("照拟定")
        choices = [("", nothing), *((name, name) for name in one.question.choices)]
        self.fields[f"decided_{self._names[id(one)]}"] = forms.ChoiceField(
            label=f"{unit} {word}", help_text=_("会议议定的结果；不动就不选。"),
            choices=choices, required=False,
        )  # fmt: skip
        self.fields[f"reason_{self._names[id(one)]}"] = forms.CharField(
            label=_("{unit} {word}的理由").format(unit=unit, word=word),
            help_text=_("与拟定不同的必须写明。"), max_length=300, required=False,
        )  # fmt: skip

    @property
    def plain_fields(self) -> tuple[BoundField, ...]:
        """The fields before the table of units."""
        return tuple(self[name] for name in self.base_fields)

    @property
    def rows(self) -> Iterator[Row]:
        """A row for each unit and question."""
        for one in self._answers:
            name = self._names[id(one)]
            yield Row(one, self[f"decided_{name}"], self[f"reason_{name}"])

    @property
    def meeting(self) -> Meeting:
        """The meeting as it was filled in."""
        told = self.cleaned_data
        return Meeting(told["paper"], told["held_on"], told["text"])

    @property
    def decided(self) -> list[Decided]:
        """What was chosen; units that were left alone are not in it."""
        found = []
        for one in self._answers:
            name = self._names[id(one)]
            chosen = self.cleaned_data[f"decided_{name}"]
            if chosen:
                reason = self.cleaned_data[f"reason_{name}"]
                found.append(Decided(one.standing, chosen, reason, one.question.about))
        return found


class PublishForm(Form):
    """Propose a publication."""

    text = forms.CharField(
        label=_("公示说明"), help_text=_("印在公示上的话：依据什么、公示什么、怎样提意见。"),
        max_length=1000, widget=_long(),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("异议联系方式"), help_text=_("受理异议的办公室和电话，公示上写明。"), max_length=200
    )
    days = forms.IntegerField(
        label=_("公示几个工作日"),
        help_text=_("第二人确认的次日起算；不得少于设立考核时定的天数，确认后不能改。"),
    )
    answer_days = forms.IntegerField(
        label=_("几个工作日内答复异议"), help_text=_("从提出的次日起算。"), initial=5
    )
    grade = forms.ChoiceField(
        label=_("等次给谁看"), help_text=_("等次和荣誉的公开范围。"), choices=Scope.choices,
        initial=Scope.PUBLIC,
    )  # fmt: skip
    rank = forms.ChoiceField(
        label=_("位次给谁看"), help_text=_("组内位次的公开范围。"), choices=Scope.choices,
        initial=Scope.UNIT,
    )  # fmt: skip
    score = forms.ChoiceField(
        label=_("得分给谁看"), help_text=_("总分的公开范围；得分由来只给本单位看。"),
        choices=Scope.choices, initial=Scope.UNIT,
    )  # fmt: skip

    @property
    def notice(self) -> Notice:
        """The publication as it was filled in."""
        told = self.cleaned_data
        return Notice(
            text=told["text"],
            contact=told["contact"],
            days=told["days"],
            answer_days=told["answer_days"],
            grade=Scope(told["grade"]),
            rank=Scope(told["rank"]),
            score=Scope(told["score"]),
        )


class NoticeForm(Form):
    """Draft the paper of a publication."""

    series = forms.ModelChoiceField(
        label=_("代字"),
        help_text=_("印发时从哪个代字编号。"),
        queryset=Series.objects.none(),
        empty_label=_("请选择"),
    )
    signed_by = forms.CharField(
        label=_("署名"), help_text=_("发文机关的全称或规范化简称。"), max_length=60
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        series: Any,  # noqa: ANN401 - a queryset
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = series  # type: ignore[attr-defined]


class ReasonForm(Form):
    """Take something back, with the reason."""

    reason = forms.CharField(
        label=_("撤回理由"), help_text=_("为什么撤回；与原文一起留存，看得到原文的人都看得到。"),
        max_length=300, widget=_long(),
    )  # fmt: skip


class ObjectForm(Form):
    """Object to a number."""

    node = forms.ChoiceField(label=_("哪一项"), help_text=_("对得分由来里的哪一项有异议。"))
    reason = forms.CharField(
        label=_("理由"), help_text=_("哪里不对，应当是多少。"), max_length=1000, widget=_long()
    )
    evidence = forms.CharField(
        label=_("依据材料"), help_text=_("文号、表号或原件在哪里，如 统计局〔2026〕7号。"),
        max_length=500, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, nodes: Sequence[Named], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["node"].choices = [  # type: ignore[attr-defined]
            (one.node, f"{one.name} {one.points}") for one in nodes
        ]

    @property
    def complaint(self) -> Complaint:
        """The objection as it was filled in."""
        return Complaint(**self.cleaned_data)


class AnswerForm(Form):
    """Answer an objection."""

    outcome = forms.ChoiceField(
        label=_("结论"), help_text=_("成立的，须已更正数据并重新锁定；系统会要求重新计分。"),
        choices=(("rejected", _("不成立，维持原数")), ("upheld", _("成立，数据已更正"))),
        widget=forms.RadioSelect,
    )  # fmt: skip
    answer = forms.CharField(
        label=_("答复"), help_text=_("查明的情况和依据；提出异议的单位看得到。"), max_length=1000,
        widget=_long(),
    )  # fmt: skip
    correction = forms.CharField(
        label=_("更正了哪些数据"), help_text=_("成立的必填：哪个数由多少改为多少，依据什么文。"),
        max_length=500, required=False,
    )  # fmt: skip


class FinalForm(Form):
    """Propose that a run is final."""

    basis = forms.CharField(
        label=_("定稿依据"), help_text=_("审定结果的会议或批示，如 常务会议纪要〔2026〕5号。"),
        max_length=200,
    )  # fmt: skip
