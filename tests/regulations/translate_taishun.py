"""泰顺: from the words of the worked cases to rows of the facts table and places in the result."""

from __future__ import annotations

from tests.golden.load import case, family_ids
from tests.regulations.translated import Row, Translated, exact, published, row, subjects_of

YEAR = "2016"
PACK, KIND = "taishun-units", "一类"
ONE, WORK = "甲", "甲项"
ITEMS, LOST, EXTRA, SAFETY = "重要目标", "目标扣分", "超额加分", "安全管理单项考核"
HEAD = "主要负责人差分"
#: A list of demerits is no total: a figure that a case states for it has its own door.
BOTH_EVENTS = {"bonus": "加分", "demerit": "减分.得分"}
BARS = {"discipline_case": "违纪违法案件", "bureau_vetoed_by_unit": "致局被一票否决"}
#: 安全管理 where a case only says that the conditions of 优秀 are met.
SAFE = "合格"

#: Case → the inner nodes that the case itself states; nothing else may be given.
GIVEN_ALLOWED = {
    **dict.fromkeys(("GB-062", "GB-065"), ("考核实得分", "加分", "减分", "减分.得分")),
    **dict.fromkeys(("GB-067", "GB-068"), ("总分",)),
}


def _run(worked: dict, *, facts=(), given=(), **wanted) -> Translated:
    rows: tuple[Row, ...] = tuple(facts) + tuple(given)
    return Translated(
        case=worked["id"],
        pack=PACK,
        period=YEAR,
        facts=tuple(facts),
        given=tuple(given),
        subjects=subjects_of(rows, kind=KIND),
        expected={"subjects": {ONE: wanted}},
    )


def _item(worked: dict) -> Row:
    return row(ONE, key=ITEMS, at=YEAR, 事项=WORK, 分值=worked["inputs"]["item_points"])


def extra(worked):
    """What one work brings beyond its target."""
    facts = [_item(worked)]
    for one in worked["inputs"]["indicators"]:
        cells = {"事项": WORK, "目标": one["target"]}
        facts.append(row(ONE, key=EXTRA, value=one["actual"], at=YEAR, **cells))
    return _run(worked, facts=facts, nodes={EXTRA: published(worked["expected"]["extra"])})


def item(worked):
    """One work and what is taken from it."""
    facts = [_item(worked)]
    for place, lost in enumerate(worked["inputs"]["deductions"], start=1):
        cells = {"事项": WORK, "编号": f"扣{place}", "理由": "未完成"}
        facts.append(row(ONE, key=LOST, value=lost, at=YEAR, **cells))
    return _run(worked, facts=facts, nodes={ITEMS: published(worked["expected"]["item"])})


def bonus(worked):
    """Honours by work, as dated documents."""
    day = worked["inputs"].get("document_date", "2016-05-01")
    facts = [
        row(ONE, key="加分", 日期=day, 编号=f"{work}{place}", 文号="文", 事项=work, 层级=level)
        for work, levels in worked["inputs"]["works"].items()
        for place, level in enumerate(levels, start=1)
    ]
    return _run(worked, facts=facts, nodes={"加分": published(worked["expected"]["bonus"])})


def demerit(worked):
    """Cases for which the bureau lost points; or cases that must be refused."""
    facts = [
        row(ONE, key="减分", value=points, 日期="2016-05-01", 编号=f"差{place}", 文号="文")
        for place, points in enumerate(worked["inputs"]["cases"], start=1)
    ]
    expected = worked["expected"]
    if expected.get("valid") is False:
        return _run(worked, facts=facts, status="refused", problems_about=["减分"])
    nodes = {"减分": published(expected["unit"]), HEAD: published(expected["head"])}
    return _run(worked, facts=facts, nodes=nodes)


def reason(worked):
    """A deduction without a reason."""
    inputs = worked["inputs"]
    facts = [row(ONE, key=LOST, value=inputs["deduction"], at=YEAR, 理由=inputs["reason"])]
    return _run(worked, facts=facts, status="refused", problems_about=["理由"])


def total(worked):
    """Obtained, bonus and demerit, as the case states them."""
    inputs, expected = worked["inputs"], worked["expected"]
    given = [row(ONE, key="考核实得分", value=inputs["obtained"], at=YEAR)]
    given += [row(ONE, key=n, value=inputs[w], at=YEAR) for w, n in BOTH_EVENTS.items()]
    facts = [row(ONE, key=SAFETY, value=SAFE, at=YEAR)]
    wanted = {"total": exact(expected["total"]) | published(expected["total"])}
    return _run(worked, facts=facts, given=given, grade=expected["grade"], **wanted)


def conditions(worked):
    """A total that reaches 优秀, and a condition that fails."""
    inputs = worked["inputs"]
    facts = [row(ONE, key=SAFETY, value=inputs["safety"], at=YEAR)]
    facts += [
        row(ONE, key=key, 日期="2016-05-01", 编号="案1")
        for word, key in BARS.items()
        if inputs[word]
    ]
    given = [row(ONE, key="总分", value=inputs["total"], at=YEAR)]
    return _run(worked, facts=facts, given=given, grade=worked["expected"]["grade"])


SORTS = {
    extra: "GB-052 GB-053",
    bonus: "GB-057 GB-058",
    demerit: "GB-059 GB-061",
    total: "GB-062 GB-065",
    conditions: "GB-067 GB-068",
    item: "GB-071",
    reason: "GB-072",
}
TRANSLATIONS = {one: translate for translate, ids in SORTS.items() for one in ids.split()}


def translate_all() -> tuple[Translated, ...]:
    return tuple(TRANSLATIONS[one](case(one)) for one in family_ids("taishun"))
