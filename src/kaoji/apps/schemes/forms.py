"""The forms of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaoji.web.forms import Form, VersionedForm


class CopyForm(Form):
    """Begin an own draft from a shipped scheme."""

    title = forms.CharField(
        label=_("名称"), help_text=_("本单位方案的名称，写在正文第一行。"), max_length=200
    )
    key = forms.CharField(
        label=_("编号"),
        help_text=_("小写字母、数字和 -，定了不再改；数据和引用都认它。"),
        max_length=59,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.describe("key", example="hean-towns")


class TextForm(VersionedForm):
    """The text of a draft; `version`: the number of the text that was read."""

    text = forms.CharField(
        label=_("正文"),
        help_text=_("方案的全文；有错误也能保存，注释和排版照原样。"),
        strip=False,
        widget=forms.Textarea(
            attrs={
                "rows": 30,
                "wrap": "off",
                "spellcheck": "false",
                "autocomplete": "off",
                "class": "kj-editor-text",
            }
        ),
    )


class DeclineForm(Form):
    """Why a release is sent back."""

    reason = forms.CharField(
        label=_("退回原因"), help_text=_("哪里要改，起草人照此改后再送。"), max_length=300
    )


class RulingForm(Form):
    """An answer to a question about a clause."""

    clause = forms.ChoiceField(label=_("条款"), help_text=_("问的是哪一条，照方案里的依据。"))
    question = forms.CharField(
        label=_("问题"),
        help_text=_("哪里有两种理解、谁问的。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer = forms.CharField(
        label=_("答复"),
        help_text=_("按哪种理解执行，照原文写。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    body = forms.CharField(
        label=_("答复机关"), help_text=_("有权解释这一条的机关。"), max_length=100
    )
    paper = forms.CharField(
        label=_("文号"),
        help_text=_("书面答复的文号；会上答复的可空着。"),
        max_length=100,
        required=False,
    )
    ruled_on = forms.DateField(
        label=_("日期"),
        help_text=_("哪天答复的。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, clauses: tuple[str, ...], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [(one, one) for one in clauses]  # type: ignore[attr-defined]


class IntakeForm(Form):
    """The office's own table."""

    file = forms.FileField(
        label=_("考核指标表"),
        help_text=_(
            "xlsx、xls 或 et，20 MB 以内；照原样传，合并单元格、小计、表下的注都不用先整理。"
            "涉密文件不得上传。"
        ),
    )


class MappingForm(VersionedForm):
    """What the scheme is called, and which rows are its table."""

    title = forms.CharField(label=_("方案名称"), help_text=_("写在方案第一行。"), max_length=200)
    key = forms.CharField(
        label=_("编号"),
        help_text=_("小写字母、数字和 -，定了不再改；数据和引用都认它。"),
        max_length=59,
    )
    subject = forms.CharField(
        label=_("考核谁"), help_text=_("被考核对象的类，如 乡镇、县直部门。"), max_length=40
    )
    year = forms.IntegerField(
        label=_("年度"), help_text=_("从这一年 1 月 1 日起施行。"), min_value=2000, max_value=2199
    )
    head_first = forms.IntegerField(
        label=_("表头第一行"), help_text=_("写着列名的第一行，行号照表。"), min_value=1
    )
    head_last = forms.IntegerField(
        label=_("表头最后一行"), help_text=_("列名有两三层的，是最下面一层。"), min_value=1
    )
    last = forms.IntegerField(
        label=_("数据最后一行"), help_text=_("表下的注不算在内。"), min_value=2
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.describe("key", example="hean-depts-2026")
        self.describe("subject", example="县直部门")


class RegulationForm(Form):
    """The text of a regulation."""

    title = forms.CharField(
        label=_("办法名称"), help_text=_("全称，方案的依据这样写。"), max_length=200
    )
    file = forms.FileField(
        label=_("办法原文"),
        help_text=_("docx，20 MB 以内；原样存下，只作对照阅读。涉密文件不得上传。"),
    )


class MarkForm(VersionedForm):
    """A question to a sentence."""

    question = forms.CharField(
        label=_("疑问"),
        help_text=_("哪里有两种理解、要会上定什么；空着就去掉标记。"),
        max_length=500,
        required=False,
    )
