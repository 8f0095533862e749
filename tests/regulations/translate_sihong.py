"""泗洪: from the words of the worked cases to rows of the facts table and places in the result."""

from __future__ import annotations

from tests.golden.load import case, family_ids
from tests.oracles.rows import PARAMETERS
from tests.regulations.translated import Row, Translated, exact, published, row, subjects_of, totals

YEAR = "2013"
PACK, KIND, TIER = "sihong-units", "事业单位", "一档"
HALVES = ("半年考评", "年终考评")
ONE, ANOTHER = "甲", "乙"
#: Totals that no case states: of a unit above the last one, and of the winners of a tier.
TOTAL_ABOVE = "98"
TOTALS_OF_WINNERS = {"头名": "97", "次名": "93", "三名": "89"}
TIERS = ("一档", "二档", "三档")
SYSTEM = "系统评比"
BONUS_TABLE = PARAMETERS["bonus_table"]

#: What every run must state because the text leaves it open; no worked case depends on it.
OPEN = {
    PARAMETERS["leader_weight"].format(HALVES[0]): "50%",
    PARAMETERS["leader_weight"].format(HALVES[1]): "50%",
    BONUS_TABLE: {"值": {SYSTEM: "1"}},
}
VIOLATIONS = {"city": "市软环境行风检查", "county": "县软环境行风检查", "bureau": "局明查暗访"}
TRUTH = {True: "是", False: "否"}
MEASURES = {
    "通报批评": "circular-criticism",
    "诫勉谈话": "admonition-talk",
    "罚款": "fine",
    "引咎辞职": "resignation",
}
#: What there is no lawful basis for today: told, and never carried out.
NOT_EXECUTABLE = ("罚款", "引咎辞职")
SINGLES = ("评为行风建设先进", "评为信访先进", "评为安全管理先进", "评为工程建设先进")
PRIZES = ["first-prize", "second-prize", "single-prize"]

_TOTALS = "GB-014 GB-015 GB-017 GB-018 GB-021 GB-171"
#: Case → the inner nodes that the case itself states; nothing else may be given.
GIVEN_ALLOWED = {
    "GB-010": ("基准分", "加分"),
    "GB-011": ("基准分",),
    "GB-170": ("基准分",),
    **dict.fromkeys(_TOTALS.split(), ("总分",)),
}


def _run(worked: dict, *, facts=(), given=(), subjects=None, **more):
    rows: tuple[Row, ...] = tuple(facts) + tuple(given)
    return Translated(
        case=worked["id"],
        pack=PACK,
        period=YEAR,
        facts=tuple(facts),
        given=tuple(given),
        subjects=subjects or subjects_of(rows, kind=KIND, group=TIER),
        parameters=OPEN | more.pop("parameters", {}),
        **more,
    )


def _one(**wanted) -> dict:
    return {"subjects": {ONE: wanted}}


def penalty(worked):
    """The base part is given; violations are dated events; no cap."""
    inputs, expected = worked["inputs"], worked["expected"]
    facts = [
        row(ONE, key="违纪扣分", 日期="2013-05-01", 编号=word, 查处=VIOLATIONS[word], 件数=count)
        for word, count in inputs["violations"].items()
    ]
    facts.append(row(ONE, key="列全市倒数第一", value=TRUTH[inputs["last_in_city"]], at=YEAR))
    given = [row(ONE, key="基准分", value=inputs["base_part"], at=YEAR)]
    if "bonus" in inputs:
        given.append(row(ONE, key="加分", value=inputs["bonus"], at=YEAR))
    nodes = {"减分": published(expected["penalty"])}
    return _run(
        worked, facts=facts, given=given, expected=_one(total=exact(expected["total"]), nodes=nodes)
    )


def carry_over(worked):
    """A tier of so many units, of which so many have lodged the evidence of the city ranking."""
    inputs, expected = worked["inputs"], worked["expected"]
    names = [ONE, *(f"第{place}家" for place in range(2, inputs["tier_units"] + 1))]
    facts = [
        row(name, key="评比依据已提供", value=TRUTH[place < inputs["evidence_lodged"]], at=YEAR)
        for place, name in enumerate(names)
    ]
    more = {"日期": "2013-11-01", "编号": "奖1", "加分项目": SYSTEM, "全市系统评比": "是"}
    facts.append(row(ONE, key="本年加分", **more))
    nodes = {
        "加分": published(expected["bonus_this_year"]),
        "转入下年加分": exact(expected["carried_to_next_year"]),
    }
    parameters = {BONUS_TABLE: {"值": {SYSTEM: inputs["bonus_of_unit_A"]}}}
    return _run(worked, facts=facts, parameters=parameters, expected=_one(nodes=nodes))


