"""医院 and 肥城: an oracle's facts as rows, carried over without arithmetic."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.cells import ballot_rows, event_rows, one_row


def hospital(facts: dict) -> Iterator[dict]:
    at = f"-{facts['month']:02d}"
    for sheet in facts["excused"]:
        yield one_row(facts, f"{sheet}考核表.适用", "否", at=at)
    for items in facts["sheets"].values():
        for key, findings in items.items():
            yield from _found_in_a_month(facts, key, findings)
    for name, key in (("key", "关键指标考核"), ("single", "重点单项考核")):
        if name in facts:
            yield one_row(facts, key, facts[name], at=at)
    if "marks" in facts:
        ballots = {"临床科室": facts["marks"]}
        yield from ballot_rows(facts, "临床满意度评价", ballots, at=at, signed=False)


def _found_in_a_month(facts: dict, key: str, findings: list[dict]) -> Iterator[dict]:
    """Each on a day of its month; a month in which none is confirmed says so."""
    months = [one.get("month", facts["month"]) for one in findings]
    confirmed = [one.get("state", "已认定") == "已认定" for one in findings]
    if (facts["month"], True) not in zip(months, confirmed, strict=True):
        yield one_row(facts, key, "无", at=f"-{facts['month']:02d}")
    own = [{name: one[name] for name in one if name != "month"} for one in findings]
    for event, month in zip(event_rows(facts, key, own), months, strict=True):
        yield event | {"事项": "问题", "日期": event["日期"].replace("-05-", f"-{month:02d}-")}


FORMS = {
    "市分管领导": "分管领导点评",
    "市编办": "编办主评",
    "管理服务对象": "服务对象助评",
    "相关职能部门": "职能部门参评",
    "监管部门": "监管部门鉴评",
    "单位干部职工": "干部职工评议",
}


def feicheng(facts: dict) -> Iterator[dict]:
    for leaf, points in facts["leaves"].items():
        yield one_row(facts, leaf, points)
    for layer, marks in facts["survey"].items():
        yield from ballot_rows(facts, FORMS[layer], {layer: marks}, signed=False)
    yield one_row(facts, "下属事业单位数", facts["bodies"])
    yield one_row(facts, "抽查下属单位数", facts["sampled"])
    steps = facts["steps"]
    for event, step in zip(event_rows(facts, "评估环节", [{} for _ in steps]), steps, strict=True):
        yield event | {"环节": step}
    yield from event_rows(facts, "现场问题", facts["findings"])
