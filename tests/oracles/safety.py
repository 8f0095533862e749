"""安全生产: what campaigns do to a unit's year, and a county's figures, with fractions.

Facts of a unit (numbers are decimal strings, days ISO):

    subject, year, group
    mark         out of a hundred
    acceptances  [{failed, count, state}];  taken: what one failed acceptance costs (parameter)
    during       whole (the campaign) or rounds (its two rounds);  larger: larger ones bar too
    accidents, findings   [{day, grade | kind, number, mended; count, state}]
    survey       the day on which the survey was handed in
    slack, poor  [{state}]: duty not done, poor work, as found by the committee

and of a county: counts (name → number), per_head, reward, reports [{day, true, count, state}],
meetings (quarters).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from tests.oracles.common import HUNDRED, IncompleteFactsError, counted, number, ranks

NOTHING = Fraction(0)
CAMPAIGN = (date(2016, 3, 1), date(2016, 12, 31))
#: Five phases, the first and the last day of each.
PHASES = (
    (date(2016, 3, 1), date(2016, 3, 31)),
    (date(2016, 4, 1), date(2016, 6, 30)),
    (date(2016, 7, 1), date(2016, 8, 31)),
    (date(2016, 9, 1), date(2016, 10, 31)),
    (date(2016, 11, 1), date(2016, 12, 31)),
)
ROUNDS = (PHASES[1], PHASES[3])
SURVEY_DUE = date(2016, 3, 31)
ORDINALS = "一二三四五"
ILLEGAL, KINDS_OF_ILLEGAL = "非法违法", 10
GENERAL = "一般"
REWARDED_FROM = date(2016, 3, 1)
QUARTERS = ("一季度", "二季度", "三季度", "四季度")


class BadFactsError(ValueError):
    """Facts that the text does not admit."""


def day_of(row: Mapping) -> date:
    if row["day"] is None:
        raise IncompleteFactsError("a day is missing")
    return date.fromisoformat(row["day"])


def complete(lists: Iterable[Sequence[Mapping]]) -> None:
    """No row lacks its day or its number, whether it counts or not."""
    for rows in lists:
        for row in rows:
            if "day" in row:
                day_of(row)
            number(row.get("number", 1))


def how_many(rows: Iterable[Mapping]) -> Fraction:
    return sum((number(row.get("count", 1)) for row in rows), NOTHING)


def phase(day: date) -> int:
    """In which of the five phases a day lies; 0: in none."""
    inside = [place for place, (first, last) in enumerate(PHASES, 1) if first <= day <= last]
    return inside[0] if inside else 0


def in_campaign(day: date, *, during: str) -> bool:
    windows = (CAMPAIGN,) if during == "whole" else ROUNDS
    return any(first <= day <= last for first, last in windows)


def taken(rows: Sequence[Mapping], *, each: str) -> Fraction:
    """What failed acceptances cost."""
    return number(each) * how_many(row for row in counted(rows) if row["failed"])


def findings(rows: Sequence[Mapping]) -> dict[str, Fraction]:
    found = counted(rows)
    if any(one["kind"] == ILLEGAL and number(one["number"]) > KINDS_OF_ILLEGAL for one in found):
        raise BadFactsError("there are ten kinds of illegal acts")
    days = [(day_of(one), one) for one in found]
    nodes = {
        f"第{word}阶段查出": how_many(one for day, one in days if phase(day) == place)
        for place, word in enumerate(ORDINALS, 1)
    }
    nodes["行动以前查出"] = how_many(one for day, one in days if day < CAMPAIGN[0])
    return nodes | {"没有整改": how_many(one for one in found if not one["mended"])}


def unit(facts: Mapping) -> dict:
    complete((facts["accidents"], facts["findings"]))
    struck = [one for one in counted(facts["accidents"]) if _is_inside(one, facts["during"])]
    general = how_many(one for one in struck if one["grade"] == GENERAL)
    larger = how_many(one for one in struck if one["grade"] != GENERAL)
    off = taken(facts["acceptances"], each=facts["taken"])
    late = Fraction(max(0, (day_of({"day": facts["survey"]}) - SURVEY_DUE).days))
    nodes = findings(facts["findings"]) | {
        "目标考核": number(facts["mark"]),
        "减分": off,
        "总分": max(NOTHING, number(facts["mark"]) - off),
        "行动期间一般事故": general,
        "行动期间较大以上事故": larger,
        "摸底表迟报": late,
    }
    barred = set()
    if general or (facts["larger"] and larger):
        barred.add("集中行动期间一般事故")
    if counted(facts["poor"]):
        barred.add("工作不力取消评先")
    return {
        "subject": facts["subject"],
        "nodes": nodes,
        "total": nodes["总分"],
        "grade": None,
        "grades_possible": (),
        "proposals": _follow_up(facts, nodes=nodes),
        "barred": frozenset(barred),
        "told": frozenset(),
    }


def _is_inside(accident: Mapping, during: str) -> bool:
    return in_campaign(day_of(accident), during=during)


def _follow_up(facts: Mapping, *, nodes: Mapping) -> dict[str, tuple[str, Fraction | None]]:
    found: dict[str, tuple[str, Fraction | None]] = {}
    if any(one["failed"] for one in counted(facts["acceptances"])):
        found["acceptance-rectification"] = ("proposed", None)
    if nodes["行动期间较大以上事故"]:  # until there is a ruling, it is only listed
        found["larger-accident"] = ("proposed" if facts["larger"] else "awaiting_ruling", None)
    if counted(facts["slack"]):
        found |= {"warning": ("proposed", None), "accountability": ("awaiting_basis", None)}
    for code, word in (("hazards-left", "没有整改"), ("survey-late", "摸底表迟报")):
        if nodes[word]:
            found[code] = ("proposed", nodes[word])
    return found


# --- a county ------------------------------------------------------------------------------------

#: What is a part of what, the rate and the rest; a plan may be done more than once.
RATES = {
    "高危企业参保率": ("参保企业数", "高危企业数", "没有参保", "insurance-left"),
    "预案备案率": ("预案备案数", "生产经营单位数", "没有备案", "filing-left"),
    "标准化达标率": ("标准化达标数", "工矿商贸企业数", "没有达标", "standards-left"),
}


def funds(people: str, *, per_head: str) -> Fraction:
    return number(people) * number(per_head)


def rewarded(reports: Sequence[Mapping]) -> Fraction:
    """Reports that proved true, from March on."""
    return how_many(one for one in counted(reports) if one["true"] and day_of(one) >= REWARDED_FROM)


def county(facts: Mapping) -> dict:
    complete((facts["reports"],))
    counts = {name: number(value) for name, value in facts["counts"].items()}
    nodes: dict[str, Fraction | None] = {}
    found: dict[str, tuple[str, Fraction | None]] = {}
    for word, (part, whole, rest, code) in RATES.items():
        if counts[part] > counts[whole]:
            raise BadFactsError(f"{part} is more than {whole}")
        nodes[word] = counts[part] / counts[whole] * HUNDRED if counts[whole] else None
        nodes[rest] = counts[whole] - counts[part]
        if nodes[rest]:
            found[code] = ("proposed", nodes[rest])
    planned = counts["计划执法数"]
    nodes["执法覆盖率"] = counts["实际执法数"] / planned * HUNDRED if planned else None
    owed = funds(facts["counts"]["常住人口"], per_head=facts["per_head"])
    gap, told = max(NOTHING, owed - counts["安全生产经费"]), set(QUARTERS) - set(facts["meetings"])
    count = rewarded(facts["reports"])
    amount = count * number(facts["reward"])
    if gap:
        found["fund-gap"] = ("proposed", gap)
    if amount:
        found["report-reward"] = ("awaiting_basis", amount)
    nodes |= {"应落实经费": owed, "经费缺口": gap, "应奖励举报": count, "奖励金额": amount}
    return {
        "subject": facts["subject"],
        "nodes": nodes,
        "total": None,
        "rank": None,
        "grade": None,
        "grades_possible": (),
        "proposals": found,
        "told": frozenset({"requirement-warning"} if told else ()),
    }


# --- both ----------------------------------------------------------------------------------------


def group(population: Sequence[Mapping]) -> dict:
    """Scores of units, ranked by class; a county for itself."""
    if all("counts" in facts for facts in population):
        return {"subjects": {one["subject"]: county(one) for one in population}}
    found = {facts["subject"]: unit(facts) for facts in population}
    places: dict[str, int] = {}
    for kind in {facts["class"] for facts in population}:
        own = {f["subject"]: found[f["subject"]]["total"] for f in population if f["class"] == kind}
        places |= ranks(own)
    return {"subjects": {name: one | {"rank": places[name]} for name, one in found.items()}}
