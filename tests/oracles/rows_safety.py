"""安全生产: an oracle's facts as rows, carried over without arithmetic."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.cells import event_rows, one_row, truth

#: The columns of its own lists.
COLUMNS = {
    "day": "日期",
    "grade": "等级",
    "kind": "性质",
    "number": "种类号",
    "mended": "已整改",
    "true": "查实",
    "failed": "验收结果",
    "quarter": "季度",
}
PASSED = {True: "不合格", False: "合格"}
DURING = {"whole": "专项行动全程", "rounds": "两轮集中整治"}
PARAMETERS = {
    "taken": "验收不合格扣分",
    "during": "集中行动期间",
    "larger": "较大以上同样取消",
    "per_head": "人均经费",
    "reward": "每件奖励",
}


def safety(facts: dict) -> Iterator[dict]:
    return _county(facts) if "counts" in facts else _unit(facts)


def _unit(facts: dict) -> Iterator[dict]:
    yield one_row(facts, "目标考核", facts["mark"])
    yield one_row(facts, "摸底表上报日", facts["survey"])
    lists = {
        "acceptances": "减分",
        "accidents": "安全事故",
        "findings": "问题隐患",
        "slack": "责任不落实",
        "poor": "工作不力",
    }
    for word, key in lists.items():
        yield from _listed(facts, key, facts[word])


def _county(facts: dict) -> Iterator[dict]:
    for name, value in facts["counts"].items():
        yield one_row(facts, name, value)
    yield from _listed(facts, "举报", facts["reports"])
    yield from _listed(facts, "季度例会", [{"quarter": one} for one in facts["meetings"]])


def _listed(facts: dict, key: str, rows: list[dict]) -> Iterator[dict]:
    common = [{name: row[name] for name in row if name not in COLUMNS} for row in rows]
    for cells, row in zip(event_rows(facts, key, common), rows, strict=True):
        yield cells | {COLUMNS[name]: _cell(name, row[name]) for name in row if _has(name, row)}


def _has(name: str, row: dict) -> bool:
    return name in COLUMNS and row[name] is not None


def _cell(name: str, value: object) -> str:
    if name == "failed":
        return PASSED[bool(value)]
    return truth(value) if isinstance(value, bool) else str(value)


def parameters_of(parameters: dict) -> dict:
    """What the county has fixed, under the names of the packs."""
    own = {name: value for name, value in parameters.items() if name in PARAMETERS}
    words = {True: "是", False: "否"} | DURING
    return {PARAMETERS[name]: words.get(value, value) for name, value in own.items()}
