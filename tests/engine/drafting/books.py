"""Invented tables of indicators, as offices keep them: titles, merged heads, notes, slips."""

from __future__ import annotations

import io

from openpyxl import Workbook

COUNTY = (
    ["禾安县2026年度县直部门绩效考核指标表"],
    ["单位：分"],
    ["序号", "考核指标", None, "分值", "计分办法", "责任单位"],
    [None, "一级指标", "二级指标"],
    [1, "经济发展（60分）", "财政收入", "２０", "完成率×分值", "财政局"],
    [2, None, "优良天数比例", 10, "达到85%得满分，每低1个百分点扣0.5分，扣完为止", "环保局"],
    [3, None, "信访", 10, "每发现一起扣0.5分，扣完为止", "信访局"],
    [4, None, "招商引资", 19.5, "按全县排名，第1名得满分，每降一个名次扣1分", "商务局"],
    [None, "小计", None, 60],
    [5, "党的建设", "党建工作", 37, "未制定方案的扣2分，每迟报一次扣0.5分，扣完为止", "组织部"],
    [6, None, "改革创新", None, "视情况给分", "改革办"],
    [None, "合计", None, 100],
    ["加分项（最高5分）"],
    [7, None, "获奖加分", 3, "获省级以上表彰每项加2分，最高3分", "组织部"],
    ["一票否决"],
    [8, None, "安全生产一票否决", None, "发生较大以上事故", "应急局"],
    ["注：本表由考核办负责解释"],
)
COUNTY_MERGES = (
    "A1:F1", "B3:C3", "A3:A4", "D3:D4", "E3:E4", "F3:F4", "B5:B8", "B9:C9", "B10:B11", "A13:F13",
    "A15:F15",
)  # fmt: skip

#: One head row, nothing unclear.
PLAIN = (
    ["乡镇考核表"],
    ["指标名称", "分值", "评分标准"],
    ["产业发展", 50, "完成率×分值，最高不超过满分"],
    ["村庄整治", 30, "每发现一处扣2分，最多扣10分"],
    ["机要值守", 20, "按时完成得满分，未完成不得分"],
)
#: Three levels merged down, and a column with the points of the groups.
THREE = (
    ["一级指标", "分值", "二级指标", "三级指标", "标准分", "考核办法", "数据来源", "备注"],
    ["发展", 70, "经济", "工业产值", 40, "按完成比例计分", "统计局", "当期"],
    [None, None, None, "外贸出口", 15, "按完成比例计分", "商务局", None],
    [
        None,
        None,
        "生态",
        "水质达标",
        15,
        "达到90%以上的得满分，每低2个百分点扣1分",
        "环保局",
        "累计",
    ],
    ["服务", 30, "窗口", "窗口服务", 30, "由评委现场打分", "审批局", None],
)
THREE_MERGES = ("A2:A4", "B2:B4", "C2:C3")
#: Points that are missing, unreadable, or shared by merged cells.
HOLES = (
    ["项目", "内容", "满分", "评分细则"],
    ["基础", "台账", "十分", "每缺一项扣1分"],
    [None, "制度", None, "每缺一项扣1分"],
    [None, "培训", 30, "每少一次扣5分，扣完为止"],
    [None, "演练", None, "每少一次扣5分，扣完为止"],
)
HOLES_MERGES = ("A2:A5", "C4:C5")
#: The same name twice, and a row that is repeated.
TWICE = (
    ["指标", "分值", "计分标准"],
    ["群众满意度", 40, "委托第三方测评"],
    ["群众满意度", 30, "领导评价"],
    ["值班", 30, "每脱岗一次扣3分"],
    ["值班", 30, "每脱岗一次扣3分"],
)
#: Weights in per cent, two of them as plain shares.
WEIGHTS = (
    ["维度", "指标", "权重", "评价方法"],
    ["效率", "办件时限", "40%", "每超期一件扣2分"],
    [None, "一次办成", 0.35, "完成率×权重分"],
    ["质量", "办件质量", "２５％", "由考核组评定"],
)
#: A cell of points and a sentence that go on over several rows.
RUNNING = (
    ["考核项目", "分值", "考核标准"],
    ["（一）信息报送", 40, "每迟报一次扣1分"],
    [None, None, "每漏报一次扣2分"],
    ["（二）档案管理", 60, "酌情扣1-3分"],
)
RUNNING_MERGES = ("A2:A3", "B2:B3")
#: Deductions beside the sum, a bonus without amount or cap.
BESIDE = (
    ["考核内容", "分值", "扣分标准"],
    ["重点工作", 100, "按完成比例折算，超额不加分"],
    ["减分项"],
    ["通报批评", "最高6分", "被省通报每次扣3分，被县通报每次扣1分"],
    ["加分项"],
    ["经验推广", None, "酌情加分"],
)
#: All points but 100, and no total that says so.
SHORT = (
    ["指标", "分值", "计分办法"],
    ["甲工作", 33.3, "按完成率计分"],
    ["乙工作", 33.3, "按完成率计分"],
    ["丙工作", 33.3, "按完成率计分"],
)
BOOKS = {
    "county": (COUNTY, COUNTY_MERGES), "plain": (PLAIN, ()), "three": (THREE, THREE_MERGES),
    "holes": (HOLES, HOLES_MERGES), "twice": (TWICE, ()), "weights": (WEIGHTS, ("A2:A3",)),
    "running": (RUNNING, RUNNING_MERGES), "beside": (BESIDE, ("A3:C3", "A5:C5")),
    "short": (SHORT, ()),
}  # fmt: skip


def workbook(rows, merges=(), *, name="县直"):
    """The bytes of a workbook."""
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for one in merges:
        sheet.merge_cells(one)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
