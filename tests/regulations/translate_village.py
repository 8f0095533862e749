"""村级: from the words of the worked cases to rows of the facts table and places in the result."""

from __future__ import annotations

from tests.golden.load import case, family_ids
from tests.regulations.translated import (
    Row,
    Translated,
    exact,
    published,
    row,
    subjects_of,
    totals,
)

PACK = "village-targets"
YEAR = "2016"
CENTRAL, DISPERSED = "2016集中考核", "2016分散考核"
VILLAGE, COMMUNITY = "村", "社区"
ONE = "甲"
COMMON, STAGE = "共性部分", "阶段性中心工作"
PANELS = {"leaders": "镇领导班子评价", "social": "社会评议", "reps": "党员村居民代表评价"}
HONOURS, PROMOTIONS = "表彰奖励", "现场会及经验推广"
INCOME, LAST_INCOME = "集体经济纯收入", "上年集体经济纯收入"
RISE, FALL = "集体经济增收", "集体经济减收"
#: An item of the annex that stands for any of them.
ITEM = "村庄环境"
COMMENDED, PAY = "commendation", "cadre-pay"
CONFERENCE = "经济工作会议表彰"
#: Where a case does not speak of income, it is that of last year.
UNCHANGED_INCOME = "100000"

#: Case → the inner nodes that the case itself states; nothing else may be given.
GIVEN_ALLOWED = {
    "GB-023": (COMMON, STAGE),
    **dict.fromkeys(["GB-043", "GB-045", "GB-046", "GB-047", "GB-050", "GB-051"], ("总分",)),
}


def _run(worked: dict, *, facts=(), given=(), subjects=None, period=YEAR, expected):
    rows: tuple[Row, ...] = tuple(facts) + tuple(given)
    return Translated(
        case=worked["id"],
        pack=PACK,
        period=period,
        facts=tuple(facts),
        given=tuple(given),
        subjects=subjects or subjects_of(rows, kind=VILLAGE),
        expected=expected,
    )


def _one(**wanted) -> dict:
    return {"subjects": {ONE: wanted}}


def _income(current: str, *, previous: str) -> list[Row]:
    own = {INCOME: current, LAST_INCOME: previous}
    return [row(ONE, key=key, value=value, at=YEAR) for key, value in own.items()]


def _ballots(key: str, *, counts: dict) -> list[Row]:
    return [row(ONE, key=key, value=option, at=YEAR, 件数=n) for option, n in counts.items()]


def whole(worked):
    """Both ways of appraisal, the work set during the year, three panels."""
    inputs, expected = worked["inputs"], worked["expected"]
    given = (
        row(ONE, key=COMMON, value=inputs["central"], at=CENTRAL),
        row(ONE, key=COMMON, value=inputs["dispersed"], at=DISPERSED),
        row(ONE, key=STAGE, value=inputs["stage"], at=YEAR),
    )
    facts = _income(UNCHANGED_INCOME, previous=UNCHANGED_INCOME)
    for word, key in PANELS.items():
        facts += _ballots(key, counts=inputs[word])
    nodes = {key: published(expected[word]) for word, key in PANELS.items()}
    wanted = {"status": "final", "total": published(expected["total"]), "nodes": nodes}
    return _run(worked, facts=facts, given=given, expected=_one(**wanted))


def too_few(worked):
    """One ballot too few: the panel has no result, however the ballots read."""
    inputs = worked["inputs"]
    facts = _ballots(inputs["panel"], counts={"满意": inputs["valid_ballots"]})
    wanted = {"status": "incomplete", "open_nodes": [inputs["panel"]]}
    assert worked["expected"] == {"valid": False}
    return _run(worked, facts=facts, expected=_one(**wanted))


def honours(worked):
    """One work, honoured more than once."""
    facts = [
        row(ONE, key=HONOURS, 日期="2016-05-01", 编号=level, 事项="一事", 类别=kind, 层级=level)
        for level, kind in worked["inputs"]["same_work"]
    ]
    nodes = {HONOURS: published(worked["expected"]["bonus"])}
    return _run(worked, facts=facts, expected=_one(nodes=nodes))


def promotions(worked):
    """Projects that were promoted, each at its level."""
    facts = [
        row(ONE, key=PROMOTIONS, 日期="2016-05-01", 编号=project, 事项=project, 层级=level)
        for project, level in worked["inputs"]["projects"].items()
    ]
    nodes = {PROMOTIONS: published(worked["expected"]["bonus"])}
    return _run(worked, facts=facts, expected=_one(nodes=nodes))


