"""The lists of this room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kaoji.apps.organisation.enums import HoldingKind, UnitKind
from kaoji.apps.organisation.models import BUSINESS_CHOICES
from kaoji.apps.organisation.queries import groups_of
from kaoji.web.lists import DATE, NUMBER, Column, Empty, Filter, Listing, by_field, leads_to


def _groups_for(request: HttpRequest) -> list[tuple[str, Any]]:
    actor = request.actor  # type: ignore[attr-defined]
    return [(group.name, group.name) for group in groups_of(actor)]


def _of_kind(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - a list's rows
    return [row for row in rows if row.unit.kind == value]


def _of_group(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - a list's rows
    return [row for row in rows if row.unit.group == value]


UNITS = Listing(
    key="units",
    title=_("机构"),
    columns=(
        Column(
            "name",
            title=_("名称"),
            meaning=_("这一天的名称；缩进表示隶属"),
            value=lambda row: row.unit.name,
            shown="organisation/_branch.html",
            search="name",
        ),
        Column(
            "code",
            title=_("代码"),
            meaning=_("终身不变的编号"),
            value=lambda row: row.unit.code,
            search="code",
        ),
        Column("parent", title=_("上级"), meaning=_("归谁管"), value=lambda row: row.parent_name),
        Column(
            "kind",
            title=_("类别"),
            meaning=_("哪一种机构"),
            value=lambda row: row.unit.kind_word,
        ),
        Column(
            "group",
            title=_("考核组别"),
            meaning=_("与哪些单位放在一起比"),
            value=lambda row: row.unit.group,
        ),
        Column(
            "people",
            title=_("在岗"),
            meaning=_("这一天在本机构任职、代理或借用的人数"),
            kind=NUMBER,
            unit=_("人"),
            value=lambda row: row.people_count,
        ),
        Column(
            "begins_on",
            title=_("现状自"),
            meaning=_("从哪天起是这样"),
            kind=DATE,
            value=lambda row: row.unit.begins_on,
        ),
    ),
    filters=(
        Filter("kind", title=_("类别"), choices=UnitKind.choices, narrow=_of_kind),
        Filter("group", title=_("组别"), choices=_groups_for, narrow=_of_group),
    ),
    empty=Empty(
        "not_begun",
        fact=_("这一天还没有机构"),
        then=_("绩效办可以逐个设立，也可以从表格导入。"),
    ),
    per_page=200,
)

GROUPS = Listing(
    key="groups",
    title=_("考核组别"),
    columns=(
        Column(
            "name",
            title=_("组名"),
            meaning=_("同组单位互相比较"),
            shown="organisation/_group.html",
            sort="name",
            search="name",
        ),
        Column(
            "unit_count",
            title=_("单位"),
            meaning=_("今天在这一组的机构"),
            kind=NUMBER,
            unit=_("个"),
        ),
        Column("order", title=_("次序"), meaning=_("各组的排列"), kind=NUMBER, sort="order"),
    ),
    empty=Empty("not_begun", fact=_("还没有考核组别"), then=_("同类单位放在一组才好比较。")),
)

PEOPLE = Listing(
    key="people",
    title=_("在岗人员"),
    columns=(
        Column(
            "name",
            title=_("姓名"),
            meaning=_("有账户的人"),
            value=lambda row: row.user.name,
            link=leads_to("organisation:person", by="user_id"),
            sort="user__name",
            search="user__name",
        ),
        Column(
            "unit",
            title=_("机构"),
            meaning=_("岗位所在的机构"),
            value=lambda row: row.unit_name,
            link=leads_to("organisation:unit", by="post.unit_id"),
            sort="unit_name",
            search="unit_name",
        ),
        Column(
            "post",
            title=_("岗位"),
            meaning=_("任的什么岗"),
            value=lambda row: row.post.name,
            sort="post__name",
            search="post__name",
        ),
        Column(
            "role",
            title=_("角色"),
            meaning=_("因此能做什么"),
            value=lambda row: row.post.get_role_display(),
        ),
        Column(
            "kind",
            title=_("方式"),
            meaning=_("任职、代理还是借用"),
            value=lambda row: row.get_kind_display(),
        ),
        Column("begins_on", title=_("自"), meaning=_("从哪天起"), kind=DATE, sort="begins_on"),
        Column("ends_on", title=_("至"), meaning=_("到哪天为止；空的没有期限"), kind=DATE),
    ),
    filters=(
        Filter("role", title=_("角色"), choices=BUSINESS_CHOICES, narrow=by_field("post__role")),
        Filter("kind", title=_("方式"), choices=HoldingKind.choices, narrow=by_field("kind")),
    ),
    empty=Empty(
        "not_begun",
        fact=_("这一天没有人在岗"),
        then=_("在机构页面设立岗位、任用人员。"),
    ),
)

LOCAL_DAYS = Listing(
    key="local-days",
    title=_("本地工作日"),
    columns=(
        Column("day", title=_("日期"), meaning=_("与全国日历不同的一天"), kind=DATE, sort="day"),
        Column(
            "is_working",
            title=_("怎样"),
            meaning=_("放假还是上班"),
            value=lambda row: _("上班") if row.is_working else _("放假"),
        ),
        Column("name", title=_("名称"), meaning=_("为什么"), sort="name", search="name"),
        Column("basis", title=_("依据"), meaning=_("通知的文号"), search="basis"),
        Column(
            "drop",
            title=_("办理"),
            value=lambda _row: "",
            shown="organisation/_drop_day.html",
            is_screen_only=True,
        ),
    ),
    sort="-day",
    empty=Empty(
        "not_begun",
        fact=_("没有本地另定的日子"),
        then=_("全国日历照用；县庆、民族节日、停工停课等在这里登记。"),
    ),
)
