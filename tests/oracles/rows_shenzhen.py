"""深圳: an oracle's facts as rows, carried over without arithmetic."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.cells import event_rows, one_row, truth

#: Lists by the names of the facts: the key of the pack, and its columns.
LISTS = {
    "reports": ("群众反映", {"verdict": "核查结论"}),
    "yellows": ("黄牌", {"issuer": "发文机关", "heard": "听取陈述", "outcome": "整改结果"}),
    "reds": ("红牌", {"issuer": "发文机关", "heard": "听取陈述"}),
    "accepted": ("达标验收", {"title": "申报称号", "verdict": "验收结论"}),
    "rechecked": ("年度复查", {"verdict": "复查结论"}),
    "sections": ("四定奖罚", {"prize": "种类"}),
    "team": ("考评组", {"side": "部门类别"}),
    "ways": ("检查", {"way": "检查方式"}),
    "quarters": ("季考", {"quarter": "季度"}),
}
#: Lists whose rows must say what state they are in.
CONFIRMED = ("黄牌", "红牌")


def shenzhen(facts: dict) -> Iterator[dict]:
    for place, mark in enumerate(facts["months"], start=1):
        yield one_row(facts, "月评", mark, at=f"-{place:02d}")
    yield one_row(facts, "年初称号", facts["title"])
    for name, (key, columns) in LISTS.items():
        yield from listed(facts, key, facts[name], columns)


def listed(facts: dict, key: str, events: list[dict], columns: dict[str, str]) -> Iterator[dict]:
    """Rows of a list with columns of its own."""
    plain = [{name: one[name] for name in ("count", "state") if name in one} for one in events]
    for row, one in zip(event_rows(facts, key, plain), events, strict=True):
        own = {column: cell(one[name]) for name, column in columns.items()}
        yield ({"状态": "已认定"} if key in CONFIRMED else {}) | row | own


def cell(value: object) -> str:
    return truth(value) if isinstance(value, bool) else str(value)
