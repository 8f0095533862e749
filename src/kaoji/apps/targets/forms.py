"""The forms of this room. Figures of many lines are fields of one form, so that what is wrong is
said in its cell and nothing that was typed is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaoji.apps.appraisals.actions.common import MOST_DAYS
from kaoji.apps.facts.reading import Fault
from kaoji.apps.targets.actions import Answered, Beginning, Decision, Typed, Wish
from kaoji.apps.targets.actions.common import read_figure
from kaoji.apps.targets.asking import Carrier
from kaoji.apps.targets.enums import Answer, ChangeReason
from kaoji.apps.targets.models import LONGEST_PAPER, LONGEST_REASON, Indicator, Line
from kaoji.engine.facts.clean import clean
from kaoji.web.forms import Form, VersionedForm

#: The form on the page to which the inputs in the cells of the table belong.
TABLE = "targets"
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _long() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 3})


class BeginForm(Form):
    """Begin to set the targets of a cycle."""

    chosen = forms.MultipleChoiceField(
        label=_("下达哪些目标"),
        help_text=_("方案里带目标的指标和周期；已由采集任务收目标的不在这里定。"),
        widget=forms.CheckboxSelectMultiple,
    )
    window_days = forms.IntegerField(
        label=_("答复几个工作日"),
        help_text=_("一上、二上各给单位几个工作日答复；发出当天不计。"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=5,
    )

    def __init__(self, *args: Any, carriers: Sequence[Carrier], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._free = {f"{one.key}|{one.period}": one for one in carriers if not one.held_by}
        self.held = [one for one in carriers if one.held_by]
        choices = [(key, one.title) for key, one in self._free.items()]
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]
        self.fields["chosen"].initial = list(self._free)

    @property
    def has_targets(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self._free)

    @property
    def shape(self) -> Beginning:
        """What was chosen."""
        chosen = (self._free[key] for key in self.cleaned_data["chosen"])
        pairs = tuple((one.key, one.period) for one in chosen)
        return Beginning(pairs, self.cleaned_data["window_days"])


class _LinesForm(Form):
    """Figures of lines; the revision that was seen goes along hidden."""

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.lines = {one.pk: one for one in lines}
        for key, line in self.lines.items():
            self.fields[f"seen_{key}"] = forms.IntegerField(
                label=_("修订"), help_text=_("打开本页时的修订次数。"), required=False,
                widget=forms.HiddenInput, initial=line.revision,
            )  # fmt: skip
            self._add_line(key, line=line)
        for field in self.fields.values():
            field.widget.attrs["form"] = TABLE

    def _add_line(self, key: int, *, line: Line) -> None:
        raise NotImplementedError

    def _seen(self, key: int) -> int:
        return self.cleaned_data.get(f"seen_{key}") or 0

    def _check_figure(self, name: str, *, line: Line) -> None:
        text = clean(self.cleaned_data.get(name, ""))
        read = read_figure(text, indicator=line.indicator) if text else ""
        if isinstance(read, Fault):
            self.add_error(name, str(read))


def _cell(label: str, *, help_text: Any, value: str, **more: Any) -> forms.CharField:  # noqa: ANN401
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.CharField(
        label=label, help_text=help_text, required=False, initial=value, widget=widget, **more
    )


class ProposalsForm(_LinesForm):
    """The office's figures for the units of an indicator."""

    def _add_line(self, key: int, *, line: Line) -> None:
        about = _("拟给这个单位的目标；不考核这一项的写“不适用”。")
        self.fields[f"line_{key}"] = _cell(str(line), help_text=about, value=line.proposal)

    def clean(self) -> dict[str, Any]:
        """Each figure is read where it stands."""
        told: dict[str, Any] = super().clean() or {}
        for key, line in self.lines.items():
            self._check_figure(f"line_{key}", line=line)
        return told

    @property
    def typed(self) -> tuple[Typed, ...]:
        """The lines as they were typed."""
        return tuple(
            Typed(key, self.cleaned_data.get(f"line_{key}", ""), self._seen(key))
            for key in self.lines
        )


