"""The lists of this room."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kaoji.apps.ratings.enums import RatingState
from kaoji.web.lists import DATE, NUMBER, Column, Empty, Filter, Listing, by_field, leads_to


def _count(key: str, title: Any, meaning: Any, group: Any) -> Column:  # noqa: ANN401 - lazy words
    return Column(key, title=title, meaning=meaning, kind=NUMBER, sort=key, group=group)


RATINGS = Listing(
    key="ratings",
    title=_("评议打分"),
    columns=(
        Column(
            "title", title=_("评什么"), meaning=_("方案里由评分人打分的指标。"),
            link=leads_to("ratings:rating", by="number"),
            sort="key", search="key",
        ),
        Column("period", title=_("周期"), meaning=_("评哪个周期。"), sort="period"),
        _count("rater_count", _("应投"), _("登记了多少评分人。"), _("网页和代录")),
        _count("cast_count", _("已投"), _("其中多少人交了票。"), _("网页和代录")),
        _count("issued", _("发出"), _("发出多少张纸质评分表。"), _("评分表")),
        _count("returned", _("收回"), _("收回多少张。"), _("评分表")),
        _count("valid", _("有效"), _("录完、可以计入的张数。"), _("评分表")),
        _count("void", _("作废"), _("不能计入的张数，理由都留着。"), _("评分表")),
        Column(
            "due_on", title=_("截止"), meaning=_("过了这天不再收票。"), kind=DATE, sort="due_on"
        ),
        Column(
            "state",
            title=_("状态"),
            meaning=_("筹备、打分中、已封票；封票后成为数据，参加计分。"),
            value=lambda row: row.get_state_display(),
            shown="ratings/_state.html",
            sort="state",
        ),
    ),
    filters=(
        Filter("state", title=_("状态"), choices=RatingState.choices, narrow=by_field("state")),
    ),
    sort="number",
    empty=Empty(
        "not_begun",
        fact=_("还没有组织评议"),
        then=_("方案里由评分人打分的指标，从这里选评分人、定时间、收票。"),
        href=reverse_lazy("web:help"),
        verb=_("看帮助"),
    ),
)  # fmt: skip
