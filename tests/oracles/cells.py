"""Rows of the facts table, one by one: a figure, events with their numbers and days, ballots."""

from __future__ import annotations

from collections.abc import Iterator

EVENT_FIELDS = {
    "kind": "类别",
    "level": "层级",
    "cause": "事由",
    "work": "事项",
    "target": "目标",
    "actual": "数值",
    "amount": "数值",
    "what": "加分项目",
    "system": "全市系统评比",
    "by": "查处",
    "prize": "数值",
    "chiefs_part": "党政正职",
    "half": "考评",
    "count": "件数",
    "state": "状态",
    "unrectified": "整改不到位日期",
    "problem": "种类",
}


def truth(value: object) -> str:
    return "是" if value else "否"


def one_row(facts: dict, key: str, value: object = None, *, at: str = "", **more: object) -> dict:
    """One row; `at` is the part of the year (`中期评估` `Q2` `-03`); empty cells are left out."""
    row = {"对象": facts["subject"], "周期": f"{facts['year']}{at}", "指标": key, "数值": value}
    return {name: str(cell) for name, cell in (row | more).items() if cell is not None}


def event_rows(facts: dict, key: str, rows: list[dict]) -> Iterator[dict]:
    for place, event in enumerate(rows, start=1):
        year = event.get("year", facts["year"])
        columns = {EVENT_FIELDS[name]: value for name, value in event.items() if name != "year"}
        number = f"{key}{place}"
        day = f"{year}-05-{place:02d}"
        yield {
            "对象": facts["subject"],
            "指标": key,
            "日期": day,
            "编号": number,
        } | {name: str(cell) for name, cell in columns.items() if cell is not None}


def ballot_rows(
    facts: dict, key: str, ballots: dict, *, at: str = "", signed: bool
) -> Iterator[dict]:
    for rater_class, marks in ballots.items():
        for place, mark in enumerate(marks, start=1):
            rater = f"{rater_class}{place}" if signed else None
            yield one_row(facts, key, mark, at=at, 评分人类别=rater_class, 评分人=rater)