class AnswersForm(_LinesForm):
    """What a unit says of its targets."""

    WORDS = (
        ("", _("还没定")),
        (Answer.ACCEPTED.value, _("同意")),
        (Answer.COUNTERED.value, _("另提数")),
    )

    def _add_line(self, key: int, *, line: Line) -> None:
        said = line.answer if line.answer in (Answer.ACCEPTED, Answer.COUNTERED) else ""
        self.fields[f"answer_{key}"] = forms.ChoiceField(
            label=_("{indicator}：答复").format(indicator=line.indicator), choices=self.WORDS,
            help_text=_("同意这个目标，或另提一个数并写理由。"), required=False, initial=said,
        )  # fmt: skip
        self.fields[f"counter_{key}"] = _cell(
            _("{indicator}：另提的数").format(indicator=line.indicator),
            help_text=_("另提数时填，写法和目标一样。"), value=line.counter,
        )  # fmt: skip
        self.fields[f"reason_{key}"] = forms.CharField(
            label=_("{indicator}：理由").format(indicator=line.indicator), required=False,
            help_text=_("另提数时填，写明依据。"), max_length=LONGEST_REASON, initial=line.reason,
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A figure goes with its reason, and with saying that it is another one."""
        told: dict[str, Any] = super().clean() or {}
        for key, line in self.lines.items():
            self._clean_line(key, line=line)
        return told

    def _clean_line(self, key: int, *, line: Line) -> None:
        told = self.cleaned_data
        counter, reason = told.get(f"counter_{key}", ""), told.get(f"reason_{key}", "")
        if told.get(f"answer_{key}") != Answer.COUNTERED:
            if counter.strip() and not told.get(f"answer_{key}"):
                self.add_error(f"answer_{key}", _("填了另提的数，请选“另提数”"))
            return
        self._check_figure(f"counter_{key}", line=line)
        if not counter.strip():
            self.add_error(f"counter_{key}", _("没有填另提的数"))
        if not reason.strip() and f"reason_{key}" not in self.errors:
            self.add_error(f"reason_{key}", _("没有写理由"))

    @property
    def said(self) -> tuple[Answered, ...]:
        """The answers; what is left open is none."""
        return tuple(self._said())

    def _said(self) -> Iterator[Answered]:
        told = self.cleaned_data
        for key in self.lines:
            word = told.get(f"answer_{key}")
            if word:
                yield Answered(
                    key, self._seen(key), word == Answer.ACCEPTED,
                    told[f"counter_{key}"], told[f"reason_{key}"],
                )  # fmt: skip


class TotalForm(VersionedForm):
    """What the body above has given for all units."""

    total = forms.CharField(
        label=_("上级总数"),
        help_text=_("上级下达给全县的目标；没有下达的留空。"),
        required=False,
    )
    basis = forms.CharField(
        label=_("总数依据"),
        help_text=_("上级下达文件的文号。"),
        max_length=LONGEST_PAPER,
        required=False,
    )


class AdoptForm(VersionedForm):
    """The figures stand, as a meeting has decided."""

    minute = forms.CharField(
        label=_("审定依据"),
        help_text=_("哪次会议审定，会议纪要文号。"),
        max_length=LONGEST_PAPER,
    )
    on = forms.DateField(label=_("下达日期"), help_text=_("会议审定的日期。"), widget=_DAY)


class ChangeForm(Form):
    """Ask that an adopted target be changed."""

    why = forms.ChoiceField(
        label=_("事由"), help_text=_("只有这几种事由可以请求调整。"), choices=ChangeReason.choices
    )
    wanted = forms.CharField(
        label=_("请求改为"), help_text=_("请求改成多少，写法和目标一样。"), max_length=60
    )
    reason = forms.CharField(
        label=_("说明"),
        help_text=_("发生了什么，为什么影响这个目标。"),
        max_length=LONGEST_REASON,
        widget=_long(),
    )
    evidence = forms.CharField(
        label=_("佐证"),
        help_text=_("证明材料的名称和文号。"),
        max_length=LONGEST_PAPER,
    )

    @property
    def wish(self) -> Wish:
        """What is asked for."""
        told = self.cleaned_data
        why = ChangeReason(told["why"])
        return Wish(why, told["wanted"], told["reason"], told["evidence"])


class DecideForm(VersionedForm):
    """What the meeting has decided about a request."""

    is_granted = forms.TypedChoiceField(
        label=_("议定"),
        help_text=_("会议同意调整，还是不予调整。"),
        choices=(("yes", _("同意调整")), ("no", _("不予调整"))),
        coerce=lambda word: word == "yes",
    )
    figure = forms.CharField(
        label=_("调整为"), help_text=_("同意调整时填新的目标。"), max_length=60, required=False
    )
    minute = forms.CharField(
        label=_("会议依据"), help_text=_("哪次会议，会议纪要文号。"), max_length=LONGEST_PAPER
    )
    answer = forms.CharField(
        label=_("答复"),
        help_text=_("对单位的答复，调整或不调整的理由。"),
        max_length=LONGEST_REASON,
        widget=_long(),
    )

    @property
    def decision(self) -> Decision:
        """What was decided."""
        told = self.cleaned_data
        return Decision(told["is_granted"], told["minute"], told["answer"], told["figure"])


class ReturnForm(VersionedForm):
    """The second person does not confirm."""

    reason = forms.CharField(
        label=_("退回原因"),
        help_text=_("为什么不确认，要绩效办再办什么。"),
        max_length=LONGEST_REASON,
        widget=_long(),
    )


def total_form(data: Any, *, indicator: Indicator) -> TotalForm:  # noqa: ANN401 - Django's data
    """The form over what stands."""
    stands = {
        "total": indicator.total,
        "basis": indicator.total_basis,
        "version": indicator.assignment.version,
    }
    return TotalForm(data, initial=stands)
