"""北京: from the words of the worked cases to rows of the facts table and places in the result."""

from __future__ import annotations

from tests.golden.load import case, family_ids
from tests.regulations.translated import Row, Translated, exact, row, subjects_of

YEAR = "2011"
PACK, KIND, ONE = "beijing-departments", "部门", "甲"
PUBLIC = "公众评价"
#: The third party reports out of a hundred: points that a case states have their own door.
POINTS_OF_THE_PUBLIC = f"{PUBLIC}.得分"
#: Figures of a case → nodes of the pack.
NODES = {
    "earned": "八项得分",
    "deduction_raw": "问责扣分合计",
    "deduction_applied": "减分",
    "deduction_waived": "不再扣的分",
}
#: Points of the first indicators, which the text leaves open.
OPEN = {"职责任务分值": "25", "依法行政分值": "12", "服务中央分值": "8"}

#: Case → the inner nodes that the case itself states; nothing else may be given.
GIVEN_ALLOWED = dict.fromkeys(("G-035", "G-037"), (PUBLIC, POINTS_OF_THE_PUBLIC))


def _run(worked: dict, *, facts=(), given=(), **wanted) -> Translated:
    rows: tuple[Row, ...] = tuple(facts) + tuple(given)
    return Translated(
        case=worked["id"],
        pack=PACK,
        period=YEAR,
        facts=tuple(facts),
        given=tuple(given),
        subjects=subjects_of(rows, kind=KIND),
        parameters=OPEN,
        expected={"subjects": {ONE: wanted}},
    )


def whole(worked):
    """Eight indicators, four fields of deductions."""
    inputs, expected = worked["inputs"], worked["expected"]
    points = dict(inputs["points"])
    given = [row(ONE, key=POINTS_OF_THE_PUBLIC, value=points.pop(PUBLIC), at=YEAR)]
    facts = [row(ONE, key=name, value=value, at=YEAR) for name, value in points.items()]
    for name, value in inputs["deductions"].items():
        cells = {"日期": f"{YEAR}-05-01", "编号": name, "状态": "已认定", "文号": "文"}
        facts.append(row(ONE, key=name, value=value, **cells))
    nodes = {name: exact(value) for name, value in expected["dimensions"].items()}
    nodes |= {node: exact(expected[word]) for word, node in NODES.items()}
    total = exact(expected["total"])
    return _run(worked, facts=facts, given=given, nodes=nodes, total=total)


def public(worked):
    """A score out of a hundred."""
    facts = [row(ONE, key=PUBLIC, value=worked["inputs"]["score_100"], at=YEAR)]
    return _run(worked, facts=facts, nodes={PUBLIC: exact(worked["expected"]["exact"])})


def tree(worked):
    """The dimensions of the scheme itself, and how many indicators each has."""
    inputs, expected = worked["inputs"], worked["expected"]
    stated = {"weights": inputs["dimension_weights"], "sizes": inputs["indicators_per_dimension"]}
    return Translated(
        case=worked["id"],
        pack=PACK,
        period=YEAR,
        subjects=({"对象": ONE, "类": KIND},),
        expected={"scheme": stated | expected},
    )


SORTS = {whole: "G-035 G-037", public: "G-040", tree: "G-041"}
TRANSLATIONS = {one: translate for translate, ids in SORTS.items() for one in ids.split()}


def translate_all() -> tuple[Translated, ...]:
    return tuple(TRANSLATIONS[one](case(one)) for one in family_ids("beijing"))
