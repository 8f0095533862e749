"""正定: from the words of the worked cases to rows of the facts table and places in the result."""

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

YEAR = "2016"
MID, END = "2016中期评估", "2016年终评估"
TOWNS, DEPARTMENTS = "zhengding-towns", "zhengding-departments"
OLD_TOWN = "zhengding-oldtown"
KINDS = {TOWNS: "乡镇", DEPARTMENTS: "部门", OLD_TOWN: "古城"}
PACKS = {"乡镇": TOWNS, "部门": DEPARTMENTS, "古城风貌恢复": OLD_TOWN}
ONE = "甲"
BAR = "班子成员腐败案件"
COPIED = "copied-to-departments"

#: What every run must state because the text leaves it open; no worked case depends on it.
SAMPLE_BANDS = {">=90": "30", ">=80": "27", ">=70": "24", ">=60": "18", "其余": "0"}
OPEN = {
    TOWNS: {
        PARAMETERS["leader_weight"].format("主要领导"): "50%",
        PARAMETERS["leader_weight"].format("包乡领导"): "50%",
        PARAMETERS["last_three"]: "同类",
    },
    DEPARTMENTS: {
        PARAMETERS["leader_weight"].format("主要领导"): "50%",
        PARAMETERS["leader_weight"].format("分管领导"): "50%",
        PARAMETERS["last_three"]: "同类",
        PARAMETERS["public_bands"]: {"档": SAMPLE_BANDS},
    },
    OLD_TOWN: {
        PARAMETERS["leader_weight"].format("主要领导"): "50%",
        PARAMETERS["leader_weight"].format("主管领导"): "50%",
    },
}
HONOURS = {
    "党中央国务院": {"类别": "党委政府", "层级": "中央"},
    "省委省政府": {"类别": "党委政府", "层级": "省"},
    "市委市政府": {"类别": "党委政府", "层级": "市"},
    "国务院部委": {"类别": "部门", "层级": "中央"},
    "省部门": {"类别": "部门", "层级": "省"},
    "市部门": {"类别": "部门", "层级": "市"},
}
BOTH_EVENTS = {"bonus": "加分", "minus": "减分"}
HALVES = {"mid": MID, "end": END}
MONTHS = [f"{YEAR}-{month:02d}" for month in range(1, 13)]
QUARTERS = [f"{YEAR}Q{quarter}" for quarter in range(1, 5)]

_DAILY = ("指标评估", "领导评估", "加分", "减分")
_TOTALS = "GB-091 GB-092 GB-093 GB-094 GB-095 GB-096 GB-097 GB-098 GB-099 GB-100 GB-101"
#: Case → the inner nodes that the case itself states; nothing else may be given.
GIVEN_ALLOWED = {
    "GB-076": _DAILY,
    "GB-077": (*_DAILY, "公众评估"),
    "GB-079": ("指标评估", "领导评估"),
    "GB-083": ("指标评估", "领导评估"),
    **dict.fromkeys(_TOTALS.split(), ("总分",)),
}


def _run(worked: dict, *, pack: str, facts=(), given=(), group="", subjects=None, **more):
    rows: tuple[Row, ...] = tuple(facts) + tuple(given)
    return Translated(
        case=worked["id"],
        pack=pack,
        period=YEAR,
        facts=tuple(facts),
        given=tuple(given),
        subjects=subjects or subjects_of(rows, kind=KINDS[pack], group=group),
        parameters=OPEN[pack] | more.pop("parameters", {}),
        **more,
    )


def _one(**wanted) -> dict:
    return {"subjects": {ONE: wanted}}


def indicator(worked):
    """An indicator of its own points, standard and actual figure."""
    inputs, key = worked["inputs"], "财政收入"
    facts = (
        row(ONE, key=f"{key}.分值", value=inputs["points"], at=MID),
        row(ONE, key=key, value=inputs["actual"], 目标=inputs["standard"], at=MID),
    )
    nodes = {f"{key}@{MID}": published(worked["expected"]["score"])}
    return _run(worked, pack=TOWNS, facts=facts, expected=_one(nodes=nodes))


