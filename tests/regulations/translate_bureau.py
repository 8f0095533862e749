"""局绩效: from the words of the worked cases to rows of facts and places in the result."""

from __future__ import annotations

from tests.golden.load import case, family_ids
from tests.oracles.rows import PARAMETERS
from tests.regulations.translated import (
    Row,
    Translated,
    exact,
    published,
    row,
    subjects_of,
    totals,
)

YEAR = "2008"
UNITS, PERSONS = "bureau-units", "bureau-persons"
KINDS = {UNITS: "处室", PERSONS: "人员"}
ONE, COLLEAGUE = "甲", "同事"
QUARTERS = [f"{YEAR}Q{quarter}" for quarter in range(1, 5)]
INCIDENT, PUNISHED = "降等情形", "违纪违法受查处"
ADVANCED, EXCELLENT = "年度先进单位", "优秀个人"
KEY_RECTIFICATION = "key-rectification"
MEMBERS_BARRED = "members-barred"
DUTIES = {"书面情况报告": "written-report", "诫勉谈话": "admonition-talk"}
#: Words of the worked cases → nodes.
PARTS = {
    "职能工作": "职能工作",
    "管理工作": "管理工作",
    "创新创优": "创新创优",
    "工作满意度": "工作满意度",
    "工作考核": "工作考核",
}
WEIGHTS = {"职能": "职能工作", "管理": "管理工作", "创新": "创新创优", "满意度": "工作满意度"}
PERSON_CLASSES = ("领导班子评价", "中层以下评价")

#: What a run must state because the text leaves it open; no worked case depends on it.
OPEN = {UNITS: {}, PERSONS: {PARAMETERS["persons_share"]: "30%"}}
#: A person's unit, where a case of persons does not speak of it.
UNIT_GRADE = "优秀"

_TOTALS = "G-011 G-012 G-013 G-014 G-026 G-027 G-028 G-029 G-030 G-032 G-033 G-034"
GIVEN_ALLOWED = dict.fromkeys(_TOTALS.split(), ("总分",))


def _run(worked: dict, *, pack: str, facts=(), given=(), subjects=(), **more) -> Translated:
    rows: tuple[Row, ...] = tuple(facts) + tuple(given)
    return Translated(
        case=worked["id"],
        pack=pack,
        period=YEAR,
        facts=tuple(facts),
        given=tuple(given),
        subjects=subjects or subjects_of(rows, kind=KINDS[pack]),
        parameters=OPEN[pack] | more.pop("parameters", {}),
        **more,
    )


def _ballots(ballots: dict) -> list[Row]:
    """Secret ballots: a rater has a class and no name."""
    return [
        row(ONE, key="工作满意度", value=mark, at=YEAR, 评分人类别=rater_class)
        for rater_class, marks in ballots.items()
        for mark in marks
    ]


def unit(worked):
    """The whole tree of a unit."""
    inputs, expected = worked["inputs"], worked["expected"]
    facts = [
        row(ONE, key=name, value=mark, at=at)
        for at, marks in zip(QUARTERS, inputs["职能季度"], strict=True)
        for name, mark in marks.items()
    ]
    for part in ("管理", "创新"):
        facts += [row(ONE, key=name, value=mark, at=YEAR) for name, mark in inputs[part].items()]
    facts += _ballots(inputs["满意度"])
    nodes = {PARTS[word]: exact(expected[word]) for word in PARTS if word in expected}
    quarters = zip(QUARTERS, expected["季度"], strict=True)
    nodes |= {f"职能工作@{at}": exact(value) for at, value in quarters}
    total = {"exact": expected["总得分_exact"], "published": expected["总得分"]}
    wanted = {"total": total, "grade": expected["等次"], "nodes": nodes}
    return _run(worked, pack=UNITS, facts=facts, expected={"subjects": {ONE: wanted}})


def incident(worked):
    """A given total, and what incidents do to the grade."""
    inputs, expected = worked["inputs"], worked["expected"]
    count = inputs["incidents"]
    facts = [row(ONE, key=INCIDENT, 日期="2008-05-01", 编号="案1", 件数=count)]
    codes = {KEY_RECTIFICATION} if expected["重点整改单位"] else set()
    codes |= {DUTIES[duty] for duty in expected["duties"]}
    every = {KEY_RECTIFICATION, *DUTIES.values()}
    wanted = {
        "total": published(expected["总得分"]),
        "grade_before": expected["原等次"],
        "grade": expected["等次"],
        "consequences": {code: {} for code in sorted(codes)},
        "no_consequences": sorted(every.difference(codes)),
        "not_honoured": [ADVANCED],
    }
    given = totals([[ONE, inputs["总得分"]]], at=YEAR)
    expected = {"subjects": {ONE: wanted}}
    return _run(worked, pack=UNITS, facts=facts, given=given, expected=expected)


