"""A county's own table of indicators, invented, and the figures of a year by it.

The table is kept as offices keep them: titles above, merged heads, points that only sum up to
a hundred in the end, a bonus below, a note. No scheme of ours is in it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell

from tests.engine.drafting.books import workbook

KEY, TITLE, SUBJECT = "wuze-towns", "乡镇高质量发展考核", "乡镇"
SHEET = "乡镇"
ROWS = (
    ["雾泽县2026年度乡镇高质量发展考核指标表"],
    ["（试行）单位：分"],
    ["序号", "考核指标", None, "分值", "计分办法", "责任单位", "备注"],
    [None, "一级指标", "二级指标"],
    [1, "产业发展（50分）", "规上工业产值", 30,
     "完成率×分值，最高不超过满分", "农业农村局", "当年"],
    [2, None, "招商引资到位资金", 20, "完成率×分值", "农业农村局"],
    [3, "生态治理", "空气优良天数比例", 20,
     "达到85%得满分，每低1个百分点扣0.7分，扣完为止", "农业农村局"],
    [4, None, "秸秆焚烧", 10, "每发现一起扣0.3分，扣完为止", "农业农村局"],
    [5, "群众工作", "信访积案", 20, "每发生一起扣1分，最多扣9分", "农业农村局"],
    [None, "合计", None, 100],
    ["加分项（最高3分）"],
    [6, None, "获奖加分", 3, "获省级以上表彰每项加2分，最高3分", "农业农村局"],
    ["注：由绩效考核办公室负责解释"],
)  # fmt: skip
MERGES = (
    "A1:G1", "A2:G2", "B3:C3", "A3:A4", "D3:D4", "E3:E4", "F3:F4", "G3:G4", "B5:B6", "B7:B8",
    "B10:C10", "A11:G11", "A13:G13",
)  # fmt: skip
#: What the table does not say: the county's regulation gives seats to the best.
GRADES = """
等次:
  先进: {依据: 第五条, 不低于: 85, 名额: 2, 并列: 提请 县委常委会}
  合格: {依据: 第五条, 不低于: 60}
  不合格: {依据: 第五条}
"""
OUTPUT, INVESTMENT = "产业发展/规上工业产值", "产业发展/招商引资到位资金"
AIR = "生态治理/空气优良天数比例"
STRAW, PETITIONS, PRIZES = "生态治理/秸秆焚烧", "群众工作/信访积案", "加分项/获奖加分"
KEYS = (OUTPUT, INVESTMENT, AIR, STRAW, PETITIONS, PRIZES)
#: Of each town, by the heads of the sheet; few come out round, and two come out level.
FIGURES = {
    "鹤汀镇": ("1103.37", "1000", "361.5", "370", "86.2"),
    "澄湾镇": ("951.4", "1009", "340", "370", "84.3"),
    "云砚镇": ("951.4", "1009", "340", "370", "84.3"),
    "松墩镇": ("640.37", "907", "200", "370", "79.9"),
    "谷雨镇": ("880", "951", "310", "370", "83"),
}
HEADS = (
    "规上工业产值", "规上工业产值（目标）", "招商引资到位资金", "招商引资到位资金（目标）",
    "空气优良天数比例（%）",
)  # fmt: skip
TOWNS = tuple(FIGURES)
#: Who has had how many of what; the others report 无.
EVENTS = {
    STRAW: {"谷雨镇": 2, "松墩镇": 1},
    PETITIONS: {"松墩镇": 3},
    PRIZES: {"谷雨镇": 1},
}


def table() -> bytes:
    """The county's own workbook."""
    return workbook(ROWS, MERGES, name=SHEET)


def filled(template: bytes) -> bytes:
    """The sheet of figures as its supplier sends it back."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    for town, texts in FIGURES.items():
        row = _place(sheet, town).row
        for head, text in zip(HEADS, texts, strict=True):
            sheet.cell(row, _headed(sheet, head).column).value = text
    return _saved(book)


def listed(template: bytes, *, key: str) -> bytes:
    """A list as its supplier sends it back: a row for each event, 无 for the others."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    rows = [row for town in TOWNS for row in _rows(town, key=key)]
    head = _place(sheet, "序号")
    below = (sheet.cell(row, head.column) for row in range(head.row + 1, head.row + 99))
    free = next(
        one.row for one in below if not isinstance(one, MergedCell) and one.value in (None, "")
    )
    for number, row in enumerate(rows, start=1):
        for word, text in ({"序号": number} | row).items():
            sheet.cell(free + number - 1, _headed(sheet, word).column).value = text
    return _saved(book)


def _rows(town: str, *, key: str) -> list[dict[str, str]]:
    count = EVENTS[key].get(town, 0)
    if not count:
        return [{"单位": town, "无或缺": "无"}]
    return [
        {"单位": town, "日期": f"2026-04-{day:02}", "文号": f"雾环〔2026〕{day}号"}
        for day in range(1, count + 1)
    ]


def _headed(sheet: Any, word: str) -> Any:
    named = [str(cell.value) for row in sheet.iter_rows(max_row=9) for cell in row]
    found = [one for one in named if one == word or one.startswith((word, f"{word}（"))]
    assert found, f"{word} is not among {named}"
    return _place(sheet, word if word in named else found[0])


def _place(sheet: Any, word: str) -> Any:
    return next(cell for row in sheet.iter_rows() for cell in row if str(cell.value) == word)


def _saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sent(content: bytes, *, name: str = "填好.xlsx") -> Mapping[str, Any]:
    """A workbook as the browser sends it."""
    return {"name": name, "mimeType": "", "buffer": content}