def daily(worked):
    """Parts given at mid-year and year-end, with given bonus and deduction."""
    inputs = worked["inputs"]
    given = [row(ONE, key=n, value=inputs[w], at=YEAR) for w, n in BOTH_EVENTS.items()]
    for half, at in HALVES.items():
        given.append(row(ONE, key="指标评估", value=inputs["indicators"][half], at=at))
        given.append(row(ONE, key="领导评估", value=inputs["leaders"][half], at=at))
    wanted = {"total": exact(worked["expected"]["total"])}
    if "public" in inputs:
        quarters = zip(QUARTERS, inputs["public"], strict=True)
        given += [row(ONE, key="公众评估", value=value, at=at) for at, value in quarters]
        wanted["nodes"] = {"公众评估": exact(worked["expected"]["public"])}
    return _run(worked, pack=PACKS[inputs["kind"]], given=given, expected=_one(**wanted))


def public(worked):
    """Satisfaction of four quarters, turned into points by the table of the case."""
    inputs, points = worked["inputs"], worked["expected"]["points"]
    bands = {f">={floor}": value for floor, value in inputs["bands"]}
    marks = zip(QUARTERS, inputs["satisfaction"], strict=True)
    facts = [row(ONE, key="公众满意度", value=value, at=at) for at, value in marks]
    nodes = {f"公众评估@{at}": exact(one) for at, one in zip(QUARTERS, points, strict=True)}
    parameters = {PARAMETERS["public_bands"]: {"档": bands | {"其余": "0"}}}
    return _run(
        worked, pack=DEPARTMENTS, facts=facts, parameters=parameters, expected=_one(nodes=nodes)
    )


def months(worked):
    """Twelve months of indicators, and one figure of the leaders for each of them."""
    inputs = worked["inputs"]
    given = []
    for at, value in zip(MONTHS, inputs["indicators"], strict=True):
        given.append(row(ONE, key="指标评估", value=value, at=at))
        given.append(row(ONE, key="领导评估", value=inputs["leaders_each_month"], at=at))
    wanted = {"total": exact(worked["expected"]["total"])}
    return _run(worked, pack=OLD_TOWN, given=given, expected=_one(**wanted))


def honours(worked):
    """Awards as dated events."""
    facts = [
        row(ONE, key="加分", 日期="2016-05-01", 编号=f"奖{place}", **HONOURS[name])
        for place, name in enumerate(worked["inputs"]["honours"], start=1)
    ]
    nodes = {"加分": published(worked["expected"]["bonus"])}
    return _run(worked, pack=TOWNS, facts=facts, expected=_one(nodes=nodes))


def minus(worked):
    """Criticism and its like as dated events."""
    facts = [
        row(ONE, key="减分", 日期="2016-05-01", 编号=cause, 事由=cause, 件数=count)
        for cause, count in worked["inputs"]["minus"].items()
    ]
    nodes = {"减分": published(worked["expected"]["minus"])}
    return _run(worked, pack=TOWNS, facts=facts, expected=_one(nodes=nodes))


def without_bonus(worked):
    """The old town knows neither bonus nor deduction: the figure has no place to go to."""
    inputs = worked["inputs"]
    given = (
        row(ONE, key="指标评估", value=inputs["indicators"], at=YEAR),
        row(ONE, key="领导评估", value=inputs["leaders"], at=YEAR),
    )
    expected = _one(total=published(worked["expected"]["total"])) | {
        "absent_nodes": ["加分", "减分"]
    }
    return _run(worked, pack=OLD_TOWN, given=given, expected=expected)


def quota(worked):
    """Seats of a group that consists of so many units; their facts are not needed for it."""
    units, seats = worked["inputs"]["units"], worked["expected"]["quota"]
    pack = DEPARTMENTS if units == 32 else TOWNS
    subjects = tuple(
        {"对象": f"第{place}家", "类": KINDS[pack], "组别": "一组"} for place in range(1, units + 1)
    )
    decision = {"what": "先进", "group": "一组", "seats": seats}
    if not seats:
        decision["warned"] = True
    return _run(worked, pack=pack, subjects=subjects, expected={"decisions": [decision]})


