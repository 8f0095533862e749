"""Forms of lists and parameters: their fields follow from what the scheme says of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaoji.apps.facts.actions import Given, RowTyped
from kaoji.apps.facts.enums import Mark
from kaoji.apps.facts.models import ListRow, TaskList
from kaoji.apps.facts.models.rows import LONGEST_PAPER
from kaoji.apps.facts.models.settings import LONGEST_VALUE
from kaoji.apps.facts.parameters import Parameter
from kaoji.apps.facts.row_reading import read_row
from kaoji.apps.facts.shapes import (
    COUNT,
    DAY,
    ITEM,
    NOTE,
    NUMBER,
    PAPER,
    RATER,
    RATER_CLASS,
    STATE,
    VALUE,
    RowColumn,
)
from kaoji.web.forms import Form, VersionedForm
from kaoji.web.refusals import Refused

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_MEANINGS = {
    VALUE: _("照原件写，系统按方案折算。"),
    COUNT: _("同样的事有几件，不写算一件。"),
    DAY: _("事情发生或文件印发的日子，不是登记的日子。"),
    PAPER: _("认定依据的文号，照原件写。"),
    NUMBER: _("这件事自己的编号；同一单位不能重复。"),
    STATE: _("只有“已认定”计分；不写算已认定。"),
    ITEM: _("计划里的一项，一项一条。"),
    RATER: _("只有绩效办和录入人看得到；无记名票空着。"),
    RATER_CLASS: _("这张票属于哪一类评分人。"),
    NOTE: _("给核对的人看，不计分。"),
    "目标": _("计划定下的数。"),
    "分值": _("这一项占多少分。"),
    "发文机关": _("文件由哪个机关印发。"),
}


class RowForm(VersionedForm):
    """One row of a list. Every fault is told at its field."""

    unit = forms.ChoiceField(label=_("单位"), help_text=_("这一条是哪个单位的。"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        asked: TaskList,
        row: ListRow | None = None,
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        kwargs.setdefault("initial", _initial(row) if row is not None else {})
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.columns = tuple(map(RowColumn.from_json, asked.columns))
        units = [(str(one.unit_id), one.name) for one in asked.task.units.all()]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        if row is not None:
            self.fields["unit"].disabled = True
            self.describe("unit", source=str(_("一条不能换单位：请撤回后另加")))
        for place, column in enumerate(self.columns):
            self.fields[f"c{place}"] = field_of(column)
        if asked.is_secret:
            self.fields["paper"] = forms.CharField(
                label=_("票号"),
                help_text=_("录自哪一张票或哪一份统计表。"),
                max_length=LONGEST_PAPER,
            )
        if row is not None or asked.task.times_submitted:
            self.fields["reason"] = reason_field()
        if row is None:
            self.fields["once"] = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        cells = {one.name: told.get(f"c{place}", "") for place, one in enumerate(self.columns)}
        read = read_row(cells, columns=self.columns)
        for name, fault in read.faults.items():
            self.add_error(self._place(name), str(fault))
        told["typed"] = RowTyped(int(told.get("unit") or 0), cells, paper=told.get("paper", ""))
        return told

    def _place(self, name: str | None) -> str | None:
        """The field of a column."""
        names = [one.name for one in self.columns]
        return f"c{names.index(name)}" if name in names else name

    def refuse(self, refused: Refused) -> None:
        """A refusal names the column; it is shown at the field."""
        where = self._place(refused.field)
        self.add_error(where if where in self.fields else None, str(refused))


def _initial(row: ListRow) -> dict[str, Any]:
    columns = map(RowColumn.from_json, row.asked.columns)
    cells = {f"c{place}": row.typed.get(one.name, "") for place, one in enumerate(columns)}
    return {"unit": str(row.unit_id), "paper": row.paper, "version": row.revision, **cells}


def field_of(column: RowColumn) -> forms.Field:
    """The field in which a column is filled in."""
    more: dict[str, Any] = {"label": column.name, "required": False, "help_text": _help(column)}
    if column.options:
        choices = [("", "—"), *((one, one) for one in column.options)]
        return forms.ChoiceField(choices=choices, **more)
    if column.kind == "date":
        return forms.CharField(widget=forms.TextInput(attrs={"type": "date"}), **more)
    return forms.CharField(max_length=200, **more)


def _help(column: RowColumn) -> str:
    parts = [str(_MEANINGS.get(column.name, _("方案规定的一栏。")))]
    if column.measure:
        parts.append(str(_("单位：{unit}。")).format(unit=column.measure))
    if column.is_required:
        parts.append(str(_("必填。")))
    return "".join(parts)


def reason_field() -> forms.CharField:
    """Why something that was sent, or that stands, is changed."""
    return forms.CharField(
        label=_("原因"),
        help_text=_("记入修订和审计，例如“原始台账漏记一件”。"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DeclareForm(Form):
    """Units that have nothing to report, or of which it is not known yet."""

    once = forms.CharField(widget=forms.HiddenInput)
    mark = forms.ChoiceField(
        label=_("报什么"),
        help_text=_("“无”是本期确实没有；“缺”是还不知道，计分时仍算没有交。"),
        widget=forms.RadioSelect,
    )
    units = forms.MultipleChoiceField(
        label=_("哪些单位"),
        help_text=_("还没有报过的单位；已有条目的不能再报。"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        asked: TaskList,
        silent: list[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        marks = (Mark.NIL, Mark.MISSING) if asked.takes_nil else (Mark.MISSING,)
        words = {Mark.NIL: _("无：本期无此项"), Mark.MISSING: _("缺：还不知道")}
        self.fields["mark"].choices = [(one.value, words[one]) for one in marks]  # type: ignore[attr-defined]
        self.fields["units"].choices = silent  # type: ignore[attr-defined]
        if asked.task.times_submitted:
            self.fields["reason"] = reason_field()


class ParameterForm(VersionedForm):
    """A value of a parameter with the paper that fixes it."""

    word = forms.ChoiceField(
        label=_("对哪一类"), help_text=_("一般对全部对象；各类不同的分别设。"), required=False
    )
    value = forms.CharField(
        label=_("值"), help_text=_("按方案写，单位照参数的说明。"), max_length=LONGEST_VALUE
    )
    begins_on = forms.DateField(
        label=_("自"), help_text=_("从哪天起按这个值；以前年度仍按以前的值。"), widget=_DAY
    )
    paper = forms.CharField(label=_("文号"), help_text=_("定下这个值的文件。"), max_length=100)
    issued_on = forms.DateField(label=_("发文日期"), help_text=_("文件上的日期。"), widget=_DAY)
    reason = forms.CharField(
        label=_("更改原因"),
        help_text=_("已经设过的，写明为什么改。"),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, parameter: Parameter, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        if parameter.classes:
            words = [("", _("全部")), *((one, one) for one in parameter.classes)]
            self.fields["word"].choices = words  # type: ignore[attr-defined]
        if len(parameter.classes) < 2:
            del self.fields["word"]
        self.fields["value"] = _value_field(parameter)
        self.order_fields(("word", "value", "begins_on", "paper", "issued_on", "reason"))

    def given(self) -> Given:
        """What was written."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Given(**told)


def _value_field(parameter: Parameter) -> forms.Field:
    more: dict[str, Any] = {"label": _("值"), "help_text": value_help(parameter)}
    if parameter.options:
        choices = [("", "—"), *((one, one) for one in parameter.options)]
        return forms.ChoiceField(choices=choices, **more)
    if parameter.is_table:
        area = forms.Textarea(attrs={"rows": 8})
        return forms.CharField(max_length=LONGEST_VALUE, widget=area, **more)
    return forms.CharField(max_length=200, **more)


def value_help(parameter: Parameter) -> str:
    """How a value is written."""
    if parameter.is_table:
        keys = "/".join(parameter.keys)
        return str(_("一行一格，写成“{keys}: 值”。")).format(keys=keys)
    if parameter.options:
        return str(_("方案给出的几种里选一种。"))
    if parameter.type != "number":
        return str(_("照文件写。"))
    unit = str(_("单位：{unit}。")).format(unit=parameter.measure) if parameter.measure else ""
    limits = f"{parameter.limits}。" if parameter.limits else ""
    return str(_("照文件写，如 60%、0.6 或 3/5，不取舍。")) + unit + limits
