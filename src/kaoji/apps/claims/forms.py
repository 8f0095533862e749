"""The forms of this room; what a claim has to say follows from the list of the scheme."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaoji.apps.appraisals.actions.cycles import LONGEST_WINDOW
from kaoji.apps.claims.actions import ClaimShape
from kaoji.apps.claims.lists import told_in
from kaoji.apps.facts.row_forms import field_of
from kaoji.apps.facts.row_reading import read_row
from kaoji.apps.facts.shapes import ListAsked
from kaoji.web.forms import Form
from kaoji.web.refusals import Refused


def _plan_paper() -> forms.CharField:
    return forms.CharField(
        label=_("检查考核计划文号"),
        help_text=_("年度检查考核计划的文号；没有列入计划的不得收数。"),
        max_length=100,
    )


def _plan_item() -> forms.CharField:
    return forms.CharField(label=_("计划序号"), help_text=_("在计划里的序号。"), max_length=60)


class ClaimForm(Form):
    """Claim something for one's unit."""

    unit = forms.ChoiceField(label=_("单位"), help_text=_("为哪个单位申报。"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        asked: ListAsked,
        units: list[tuple[int, str]],
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.columns = told_in(asked)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        for place, column in enumerate(self.columns):
            self.fields[f"c{place}"] = field_of(column)
        self.fields["proof"] = forms.CharField(
            label=_("佐证"),
            help_text=_("凭什么申报：文件名称、原件在哪里、谁可证明。"),
            max_length=300,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def clean(self) -> dict[str, Any]:
        """Every fault at its field."""
        told = super().clean() or self.cleaned_data
        read = read_row(self._cells(told), columns=self.columns)
        for name, fault in read.faults.items():
            self.add_error(self._place(name), str(fault))
        return told

    def _cells(self, told: dict[str, Any]) -> dict[str, str]:
        columns = enumerate(self.columns)
        return {one.name: told.get(f"c{place}", "") for place, one in columns}

    def _place(self, name: str | None) -> str | None:
        names = [one.name for one in self.columns]
        return f"c{names.index(name)}" if name in names else name

    def refuse(self, refused: Refused) -> None:
        """A refusal names the column; it is shown at the field."""
        where = self._place(refused.field)
        self.add_error(where if where in self.fields else None, str(refused))

    @property
    def shape(self) -> ClaimShape:
        """What is claimed; of a form without faults."""
        told = self.cleaned_data
        return ClaimShape(int(told["unit"]), self.asked.key, self._cells(told), told["proof"])


class DecideForm(Form):
    """Accept a claim or not."""

    outcome = forms.ChoiceField(
        label=_("认定"),
        help_text=_("凭正式文件认定；不予认定的要写理由。"),
        choices=(("accepted", _("认定")), ("refused", _("不予认定"))),
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(
        label=_("认定意见"),
        help_text=_("不予认定、或同一文号有别家申报时必填；单位看得到。"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CollectForm(Form):
    """Make the sheet of what was accepted."""

    plan_paper = _plan_paper()
    plan_item = _plan_item()


class LetterForm(Form):
    """Ask a competent body."""

    body = forms.ChoiceField(
        label=_("会签机关"), help_text=_("向哪个机关要答复；由它的负责人签批后才算数。")
    )
    window_days = forms.IntegerField(
        label=_("几个工作日内答复"), help_text=_("从今天起算，今天不计。"),
        min_value=1, max_value=LONGEST_WINDOW, initial=5,
    )  # fmt: skip
    plan_paper = _plan_paper()
    plan_item = _plan_item()

    def __init__(self, *args: Any, bodies: list[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.bodies = {str(key): name for key, name in bodies}
        self.fields["body"].choices = [("", _("请选择")), *self.bodies.items()]  # type: ignore[attr-defined]
