"""兴国: an oracle's facts as rows, carried over without arithmetic."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.cells import one_row
from tests.oracles.common import counted
from tests.oracles.rows_shenzhen import listed

#: Lists by the names of the facts: the key of the pack, and its columns.
LISTS = {
    "sent": ("信息上报", {"week": "第几周"}),
    "excused": ("不计周", {"week": "第几周"}),
    "published": ("信息刊登", {"kind": "刊登类别", "month": "日期"}),
    "articles": ("调研发表", {"kind": "刊登类别", "listed": "考核刊物"}),
    "contest": ("征文", {"prize": "获奖"}),
}


#: Of these nothing is told by a row of its own.
OWED = ("published", "articles")


def xingguo(facts: dict) -> Iterator[dict]:
    for name, (key, columns) in LISTS.items():
        for row in listed(facts, key, facts[name], columns):
            yield row | (_day(facts, row["日期"]) if name == "published" else {})
        if name in OWED and not counted(facts[name]):
            yield one_row(facts, key, "无")


def _day(facts: dict, month: str) -> dict:
    """A month by its last day that every month has."""
    return {"日期": f"{facts['year']}-{int(month):02d}-28"}
