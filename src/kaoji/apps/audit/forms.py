"""The form with which a printed anchor is brought back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kaoji.apps.audit import anchors, signing
from kaoji.web.forms import Form

#: An anchor file has a few hundred bytes.
MOST_BYTES = 10_000


class VerifyForm(Form):
    """An anchor typed from paper, or its file; or none."""

    number = forms.CharField(
        label=_("锚点纸上的记录数"), help_text=_("没有锚点纸就留空"), max_length=20, required=False
    )
    digest = forms.CharField(
        label=_("锚点纸上的摘要"),
        help_text=_("填前 16 位就够，空格可有可无"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    file = forms.FileField(
        label=_("或选锚点文件"), help_text=_("签发锚点时下载的 .txt 文件"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.describe("number", example="1208")
        self.describe("digest", example="3f9a 01c7 5be2 88d0")

    def clean_file(self) -> UploadedFile | None:
        """A file that can be an anchor at all."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(say("这不是锚点文件：太大了"))
        return file

    def given(self) -> tuple[anchors.Anchor, ...]:
        """The anchors that somebody brings."""
        found = []
        if self.cleaned_data["number"] or self.cleaned_data["digest"]:
            found.append(
                anchors.read_typed(self.cleaned_data["number"], digest=self.cleaned_data["digest"])
            )
        if self.cleaned_data["file"] is not None:
            text = self.cleaned_data["file"].read().decode("utf-8", errors="replace")
            found.append(anchors.read_file(text, key=signing.public_key()))
        return tuple(found)
