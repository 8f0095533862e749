"""The gallery: every component in every state, on one page. For developers and for the tests."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kaoji.web.access import PUBLIC, allows
from kaoji.web.forms import Form
from kaoji.web.geometry import Scale
from kaoji.web.lists import NUMBER, Column, Empty, Filter, Listing, table_of
from kaoji.web.parts import Day, Event, GridCell, Station, Tab
from kaoji.web.shell import ShownDoor


@allows(get=PUBLIC)
def page(request: HttpRequest) -> HttpResponse:
    """Only where an installation is being developed; elsewhere there is no such page."""
    if not settings.HAS_GALLERY:
        raise Http404
    return render(request, "web/gallery.html", {**_FRAME, **_shown(), "table": _table(request)})


def _door(word: str, icon: str, *, count: int = 0, is_here: bool = False) -> ShownDoor:
    return ShownDoor(
        href="/gallery/", word=word, icon=icon, count=count, is_here=is_here, at_foot=False
    )


_DOORS = (
    _door("工作台", "server-2", count=7),
    _door("考核", "scale", is_here=True),
    _door("督查", "eye-check", count=3),
    _door("数据", "table", count=1),
    _door("台账", "notebook"),
    _door("测评", "clipboard-check"),
    _door("公文", "file-text"),
    _door("洞察", "chart-dots-2"),
)
_FRAME: dict[str, Any] = {
    "doors_above": _DOORS,
    "doors_at_foot": (_door("设置", "settings"),),
    "doors_on_phone": _DOORS[:4],
    "leads": {"search": "/help/"},
    "office_name": "禾安县",
}

_COLOURS = (
    ("墨 正文", "16.5", "ink"),
    ("次墨 说明", "8.5", "ink-2"),
    ("淡墨 附注", "5.7", "ink-3"),
    ("黛 动作", "9.0", "dai"),
    ("深黛 书脊", "13.9", "dai-deep"),
    ("朱 扣、逾、印", "6.8", "zhu"),
    ("赭 将到期", "6.9", "amber"),
    ("苍 正常", "7.0", "green"),
    ("框 输入边", "3.6", "edge"),
    ("强线 每五行", "—", "rule-2"),
    ("弱线 每行", "—", "rule"),
    ("纸 底色", "—", "paper"),
)
_STATES = (
    ("well", "正常"),
    ("soon", "将到期"),
    ("late", "逾期"),
    ("going", "进行中"),
    ("done", "已办结"),
    ("idle", "未开始"),
    ("missing", "缺"),
    ("partial", "不完整"),
    ("sealed", "已用印"),
)
_CHIPS = (
    ("拟合格", ""),
    ("拟先进", "good"),
    ("待议", "open"),
    ("已否决", "bad"),
    ("二审", "act"),
    ("暂无", "none"),
)
_LEDGER = (
    ("鹤汀镇", "92.4", "94.12", (80, 84, 83, 88, 91, 94)),
    ("澄湾镇", "93.1", "92.86", (90, 90, 80, 91, 84, 70)),
    ("谷雨镇", "90.2", "89.996", (70, 80, 95, 80, 68, 68)),
    ("桐荫乡", "88.0", "88.72", (60, 72, 72, 72, 88, 89)),
    ("稷原乡", "73.5", "71.28", (90, 85, 80, 80, 75, 71)),
)
_AXIS = Scale(60, 100)
_BARS = (
    ("已确定", Fraction(9412, 100), Fraction(9412, 100), "94.12"),
    ("不完整", Fraction(862, 10), Fraction(917, 10), "86.20～91.70"),
    ("缺得多", 64, 96, "64.00～96.00"),
    ("已接近", Fraction(889, 10), Fraction(903, 10), "88.90～90.30"),
)
_LOST = (("经济发展", 40, 5, False), ("财政收入", 12, 2, True), ("城乡建设", 20, 0, False))
_DAYS = (
    Day("6/12 五", "起", "rest"),
    Day("6/13 六", "休", "rest"),
    Day("6/15 一", "1"),
    Day("6/16 二", "停", "rest"),
    Day("6/17 三", "2", "today"),
    Day("6/18 四", "3"),
    Day("6/22 一", "4", "due"),
)
_STATIONS = (
    Station("立项", "done", "6月1日"),
    Station("交办", "done", "6月3日"),
    Station("整改中", "now", "6月12日"),
    Station("核查", "ahead"),
    Station("办结", "ahead"),
)
_EVENTS = (
    Event("整改中（第 2 轮）", "还剩 2 个工作日", "going"),
    Event("二次督查通知书已送达", "6月12日 17:20 · 承办单位签收"),
    Event("核查未到位", "6月11日 · 督察员现场"),
)
_TABS = (
    Tab("我的待办", "/gallery/", 7, is_here=True),
    Tab("我交办的", "/gallery/", 12),
    Tab("本周已办", "/gallery/", 19),
)
_GRID = (
    (
        "鹤汀镇",
        (GridCell("locked", "14"), GridCell("filled", "12"), GridCell("filled", "0")),
        ("idle", "填齐"),
    ),
    (
        "云砚镇",
        (
            GridCell("locked", "11"),
            GridCell("error", "104.2", name="a", label="云砚镇 收运率"),
            GridCell("zero"),
        ),
        ("late", "1 处错误"),
    ),
    (
        "芸窗镇",
        (
            GridCell("locked", "9"),
            GridCell("editing", "11", name="b", label="芸窗镇 收运率"),
            GridCell("missing"),
        ),
        ("missing", "缺 1 格"),
    ),
    (
        "麦垄镇",
        (GridCell("locked", "17"), GridCell("warning", "1,300"), GridCell("not_due")),
        ("soon", "1 处提示"),
    ),
)


def _shown() -> dict[str, Any]:
    return {
        "colours": _COLOURS,
        "states": _STATES,
        "chips": _CHIPS,
        "ledger": _LEDGER,
        "axis": _AXIS,
        "ticks": (70, 80, 90),
        "bars": _BARS,
        "lost": _LOST,
        "days": _DAYS,
        "stations": _STATIONS,
        "events": _EVENTS,
        "tabs": _TABS,
        "grid": _GRID,
        "shares": (
            ("已确认", 9, "well"),
            ("已查看", 2, "going"),
            ("未查看", 2, "idle"),
            ("有争议", 1, "late"),
        ),
        "form": _form(),
    }


class _Sample(Form):
    """Fields of every kind and state."""

    done = forms.CharField(label="完成数（万元）", help_text="当期累计，不含退库")
    rate = forms.DecimalField(label="收运率（%）", help_text="当期平均", max_value=100)
    target = forms.CharField(label="目标数（万元）", help_text="来自目标任务书", required=False)
    kind = forms.ChoiceField(
        label="类别", help_text="决定用哪套指标", choices=(("a", "乡镇"), ("b", "街道"))
    )
    ways = forms.MultipleChoiceField(
        label="通知方式",
        help_text="可选几种",
        choices=(("page", "页内"), ("mail", "邮件")),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_urgent = forms.BooleanField(label="急件", help_text="急件当天提醒", required=False)
    reason = forms.CharField(
        label="说明", help_text="写明依据的文号", widget=forms.Textarea(attrs={"rows": 2})
    )


def _form() -> _Sample:
    form = _Sample(
        {"done": "9,530", "rate": "104.2", "kind": "a", "reason": "禾绩〔2025〕3号"},
        initial={"target": "10,000"},
    )
    form.describe("rate", example="98.6")
    form.lock("target", source="锁定到目标任务书第 3 项", href="/gallery/")
    return form


_TOWNS = Listing(
    key="gallery",
    title="乡镇",
    columns=(
        Column("name", title="单位", meaning="单位的简称", sort="name", search="name"),
        Column("score", title="得分", meaning="本期得分", kind=NUMBER, unit="分", sort="score"),
    ),
    filters=(
        Filter(
            "kind",
            title="类别",
            choices=(("镇", "镇"), ("乡", "乡")),
            narrow=lambda rows, value: [row for row in rows if row.name.endswith(value)],
        ),
    ),
    empty=Empty("not_begun", fact="还没有单位", then="先建一个单位。"),
    per_page=3,
)


def _table(request: HttpRequest) -> Any:  # noqa: ANN401 - a table as templates take it
    towns = [SimpleNamespace(name=name, score=score) for name, _before, score, _line in _LEDGER]
    return table_of(request, listing=_TOWNS, rows=towns)
