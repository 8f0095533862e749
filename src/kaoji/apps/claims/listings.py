"""The list of claims."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kaoji.apps.claims.models import ClaimState
from kaoji.web.lists import DATE, Column, Empty, Filter, Listing, by_field, leads_to

CLAIMS = Listing(
    key="claims",
    title=_("加减分申报"),
    columns=(
        Column(
            "number", title=_("编号"), meaning=_("申报的编号，一次考核内连续编。"),
            link=leads_to("claims:claim"), sort="number",
        ),
        Column(
            "unit_name", title=_("单位"), meaning=_("为哪个单位申报。"),
            link=leads_to("claims:claim"), sort="unit_name", search="unit_name",
        ),
        Column("key", title=_("申报什么"), meaning=_("加分还是减分。"), sort="key", search="key"),
        Column("paper", title=_("文号"), meaning=_("据以申报的文件。"), search="paper"),
        Column("proof", title=_("佐证"), meaning=_("凭什么申报，原件在哪里。"), search="proof"),
        Column("at", title=_("申报时间"), meaning=_("什么时候申报的。"), kind=DATE, sort="at"),
        Column(
            "state", title=_("状态"), meaning=_("待认定、已认定、不予认定、已撤回。"),
            value=lambda row: row.get_state_display(), shown="claims/_state.html", sort="state",
        ),
        Column("decision", title=_("认定意见"), meaning=_("绩效办为什么这样认定。")),
    ),
    filters=(
        Filter("state", title=_("状态"), choices=ClaimState.choices, narrow=by_field("state")),
    ),
    sort="-number",
    empty=Empty(
        "nothing_due",
        fact=_("还没有申报"),
        then=_("申报期内，各单位为自己的加分、减分申报，凭正式文件认定。"),
    ),
)  # fmt: skip
