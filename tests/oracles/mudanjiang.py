"""牡丹江: a year's targets of a road transport office, from the text, with fractions.

Facts of one subject (numbers are decimal strings):

    subject, year
    points      the points of 规费征收, 客运站建设, 学习考核, 群众满意; 其他目标 have the rest of 90
    fees        {target, actual}: until they were abolished
    stations    {target, actual};  exam: a mean out of a hundred
    content     {good, valid}: answers of the public
    others      [{item, points, mode, target, actual}]: 按量 by completion, 按质 marks in points
    bonuses     [{amount, count, state}], no cap
    self        {base, bonus}: what the office says of itself
    quarters    the quarters that were accepted
    late, needs [{count, state}]: tasks not in time, difficulties
    given       责任目标 or 加分 → value: stands for the computation (worked cases only)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.oracles.common import HUNDRED, counted, half_up, number, ranks

FULL = Fraction(90)
#: The fees were collected for the last time in this year.
LAST_YEAR_OF_FEES = 2008
QUARTERS = ("一季度", "二季度", "三季度", "四季度")
NOTHING, WHOLE = Fraction(0), Fraction(1)
FEES, STATIONS, EXAM = "规费征收", "乡镇客运站建设", "学习考核"
CONTENT, OTHERS = "群众满意", "其他目标"
#: The parameter of 乡镇客运站建设 has a shorter name.
PARAMETERS = {FEES: FEES, STATIONS: "客运站建设", EXAM: EXAM, CONTENT: CONTENT}


class BadFactsError(ValueError):
    """Facts that the text does not admit."""


def full_marks(points: Mapping[str, str]) -> dict[str, Fraction]:
    """Points of each target; what is named in the text leaves the rest to the others."""
    full = {name: number(points[word]) for name, word in PARAMETERS.items()}
    rest = FULL - sum(full.values(), NOTHING)
    if rest <= 0 or any(value < 0 for value in full.values()):
        raise BadFactsError("no points are left for the other targets")
    return full | {OTHERS: rest}


def completion(row: Mapping) -> Fraction:
    """What was reached of the target; more is no more than all."""
    return min(WHOLE, ratio(row))


def ratio(row: Mapping) -> Fraction:
    if number(row["target"]) <= 0:
        raise BadFactsError("a target is not above zero")
    return number(row["actual"]) / number(row["target"])


def rate(content: Mapping) -> Fraction | None:
    """The share of those content among the answered; of none there is no share."""
    good, valid = number(content["good"]), number(content["valid"])
    if good > valid:
        raise BadFactsError("more are content than were asked")
    return good / valid if valid else None


def others(items: Sequence[Mapping], *, full: Fraction) -> Fraction:
    """Each target for itself; together they have just the points that are left."""
    if sum((number(one["points"]) for one in items), NOTHING) != full:
        raise BadFactsError("the other targets have other points")
    found = NOTHING
    for one in items:
        points, actual = number(one["points"]), number(one["actual"])
        if one["mode"] == "按质":
            if actual > points:
                raise BadFactsError("a mark beyond the points")
            found += actual
        else:
            found += points * completion(one)
    return found


def base(facts: Mapping) -> dict[str, Fraction]:
    """The targets and what they come to out of 90; one left out leaves its points to the rest."""
    full = full_marks(facts["points"])
    rates: dict[str, Fraction | None] = {
        STATIONS: completion(facts["stations"]),
        EXAM: number(facts["exam"]) / HUNDRED,
        CONTENT: rate(facts["content"]),
        OTHERS: others(facts["others"], full=full[OTHERS]) / full[OTHERS],
    }
    if facts["year"] <= LAST_YEAR_OF_FEES:
        rates[FEES] = completion(facts["fees"])
    parts = {name: full[name] * one for name, one in rates.items() if one is not None}
    whole = sum((full[name] for name in parts), NOTHING)
    found = {f"责任目标/{name}": value for name, value in parts.items()}
    return found | {"责任目标": FULL * sum(parts.values(), NOTHING) / whole}


def fees(row: Mapping) -> dict[str, Fraction]:
    """How far the plan of fees was fulfilled, as it is told."""
    percent = ratio(row) * HUNDRED
    over = number(row["actual"]) - number(row["target"])
    return {"规费完成率": percent, "规费完成率整数": Fraction(half_up(percent)), "规费超收": over}


def _sum(rows: Sequence[Mapping], *, of: str) -> Fraction:
    read = [dict(row) | {"worth": number(row.get(of, 1))} for row in rows]
    times = ((row["worth"], number(row.get("count", 1))) for row in counted(read))
    return sum((worth * count for worth, count in times), NOTHING)


def score(facts: Mapping) -> dict:
    given = {name: number(value) for name, value in facts.get("given", {}).items()}
    nodes: dict[str, Fraction] = {} if "责任目标" in given else base(facts)
    if "加分" not in given:
        nodes["加分"] = _sum(facts["bonuses"], of="amount")
    nodes |= given
    nodes["总分"] = nodes["责任目标"] + nodes["加分"]
    nodes["自查总分"] = number(facts["self"]["base"]) + number(facts["self"]["bonus"])
    nodes["核验差额"] = nodes["总分"] - nodes["自查总分"]
    if "fees" in facts and facts["year"] <= LAST_YEAR_OF_FEES:
        nodes |= fees(facts["fees"])
    missing = set(QUARTERS) - set(facts.get("quarters", ()))
    return {
        "subject": facts["subject"],
        "nodes": nodes,
        "total": nodes["总分"],
        "grade": None,
        "grades_possible": (),
        "proposals": _proposals(facts, difference=nodes["核验差额"]),
        "told": frozenset({"requirement-warning"} if missing else ()),
    }


def _proposals(facts: Mapping, *, difference: Fraction) -> dict[str, tuple[str, Fraction | None]]:
    """What differs is explained, what is late is mended; a penalty is only listed."""
    found: dict[str, tuple[str, Fraction | None]] = {}
    if difference:
        found["difference"] = ("proposed", difference)
    late = _sum(facts.get("late", ()), of="")
    if late:
        found |= {"rectification": ("proposed", late), "penalty": ("not_executable", None)}
    if _sum(facts.get("needs", ()), of=""):
        found["superior-support"] = ("proposed", None)
    return found


def group(population: Sequence[Mapping]) -> dict:
    """Scores and ranks; the text has no grades."""
    scored = {facts["subject"]: score(facts) for facts in population}
    places = ranks({name: result["total"] for name, result in scored.items()})
    return {"subjects": {name: result | {"rank": places[name]} for name, result in scored.items()}}
