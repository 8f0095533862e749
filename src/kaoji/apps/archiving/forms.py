"""The form of this room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaoji.apps.archiving.actions import RETENTIONS, ArchiveShape
from kaoji.apps.documents.enums import Retention
from kaoji.apps.documents.models import Paper
from kaoji.web.forms import Form


class ProposeForm(Form):
    """Propose to archive."""

    retention = forms.ChoiceField(
        label=_("保管期限"),
        help_text=_("选永久的，过程材料仍按 30 年。"),
        choices=[(one.value, one.label) for one in RETENTIONS],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("归档说明"),
        help_text=_("依据和需要说明的事，印在目录页上。"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    papers = forms.MultipleChoiceField(
        label=_("另外归入的公文"),
        help_text=_("由这次考核起草的公文已经在内；另外归入的在这里选。"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, papers: Sequence[Paper], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.offered = {str(one.pk): one for one in papers}
        if not papers:
            del self.fields["papers"]
            return
        choices = [(key, str(one)) for key, one in self.offered.items()]
        self.fields["papers"].choices = choices  # type: ignore[attr-defined]

    @property
    def shape(self) -> ArchiveShape:
        """What was chosen; of a form without faults."""
        told = self.cleaned_data
        chosen = tuple(self.offered[key] for key in told.get("papers", ()))
        return ArchiveShape(Retention(told["retention"]), told["note"], chosen)
