"""The lists of this room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kaoji.apps.verification.enums import CheckState, VisitState
from kaoji.apps.verification.held import said_of
from kaoji.apps.verification.models import Check, Visit
from kaoji.apps.verification.queries import WAITING
from kaoji.web.access import actor_behind
from kaoji.web.lists import DATE, NUMBER, Column, Empty, Filter, Listing, by_field, leads_to


def _now(row: Any) -> Any:  # noqa: ANN401 - an item, a word
    return CheckState(row.now).label


def _among(request: HttpRequest, place: int) -> Iterable[tuple[str, str]]:
    """What the items of this cycle have; three filters ask the database once."""
    known = getattr(request, _KEPT, None)
    if known is None:
        number = request.resolver_match.kwargs["number"]  # type: ignore[union-attr]
        rows = Check.objects.of(actor_behind(request)).filter(cycle__number=number)
        pairs = [name for key in _KEYS for name in (key, f"{key}_name")]
        known = list(rows.order_by().values_list(*pairs).distinct())
        setattr(request, _KEPT, known)
    found = {row[2 * place]: row[2 * place + 1] for row in known if row[2 * place]}
    return sorted(found.items(), key=lambda pair: pair[1])


_KEYS = ("unit", "supplier", "verifier")
_KEPT = "kaoji_verification_choices"


def _narrow_state(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - a queryset in, one out
    if value == "left":
        return rows.filter(now__in=WAITING)
    return rows.filter(now=value) if value in CheckState.values else rows.none()


def _narrow_key(name: str) -> Any:  # noqa: ANN401 - a narrowing
    def narrow(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - a queryset in, one out
        if value == "0":
            return rows.filter(**{name: None})
        return rows.filter(**{name: value}) if value.isdecimal() else rows.none()

    return narrow


def _verifiers(request: HttpRequest) -> Iterable[tuple[str, Any]]:
    return (*_among(request, 2), ("0", _("还没有分派")))


CHECKS = Listing(
    key="verification",
    title=_("核验"),
    columns=(
        Column(
            "number", title=_("编号"), meaning=_("一次考核内连续编。"),
            link=leads_to("verification:check"),
            sort="number",
        ),
        Column(
            "unit_name", title=_("单位"), meaning=_("数是关于哪个单位的。"), sort="unit_name",
            search="unit_name",
        ),
        Column(
            "title", title=_("核验什么"), meaning=_("指标，或清单里的一条。"),
            link=leads_to("verification:check"),
            sort="title", search="title",
        ),
        Column("period", title=_("周期"), meaning=_("哪个周期的数。"), sort="period"),
        Column(
            "said", title=_("填报"), meaning=_("责任单位填报、负责人签批的。"),
            value=lambda row: said_of(row.held),
        ),
        Column(
            "file_count", title=_("佐证"), meaning=_("有几份佐证文件。"), kind=NUMBER,
            sort="file_count", unit=_("份"),
        ),
        Column(
            "supplier_name", title=_("责任单位"), meaning=_("谁提供这个数。"),
            sort="supplier_name", search="supplier_name",
        ),
        Column(
            "verifier_name", title=_("核验人"), meaning=_("分派给谁；本单位的、自己填的要回避。"),
            sort="verifier_name", search="verifier_name",
        ),
        Column(
            "now", title=_("结论"),
            meaning=_("属实、需更正、需现场核查；核过以后数又变动的要复核。"), value=_now,
            shown="verification/_state.html", sort="now",
        ),
        Column("reason", title=_("理由"), meaning=_("核验人为什么这样定。")),
    ),
    filters=(
        Filter(
            "now", title=_("结论"), choices=(("left", _("未核")), *CheckState.choices),
            narrow=_narrow_state,
        ),
        Filter(
            "unit", title=_("单位"), choices=lambda request: _among(request, 0),
            narrow=_narrow_key("unit"),
        ),
        Filter(
            "supplier", title=_("责任单位"),
            choices=lambda request: _among(request, 1),
            narrow=_narrow_key("supplier"),
        ),
        Filter(
            "verifier", title=_("核验人"), choices=_verifiers, narrow=_narrow_key("verifier")
        ),
    ),
    sort="number",
    empty=Empty(
        "nothing_due",
        fact=_("还没有抽取要核验的数"),
        then=_("负责人签批以后的数由绩效办抽取、分派，核验人对着佐证逐项核。"),
    ),
)  # fmt: skip


def _team(row: Visit) -> str:
    return "、".join(one.name for one in row.members.all())


VISITS = Listing(
    key="verification-visits",
    title=_("现场核查日程"),
    columns=(
        Column(
            "on", title=_("日期"), meaning=_("哪天去。"), kind=DATE, sort="on",
            link=leads_to("verification:visit"),
        ),
        Column(
            "unit_name", title=_("单位"), meaning=_("到哪个单位。"), sort="unit_name",
            search="unit_name", link=leads_to("verification:visit"),
        ),
        Column("team", title=_("核查组"), meaning=_("两人以上，没有要回避的。"), value=_team),
        Column(
            "check_count", title=_("核验项"), meaning=_("这次要在现场核几项。"), kind=NUMBER,
            sort="check_count", unit=_("项"),
        ),
        Column(
            "state", title=_("进度"),
            meaning=_("通知、到场、查阅记录、事实记录、确认，一步不能跳。"),
            value=lambda row: row.get_state_display(), shown="verification/_visit_state.html",
            sort="state",
        ),
        Column(
            "answer", title=_("单位意见"), meaning=_("无异议、有异议，或拒签。"),
            value=lambda row: row.get_answer_display(), sort="answer",
        ),
    ),
    filters=(
        Filter("state", title=_("进度"), choices=VisitState.choices, narrow=by_field("state")),
    ),
    sort="on",
    empty=Empty(
        "nothing_due",
        fact=_("还没有排现场核查"),
        then=_("核验人认为要到现场核的，由绩效办排日程、定核查组。"),
    ),
)  # fmt: skip
