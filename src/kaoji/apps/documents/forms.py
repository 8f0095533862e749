"""The forms of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaoji.apps.documents import queries
from kaoji.apps.documents.actions import PaperShape
from kaoji.apps.documents.content import as_lines, from_lines, read_back
from kaoji.apps.documents.enums import PaperKind, Retention
from kaoji.apps.documents.models import LONGEST_TITLE, Paper
from kaoji.apps.organisation.models import Unit
from kaoji.apps.organisation.queries import units_at
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import Form, VersionedForm

LONGEST_TEXT = 200_000


def _offer(form: Form, name: str, *, choices: list[Any]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def _said(text: str) -> tuple[str, ...]:
    """The lines of a field that are not empty."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class PaperForm(VersionedForm):
    """A paper."""

    kind = forms.ChoiceField(
        label=_("文种"), help_text=_("这份公文作什么用。"), choices=PaperKind.choices
    )
    title = forms.CharField(
        label=_("标题"), help_text=_("一般写“关于……的通知”。"), max_length=LONGEST_TITLE
    )
    addressee = forms.CharField(
        label=_("主送"),
        help_text=_("发给谁，用规范化简称；公示、上会材料可不填。"),
        max_length=300,
        required=False,
    )
    text = forms.CharField(
        label=_("正文"),
        help_text=_(
            "一行一段。“一、”“（一）”“1.”“（1）”开头的行排成标题；表格可从电子表格粘贴，或每格用竖线隔开，"
            "上一行写“表：”加表名；“【签字：甲方|乙方】”是签字栏，“【分页】”另起一页。"
        ),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    attachments = forms.CharField(
        label=_("附件"),
        help_text=_("一行一个附件名称，不写序号。"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    signed_by = forms.CharField(
        label=_("署名"), help_text=_("发文机关全称或规范化简称。"), max_length=60, required=False
    )
    remark = forms.CharField(
        label=_("附注"), help_text=_("如“此件公开发布”。"), max_length=200, required=False
    )
    copies = forms.MultipleChoiceField(
        label=_("抄送单位"),
        help_text=_("印发后由这些单位在系统里签收。"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    other_copies = forms.CharField(
        label=_("其他抄送"),
        help_text=_("不在系统里的机关，一行一个。"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    series = forms.ChoiceField(
        label=_("代字"), help_text=_("印发时从哪个代字编号；送签前要选。"), required=False
    )
    template = forms.ChoiceField(
        label=_("本单位模板"),
        help_text=_("印发时另存一份本单位版式的 DOCX；不选就只有国标版式。"),
        required=False,
    )
    is_public = forms.BooleanField(
        label=_("向社会公开（不得有身份证号、手机号、银行卡号、家庭住址）"),
        help_text=_("公开的公文送签前查个人信息，有就不能送。"),
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor, paper: Paper | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        if paper is not None:
            kwargs["initial"] = _initial(paper)
        super().__init__(*args, **kwargs)
        self._before = read_back(paper.blocks) if paper is not None else ()
        self._units = {str(one.key): one for one in units_at(actor, on=clock.today())}
        self._series = {str(one.pk): one for one in queries.open_series(actor)}
        self._templates = {str(one.pk): one for one in queries.open_templates(actor)}
        _offer(self, "copies", choices=[(key, one.name) for key, one in self._units.items()])
        none: list[Any] = [("", _("（不选）"))]
        series = [(key, f"{one.mark}（{one.issuer}）") for key, one in self._series.items()]
        layouts = [
            (key, f"{one.name}（{one.get_kind_display()}）") for key, one in self._templates.items()
        ]
        _offer(self, "series", choices=none + series)
        _offer(self, "template", choices=none + layouts)

    @property
    def shape(self) -> PaperShape:
        """What was filled in, as the action takes it."""
        told = self.cleaned_data
        names = ("kind", "title", "addressee", "signed_by", "remark", "is_public")
        return PaperShape(
            **{name: told[name] for name in names},
            blocks=from_lines(told["text"], before=self._before),
            attachments=_said(told["attachments"]),
            copies=self._chosen(told["copies"]),
            other_copies=_said(told["other_copies"]),
            series=self._series.get(told["series"]),
            template=self._templates.get(told["template"]),
        )

    def _chosen(self, keys: list[str]) -> tuple[Unit, ...]:
        """The units, in their own order."""
        found = Unit.objects.in_bulk([self._units[key].key for key in keys])
        return tuple(found[one.key] for one in self._units.values() if one.key in found)


def _initial(paper: Paper) -> dict[str, Any]:
    names = ("kind", "title", "addressee", "signed_by", "remark", "is_public", "version")
    return {
        **{name: getattr(paper, name) for name in names},
        "text": as_lines(read_back(paper.blocks)),
        "attachments": "\n".join(paper.attachments),
        "copies": [str(one.unit_id) for one in paper.receipts.all()],
        "other_copies": "\n".join(paper.other_copies),
        "series": str(paper.series_id or ""),
        "template": str(paper.template_id or ""),
    }


class ReasonForm(VersionedForm):
    """Why a paper goes back or is withdrawn."""

    reason = forms.CharField(
        label=_("理由"),
        help_text=_("写进经过和操作记录。"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SeriesForm(Form):
    """A series of numbers."""

    mark = forms.CharField(
        label=_("代字"), help_text=_("只写代字本身，不写年份和号。"), max_length=20
    )
    issuer = forms.CharField(
        label=_("发文机关标志"),
        help_text=_("红头上印的字，一般是机关名称加“文件”。"),
        max_length=60,
    )
    kind = forms.ChoiceField(
        label=_("文种"),
        help_text=_("只用于一个文种时选；不选就各文种通用。"),
        choices=[("", _("各文种通用")), *PaperKind.choices],
        required=False,
    )
    taken = forms.IntegerField(
        label=_("今年已用到"),
        help_text=_("启用本系统以前今年已经编到几号；没有就写 0。"),
        min_value=0,
        initial=0,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.describe("mark", example="禾考发")


class RetentionForm(Form):
    """How long papers of each kind are kept."""

    def __init__(self, *args: Any, classes: dict[str, str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        for kind, word in PaperKind.choices:
            self.fields[kind] = forms.ChoiceField(
                label=word,
                help_text=_("印发以后按此保管；已印发的不变。"),
                choices=Retention.choices,
                initial=classes[kind],
            )


class TemplateForm(Form):
    """An office's own layout."""

    name = forms.CharField(label=_("名称"), help_text=_("给模板起个名字。"), max_length=100)
    kind = forms.ChoiceField(
        label=_("文种"), help_text=_("用于哪个文种。"), choices=PaperKind.choices
    )
    file = forms.FileField(
        label=_("文件"),
        help_text=_(
            "不带宏和外部链接的 .docx。“{{标题}}”这样的名称会填上内容；"
            "表格里写“{{行.单位}}”的一行按正文第一张表逐行重复。"
        ),
    )


class ArchiveForm(Form):
    """Which year's papers."""

    year = forms.TypedChoiceField(
        label=_("年度"), help_text=_("哪一年编号的公文。"), coerce=int, choices=[]
    )

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _offer(self, "year", choices=[(one, str(one)) for one in years])
