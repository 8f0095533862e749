"""奇台: from the words of the worked cases to rows of the facts table and places in the result."""

from __future__ import annotations

from tests.golden.load import case, family_ids
from tests.oracles.rows import PARAMETERS
from tests.regulations.translated import (
    Row,
    Translated,
    published,
    row,
    subjects_of,
    totals,
)

YEAR = "2016"
HALF, END = "2016半年初评", "2016年终总评"
DEPARTMENTS, TOWNS, SECTIONS = "qitai-departments", "qitai-towns", "qitai-sections"
PROJECTS = "qitai-projects"
KINDS = {DEPARTMENTS: "部门", TOWNS: "乡镇", SECTIONS: "科室", PROJECTS: "项目"}
PACKS = {"部门": DEPARTMENTS, "乡镇": TOWNS}
ONE = "甲"
#: Words of the worked cases → nodes of the key part.
PARTS = {
    "key_work": "全局性重点工作",
    "annual": "年度目标任务",
    "economy": "经济发展",
    "social": "社会发展",
    "service": "公共管理服务",
    "style": "机关作风效能",
}
PROJECT_ITEMS = (
    "项目决策",
    "审批许可",
    "招投标",
    "施工管理",
    "质量监管",
    "安全监管",
    "资金监管",
    "廉政建设",
    "工程进度",
    "公众评议",
)
STREAMS = {"visit": "查访核验", "complaint": "投诉查处"}
ITEM_FIELDS = {"key_items": "全局性重点工作", "target_items": "年度目标任务"}
AWARD = "performance-award"
HEAD_BARRED, RECTIFY = "satisfaction-head-barred", "satisfaction-rectify"
MEASURES = {
    "通报批评": "circular-criticism",
    "书面检查": "written-self-criticism",
    "取消评优": "head-barred",
    "组织处理意见": "organisational-proposal",
}
#: Measures whose clause speaks of 差, a word that the units' own grades do not have.
UNCLEAR = ("通报批评", "书面检查", "组织处理意见")
RULING = PARAMETERS["poor_is_failed"]
#: A grade cannot be reported; the lowest total that has it stands for it.
TOTAL_OF_GRADE = {"优秀": "90", "良好": "80", "合格": "70", "差": "0"}
#: A figure of the key part that a case states for the year: the same at both halves, or the year's.
DOORS = {"halves": (HALF, END), "year": (YEAR,)}

#: What every run must state because the text leaves it open; no worked case depends on it.
GROUPS = {
    DEPARTMENTS: (
        "县四套班子领导",
        "州县人大代表",
        "州县政协委员",
        "县直部门单位主要领导",
        "区州驻县单位主要领导",
        "金融机构主要领导",
        "县纠风评议员",
        "效能建设监督员",
        "企业法人代表",
        "城区居民代表",
    ),
    TOWNS: (
        "县四套班子领导",
        "县乡镇人大代表",
        "县政协委员",
        "乡镇党政班子成员",
        "村两委正职",
        "站所长",
        "机关干部",
        "各界群众代表",
    ),
}
EQUAL = {DEPARTMENTS: "10%", TOWNS: "12.5%"}
OPEN = {
    pack: {PARAMETERS["group_weights"]: {"值": dict.fromkeys(GROUPS[pack], EQUAL[pack])}}
    if pack in GROUPS
    else {}
    for pack in KINDS
}

_TREE = ("全局性重点工作", "年度目标任务", "机关作风效能", "公众评议")
_TOTALS = (
    "GB-113 GB-115 GB-116 GB-117 GB-118 GB-119 GB-120 GB-127 GB-129 GB-130 GB-131 GB-132 "
    "GB-135 GB-136 GB-139 GB-140 GB-172"
)
#: Case → the inner nodes that the case itself states (a grade by the lowest total that has it).
GIVEN_ALLOWED = {
    "GB-105": ("重点考核", "公众评议"),
    "GB-106": ("重点考核",),
    "GB-107": ("重点考核", "公众评议"),
    **dict.fromkeys(("GB-109", "GB-111", "GB-123", "GB-173"), _TREE),
    "GB-122": tuple(name for name in (*PARTS.values(), "公众评议") if name != "年度目标任务"),
    **dict.fromkeys(_TOTALS.split(), ("总分",)),
}


def _run(worked: dict, *, pack: str, facts=(), given=(), period=YEAR, **more) -> Translated:
    rows: tuple[Row, ...] = tuple(facts) + tuple(given)
    return Translated(
        case=worked["id"],
        pack=pack,
        period=period,
        facts=tuple(facts),
        given=tuple(given),
        subjects=subjects_of(rows, kind=KINDS[pack]) or ({"对象": ONE, "类": KINDS[pack]},),
        parameters=OPEN[pack] | more.pop("parameters", {}),
        **more,
    )


