"""安全生产: from the words of the worked cases to rows of the table and places in the result."""

from __future__ import annotations

from collections.abc import Mapping

from tests.golden.load import case, family_ids
from tests.regulations.translated import Translated, exact, published, row, subjects_of

UNITS = ("anquan-units", "乡镇")
COUNTY = ("anquan-county", "县")
YEAR, ONE = "2016", "甲"
GIVEN_ALLOWED: dict[str, tuple[str, ...]] = {}
#: What a failed acceptance costs is open; a case that does not speak of it takes nothing.
OPEN = {"验收不合格扣分": "0"}
BAR = "集中行动期间一般事故:取消评先:单位"
#: A day of the campaign, where a case says that something happened in it and not when.
IN_CAMPAIGN = "2016-05-10"
#: The phase that a case numbers, and the pack's count of what was found in it.
PHASES = ("行动以前查出", *(f"第{word}阶段查出" for word in "一二三四五"))


def _run(
    worked: dict, pack: tuple[str, str], *, facts, subjects: Mapping, parameters=None
) -> Translated:
    name, kind = pack
    return Translated(
        case=worked["id"],
        pack=name,
        period=YEAR,
        facts=tuple(facts),
        subjects=subjects_of(tuple(facts), kind=kind),
        parameters=parameters or {},
        expected={"subjects": subjects},
    )


def funds(worked):
    """So much a head."""
    inputs = worked["inputs"]
    facts = [row(ONE, key="常住人口", value=inputs["population"], at=YEAR)]
    wanted = {"nodes": {"应落实经费": published(worked["expected"]["minimum"])}}
    own = {"人均经费": inputs["per_head"]}
    return _run(worked, COUNTY, facts=facts, subjects={ONE: wanted}, parameters=own)


def reward(worked):
    """A report is rewarded or not."""
    inputs = worked["inputs"]
    true = {True: "是", False: "否"}[inputs["verified"]]
    facts = [row(ONE, key="举报", 日期=inputs["report_date"], 编号="一", 查实=true)]
    count = {True: "1", False: "0"}[worked["expected"]["entitled"]]
    wanted = {"nodes": {"应奖励举报": exact(count)}, "no_consequences": ["report-reward"]}
    return _run(worked, COUNTY, facts=facts, subjects={ONE: wanted})


def phases(worked):
    """Each day stands for a unit of its own, which found one hazard on it."""
    days, places = worked["inputs"]["dates"], worked["expected"]["phases"]
    pairs = [(f"{place}乡", day) for place, day in enumerate(days)]
    facts = [
        row(name, key="问题隐患", 日期=day, 编号=name, 性质="隐患缺陷", 种类号=1)
        for name, day in pairs
    ]
    subjects = {}
    for (name, _day), own in zip(pairs, places, strict=True):
        counts = {word: "1" if place == own else "0" for place, word in enumerate(PHASES)}
        subjects[name] = {"nodes": {word: exact(count) for word, count in counts.items()}}
    return _run(worked, UNITS, facts=facts, subjects=subjects, parameters=OPEN)


def accident(worked):
    """The score stays, the unit is out of the awards."""
    inputs, expected = worked["inputs"], worked["expected"]
    facts = [row(ONE, key="目标考核", value=inputs["score"], at=YEAR)]
    if inputs["general_accident_in_campaign"]:
        facts.append(row(ONE, key="安全事故", 日期=IN_CAMPAIGN, 编号="一", 等级="一般"))
    flags = [] if expected["award_eligible"] else [BAR]
    wanted = {"total": exact(expected["score"]), "flags": flags}
    return _run(worked, UNITS, facts=facts, subjects={ONE: wanted}, parameters=OPEN)


def acceptance(worked):
    """An acceptance that failed costs points, and something is to be mended."""
    inputs, expected = worked["inputs"], worked["expected"]
    result = {"failed": "不合格", "passed": "合格"}[inputs["acceptance"]]
    facts = [row(ONE, key="减分", 日期="2016-12-28", 编号="一", 验收结果=result)]
    found = {"acceptance-rectification": {}} if expected["rectification"] else {}
    wanted = {"nodes": {"减分": exact(expected["deduction"])}, "consequences": found}
    own = {"验收不合格扣分": inputs["deduction_parameter"]}
    return _run(worked, UNITS, facts=facts, subjects={ONE: wanted}, parameters=own)


SORTS = {
    funds: "GB-144",
    reward: "GB-146 GB-147",
    phases: "GB-148",
    accident: "GB-150",
    acceptance: "GB-152",
}
TRANSLATIONS = {one: translate for translate, ids in SORTS.items() for one in ids.split()}


def translate_all() -> tuple[Translated, ...]:
    return tuple(TRANSLATIONS[one](case(one)) for one in family_ids("safety"))
