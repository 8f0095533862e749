"""深圳: from the words of the worked cases to rows of the table and places in the result."""

from __future__ import annotations

from tests.golden.load import case, family_ids
from tests.regulations.translated import Row, Translated, exact, published, row, subjects_of

YEAR = "2005"
PACK, TEAM, AREA, ONE = "shenzhen-longterm", "执法队", "街道", "甲"

#: Case → the inner nodes that the case itself states: none.
GIVEN_ALLOWED: dict[str, tuple[str, ...]] = {}


def _run(worked: dict, *, facts: tuple[Row, ...], kind: str, **wanted) -> Translated:
    return Translated(
        case=worked["id"],
        pack=PACK,
        period=YEAR,
        facts=facts,
        subjects=subjects_of(facts, kind=kind),
        expected={"subjects": {ONE: wanted}},
    )


def _months(worked):
    """A month that nobody marked has no row."""
    marks = enumerate(worked["inputs"]["months"], start=1)
    rows = [(f"{YEAR}-{place:02d}", mark) for place, mark in marks if mark is not None]
    return tuple(row(ONE, key="月评", value=mark, at=month) for month, mark in rows)


def twelve(worked):
    """A whole year: its mean, and the sum beside it."""
    expected = worked["expected"]
    total = exact(expected["year_mean_exact"]) | published(expected["year"])
    nodes = {"已评合计": exact(expected["sum"])}
    return _run(worked, facts=_months(worked), kind=TEAM, status="final", total=total, nodes=nodes)


def eleven(worked):
    """A year that lacks a month has no total; what is here is told."""
    expected = worked["expected"]
    nodes = {
        "已评合计": exact(expected["sum_so_far"]),
        "已评均值": published(expected["mean_so_far"]),
    }
    status = expected["status"]
    return _run(
        worked,
        facts=_months(worked),
        kind=TEAM,
        status=status,
        nodes=nodes,
        open_nodes=["总分"],
    )


def plates(worked):
    """Areas that hold a plate, and the others; the first ones do not stand the yearly check."""
    inputs, expected = worked["inputs"], worked["expected"]
    names = [ONE, *(f"陪{place}" for place in range(1, inputs["areas"]))]
    holding, others = names[: inputs["holders"]], names[inputs["holders"] :]
    facts = [row(name, key="年初称号", value="达标", at=YEAR) for name in holding]
    facts += [row(name, key="年初称号", value="无", at=YEAR) for name in others]
    day = {"日期": f"{YEAR}-06-01"}
    bad = [
        row(name, key="年度复查", 编号=name, 复查结论="不合格", **day)
        for name in names[: inputs["failed"]]
    ]
    nodes = {
        "持牌单位数": exact(str(expected["holders_after"])),
        "达标覆盖率": published(expected["coverage_percent"]),
    }
    withdrawn = {"withdraw-plate": {"state": "proposed"}}
    return _run(worked, facts=(*facts, *bad), kind=AREA, nodes=nodes, consequences=withdrawn)


SORTS = {twelve: "G-059", eleven: "G-095", plates: "G-060"}
TRANSLATIONS = {one: translate for translate, ids in SORTS.items() for one in ids.split()}


def translate_all() -> tuple[Translated, ...]:
    return tuple(TRANSLATIONS[one](case(one)) for one in family_ids("shenzhen"))
