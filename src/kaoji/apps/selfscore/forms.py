"""The forms of this room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaoji.apps.appraisals.actions.common import MOST_DAYS
from kaoji.apps.selfscore.actions import RoundShape
from kaoji.apps.selfscore.checking import Typed, faults_in, tidied
from kaoji.apps.selfscore.models import LONGEST_REASON, Line
from kaoji.web.forms import Form, VersionedForm


class RoundForm(Form):
    """Ask the units for their self-scores."""

    period = forms.ChoiceField(
        label=_("周期"), help_text=_("方案里有指标的各期；已经布置的不再列出。")
    )
    days = forms.IntegerField(
        label=_("几个工作日内报送"), help_text=_("从今天起算，今天不计。"),
        min_value=1, max_value=MOST_DAYS, initial=5,
    )  # fmt: skip

    def __init__(self, *args: Any, periods: Iterable[str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(one, one) for one in periods]  # type: ignore[attr-defined]

    @property
    def shape(self) -> RoundShape:
        """What was chosen; of a form without faults."""
        return RoundShape(self.cleaned_data["period"], self.cleaned_data["days"])


class SheetForm(VersionedForm):
    """The self-scores of a unit: for each line points, the reason, a file that proves it."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        lines: Iterable[Line],
        is_whole: bool = False,
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        self.lines = {one.pk: one for one in lines}
        stands = dict(_stands(self.lines.values()))
        kwargs["initial"] = stands | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.is_whole = is_whole
        for key, line in self.lines.items():
            self.fields[f"points_{key}"] = _points(line)
            self.fields[f"reason_{key}"] = _reason(line)
            self.fields[f"file_{key}"] = _file(line)

    @property
    def is_kept(self) -> bool:
        """Twenty lines are much to type twice."""
        return True

    def clean(self) -> dict[str, Any]:
        """Every fault at its field."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for key, line in self.lines.items():
            for column, fault in faults_in(line, typed=self._typed(key), is_whole=self.is_whole):
                self.add_error(f"{column}_{key}", fault)
        return told

    def _typed(self, key: int) -> Typed:
        told = self.cleaned_data
        return tidied(Typed(told.get(f"points_{key}") or "", told.get(f"reason_{key}") or ""))

    @property
    def typed(self) -> dict[int, Typed]:
        """What was typed, by the keys of the lines; of a form without faults."""
        return {key: self._typed(key) for key in self.lines}

    @property
    def sent(self) -> tuple[tuple[Line, Any], ...]:
        """The files that came along, each with its line."""
        found = ((line, self.cleaned_data.get(f"file_{key}")) for key, line in self.lines.items())
        return tuple((line, file) for line, file in found if file)


def _stands(lines: Iterable[Line]) -> Iterator[tuple[str, str]]:
    for one in lines:
        yield f"points_{one.pk}", one.points
        yield f"reason_{one.pk}", one.reason


def _points(line: Line) -> forms.CharField:
    return forms.CharField(
        label=_("{name} 自评分").format(name=line.name),
        help_text=_("{low} 到 {high} 分，最多填到满分或方案的上限。").format(
            low=line.low, high=line.high
        ),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


def _reason(line: Line) -> forms.CharField:
    return forms.CharField(
        label=_("{name} 扣分理由").format(name=line.name),
        help_text=_("比满分少的都要写为什么少。"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _file(line: Line) -> forms.FileField:
    return forms.FileField(
        label=_("{name} 佐证").format(name=line.name),
        help_text=_("PDF、图片、Word、Excel，20 MB 以内，一项最多 9 份。涉密文件不得上传。"),
        required=False,
    )


class ReturnForm(VersionedForm):
    """Give a sheet back."""

    reason = forms.CharField(
        label=_("退回理由"),
        help_text=_("哪一项要改、为什么，单位看得到。"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