def advanced(worked):
    """Given totals of a group of seven, whose quota is two."""
    inputs, expected = worked["inputs"], worked["expected"]
    given = totals(inputs["scores"], at=YEAR, size=7)
    facts = [row(name, key=BAR, 日期="2016-05-01", 编号="案1") for name in inputs.get("barred", ())]
    tied = expected.get("tie_for_last_place", [])
    decision = {
        "what": "先进",
        "group": "一组",
        "seats": inputs["quota"],
        "proposed": expected["xianjin"],
        "tied": tied,
        "needs_decision": bool(tied),
    }
    graded = {name: {"grade": "先进"} for name in expected["xianjin"]}
    graded |= {name: {"grade": None, "grades_possible": ["先进", "合格"]} for name in tied}
    wanted = {"decisions": [decision], "subjects": graded}
    return _run(worked, pack=TOWNS, facts=facts, given=given, group="一组", expected=wanted)


def edge(worked):
    """A total whose printed figure alone would suggest another grade."""
    inputs, expected = worked["inputs"], worked["expected"]
    given = totals([[ONE, inputs["total_exact"]]], at=YEAR, size=7)
    node = {"published": expected["display"], "shown": inputs["total_exact"]}
    wanted = {ONE: {"total": published(expected["display"]), "nodes": {"总分": node}}}
    wanted[ONE]["grade"] = {False: "合格", True: "先进"}[expected["meets"]]
    decision = {"what": "先进", "group": "一组", "proposed": []}
    return _run(
        worked,
        pack=TOWNS,
        given=given,
        group="一组",
        expected={"subjects": wanted, "decisions": [decision]},
    )


def places(worked):
    """How many of the old town's nine are proposed, and whether that is fewer than three."""
    inputs, expected = worked["inputs"], worked["expected"]
    pairs = [[f"第{place}家", total] for place, total in enumerate(inputs["scores"], start=1)]
    decision = {
        "what": "先进",
        "proposed_count": expected["places"],
        "warned": expected["below_minimum"],
    }
    given = totals(pairs, at=YEAR)
    return _run(worked, pack=OLD_TOWN, given=given, expected={"decisions": [decision]})


def grade(worked):
    """A given total and its grade."""
    given = totals([[ONE, worked["inputs"]["total"]]], at=YEAR)
    return _run(worked, pack=TOWNS, given=given, expected=_one(grade=worked["expected"]["grade"]))


def copied(worked):
    """Who is below 60 and among the last three."""
    inputs, expected = worked["inputs"], worked["expected"]
    wanted = {
        name: {"consequences": {COPIED: {}}}
        if name in expected["copied"]
        else {"no_consequences": [COPIED]}
        for name, _ in inputs["scores"]
    }
    given = totals(inputs["scores"], at=YEAR)
    return _run(worked, pack=TOWNS, given=given, expected={"subjects": wanted})


SORTS = {
    indicator: "GB-073 GB-074",
    daily: "GB-076 GB-077",
    public: "GB-078",
    months: "GB-079",
    honours: "GB-080 GB-081",
    minus: "GB-082",
    without_bonus: "GB-083",
    quota: "GB-084 GB-085 GB-086 GB-087 GB-088 GB-089 GB-090",
    advanced: "GB-091 GB-092 GB-093 GB-094",
    edge: "GB-095",
    places: "GB-096 GB-097 GB-098",
    grade: "GB-099 GB-100",
    copied: "GB-101",
}
TRANSLATIONS = {one: translate for translate, ids in SORTS.items() for one in ids.split()}


def translate_all() -> tuple[Translated, ...]:
    return tuple(TRANSLATIONS[one](case(one)) for one in family_ids("zhengding"))
