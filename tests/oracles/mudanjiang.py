"""牡丹江: a road transport office, its year's targets and its year of efficiency, with fractions.

Facts of one subject for the targets (numbers are decimal strings):

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

and for the year of efficiency:

    subject, year
    points      the points of 岗位责任, 管理台账 (a part of it), 队伍素质; 信息化 has the rest
    ledgers     [{ledger, state}]: each of four kinds is worth a quarter
    works       制度和流程, 队伍素质, 信息化 → [{item, points, mark, joint}], joint: somebody helps
    self        the total that the office gives itself;  before: last year's total, where known
    faults, absences    [{count, state}]: papers not in order, people late or absent
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


# --- the year of efficiency -----------------------------------------------------------------------

LEDGERS = ("企业", "车辆", "从业人员", "重要文件")
RULES, STAFF, SYSTEMS = "制度和流程", "队伍素质", "信息化"
POSTS, REGISTERS = "岗位责任", "管理台账"


def field_marks(points: Mapping[str, str]) -> dict[str, Fraction]:
    """Points of each field; rules have what registers leave of the posts."""
    full = {name: number(points[name]) for name in (POSTS, REGISTERS, STAFF)}
    full |= {RULES: full[POSTS] - full[REGISTERS], SYSTEMS: HUNDRED - full[POSTS] - full[STAFF]}
    if any(value < 0 for value in full.values()) or not (full[RULES] and full[SYSTEMS]):
        raise BadFactsError("the fields have other points")
    return full


def works(items: Sequence[Mapping], *, full: Fraction) -> Fraction:
    """Marks over points, on the points of the field."""
    marks = [(number(one["mark"]), number(one["points"])) for one in items]
    if any(not 0 <= mark <= points for mark, points in marks):
        raise BadFactsError("a mark beyond the points")
    whole = sum((points for _, points in marks), NOTHING)
    return full * sum((mark for mark, _ in marks), NOTHING) / whole


def efficiency(facts: Mapping) -> dict:
    full = field_marks(facts["points"])
    kinds = {row["ledger"] for row in counted(facts["ledgers"])}
    found = {name: works(facts["works"][name], full=full[name]) for name in facts["works"]}
    registers = full[REGISTERS] * len(kinds & set(LEDGERS)) / len(LEDGERS)
    total = registers + sum(found.values(), NOTHING)
    nodes = {
        f"{POSTS}/{REGISTERS}": registers,
        f"{POSTS}/{RULES}": found[RULES],
        POSTS: registers + found[RULES],
        STAFF: found[STAFF],
        SYSTEMS: found[SYSTEMS],
        "总分": total,
        "核验差额": total - number(facts["self"]),
        "失分": HUNDRED - total,
    }
    if "before" in facts:
        nodes["比上年"] = total - number(facts["before"])
    alone = any(not one["joint"] for items in facts["works"].values() for one in items)
    return {
        "subject": facts["subject"],
        "nodes": nodes,
        "total": total,
        "grade": None,
        "grades_possible": (),
        "proposals": _follow_up(facts, nodes=nodes),
        "told": frozenset({"requirement-warning"} if alone else ()),
    }


def _follow_up(facts: Mapping, *, nodes: Mapping) -> dict[str, tuple[str, Fraction | None]]:
    """What differs, what was lost, what was not in order; a bonus cut is only listed."""
    amounts = {"difference": nodes["核验差额"], "improvement": nodes["失分"]}
    amounts["documents"] = _sum(facts["faults"], of="")
    found: dict[str, tuple[str, Fraction | None]] = {
        code: ("proposed", amount) for code, amount in amounts.items() if amount
    }
    if _sum(facts["absences"], of=""):
        found["attendance-bonus"] = ("not_executable", None)
    return found


# --- both ----------------------------------------------------------------------------------------


def group(population: Sequence[Mapping]) -> dict:
    """Scores and ranks; the text has no grades."""
    scored = {
        facts["subject"]: efficiency(facts) if "works" in facts else score(facts)
        for facts in population
    }
    places = ranks({name: result["total"] for name, result in scored.items()})
    return {"subjects": {name: result | {"rank": places[name]} for name, result in scored.items()}}
