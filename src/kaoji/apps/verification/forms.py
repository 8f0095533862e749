"""The forms of this room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kaoji.apps.facts.models import LONGEST_TEXT
from kaoji.apps.verification.actions import Decision, Found, Signature
from kaoji.apps.verification.actions.drawing import LONGEST_SEED, MOST_DRAWN
from kaoji.apps.verification.actions.onsite import LONGEST_NOTE
from kaoji.apps.verification.enums import Answer, DrawRule, Outcome, UsualReason
from kaoji.apps.verification.held import said_of
from kaoji.apps.verification.models import LONGEST_REASON, Check
from kaoji.web.forms import Form, VersionedForm

Choices = Iterable[tuple[int, str]]
FOUND = ((Outcome.TRUE.value, Outcome.TRUE.label), (Outcome.WRONG.value, Outcome.WRONG.label))


def _long(label: Any, help_text: Any, **more: Any) -> forms.CharField:  # noqa: ANN401 - lazy words
    rows = more.pop("rows", 2)
    return forms.CharField(
        label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}),
        **({"max_length": LONGEST_REASON} | more),
    )  # fmt: skip


def _several(label: Any, help_text: Any, **more: Any) -> forms.TypedMultipleChoiceField:  # noqa: ANN401
    return forms.TypedMultipleChoiceField(
        label=label, help_text=help_text, coerce=int, widget=forms.CheckboxSelectMultiple, **more
    )


class DrawForm(Form):
    """Draw what is verified."""

    rule = forms.ChoiceField(
        label=_("抽取办法"),
        help_text=_("从负责人已签批、还没有抽过的数里抽；抽了就不能撤，可以再补抽。"),
        choices=DrawRule.choices,
        widget=forms.RadioSelect,
    )
    count = forms.IntegerField(
        label=_("抽几项"), help_text=_("每个单位，或每个责任单位抽几项；全部核验的不用填。"),
        min_value=1, max_value=MOST_DRAWN, required=False,
    )  # fmt: skip
    seed = forms.CharField(
        label=_("种子"),
        help_text=_("当众摇号、抽签得到的数，记下来以后谁都能按它再抽一遍；不填由系统随机生成。"),
        max_length=LONGEST_SEED,
        required=False,
    )


class AssignForm(Form):
    """Give out what nobody has yet."""

    verifiers = _several(
        _("核验人"), _("均匀分给所选的人；本单位的、自己填报或签批的、申报回避的自动跳过。")
    )
    units = _several(_("单位"), _("只分这些单位的；不选就是全部。"), required=False)

    def __init__(self, *args: Any, people: Choices, units: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["verifiers"].choices = list(people)  # type: ignore[attr-defined]
        self.fields["units"].choices = list(units)  # type: ignore[attr-defined]


class HandOverForm(Form):
    """Give one item to somebody else."""

    verifier = forms.TypedChoiceField(
        label=_("核验人"), help_text=_("改由谁核；应当回避的不能接。"), coerce=int
    )
    reason = forms.CharField(
        label=_("理由"), help_text=_("为什么改派；记入审计。"), max_length=LONGEST_REASON,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["verifier"].choices = [("", _now("请选择")), *people]  # type: ignore[attr-defined]


class RecuseForm(Form):
    """Stand back from a unit."""

    unit = forms.TypedChoiceField(label=_("单位"), help_text=_("回避哪个单位。"), coerce=int)
    reason = _long(_("回避理由"), _("有亲属关系、曾在该单位任职等；绩效办据此换人。"))

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _now("请选择")), *units]  # type: ignore[attr-defined]


class DecideForm(VersionedForm):
    """What a verifier finds."""

    outcome = forms.ChoiceField(
        label=_("核验结论"),
        help_text=_(
            "键盘：1 属实，2 需更正，3 需现场核查，回车提交；J 下一项，K 上一项，E 看佐证。"
        ),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
    )
    usual = forms.ChoiceField(
        label=_("常用理由"),
        help_text=_("键盘：4 到 8 选一条，9 自己写；需更正、需现场核查、改变原结论时要有理由。"),
        choices=UsualReason.choices,
        widget=forms.RadioSelect,
        initial=UsualReason.OWN,
        required=False,
    )
    proposed = forms.CharField(
        label=_("应为"), help_text=_("需更正的，按佐证应是多少；不确定可不填。"),
        max_length=LONGEST_TEXT, required=False,
    )  # fmt: skip
    reason = _long(
        _("理由"),
        _("自己写的，或对常用理由的补充；更正的退给责任单位看。写完按 Ctrl+回车提交。"),
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A usual reason that says the opposite of what is found is a slip of the finger."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        usual, outcome = told.get("usual"), told.get("outcome")
        says_true = usual == UsualReason.MENDED
        if usual and outcome and says_true != (outcome == Outcome.TRUE):
            message = _now("结论是“{outcome}”，理由却是“{reason}”。请改其中一个。").format(
                outcome=Outcome(outcome).label, reason=UsualReason(usual).label
            )
            self.add_error("usual", message)
        return told

    @property
    def why(self) -> str:
        """The usual reason, and what was written beside it."""
        usual, own = self.cleaned_data["usual"], self.cleaned_data["reason"].strip()
        return "；".join(filter(None, (str(UsualReason(usual).label) if usual else "", own)))

    @property
    def decision(self) -> Decision:
        """What was found; of a form without faults."""
        told = self.cleaned_data
        return Decision(
            outcome=Outcome(told["outcome"]),
            revision=told["revision"],
            version=told["version"] or 0,
            reason=self.why,
            proposed=told["proposed"],
        )


class PlanForm(Form):
    """日程: when, where to, who goes."""

    on = forms.DateField(
        label=_("日期"), help_text=_("哪天去，写成 2026-03-01。"),
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    units = _several(_("单位"), _("一个单位排一次；等现场核查的项数写在后面。"))
    team = _several(_("核查组"), _("两人以上；在该单位任职或申报回避的不能去。"))

    def __init__(self, *args: Any, people: Choices, units: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = list(people)  # type: ignore[attr-defined]
        self.fields["units"].choices = list(units)  # type: ignore[attr-defined]


class ChangeVisitForm(VersionedForm):
    """Another day, another team."""

    on = forms.DateField(label=_("日期"), help_text=_("改到哪天；到场以后不能改。"))
    team = _several(_("核查组"), _("两人以上；有人要回避时在这里换。"))
    reason = _long(_("理由"), _("为什么改期或换人；记入审计。"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = list(people)  # type: ignore[attr-defined]


class CancelVisitForm(VersionedForm):
    """Call an on-site check off."""

    reason = _long(_("理由"), _("为什么取消；要核的项等下一次现场核查。"))


class StepForm(VersionedForm):
    """通知, 到场, 查阅记录."""

    kind = forms.CharField(widget=forms.HiddenInput)
    #: What is noted at each step.
    HELP = {
        "notify": _("何时通知了谁，请单位准备哪些资料（资料清单）。"),
        "arrive": _("何时到场，到了哪些人，单位谁在场。"),
        "read": _("查阅了哪些记录、台账、原始凭证，查到哪一天。"),
    }

    note = _long(_("记录"), HELP["notify"], max_length=LONGEST_NOTE, rows=3)

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = self.HELP.get(kind, self.HELP["notify"])


class RecordForm(VersionedForm):
    """事实记录: each item of the check, and what else was found."""

    kind = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, checks: Sequence[Check], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.checks = checks
        for one in checks:
            self._ask(one)
        self.fields["others"] = _long(
            _("其他事实"), _("填报以外查明的事实，一行一件；没有可不填。"), rows=3,
            required=not checks, max_length=LONGEST_NOTE,
        )  # fmt: skip

    def _ask(self, one: Check) -> None:
        asked = _now("填报的是 {said}；现场查明属实还是需更正。").format(said=said_of(one.held))
        self.fields[f"o{one.pk}"] = forms.ChoiceField(
            label=f"{one.title} {one.period}", help_text=asked, choices=FOUND,
            widget=forms.RadioSelect,
        )  # fmt: skip
        self.fields[f"f{one.pk}"] = _long(
            _now("{item}：查明的事实").format(item=one.title), _("查了什么、看到什么、凭什么。")
        )
        self.fields[f"p{one.pk}"] = forms.CharField(
            label=_now("{item}：应为").format(item=one.title),
            help_text=_("需更正的，应是多少。"), max_length=LONGEST_TEXT, required=False,
        )  # fmt: skip

    @property
    def found(self) -> tuple[Found, ...]:
        """The facts; of a form without faults."""
        return (*self._of_items(), *self._others())

    def _of_items(self) -> Iterator[Found]:
        told = self.cleaned_data
        for one in self.checks:
            key = one.pk
            yield Found(
                told[f"f{key}"], check_key=key, outcome=told[f"o{key}"], proposed=told[f"p{key}"]
            )

    def _others(self) -> Iterator[Found]:
        for line in self.cleaned_data["others"].splitlines():
            if line.strip():
                yield Found(line.strip(), title=_now("其他事实"))


class SignForm(VersionedForm):
    """The unit's head says whether the facts are right."""

    answer = forms.ChoiceField(
        label=_("单位意见"), help_text=_("签了不能改；有异议的，理由印在确认书上。"),
        choices=[pair for pair in Answer.choices if pair[0] != Answer.REFUSED],
        widget=forms.RadioSelect,
    )  # fmt: skip
    objection = _long(_("异议理由"), _("有异议时必填。"), required=False)

    @property
    def signature(self) -> Signature:
        """What the unit says; of a form without faults."""
        told = self.cleaned_data
        return Signature(Answer(told["answer"]), told["objection"])


class PaperForm(VersionedForm):
    """The team enters what stands on the paper, or who would not sign."""

    answer = forms.ChoiceField(
        label=_("单位意见"), help_text=_("照确认书上签的录；不肯签的选拒签。"),
        choices=Answer.choices, widget=forms.RadioSelect,
    )  # fmt: skip
    signed_name = forms.CharField(
        label=_("签字人"), help_text=_("谁签的；拒签时写谁拒签。"), max_length=100
    )
    objection = _long(_("异议或拒签理由"), _("有异议、拒签时必填。"), required=False)
    witness = forms.CharField(
        label=_("见证人"), help_text=_("拒签时必填：谁在场看见。"), max_length=100, required=False
    )

    @property
    def signature(self) -> Signature:
        """What stands on the paper; of a form without faults."""
        told = self.cleaned_data
        return Signature(
            Answer(told["answer"]), told["objection"], told["signed_name"], told["witness"]
        )
