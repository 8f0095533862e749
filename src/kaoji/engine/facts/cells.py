"""What is wrong with single cells and rows: the sentence and the remedy of each code."""

from __future__ import annotations

from kaoji.engine.facts.readers.grid import LONGEST_CELL
from kaoji.engine.plinth.problem import Place, Problem, Severity
from kaoji.engine.plinth.speech import marked, speak

#: What each code of a bad cell says; `{text}` is the cell's.
CELL_FAULTS = {
    "formula-error": (
        marked("「{text}」是公式的错误值，不是数据"),
        marked("改正公式，或直接填写内容"),
    ),
    "formula-without-value": (
        marked("这一格是公式，而文件里没有存它算出的结果"),
        marked("在表格软件里打开、重新计算并保存，或改为直接填写"),
    ),
    "bad-character": (
        marked("「{text}」里有无法辨认的字符"),
        marked("重新输入这一格；若整个文件如此，请核对编码后另存为 UTF-8"),
    ),
    "embedded-nul": (
        marked("「{text}」里夹着空字符（NUL）"),
        marked("重新导出文件，或删去这一格里看不见的字符"),
    ),
    "not-finite": (
        marked("「{text}」不是一个确定的数"),
        marked("填写数字；没有数据时留空或写「缺」"),
    ),
    "nested-value": (
        marked("「{text}」里还套着列表或对象"),
        marked("一格只放一个数或一段文字"),
    ),
    "duplicate-member": (
        marked("这一行里同一个名字写了两次，取了后一个「{text}」"),
        marked("每个名字只写一次"),
    ),
    "bad-date": (
        marked("「{text}」按日期格式存放，却不是日历上的一天"),
        marked("改成真正的日期，如 2016-01-20"),
    ),
    "cell-too-long": (
        marked("「{text}」超过了一格最多的 {most} 个字符"),
        marked("核对是否粘贴了别的内容；长文放到附件里"),
    ),
    "merged-value": (
        marked("「{text}」是上面合并单元格里的数，分不清属于哪一行"),
        marked("取消合并，每一行各写各的数"),
    ),
    "ragged-row": (
        marked("这一行比表头多出了格子，多出的有「{text}」"),
        marked("含逗号的内容要用引号括起来；数字不要写千分位逗号"),
    ),
    "unnamed-column": (
        marked("「{text}」所在的一列没有列名，按「第几列」保留"),
        marked("给这一列写上列名，或删去这一列"),
    ),
}
_WARNINGS = {"unnamed-column"}
#: A cell may hold a whole letter; a message shows its beginning.
_LONGEST_SHOWN = 60


def shown(text: str) -> str:
    """A text as a message quotes it; the whole of it stays in the file."""
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def cell_problem(code: str, *, text: str, place: Place) -> Problem:
    """The problem of one cell."""
    message, remedy = CELL_FAULTS[code]
    severity: Severity = "warning" if code in _WARNINGS else "error"
    told = speak(message, text=shown(text), most=LONGEST_CELL)
    return Problem(code, told, speak(remedy), severity=severity, place=place)
