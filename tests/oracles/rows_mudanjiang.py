"""牡丹江: an oracle's facts as rows, carried over without arithmetic."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.cells import event_rows, one_row


def mudanjiang(facts: dict) -> Iterator[dict]:
    return _efficiency(facts) if "works" in facts else _targets(facts)


def _efficiency(facts: dict) -> Iterator[dict]:
    own = [{name: row[name] for name in row if name != "ledger"} for row in facts["ledgers"]]
    for row, one in zip(event_rows(facts, "台账", own), facts["ledgers"], strict=True):
        yield row | {"台账种类": one["ledger"]}
    if not any(one.get("state", "已认定") == "已认定" for one in facts["ledgers"]):
        yield one_row(facts, "台账", "无")
    for name, items in facts["works"].items():
        for one in items:
            cells = {"事项": one["item"], "分值": one["points"], "牵头部门": "甲科"}
            helper = "乙科" if one["joint"] else None
            yield one_row(facts, name, one["mark"], 协办部门=helper, **cells)
    yield one_row(facts, "自查得分", facts["self"])
    if "before" in facts:
        yield one_row(facts, "总分", facts["before"]) | {"周期": str(facts["year"] - 1)}
    yield from event_rows(facts, "资料不规范", facts["faults"])
    yield from event_rows(facts, "缺勤汇总", facts["absences"])


def _targets(facts: dict) -> Iterator[dict]:
    for name, key in (("fees", "规费征收"), ("stations", "乡镇客运站建设")):
        if name in facts:
            yield one_row(facts, key, facts[name]["actual"], 目标=facts[name]["target"])
    yield one_row(facts, "学习考核", facts["exam"])
    content = facts["content"]
    yield one_row(facts, "群众满意", 满意=content["good"], 有效=content["valid"])
    for one in facts["others"]:
        more = {"事项": one["item"], "分值": one["points"], "方式": one["mode"], "责任科站": "科"}
        yield one_row(facts, "其他目标", one["actual"], 目标=one.get("target"), **more)
    for row in event_rows(facts, "加分", facts["bonuses"]):
        yield row | {"文号": "文", "批准机关": "省局"}
    for name, key in (("base", "自查得分"), ("bonus", "自查加分")):
        yield one_row(facts, key, facts["self"][name])
    yield from event_rows(facts, "逾期任务", facts["late"])
    yield from event_rows(facts, "困难事项", facts["needs"])
    accepted = event_rows(facts, "季度验收", [{} for _ in facts["quarters"]])
    for row, quarter in zip(accepted, facts["quarters"], strict=True):
        yield row | {"季度": quarter}
