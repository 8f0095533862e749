"""Rates without points: an oracle's facts as rows, carried over without arithmetic."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.cells import event_rows, one_row, truth

#: The lists of each sort: the oracle's word, the pack's key, and the columns of their own.
LISTS = {
    "later": ("重点走访", {}),
    "problems": ("查摆问题", {"aspect": "方面", "public": "公开"}),
    "comments": ("领导点评", {"promise": "整改承诺", "public": "公示"}),
    "opinions": ("意见建议", {"channel": "渠道", "answer": "处理"}),
    "ballots": (
        "测评票",
        {"aspect": "方面", "rater": "代表", "good": "好", "fair": "较好", "valid": "有效"},
    ),
    "meetings": ("双述场次", {"form": "形式", "public": "公示"}),
    "others": ("复议其他", {"outcome": "结果"}),
    "files": ("评查问题", {"mended": "已整改"}),
}


def rates(facts: dict) -> Iterator[dict]:
    for name, value in facts["counts"].items():
        yield one_row(facts, name, value)
    if "days" in facts:
        yield one_row(facts, "首轮完成日", facts["days"])
    for word, (key, columns) in LISTS.items():
        yield from _listed(facts, key, columns, facts.get(word, []))


def _listed(facts: dict, key: str, columns: dict, rows: list[dict]) -> Iterator[dict]:
    """Rows of a list: the common cells, and its own columns beside them."""
    common = [{name: row[name] for name in row if name not in columns} for row in rows]
    for cells, row in zip(event_rows(facts, key, common), rows, strict=True):
        own = {columns[name]: row[name] for name in columns if row.get(name) is not None}
        yield cells | {
            name: truth(cell) if isinstance(cell, bool) else cell for name, cell in own.items()
        }