def last(worked):
    """The last of a tier of two."""
    inputs, expected = worked["inputs"], worked["expected"]
    assert inputs["rank"] == "last"
    facts = (
        row(ONE, key="一把手人数", value=inputs["chiefs"], at=YEAR),
        row(ONE, key="班子成员人数", value=inputs["members"], at=YEAR),
    )
    given = totals([[ONE, inputs["score"]], [ANOTHER, TOTAL_ABOVE]], at=YEAR)
    wanted: dict = {"consequences": {}}
    for name in expected["measures"]:
        state = "not_executable" if name in NOT_EXECUTABLE else "proposed"
        amount = {"amount": expected["fine"]} if name == "罚款" else {}
        wanted["consequences"][MEASURES[name]] = {"state": state} | amount
    wanted["no_consequences"] = [
        code for name, code in MEASURES.items() if name not in expected["measures"]
    ]
    return _run(worked, facts=facts, given=given, expected=_one(**wanted))


def chiefs_share(worked):
    """A prize and what the two chiefs get of it."""
    inputs, expected = worked["inputs"], worked["expected"]
    more = {"日期": "2013-12-30", "编号": "分1", "党政正职": inputs["chiefs_total"]}
    facts = [row(ONE, key="奖金分配", value=inputs["prize"], **more)]
    told = {False: "problems_about", True: "no_problems_about"}[expected["valid"]]
    consequences = {"chiefs-share": {"amount": expected["minimum"]}}
    wanted = {"consequences": consequences, told: ["党政正职的奖金合计"]}
    return _run(worked, facts=facts, expected=_one(**wanted))


def budget(worked):
    """Tiers whose three best win, and each single award for one unit: all prizes together."""
    inputs = worked["inputs"]
    tiers = TIERS[: inputs["tiers"]]
    given, subjects = [], []
    for tier in tiers:
        won = totals([[f"{tier}{n}", t] for n, t in TOTALS_OF_WINNERS.items()], at=YEAR)
        subjects += subjects_of(won, kind=KIND, group=tier)
        given += won
    best = f"{tiers[0]}头名"
    facts = [
        row(best, key=name, 日期="2013-12-20", 编号=f"评{name}")
        for name in SINGLES[: inputs["singles"]]
    ]
    amounts = {"codes": PRIZES, "sum": worked["expected"]["budget"]}
    expected = {"amounts": amounts}
    return _run(worked, facts=facts, given=given, subjects=tuple(subjects), expected=expected)


def halves(worked):
    """The base part of both appraisals, and the weights that the office has fixed."""
    inputs = worked["inputs"]
    marks = zip(HALVES, (inputs["half_year"], inputs["year_end"]), strict=True)
    given = [row(ONE, key="基准分", value=mark, at=f"{YEAR}{half}") for half, mark in marks]
    facts = [row(ONE, key="列全市倒数第一", value="否", at=YEAR)]
    parameters = {
        PARAMETERS["leader_weight"].format(half): f"{weight}%"
        for half, weight in zip(HALVES, inputs["weights"], strict=True)
    }
    wanted = {"total": published(worked["expected"]["total"])}
    return _run(worked, facts=facts, given=given, parameters=parameters, expected=_one(**wanted))


def veto(worked):
    """A line that is missed bars the unit and its head, and leaves the score alone."""
    inputs, expected = worked["inputs"], worked["expected"]
    facts = [row(ONE, key=line, 日期="2013-05-01", 编号="案1") for line in inputs["veto"]]
    facts.append(row(ONE, key=SINGLES[0], 日期="2013-12-20", 编号="评1"))
    given = totals([[ONE, inputs["score"]]], at=YEAR)
    barred = {"单位": "award_eligible", "主要负责人": "head_award_eligible"}
    whom = [name for name, word in barred.items() if not expected[word]]
    wanted = {
        "total": exact(expected["score"]),
        "grade": "未获综合奖",
        "flags": [f"{line}:取消评先:{one}" for line in inputs["veto"] for one in whom],
        "not_honoured": ["行风建设工作先进单位"],
        "no_consequences": PRIZES,
    }
    return _run(worked, facts=facts, given=given, expected=_one(**wanted))


SORTS = {
    penalty: "GB-010 GB-011",
    carry_over: "GB-012 GB-013",
    last: "GB-014 GB-015 GB-017 GB-018",
    chiefs_share: "GB-020",
    budget: "GB-021",
    halves: "GB-170",
    veto: "GB-171",
}
TRANSLATIONS = {one: translate for translate, ids in SORTS.items() for one in ids.split()}


def translate_all() -> tuple[Translated, ...]:
    return tuple(TRANSLATIONS[one](case(one)) for one in family_ids("sihong"))
