"""The list of entries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from kaoji.apps.audit.acts import known_acts
from kaoji.apps.audit.models import Result
from kaoji.apps.audit.queries import verb_of
from kaoji.web import clock
from kaoji.web.lists import DATE, Column, Empty, Filter, Listing, by_field

SPANS = (("1", _("近一天")), ("7", _("近七天")), ("30", _("近三十天")), ("180", _("近半年")))


def _acts(_request: HttpRequest) -> list[tuple[str, str]]:
    return [(act.key, act.verb) for act in known_acts()]


def _within(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - a queryset in, one out
    return rows.filter(at__gte=clock.now() - timedelta(days=int(value)))


READING, CHANGING = "reading", "changing"
SORTS = ((READING, _("查阅、导出敏感内容")), (CHANGING, _("改动")))


def _of_sort(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - a queryset in, one out
    """Who looked at or took away what is sensitive; or what changed something."""
    readings = [act.key for act in known_acts() if act.is_reading]
    return rows.filter(act__in=readings) if value == READING else rows.exclude(act__in=readings)


ENTRIES = Listing(
    key="audit",
    title=_("审计记录"),
    columns=(
        Column(
            "number",
            title=_("编号"),
            meaning=_("连续编号，不会跳号；点开看前后变化"),
            link=lambda entry: reverse("audit:entry", args=[entry.number]),
            sort="number",
        ),
        Column("at", title=_("时间"), meaning=_("办完这件事的时刻"), kind=DATE, sort="at"),
        Column(
            "actor_name",
            title=_("经办"),
            meaning=_("当时的岗位和姓名，人走了也不变"),
            search="actor_name",
        ),
        Column(
            "actor_username",
            title=_("登录名"),
            meaning=_("登录时填的名字"),
            search="actor_username",
        ),
        Column("act", title=_("事项"), meaning=_("做了什么"), value=verb_of),
        Column("object_name", title=_("对象"), meaning=_("对谁、对什么做的"), search="object_name"),
        Column(
            "result",
            title=_("结果"),
            meaning=_("已办、被拒绝或失败"),
            value=lambda entry: entry.get_result_display(),
            shown="audit/_result.html",
        ),
        Column("address", title=_("来源"), meaning=_("从哪个网络地址"), search="address"),
    ),
    filters=(
        Filter("sort_of_act", title=_("类别"), choices=SORTS, narrow=_of_sort),
        Filter("act", title=_("事项"), choices=_acts, narrow=by_field("act")),
        Filter("result", title=_("结果"), choices=Result.choices, narrow=by_field("result")),
        Filter("within", title=_("时间"), choices=SPANS, narrow=_within),
    ),
    sort="-number",
    is_wide=True,
    empty=Empty(
        "not_begun",
        fact=_("还没有审计记录"),
        then=_("有人登录或办事后就有。"),
        href=reverse_lazy("audit:verify"),
        verb=_("去核验"),
    ),
)
