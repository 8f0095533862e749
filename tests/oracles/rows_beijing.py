"""北京: an oracle's facts as rows, carried over without arithmetic."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.cells import event_rows, one_row

CONFIRMED = "已认定"


def beijing(facts: dict) -> Iterator[dict]:
    for name, points in facts["marks"].items():
        yield one_row(facts, name, points)
    yield one_row(facts, "公众评价", facts["public"])
    for name, events in facts["deductions"].items():
        own = [{"state": CONFIRMED} | event for event in events]
        for row in event_rows(facts, name, own):
            yield row | {"文号": "文"}
    yield from event_rows(facts, "公众意见", facts["opinions"])
    asked = event_rows(facts, "公众调查", [{} for _ in facts["waves"]])
    for row, wave in zip(asked, facts["waves"], strict=True):
        yield row | {"调查对象": wave["layer"], "有效样本": wave["sample"]}
    written = event_rows(facts, "评价意见", [{} for _ in facts["texts"]])
    for row, name in zip(written, facts["texts"], strict=True):
        yield row | {"所评指标": name}
