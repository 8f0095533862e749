"""卫生系统: an oracle's facts as rows, carried over without arithmetic."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.cells import event_rows, one_row, truth
from tests.oracles.rows_shenzhen import listed

LISTS = {
    "papers": ("报送", {"paper": "材料"}),
    "works": ("自查工作", {"work": "工作"}),
    "promises": ("公开承诺", {"way": "方式"}),
    "found": ("查实问题", {"origin": "发现途径", "mended": "已整改"}),
}
#: Two ballots' counts of the reverse survey.
SURVEY = {"named": "测评票", "valid": "测评有效票"}


def weisheng(facts: dict) -> Iterator[dict]:
    for name, row in facts["content"].items():
        yield one_row(facts, name, 满意=row["good"], 有效=row["valid"])
    yield one_row(facts, "参与三满意", truth(facts["joined"]))
    for name, key in SURVEY.items():
        yield one_row(facts, key, facts["survey"][name])
    for name, (key, columns) in LISTS.items():
        state = {"状态": "已认定"} if key == "查实问题" else {}
        more = state | {"类别": "庸"} if state else {}
        for row, one in zip(listed(facts, key, facts[name], columns), facts[name], strict=True):
            yield more | row | ({"日期": _day(facts, one["day"])} if "day" in one else {})
    yield from event_rows(facts, "不良执业", facts["practice"])


def _day(facts: dict, day: tuple[int, int]) -> str:
    return f"{facts['year']}-{day[0]:02d}-{day[1]:02d}"