def _one(**wanted) -> dict:
    return {"subjects": {ONE: wanted}}


def formula(worked):
    """Key part and public review given, findings as rows."""
    inputs, expected = worked["inputs"], worked["expected"]
    given = (
        row(ONE, key="重点考核", value=inputs["key"], at=YEAR),
        row(ONE, key="公众评议", value=inputs["public"], at=YEAR),
    )
    facts = []
    for word, key in STREAMS.items():
        amounts = inputs.get(f"{word}_items") or [inputs[word]]
        facts += [
            row(ONE, key=key, value=amount, 日期="2016-05-01", 编号=f"{key}{place}")
            for place, amount in enumerate(amounts, start=1)
        ]
    wanted = {"total": published(expected["total"])}
    if "grade" in expected:
        wanted["grade"] = expected["grade"]
    nodes = {key: published(expected[word]) for word, key in STREAMS.items() if word in expected}
    expected = _one(nodes=nodes, **wanted)
    return _run(worked, pack=DEPARTMENTS, facts=facts, given=given, expected=expected)


def halves(worked):
    """The key part of both halves, and what it is worth of the unit's 100."""
    inputs, expected = worked["inputs"], worked["expected"]
    given = (
        row(ONE, key="重点考核", value=inputs["half_year"], at=HALF),
        row(ONE, key="重点考核", value=inputs["year_end"], at=END),
    )
    nodes = {
        "重点考核": published(expected["key"]),
        "集中考核得分": published(expected["central"]),
    }
    return _run(worked, pack=DEPARTMENTS, given=given, expected=_one(nodes=nodes))


def tree(worked):
    """First-level parts given; the special part by the score of the projects, or not there."""
    return tuple(_tree(worked, doors=doors) for doors in DOORS.values())


def _tree(worked, *, doors):
    inputs, expected = worked["inputs"], worked["expected"]
    pack = SECTIONS if inputs["level"] == "三级" else PACKS[inputs["kind"]]
    given = [
        row(ONE, key=key, value=inputs[word], at=at)
        for word, key in PARTS.items()
        for at in doors
        if word in inputs
    ]
    given.append(row(ONE, key="公众评议", value=inputs["public"], at=YEAR))
    facts = []
    if "special" in inputs:
        special = inputs["special"]
        absent = row(ONE, key="专项绩效.适用", value="否", at=YEAR)
        facts = [absent if special is None else row(ONE, key="专项得分", value=special, at=YEAR)]
    wanted = {"total": published(expected["total"])}
    if "grade" in expected:
        wanted["grade"] = expected["grade"]
    return _run(worked, pack=pack, facts=facts, given=given, expected=_one(**wanted))


def special(worked):
    """A project's score: its own grade, and its points in the unit's 100."""
    inputs, expected = worked["inputs"], worked["expected"]
    score = inputs["special_score"]
    points = {"专项绩效@*": published(expected["points"])}
    return (
        _run(
            worked,
            pack=PROJECTS,
            given=totals([[ONE, score]], at=YEAR),
            expected=_one(grade=expected["grade"]),
        ),
        _run(
            worked,
            pack=DEPARTMENTS,
            facts=(row(ONE, key="专项得分", value=score, at=YEAR),),
            expected=_one(nodes=points),
        ),
    )


def project(worked):
    """The eleven items of a project; 审计监督 is the audit of the formula."""
    inputs = worked["inputs"]
    facts = [row(ONE, key=name, value=inputs[name], at=YEAR) for name in PROJECT_ITEMS]
    facts.append(row(ONE, key="绩效审计", value=inputs["审计监督"], at=YEAR))
    wanted = {"total": published(worked["expected"]["total"])}
    return _run(worked, pack=PROJECTS, facts=facts, expected=_one(**wanted))


def project_weights(worked):
    """The weights of the eleven items, and what the tracking is worth."""
    expected = worked["expected"]
    scheme = {
        "valid": True,
        "weights": worked["inputs"]["weights"],
        "sum": str(expected["sum"]),
        "share": {"跟踪督查": str(expected["tracking_part"])},
    }
    return _run(worked, pack=PROJECTS, expected={"scheme": scheme})


def band(worked):
    """A given total and its grade."""
    given = totals([[ONE, worked["inputs"]["total"]]], at=YEAR)
    expected = _one(grade=worked["expected"]["grade"])
    return _run(worked, pack=DEPARTMENTS, given=given, expected=expected)


