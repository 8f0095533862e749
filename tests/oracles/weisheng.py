"""卫生系统: three kinds of content, a campaign's papers and checks, what was found; in fractions.

Facts of one unit (numbers are decimal strings):

    subject, class, year
    points      of 患者满意 and 职工满意; 社会满意 has the rest of a hundred
    seats       how many units may be commended
    ruled       whether the rules of accountability are issued
    content     患者满意, 职工满意, 社会满意 → {good, valid}: nobody asked leaves the kind out
    joined      whether the unit joins the campaign
    papers      [{paper, day, state}], day: (month, day)
    works       [{work, day, state}]: the six of the second stage
    promises    [{way, state}]
    found       [{origin, mended, count, state}]: problems that were verified
    survey      {named, valid}: ballots of the reverse survey
    practice    [{amount, count, state}]: points of bad practice, by another rule
    given       总分 → value: stands for the computation (worked cases only)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.oracles.common import HUNDRED, choose, counted, number, ranks

PATIENTS, STAFF, SOCIETY = "患者满意", "职工满意", "社会满意"
#: Both ends are inside; before the first there is no stage.
STAGES = {
    "思想动员": ("03-01", "03-31"),
    "自查整改": ("04-01", "04-30"),
    "检查问责": ("05-01", "12-31"),
}
PAPERS = {"实施方案": "03-15", "成员名单": "03-15", "综合分析报告": "05-20"}
REPORT = "综合分析报告"
WORKS = ("集中排查", "民主生活会", "评议活动", "整改落实", "选树典型", REPORT)
COVERT = "明察暗访"
HONOUR = "先进单位"
#: Who does not join is not honoured.
BARS = True
NOTHING = Fraction(0)


class BadFactsError(ValueError):
    """Facts that the text does not admit."""


def stage(day: str) -> str | None:
    return next((name for name, (first, last) in STAGES.items() if first <= day <= last), None)


def written(day: tuple[int, int]) -> str:
    """As the text writes it: 03-15."""
    return f"{day[0]:02d}-{day[1]:02d}"


def full_marks(points: Mapping[str, str]) -> dict[str, Fraction]:
    full = {name: number(points[name]) for name in (PATIENTS, STAFF)}
    full[SOCIETY] = HUNDRED - sum(full.values(), NOTHING)
    if full[SOCIETY] <= 0:
        raise BadFactsError("nothing is left for society")
    return full


def contents(facts: Mapping) -> dict[str, Fraction]:
    """Points of those asked, and the total: what nobody was asked of leaves its points."""
    full, parts = full_marks(facts["points"]), {}
    for name, row in facts["content"].items():
        good, valid = number(row["good"]), number(row["valid"])
        if good > valid:
            raise BadFactsError("more are content than were asked")
        if valid:
            parts[name] = full[name] * good / valid
    whole = sum((full[name] for name in parts), NOTHING)
    return parts | {"总分": HUNDRED * sum(parts.values(), NOTHING) / whole}


def late(papers: Sequence[Mapping]) -> int:
    """Papers of which none came in time; the day itself is in time."""
    came = counted(papers)
    return sum(
        not any(one["paper"] == paper and written(one["day"]) <= limit for one in came)
        for paper, limit in PAPERS.items()
    )


def times(rows: Sequence[Mapping]) -> Fraction:
    return sum((number(one.get("count", 1)) for one in rows), NOTHING)


def figures(facts: Mapping) -> dict[str, Fraction]:
    found = counted(facts["found"])
    done = {one["work"] for one in counted(facts["works"])}
    survey = facts["survey"]
    practice = [
        one | {"worth": number(one["amount"]) * number(one.get("count", 1))}
        for one in facts["practice"]
    ]
    return {
        "未按时报送": Fraction(late(facts["papers"])),
        "未做的自查工作": Fraction(len(set(WORKS) - done)),
        "查实问题数": times(found),
        "暗访查实数": times([one for one in found if one["origin"] == COVERT]),
        "未整改问题数": times([one for one in found if not one["mended"]]),
        "反向测评率": number(survey["named"]) / number(survey["valid"]) * HUNDRED,
        "不良执业记分": sum((one["worth"] for one in counted(practice)), NOTHING),
    }


def standing(facts: Mapping) -> dict:
    """The total, and whether the unit may be honoured in the year."""
    given = facts.get("given", {})
    nodes = {"总分": number(given["总分"])} if given else contents(facts)
    return {"nodes": nodes, "total": nodes["总分"], "eligible": facts["joined"] or not BARS}


def score(facts: Mapping) -> dict:
    found = standing(facts)
    nodes = found["nodes"] | figures(facts)
    april = STAGES["自查整改"]
    works = [one for one in counted(facts["works"]) if one["work"] != REPORT]
    early = any(not april[0] <= written(one["day"]) <= april[1] for one in works)
    told = early or not counted(facts["promises"])
    return found | {
        "subject": facts["subject"],
        "nodes": nodes,
        "grade": None,
        "grades_possible": (),
        "proposals": _proposals(facts, nodes=nodes),
        "told": frozenset({"requirement-warning"} if told else ()),
    }


#: Code of a consequence, and the figure that it tells.
AMOUNTS = {
    "late-filing": "未按时报送",
    "self-check-gap": "未做的自查工作",
    "rectification": "未整改问题数",
    "investigation": "暗访查实数",
    "reverse-survey": "反向测评率",
    "licence-check": "不良执业记分",
}


def _proposals(facts: Mapping, *, nodes: Mapping) -> dict[str, tuple[str, Fraction | None]]:
    """Nobody is suspended or sent away by a program; measures wait for their rules."""
    found: dict[str, tuple[str, Fraction | None]] = {
        code: ("proposed", nodes[key]) for code, key in AMOUNTS.items() if nodes[key]
    }
    if nodes["暗访查实数"]:
        found["suspension"] = ("not_executable", None)
    if nodes["查实问题数"]:
        ruled = "proposed" if facts["ruled"] else "awaiting_ruling"
        found |= {"off-post": ("not_executable", None), "measures": (ruled, None)}
        found["head-accountable"] = ("awaiting_ruling", None)
    return found


def honours(members: Mapping[str, Mapping], *, seats: int) -> dict:
    """The best of those that joined; a tie on the last seat is left to people."""
    eligible = {name: one["total"] for name, one in members.items() if one["eligible"]}
    return choose(eligible, seats=seats) | {"raw": None, "what": HONOUR}


def group(population: Sequence[Mapping]) -> dict:
    scored = {facts["subject"]: score(facts) for facts in population}
    places = ranks({name: result["total"] for name, result in scored.items()})
    decision = honours(scored, seats=int(number(population[0]["seats"])))
    for name in decision["proposed"]:
        scored[name]["proposals"]["commendation"] = ("awaiting_basis", None)
    subjects = {name: result | {"rank": places[name]} for name, result in scored.items()}
    return {"subjects": subjects, "decision": decision}
