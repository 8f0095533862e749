"""The lists of this room: sheets of units, and self-scores beside what the scheme gives."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kaoji.apps.selfscore.enums import OWING, Beside, SheetState
from kaoji.apps.selfscore.models import Round
from kaoji.web import clock
from kaoji.web.access import actor_behind
from kaoji.web.lists import DATE, NUMBER, Column, Empty, Filter, Listing, by_field
from kaoji.web.lists.declare import Choice


def _sheet(row: Any) -> str:  # noqa: ANN401 - a sheet
    return reverse("selfscore:sheet", args=(row.pk,))


def _sheet_of_line(row: Any) -> str:  # noqa: ANN401 - a line
    return f"{reverse('selfscore:sheet', args=(row.sheet_id,))}#line-{row.number}"


def _rounds(request: HttpRequest) -> list[Choice]:
    found = Round.objects.of(actor_behind(request)).select_related("cycle").order_by("-pk")
    return [(str(one.pk), str(one)) for one in found]


def _of_round(field: str) -> Any:  # noqa: ANN401 - a narrowing
    def narrow(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - a queryset in, one out
        return rows.filter(**{field: int(value)}) if value.isdecimal() else rows

    return narrow


def _late(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - a queryset in, one out
    del value
    return rows.filter(state__in=OWING, round__due_on__lt=clock.today())


def _short(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - a queryset in, one out
    return rows.exclude(reason="") if value == "yes" else rows.filter(reason="")


SHEETS = Listing(
    key="selfscore-sheets",
    title=_("自评"),
    columns=(
        Column(
            "unit_name", title=_("单位"), meaning=_("谁的自评。"), link=_sheet,
            sort="unit_name", search="unit_name",
        ),
        Column(
            "round", title=_("考核和周期"), meaning=_("哪一次考核、哪一期。"),
            value=lambda row: str(row.round), search="round__period",
        ),
        Column("count", title=_("指标"), meaning=_("要自评几项。"), kind=NUMBER, sort="count"),
        Column("open", title=_("未填"), meaning=_("还有几项没有自评分。"), kind=NUMBER),
        Column(
            "due_on", title=_("截止"), meaning=_("在这天以前由负责人签批报送。"), kind=DATE,
            value=lambda row: row.round.due_on, sort="round__due_on",
        ),
        Column(
            "state", title=_("状态"), meaning=_("从待自评、待签批到已报送；退回的要重新填报。"),
            value=lambda row: row.get_state_display(), shown="selfscore/_state.html", sort="state",
        ),
        Column(
            "signed_name", title=_("签批人"), meaning=_("哪位负责人签批报送的。"),
            search="signed_name",
        ),
        Column(
            "signed_at", title=_("报送时间"), meaning=_("签批即报送。"), kind=DATE,
            sort="signed_at",
        ),
    ),
    filters=(
        Filter("round", title=_("周期"), choices=_rounds, narrow=_of_round("round")),
        Filter("state", title=_("状态"), choices=SheetState.choices, narrow=by_field("state")),
        Filter("late", title=_("期限"), choices=(("yes", _("逾期未报")),), narrow=_late),
    ),
    sort="unit_name",
    empty=Empty(
        "nothing_due",
        fact=_("没有自评"),
        then=_("绩效办在“数据采集和自评”环节按周期布置，各单位逐项填报，由负责人签批报送。"),
    ),
)  # fmt: skip

COMPARED = Listing(
    key="selfscore-compared",
    title=_("自评对照"),
    columns=(
        Column(
            "unit", title=_("单位"), meaning=_("谁的自评；只列已经报送的。"), link=_sheet_of_line,
            value=lambda row: row.sheet.unit_name, sort="sheet__unit_name",
            search="sheet__unit_name",
        ),
        Column(
            "period", title=_("周期"), meaning=_("自评的是哪一期。"),
            value=lambda row: row.sheet.round.period, sort="sheet__round__period",
        ),
        Column("name", title=_("指标"), meaning=_("方案里的指标。"), sort="name", search="name"),
        Column("clause", title=_("依据"), meaning=_("方案里的条款。"), search="clause"),
        Column("full", title=_("满分"), meaning=_("这一项的满分。"), kind=NUMBER),
        Column(
            "points", title=_("自评分"), meaning=_("单位给自己的分，照填报的原数。"), kind=NUMBER,
        ),
        Column(
            "tried", title=_("试算"), kind=NUMBER,
            meaning=_("方案按已锁定的数据给的分；缺数据的是一个范围。"),
        ),
        Column(
            "difference", title=_("相差"), meaning=_("自评分减试算，精确的数。"), kind=NUMBER,
        ),
        Column(
            "beside", title=_("比较"), meaning=_("自评比试算高、低，还是一致。"),
            value=lambda row: row.get_beside_display(), shown="selfscore/_beside.html",
            sort="beside",
        ),
        Column("reason", title=_("扣分理由"), meaning=_("比满分少的为什么少。"), search="reason"),
        Column("proof_count", title=_("佐证"), meaning=_("自评附了几份佐证。"), kind=NUMBER),
    ),
    filters=(
        Filter("round", title=_("周期"), choices=_rounds, narrow=_of_round("sheet__round")),
        Filter("beside", title=_("比较"), choices=Beside.choices, narrow=by_field("beside")),
        Filter(
            "short", title=_("扣分"), choices=(("yes", _("有扣分理由")), ("no", _("没有"))),
            narrow=_short,
        ),
    ),
    sort="sheet__unit_name",
    is_wide=True,
    empty=Empty(
        "nothing_due",
        fact=_("没有已报送的自评"),
        then=_("单位负责人签批以后，自评分在这里和试算逐项对照。"),
    ),
)  # fmt: skip
