"""The lists of this room."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kaoji.apps.documents.enums import PaperKind, PaperState, Retention
from kaoji.apps.documents.queries import periods_of
from kaoji.web.lists import DATE, NUMBER, Column, Empty, Filter, Listing, by_field, leads_to


def _state(row: Any) -> str:  # noqa: ANN401 - a paper
    return str(row.get_state_display())


def _in_period(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - a queryset in, one out
    year, _dash, month = value.partition("-")
    if not (year.isdigit() and (month.isdigit() or not month)):
        return rows.none()
    rows = rows.filter(issued_on__year=int(year))
    return rows.filter(issued_on__month=int(month)) if month else rows


_TITLE = Column(
    "title",
    title=_("标题"),
    meaning=_("公文的标题。"),
    link=leads_to("documents:paper"),
    sort="title",
    search="title",
)
_KIND = Column(
    "kind",
    title=_("文种"),
    meaning=_("公示、通报、反馈函等。"),
    value=lambda row: row.get_kind_display(),
    sort="kind",
)
_NUMBER = Column(
    "number_text",
    title=_("发文字号"),
    meaning=_("代字、年份和序号；印发时取号，一号一文，撤回的也不再用。"),
    value=lambda row: row.number_text or str(_("未取号")),
    link=leads_to("documents:paper"),
    sort="number",
    search="number_text",
)
_STATE = Column(
    "state",
    title=_("状态"),
    meaning=_("草稿、待签发、已签发、已印发、已撤回。"),
    value=_state,
    shown="documents/_state.html",
    sort="state",
)
_KINDS = Filter("kind", title=_("文种"), choices=PaperKind.choices, narrow=by_field("kind"))

PAPERS = Listing(
    key="papers",
    title=_("公文"),
    columns=(
        _TITLE,
        _KIND,
        _NUMBER,
        Column(
            "drafted_by",
            title=_("起草"),
            meaning=_("谁起草的。"),
            value=lambda row: row.drafted_by.name,
            search="drafted_by__name",
        ),
        Column(
            "drafted_at",
            title=_("起草时间"),
            meaning=_("何时起草的。"),
            kind=DATE,
            sort="drafted_at",
        ),
        _STATE,
    ),
    filters=(
        Filter("state", title=_("状态"), choices=PaperState.choices, narrow=by_field("state")),
        _KINDS,
    ),
    empty=Empty(
        "not_begun",
        fact=_("还没有公文"),
        then=_("先设立代字，再起草；别的房间也会从数据起草公文放到这里。"),
        href=reverse_lazy("documents:series"),
        verb=_("设立代字"),
    ),
)

REGISTER = Listing(
    key="paper-register",
    title=_("发文登记簿"),
    columns=(
        _NUMBER,
        _TITLE,
        _KIND,
        Column(
            "addressee",
            title=_("主送"),
            meaning=_("发给谁。"),
            search="addressee",
        ),
        Column(
            "issued_on",
            title=_("成文日期"),
            meaning=_("印发那一天。"),
            kind=DATE,
            sort="issued_on",
        ),
        Column(
            "receivers",
            title=_("送"),
            meaning=_("送到多少个单位。"),
            kind=NUMBER,
            unit=_("家"),
        ),
        Column(
            "signed",
            title=_("已签收"),
            meaning=_("多少个单位已经签收。"),
            kind=NUMBER,
            unit=_("家"),
        ),
        Column(
            "retention",
            title=_("保管期限"),
            meaning=_("永久、30 年或 10 年，印发时按文种定。"),
            value=lambda row: row.get_retention_display(),
        ),
        _STATE,
    ),
    filters=(
        Filter("period", title=_("期间"), choices=periods_of, narrow=_in_period),
        _KINDS,
        Filter(
            "retention",
            title=_("保管期限"),
            choices=Retention.choices,
            narrow=by_field("retention"),
        ),
    ),
    is_wide=True,
    empty=Empty(
        "not_begun",
        fact=_("还没有印发过公文"),
        then=_("签发后在公文页上编号印发，登记簿自动记上。"),
        href=reverse_lazy("documents:list"),
        verb=_("看公文"),
    ),
)

RECEIVED = Listing(
    key="papers-received",
    title=_("收到的公文"),
    columns=(
        Column(
            "paper.number_text",
            title=_("发文字号"),
            meaning=_("来文的字号。"),
            link=leads_to("documents:paper", by="paper_id"),
            search="paper__number_text",
        ),
        Column(
            "paper.title",
            title=_("标题"),
            meaning=_("来文的标题。"),
            link=leads_to("documents:paper", by="paper_id"),
            search="paper__title",
        ),
        Column(
            "paper.issued_on",
            title=_("成文日期"),
            meaning=_("印发那一天。"),
            kind=DATE,
            sort="paper__issued_on",
        ),
        Column("name", title=_("送给"), meaning=_("送给哪个单位。"), sort="name"),
        Column("signed_at", title=_("签收时间"), meaning=_("空着是还没有签收。"), sort="signed_at"),
        Column("by_name", title=_("签收人"), meaning=_("谁签收的。")),
        Column(
            "state",
            title=_("状态"),
            meaning=_("已印发或已撤回。"),
            value=lambda row: row.paper.get_state_display(),
        ),
    ),
    empty=Empty(
        "nothing_due",
        fact=_("没有收到公文"),
        then=_("发给本单位的公文印发后在这里签收。"),
    ),
)

SERIES = Listing(
    key="paper-series",
    title=_("代字"),
    columns=(
        Column(
            "mark", title=_("代字"), meaning=_("发文字号里的机关代字。"), sort="mark", search="mark"
        ),
        Column(
            "issuer",
            title=_("发文机关标志"),
            meaning=_("红头上印的机关名称。"),
            search="issuer",
        ),
        Column(
            "kind",
            title=_("文种"),
            meaning=_("只用于一个文种，或各文种通用。"),
            value=lambda row: row.get_kind_display() or str(_("通用")),
        ),
        Column(
            "given",
            title=_("已用到"),
            meaning=_("每年最后一个号。"),
            value=lambda row: "，".join(f"{one.year} 年 {one.taken} 号" for one in row.given),
        ),
        Column("closed_on", title=_("停用"), meaning=_("从哪天起不再编号。"), kind=DATE),
        Column(
            "pk",
            title=_("办理"),
            shown="documents/_series_act.html",
            is_screen_only=True,
        ),
    ),
    empty=Empty(
        "not_begun",
        fact=_("还没有代字"),
        then=_("设立以后，公文才能编号印发。"),
        href=reverse_lazy("documents:series-add"),
        verb=_("设立代字"),
    ),
)

TEMPLATES = Listing(
    key="paper-templates",
    title=_("公文模板"),
    columns=(
        Column(
            "name",
            title=_("名称"),
            meaning=_("本单位自己的 DOCX 版式。"),
            link=leads_to("documents:template"),
            sort="name",
            search="name",
        ),
        Column(
            "kind",
            title=_("文种"),
            meaning=_("用于哪个文种。"),
            value=lambda row: row.get_kind_display(),
        ),
        Column(
            "names",
            title=_("填的名称"),
            meaning=_("模板里用到的名称。"),
            value=lambda row: "、".join(row.names),
        ),
        Column("at", title=_("上传"), meaning=_("何时上传的。"), sort="at"),
        Column("by_name", title=_("经办"), meaning=_("谁上传的。")),
        Column("ended_on", title=_("停用"), meaning=_("从哪天起不再用。"), kind=DATE),
        Column(
            "pk",
            title=_("办理"),
            shown="documents/_template_act.html",
            is_screen_only=True,
        ),
    ),
    empty=Empty(
        "not_begun",
        fact=_("还没有本单位的模板"),
        then=_("不传也行：系统自己按国标排版。"),
        href=reverse_lazy("documents:template-add"),
        verb=_("上传模板"),
    ),
)