def satisfaction(worked):
    """Satisfied ballots out of the valid ones."""
    inputs, expected = worked["inputs"], worked["expected"]
    facts = (
        row(ONE, key="满意票数", value=inputs["satisfied"], at=YEAR),
        row(ONE, key="有效票数", value=inputs["ballots"], at=YEAR),
    )
    codes = {HEAD_BARRED: expected["head_barred"], RECTIFY: expected["rectify"]}
    wanted = {
        "nodes": {"满意率": published(expected["rate"])},
        "consequences": {code: {} for code, follows in codes.items() if follows},
        "no_consequences": [code for code, follows in codes.items() if not follows],
    }
    return _run(worked, pack=DEPARTMENTS, facts=facts, expected=_one(**wanted))


def award(worked):
    """Base wages of the staff, and a total that has the grade."""
    inputs = worked["inputs"]
    facts = [
        row(ONE, key="基础工资", value=wage, at=YEAR, 编号=f"第{place}人")
        for place, wage in enumerate(inputs["base_wages"], start=1)
    ]
    given = totals([[ONE, TOTAL_OF_GRADE[inputs["grade"]]]], at=YEAR)
    wanted = {
        "grade": inputs["grade"],
        "consequences": {AWARD: {"amount": worked["expected"]["award"]}},
    }
    return _run(worked, pack=DEPARTMENTS, facts=facts, given=given, expected=_one(**wanted))


def measures(worked):
    """Grades of some years: with the ruling on 差 all measures, without it what is clear."""
    given = [
        row(ONE, key="总分", value=TOTAL_OF_GRADE[grade], at=year)
        for year, grade in worked["inputs"]["grades"].items()
    ]
    named = worked["expected"]["measures"]
    absent = [code for name, code in MEASURES.items() if name not in named]
    runs = []
    for ruling, state in (("是", "proposed"), ("否", "awaiting_ruling")):
        states = {MEASURES[n]: {"state": state if n in UNCLEAR else "proposed"} for n in named}
        expected = _one(consequences=states, no_consequences=absent)
        parameters = {RULING: ruling}
        runs.append(
            _run(
                worked,
                pack=DEPARTMENTS,
                given=given,
                period="2015",
                parameters=parameters,
                expected=expected,
            )
        )
    return tuple(runs)


def counts(worked):
    """Too many items of one part: named, while the other part is in order."""
    inputs, expected = worked["inputs"], worked["expected"]
    facts = [
        row(ONE, key=key, 事项=f"{key}{place}", at=HALF)
        for word, key in ITEM_FIELDS.items()
        for place in range(1, inputs[word] + 1)
    ]
    about = ITEM_FIELDS[expected["field"]]
    others = [key for key in ITEM_FIELDS.values() if key != about]
    wanted = {"problems_about": [about], "no_problems_about": others}
    return _run(worked, pack=DEPARTMENTS, facts=facts, expected=_one(**wanted))


def training(worked):
    """Too few people sent to training."""
    facts = (row(ONE, key="参加培训人数", value=worked["inputs"]["trained"], at=YEAR),)
    return _run(
        worked, pack=DEPARTMENTS, facts=facts, expected=_one(problems_about=["参加培训人数"])
    )


def veto(worked):
    """A veto: the score stays, the grade is capped, no award."""
    inputs, expected = worked["inputs"], worked["expected"]
    facts = [row(ONE, key=name, 日期="2016-05-01", 编号="案1") for name in inputs["veto"]]
    given = totals([[ONE, inputs["total"]]], at=YEAR)
    wanted = {
        "total": published(expected["score"]),
        "grade_before": "优秀",
        "grade": expected["grade_cap"],
        "no_consequences": [AWARD],
    }
    return _run(worked, pack=DEPARTMENTS, facts=facts, given=given, expected=_one(**wanted))


SORTS = {
    formula: "GB-105 GB-107",
    halves: "GB-106",
    tree: "GB-109 GB-111 GB-122 GB-123 GB-173",
    special: "GB-113 GB-115 GB-116 GB-117 GB-118 GB-119 GB-120",
    project: "GB-125",
    project_weights: "GB-126",
    band: "GB-127 GB-129 GB-130 GB-131 GB-132",
    satisfaction: "GB-134",
    award: "GB-135 GB-136",
    measures: "GB-139 GB-140",
    counts: "GB-141",
    training: "GB-143",
    veto: "GB-172",
}
TRANSLATIONS = {one: translate for translate, ids in SORTS.items() for one in ids.split()}


def translate_all() -> tuple[Translated, ...]:
    runs = []
    for one in family_ids("qitai"):
        made = TRANSLATIONS[one](case(one))
        runs += made if isinstance(made, tuple) else (made,)
    return tuple(runs)