def weights(worked):
    """Weights that do not reach 100 %: the scheme is refused."""
    changes = {
        f"指标/{WEIGHTS[word]}/权重": f"{weight}%"
        for word, weight in worked["inputs"]["weights"].items()
    }
    wanted = {"scheme": worked["expected"]}
    return _run(worked, pack=UNITS, changes=changes, expected=wanted, subjects=({"对象": ONE},))


def person(worked):
    """The whole tree of a person."""
    inputs, expected = worked["inputs"], worked["expected"]
    quarters = zip(QUARTERS, inputs["工作考核季度"], strict=True)
    facts = [row(ONE, key="工作考核", value=mark, at=at) for at, mark in quarters]
    facts.append(row(ONE, key="内部管理", value=inputs["内部管理"], at=YEAR))
    facts.append(row(ONE, key="单位等次", value=UNIT_GRADE, at=YEAR))
    facts += _ballots({name: inputs[name] for name in PERSON_CLASSES})
    if inputs.get(PUNISHED):
        facts.append(row(ONE, key=PUNISHED, 日期="2008-05-01", 编号="案1"))
    wanted = {
        "total": {"exact": expected["个人总分_exact"], "published": expected["个人总分"]},
        "grade_before": expected["原等次"],
        "grade": expected["等次"],
        "nodes": {PARTS[word]: exact(expected[word]) for word in PARTS if word in expected},
    }
    return _run(worked, pack=PERSONS, facts=facts, expected={"subjects": {ONE: wanted}})


def _of(scheme: str, one: Row) -> Row:
    """The row, told to belong to one of two schemes that share the table."""
    return {**one, "方案": scheme}


def both(worked):
    """One event: the person falls to the lowest grade, the unit by one, colleagues stay free."""
    inputs, expected = worked["inputs"], worked["expected"]
    assert inputs["person"]["违纪违法受查处"]
    unit_facts = [row("甲处", key=INCIDENT, 日期="2008-05-01", 编号="案1")]
    unit_given = totals([["甲处", inputs["单位总得分"]]], at=YEAR)
    unit_wanted = {
        "grade_before": inputs["单位原等次"],
        "grade": expected["单位等次"],
        "not_honoured": [ADVANCED],
    }
    punished = row(ONE, key=PUNISHED, 日期="2008-05-01", 编号="案1")
    person_given = totals([[ONE, inputs["person"]["个人总分"]]], at=YEAR)
    person_facts = [_of(PERSONS, punished), *[_of(UNITS, one) for one in unit_facts]]
    members = tuple({"对象": name, "类": "人员", "上级": "甲处"} for name in (ONE, COLLEAGUE))
    free = {"no_consequences": [MEMBERS_BARRED]}
    if not expected["other_members_评优资格"]:
        free = {"consequences": {MEMBERS_BARRED: {}}}
    person_wanted = {ONE: {"grade": expected["person_等次"]}, COLLEAGUE: free}
    return (
        _run(
            worked,
            pack=UNITS,
            facts=unit_facts,
            given=unit_given,
            expected={"subjects": {"甲处": unit_wanted}},
        ),
        _run(
            worked,
            pack=PERSONS,
            facts=person_facts,
            given=[
                *[_of(PERSONS, one) for one in person_given],
                *[_of(UNITS, one) for one in unit_given],
            ],
            subjects=(*members, {"对象": "甲处", "类": "处室"}),
            expected={"subjects": person_wanted},
        ),
    )


def honours(worked):
    """Seats of a pool, its best, and its tie. G-034 is the pool of persons."""
    inputs, expected = worked["inputs"], worked["expected"]
    pack, what = (PERSONS, EXCELLENT) if worked["row"] == "A-242" else (UNITS, ADVANCED)
    pairs = [[one["name"], one["score"]] for one in inputs["candidates"]]
    given = totals(pairs, at=YEAR, size=inputs["total"])
    graded = {one["name"]: {"grade": one["grade"]} for one in inputs["candidates"]}
    wanted = {"decisions": [{"what": what} | expected], "subjects": graded}
    more = {}
    if pack == PERSONS:
        more["parameters"] = {PARAMETERS["persons_share"]: f"{inputs['percent']}%"}
        more["facts"] = [row(o["对象"], key="单位等次", value=UNIT_GRADE, at=YEAR) for o in given]
    return _run(worked, pack=pack, given=given, expected=wanted, **more)


SORTS = {
    unit: "G-001 G-002 G-003 G-005 G-008 G-009 G-010",
    incident: "G-011 G-012 G-013 G-014",
    weights: "G-017",
    person: "G-021 G-023 G-024",
    both: "G-026",
    honours: "G-027 G-028 G-029 G-030 G-032 G-033 G-034",
}
TRANSLATIONS = {one: translate for translate, ids in SORTS.items() for one in ids.split()}


def translate_all() -> tuple[Translated, ...]:
    runs = []
    for one in family_ids("bureau"):
        made = TRANSLATIONS[one](case(one))
        runs += made if isinstance(made, tuple) else (made,)
    return tuple(runs)
