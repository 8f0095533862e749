"""泰顺: units of the transport bureau in two classes, from the text, with fractions.

Facts of one subject (numbers are decimal strings):

    class       一类 | 二类;  subject, year
    key         work → points of the 重要工作目标
    common      work → points of the 共性工作目标 (一类 only)
    losses      [{work, amount, state}], each with its reason
    growth      [{work, target, actual, state}]: figures of works that may have been over-fulfilled
    bonuses     [{work, level, issued, state}]: `issued` is the year of the paper
    demerits    [{amount, count, state}]
    safety      the grade of 安全管理;  discipline, vetoed: whether there was a case, a veto
    given       node → value: stands for the computation (worked cases only)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.oracles.common import (
    IncompleteFactsError,
    band,
    counted,
    half_up,
    number,
    ranks,
)

#: Five values; the bodies that an 或 of the text joins share one.
HONOURS = {
    "党中央国务院": "4",
    "省委省政府": "3",
    "交通运输部": "3",
    "省厅": "2",
    "市委市政府": "2",
    "市局": "1",
    "县委县政府": "1",
    "局党委": "0.5",
}
REACHED = Fraction(11, 10)
EXTRA, SHARE = Fraction(2), Fraction(3, 10)
LEAST, MOST = Fraction(1), Fraction(5)
OF_THE_HEAD = Fraction(6, 10)
FLOORS = [("优秀", "80"), ("良好", "70"), ("合格", "60")]
LOWEST = "不合格"
SAFE = ("合格", "良好", "优秀")
BEFORE = {"优秀": "良好"}
PLACES = 1
WITH_COMMON = "一类"


class BadFactsError(ValueError):
    """Facts that the text does not admit."""


def _figures(rows: Sequence[Mapping], *, names: Sequence[str]) -> list[dict]:
    """The confirmed rows with their figures read; a figure missing anywhere is refused."""
    read = [dict(row) | {name: number(row[name]) for name in names} for row in rows]
    return [dict(row) for row in counted(read)]


def items(points: Mapping[str, str], *, losses: Sequence[Mapping]) -> Fraction:
    """Each work its points less what is taken from it, down to nothing."""
    taken = dict.fromkeys(points, Fraction(0))
    for row in _figures(losses, names=["amount"]):
        if row["work"] in taken:
            taken[row["work"]] += row["amount"]
    left = (max(Fraction(0), number(points[work]) - taken[work]) for work in points)
    return sum(left, Fraction(0))


def extra(points: Mapping[str, str], *, growth: Sequence[Mapping]) -> Fraction:
    """2 for each work that is over-fulfilled by a tenth or more, at most 30 % of its points."""
    works = {
        row["work"]
        for row in _figures(growth, names=["target", "actual"])
        if row["actual"] >= REACHED * row["target"]
    }
    return sum((min(EXTRA, SHARE * number(points[work])) for work in works), Fraction(0))


def bonus(events: Sequence[Mapping], *, year: int) -> Fraction:
    """The highest honour of each work, among the papers of the year."""
    best: dict[str, Fraction] = {}
    for row in (one for one in counted(events) if one["issued"] == year):
        value = number(HONOURS[row["level"]])
        best[row["work"]] = max(value, best.get(row["work"], value))
    return sum(best.values(), Fraction(0))


def demerit(events: Sequence[Mapping]) -> Fraction:
    """1 to 5 a case."""
    rows = _figures(events, names=["amount"])
    if any(not LEAST <= row["amount"] <= MOST for row in rows):
        raise BadFactsError("a case takes 1 to 5 points")
    return sum((row["amount"] * row.get("count", 1) for row in rows), Fraction(0))


def check_reason(reason: str) -> None:
    if not reason:
        raise BadFactsError("a deduction needs its reason")


def one_place(value: Fraction) -> Fraction:
    """Half away from zero, by whole numbers only."""
    tenths = half_up(abs(value) * 10)
    return Fraction(tenths if value >= 0 else -tenths, 10)


def grade_of(total: Fraction, *, facts: Mapping) -> str:
    """By the figure of one place; 优秀 asks three things more, else it is 良好."""
    grade = band(total, floors=FLOORS, otherwise=LOWEST)
    if grade not in BEFORE:
        return grade
    if facts.get("safety") is None:
        raise IncompleteFactsError("the grade of 安全管理 is missing")
    good = facts["safety"] in SAFE and not facts.get("discipline") and not facts.get("vetoed")
    return grade if good else BEFORE[grade]


def _obtained(facts: Mapping, nodes: dict) -> Fraction:
    if "考核实得分" in facts.get("given", {}):
        return number(facts["given"]["考核实得分"])
    key, losses = facts["key"], facts["losses"]
    common = facts["common"] if facts["class"] == WITH_COMMON else {}
    if sum((number(one) for one in [*key.values(), *common.values()]), Fraction(0)) != 100:
        raise BadFactsError("the points of a unit are 100 in all")
    parts = {
        "重要工作目标/重要目标": items(key, losses=losses),
        "重要工作目标/超额加分": extra(key, growth=facts["growth"]),
        "共性工作目标": items(common, losses=losses),
    }
    important = parts["重要工作目标/重要目标"] + parts["重要工作目标/超额加分"]
    nodes |= {f"考核实得分/{name}": value for name, value in parts.items()}
    nodes["考核实得分/重要工作目标"] = important
    return important + parts["共性工作目标"]


def _total(facts: Mapping, nodes: dict) -> Fraction:
    given = facts.get("given", {})
    if "总分" in given:
        return number(given["总分"])
    up = number(given["加分"]) if "加分" in given else bonus(facts["bonuses"], year=facts["year"])
    down = number(given["减分"]) if "减分" in given else demerit(facts["demerits"])
    nodes["考核实得分"] = _obtained(facts, nodes)
    nodes |= {"加分": up, "减分": down, "主要负责人差分": down * OF_THE_HEAD}
    return nodes["考核实得分"] + up - down


def score(facts: Mapping) -> dict:
    nodes: dict[str, Fraction] = {}
    total = one_place(_total(facts, nodes))
    nodes["总分"] = total
    grade = grade_of(total, facts=facts)
    return {
        "subject": facts["subject"],
        "nodes": nodes,
        "total": total,
        "grade": grade,
        "proposals": _proposals(grade, demerits=nodes.get("减分", Fraction(0))),
    }


def _proposals(grade: str, *, demerits: Fraction) -> dict[str, tuple[str, Fraction | None]]:
    """Codes, states, amounts; who lags behind is not defined: nothing adverse is taken for set."""
    found: dict[str, tuple[str, Fraction | None]] = {"leaders-record": ("proposed", None)}
    if demerits:
        found["head-ledger"] = ("proposed", demerits * OF_THE_HEAD)
    if grade == LOWEST:
        found |= dict.fromkeys(("accountability", "team-adjustment"), ("awaiting_ruling", None))
    return found


def group(population: Sequence[Mapping]) -> dict:
    """Scores and grades, ranks within each class; nothing is rationed."""
    scored = {facts["subject"]: score(facts) for facts in population}
    places: dict[str, int] = {}
    for name in {facts["class"] for facts in population}:
        members = [facts["subject"] for facts in population if facts["class"] == name]
        places |= ranks({member: scored[member]["total"] for member in members})
    subjects = {name: result | {"rank": places[name]} for name, result in scored.items()}
    return {"subjects": subjects, "places": PLACES}
