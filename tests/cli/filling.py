"""Filling in the facts owed of any scheme, as offices would: every cell of a sheet, once."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

#: The subjects whom the shipped packs appraise; those of one pack share a group.
PEOPLE = ("一", "二", "三", "四")
YEAR = "2025"
#: Of each class of raters: enough for every pack's least number.
BALLOTS = "50"
#: What a text demands of figures together: weights that add up, lines in order.
TOGETHER = {
    "主要领导权重": "60%", "分管领导权重": "40%", "包乡领导权重": "40%", "主管领导权重": "40%",
    "优秀线": "90", "称职线": "75", "基本称职线": "60", "半年考评权重": "40%",
    "年终考评权重": "60%", "单位互评权重": "50%", "局机关权重": "50%",
    "良好线": "80", "合格线": "60", "质量与安全比重": "80%", "关键指标比重": "5%",
    "重点单项比重": "5%", "临床满意度比重": "10%", "关键指标名称": "平均住院日",
    "职责任务分值": "22", "依法行政分值": "10", "服务中央分值": "10",
    "规费征收分值": "10", "客运站建设分值": "10", "学习考核分值": "10", "群众满意分值": "10",
    "岗位责任分值": "40", "管理台账分值": "12", "队伍素质分值": "35",
    "患者满意分值": "40", "职工满意分值": "30",
}  # fmt: skip
#: Facts that are parts of one whole: the first has all of it.
PARTS = {"复议和解": "0", "复议维持": "0"}
#: What each of two plan items is worth where the text says what they come to; else half.
PLAN_POINTS = {"责任目标/其他目标": "25"}
#: Texts without which a row is refused.
TEXTS = {"牵头部门": "甲科"}


def subjects_of(pack):
    """Rows of a subjects table for a pack: four subjects, its classes in turn."""
    kinds = pack["classes"]
    rows = [["对象", "类", "组别", "上级"]]
    rows += [
        [f"{pack['name']}{name}", kinds[at % len(kinds)], "一组", ""]
        for at, name in enumerate(PEOPLE)
    ]
    return rows


def filled(sheet, *, subjects):
    """The rows of a sheet, filled in; those of tables stay empty, for they go into an overlay."""
    inputs = {one["key"]: one for one in sheet["inputs"]}
    columns = sheet["table"]["columns"]
    rows = [list(columns)]
    for row in sheet["table"]["rows"]:
        cells = dict(zip(columns, row, strict=True))
        owed = inputs[cells["指标"]]
        own = _rows(cells, owed=owed, subjects=subjects)
        rows += [[more.get(name, "") for name in columns] for more in own]
    return rows


def tables(sheet):
    """The open tables by name: each key as the scheme's ballots or bands name it."""
    return [one["key"] for one in sheet["inputs"] if one["type"] == "table" and one["required"]]


def _rows(cells, *, owed, subjects) -> Iterator[dict[str, str]]:
    match owed["row_kind"]:
        case "quantity":
            part = PARTS.get(owed["key"])
            yield cells | _own(owed) | ({} if part is None else {"数值": part})
        case "event":
            for subject in subjects:  # a nil return of each, as the pattern says
                yield cells | {"对象": subject}
        case "ballot":
            yield from _ballots(cells, owed=owed, subjects=subjects)
        case "plan":
            yield from _plan_items(cells, owed=owed, subjects=subjects)
        case "parameter":  # the row of a table stays as the sheet has it
            yield cells if owed["type"] == "table" else cells | {"数值": setting(owed)}


def _plan_items(cells, *, owed, subjects) -> Iterator[dict[str, str]]:
    for subject in subjects:
        for period in owed["periods"]:
            for work in ("其一", "其二"):
                points = PLAN_POINTS.get(cells["指标"], "50")
                own = _own(owed) | {"事项": work, "分值": points, "数值": "9", "目标": "10"}
                yield cells | own | {"对象": subject, "周期": period}


def setting(owed):
    """The value of an open parameter."""
    return TOGETHER.get(owed["key"]) or _own(owed)["数值"]


def _ballots(cells, *, owed, subjects) -> Iterator[dict[str, str]]:
    classes = next(one["values"] for one in owed["columns"] if one["name"] == "评分人类别")
    for subject in subjects:
        for period in owed["periods"]:
            for rater in classes:
                row = cells | {"对象": subject, "周期": period, "评分人类别": rater}
                yield row | _own(owed) | {"评分人": "", "评分人类别": rater, "件数": BALLOTS}


def _own(owed):
    """A value for every column of the input."""
    return {one["name"]: _value(one, owed=owed) for one in owed["columns"]}


def _value(column, *, owed):
    if column["values"]:
        return column["values"][0]
    if column["name"] == "件数":
        return "1"
    match column["type"]:
        case "number":
            return _number(owed["range"] or {}, is_own=column["name"] == "数值")
        case "date":
            return f"{YEAR}-06-30"
        case "truth":
            return "否"
        case _:
            return TEXTS.get(column["name"], "")


def _number(bounds, *, is_own):
    """Nine tenths of a range, or a plain figure near its floor."""
    low, high = (bounds.get(end) if is_own else None for end in ("low", "high"))
    if high is not None:
        number = Fraction(high) * Fraction(9, 10)
        return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"
    return "9" if low is None or Fraction(low) <= 9 else low
