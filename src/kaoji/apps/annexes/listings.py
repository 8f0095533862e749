"""The list of tables, of all annexes and of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kaoji.apps.annexes.enums import OWING, TableState
from kaoji.apps.annexes.queries import annexes_visible_to
from kaoji.web import clock
from kaoji.web.access import actor_behind
from kaoji.web.lists import DATE, NUMBER, Column, Empty, Filter, Listing, by_field
from kaoji.web.lists.declare import Choice


def _address(row: Any) -> str:  # noqa: ANN401 - a table
    return reverse("annexes:table", args=(row.pk,))


def _annex(row: Any) -> str:  # noqa: ANN401 - a table
    return reverse("annexes:annex", args=(row.annex_id,))


def _annexes(request: HttpRequest) -> list[Choice]:
    rows = annexes_visible_to(actor_behind(request)).order_by("-pk")
    return [(str(one.pk), str(one)) for one in rows]


def _late(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - a queryset in, one out
    del value
    return rows.filter(state__in=OWING, annex__due_on__lt=clock.today())


_UNIT = Column(
    "unit_name", title=_("单位"), meaning=_("哪个单位的个性指标表；点开看各项。"), link=_address,
    sort="unit_name", search="unit_name",
)  # fmt: skip
_COUNT = Column(
    "count", title=_("项数"), meaning=_("最近一版列了几项，草稿也算。"), kind=NUMBER, sort="count",
    unit=_("项"),
)  # fmt: skip
_TOTAL = Column(
    "total", title=_("分值合计"), meaning=_("最近一版各项分值加起来多少。"), kind=NUMBER,
)  # fmt: skip
_SENT = Column(
    "sent_on", title=_("报送日期"), meaning=_("最近一次报送的日子。"), kind=DATE, sort="sent_on"
)
_APPROVED = Column(
    "approved_on", title=_("批准日期"), meaning=_("最近一次批准的日子。"), kind=DATE,
    sort="approved_on",
)  # fmt: skip
_STATE_OF = Column(
    "state", title=_("状态"), meaning=_("从待填报到已批准；调整期间原来批准的仍然有效。"),
    value=lambda row: row.get_state_display(), shown="annexes/_state.html", sort="state",
)  # fmt: skip
_DUE = Column(
    "annex.due_on", title=_("报送截止"), meaning=_("过了这天还没有报送的算逾期。"), kind=DATE,
    sort="annex__due_on",
)  # fmt: skip
_STATE = Filter("state", title=_("状态"), choices=TableState.choices, narrow=by_field("state"))
_LATE = Filter("late", title=_("期限"), choices=(("yes", _("逾期未报")),), narrow=_late)

#: All tables that somebody sees, whatever the cycle.
TABLES = Listing(
    key="annex-tables",
    title=_("个性指标表"),
    columns=(
        _UNIT,
        Column(
            "annex.key", title=_("指标"), meaning=_("由各单位自列事项的指标。"), link=_annex,
            sort="annex__key", search="annex__key",
        ),
        Column(
            "annex.period", title=_("周期"), meaning=_("指标所属的周期。"), sort="annex__period",
            search="annex__period",
        ),
        Column(
            "annex.cycle", title=_("考核"), meaning=_("属于哪一次考核。"),
            value=lambda row: str(row.annex.cycle),
        ),
        _COUNT, _TOTAL, _DUE, _SENT, _APPROVED, _STATE_OF,
    ),
    filters=(
        Filter("annex", title=_("指标"), choices=_annexes, narrow=by_field("annex")),
        _STATE, _LATE,
    ),
    sort="-annex__period",
    is_wide=True,
    empty=Empty(
        "nothing_due",
        fact=_("没有个性指标表"),
        then=_("方案里由各单位自列事项的指标，绩效办在考核页设立个性指标表以后，各单位在这里填报。"),
    ),
)  # fmt: skip
#: Those of one annex.
TABLES_OF_ANNEX = Listing(
    key="annex-tables-one",
    title=_("个性指标表"),
    columns=(_UNIT, _COUNT, _TOTAL, _SENT, _APPROVED, _STATE_OF),
    filters=(_STATE, _LATE),
    sort="order",
    empty=Empty(
        "nothing_due",
        fact=_("没有这样的个性指标表"),
        then=_("换一个条件再看；每个单位一张，单位随考核定。"),
    ),
)