def income(worked):
    """Steps of income: a rise is a bonus; a fall is a deduction, whose figure has no sign."""
    facts = _income(worked["inputs"]["current"], previous=worked["inputs"]["previous"])
    points = worked["expected"]["points"]
    moved, still = (FALL, RISE) if points.startswith("-") else (RISE, FALL)
    nodes = {moved: published(points.removeprefix("-")), still: exact("0")}
    return _run(worked, facts=facts, expected=_one(nodes=nodes))


def floor(worked):
    """Deductions from an item of its own points."""
    inputs = worked["inputs"]
    facts = [row(ONE, key=f"{ITEM}.分值", value=inputs["item_points"], at=CENTRAL)]
    for place, points in enumerate(inputs["deductions"], start=1):
        facts.append(row(ONE, key=ITEM, value=points, at=CENTRAL, 编号=f"扣{place}"))
    nodes = {f"{ITEM}@{CENTRAL}": published(worked["expected"]["item"])}
    return _run(worked, facts=facts, expected=_one(nodes=nodes))


def grade(worked):
    """A given total and its grade."""
    given = totals([[ONE, worked["inputs"]["total"]]], at=YEAR)
    return _run(worked, given=given, expected=_one(grade=worked["expected"]["grade"]))


def document(worked):
    """An honour of one year whose document came in the next: it counts once, by the document."""
    day = worked["inputs"]["document_date"]
    facts = [row(ONE, key=HONOURS, 日期=day, 编号="奖1", 事项="一事", 类别="党政", 层级="县")]
    counts_in = worked["expected"]["counts_in"]
    points = {str(counts_in): "0.10", "2017": "0"}
    return [
        _run(worked, facts=facts, period=year, expected=_one(nodes={HONOURS: exact(value)}))
        for year, value in points.items()
    ]


def commended(worked):
    """Seats of villages and communities; the facts of the members are not needed for them."""
    inputs = worked["inputs"]
    sizes = {VILLAGE: inputs["villages"], COMMUNITY: inputs["communities"]}
    subjects = tuple(
        {"对象": f"第{place}{kind}", "类": kind}
        for kind, size in sizes.items()
        for place in range(1, size + 1)
    )
    expected = {
        "seats": {CONFERENCE: worked["expected"]["commended"]},
        "decisions": [{"what": CONFERENCE, "group": COMMUNITY, "seats": 1}],
    }
    return _run(worked, subjects=subjects, expected=expected)


def pay(worked):
    """A cadre's pay in proportion to the score."""
    inputs = worked["inputs"]
    facts = (row(ONE, key="村级干部待遇", value=inputs["pay_base"], 日期="2016-12-31", 编号="一"),)
    given = totals([[ONE, inputs["total"]]], at=YEAR)
    consequence = {PAY: {"amount": worked["expected"]["pay"], "state": "awaiting_basis"}}
    return _run(worked, facts=facts, given=given, expected=_one(consequences=consequence))


def veto(worked):
    """A veto: the score stays, the grade is capped, no commendation."""
    inputs, expected = worked["inputs"], worked["expected"]
    facts = [row(ONE, key=name, 日期="2016-05-01", 编号="案1") for name in inputs["veto"]]
    given = totals([[ONE, inputs["total"]]], at=YEAR)
    assert not expected["commended"]
    wanted = {
        "total": published(expected["score"]),
        "grade_before": "优秀",
        "grade": expected["grade_cap"],
        "not_honoured": [CONFERENCE],
        "no_consequences": [COMMENDED],
    }
    return _run(worked, facts=facts, given=given, expected=_one(**wanted))


SORTS = {
    whole: "GB-023",
    too_few: "GB-024",
    honours: "GB-028 GB-029",
    promotions: "GB-031",
    income: "GB-034 GB-035 GB-036 GB-037 GB-038",
    floor: "GB-042",
    grade: "GB-043 GB-045 GB-046 GB-047",
    document: "GB-048",
    commended: "GB-049",
    pay: "GB-050",
    veto: "GB-051",
}
TRANSLATIONS = {one: translate for translate, ids in SORTS.items() for one in ids.split()}


def translate_all() -> tuple[Translated, ...]:
    runs = []
    for one in family_ids("village"):
        found = TRANSLATIONS[one](case(one))
        runs.extend(found if isinstance(found, list) else [found])
    return tuple(runs)
