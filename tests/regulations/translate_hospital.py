"""医院: from the words of the worked cases to rows of the facts table and places in the result."""

from __future__ import annotations

from tests.golden.load import case, family_ids
from tests.oracles.rows import PARAMETERS
from tests.regulations.translated import Row, Translated, exact, published, row, subjects_of

PACK, MONTH = "hospital-departments", "2016-03"
CLINICAL, FUNCTIONAL = "临床科室", "职能科室"
ONE, QUALITY = "甲科", "质量与安全考核"
LEAVES = {"key": "关键指标考核", "single": "重点单项考核"}
SATISFACTION = "临床满意度评价"
#: Where a case names no sheets: one sheet, whose weight it does not use.
ONE_SHEET = {"医务": "0%", "护理": "0%", "院感": "0%", "药事": "0%", "行政": "100%"}
NO_SHEET = dict.fromkeys(ONE_SHEET, "0%")
SHEET = "医务考核表"
#: The items of a sheet, in the order of the case.
ITEMS = ("核心制度", "病历质量", "诊疗安全")

#: Case → the inner nodes that the case itself states; nothing else may be given.
GIVEN_ALLOWED = {
    **dict.fromkeys(("GB-001", "GB-003"), (QUALITY,)),
    "GB-002": ("医务考核表", "护理考核表", "院感考核表"),
}


def _open(weights: dict) -> dict:
    """What the text leaves to the hospital."""
    table = {"值": {CLINICAL: weights, FUNCTIONAL: weights}}
    return {PARAMETERS["sheet_weights"]: table, PARAMETERS["key_name"]: "平均住院日"}


def _run(worked: dict, *, facts=(), given=(), kind=CLINICAL, weights=None, **wanted) -> Translated:
    rows: tuple[Row, ...] = tuple(facts) + tuple(given)
    return Translated(
        case=worked["id"],
        pack=PACK,
        period=MONTH,
        facts=tuple(facts),
        given=tuple(given),
        subjects=subjects_of(rows, kind=kind),
        parameters=_open(weights or ONE_SHEET),
        expected={"subjects": {ONE: wanted}},
    )


def clinical(worked):
    """The three parts of a clinical department."""
    inputs = worked["inputs"]
    given = [row(ONE, key=QUALITY, value=inputs["quality"], at=MONTH)]
    facts = [row(ONE, key=key, value=inputs[word], at=MONTH) for word, key in LEAVES.items()]
    total = exact(worked["expected"]["total"])
    return _run(worked, facts=facts, given=given, status="final", total=total)


def functional(worked):
    """The two parts of a functional department; what clinical ones gave is one ballot."""
    inputs = worked["inputs"]
    given = [row(ONE, key=QUALITY, value=inputs["quality"], at=MONTH)]
    ballot = {"评分人类别": "临床科室"}
    facts = [row(ONE, key=SATISFACTION, value=inputs["satisfaction"], at=MONTH, **ballot)]
    total = exact(worked["expected"]["total"])
    wanted = {"status": "final", "total": total}
    return _run(worked, facts=facts, given=given, kind=FUNCTIONAL, **wanted)


def sheets(worked):
    """Sheets of assessors at their weights, brought together and then weighed."""
    own = worked["inputs"]["sheets"]
    given = [row(ONE, key=f"{one['dept']}考核表", value=one["score"], at=MONTH) for one in own]
    weights = NO_SHEET | {one["dept"]: one["weight"] for one in own}
    expected = worked["expected"]
    nodes = {QUALITY: published(expected["quality"]), "质量与安全得分": published(expected["part"])}
    return _run(worked, given=given, weights=weights, nodes=nodes)


def sheet(worked):
    """A sheet whose items are not 100 points: the scheme is refused."""
    points = zip(ITEMS, worked["inputs"]["sheet_items"], strict=True)
    at = f"指标/{QUALITY}/指标/{SHEET}/指标"
    return Translated(
        case=worked["id"],
        pack=PACK,
        period=MONTH,
        subjects=({"对象": ONE},),
        changes={f"{at}/{item}/实参/分": value for item, value in points},
        expected={"scheme": worked["expected"]},
    )


SORTS = {clinical: "GB-001", functional: "GB-003", sheets: "GB-002", sheet: "GB-004"}
TRANSLATIONS = {one: translate for translate, ids in SORTS.items() for one in ids.split()}


def translate_all() -> tuple[Translated, ...]:
    return tuple(TRANSLATIONS[one](case(one)) for one in family_ids("hospital"))
