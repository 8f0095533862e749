"""The forms of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaoji.apps.appraisals.models import Run
from kaoji.apps.nesting.actions import FeedShape
from kaoji.apps.nesting.declared import Declared
from kaoji.apps.nesting.enums import Mapping, RunStanding
from kaoji.web.forms import Form


class FeedForm(Form):
    """Name the scoring that feeds an input."""

    run = forms.ChoiceField(
        label=_("采用哪一次计分"),
        help_text=_("只列出已计分、已封存、方案和周期都相符的；以后再计分，不会自己换。"),
    )
    mapping = forms.ChoiceField(
        label=_("怎样对应"),
        help_text=_("哪些下级结果归哪个单位；按隶属关系对应的，没有下级的单位记“无”。"),
    )
    basis = forms.CharField(
        label=_("依据"),
        help_text=_("凭什么采用：会议纪要、文号或条款。"),
        max_length=300,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        wanted: Declared,
        runs: list[tuple[Run, RunStanding]],
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = wanted
        self.runs = {str(one.pk): one for one, _far in runs}
        told = [(str(one.pk), f"{one} · {far.label} · {one.digest[:16]}") for one, far in runs]
        self.fields["run"].choices = [("", _("请选择")), *told]  # type: ignore[attr-defined]
        ways = [(one.value, one.label) for one in wanted.mappings]
        self.fields["mapping"].choices = ways  # type: ignore[attr-defined]

    @property
    def shape(self) -> FeedShape:
        """What is named; of a form without faults."""
        read = self.cleaned_data
        run = self.runs[read["run"]]
        return FeedShape(self.wanted.key, run, Mapping(read["mapping"]), read["basis"])


class EndForm(Form):
    """Nothing feeds the input any more."""

    why = forms.CharField(
        label=_("为什么停用"),
        help_text=_("停用以后，没有填报的就待定，不会计成零。"),
        max_length=300,
    )
