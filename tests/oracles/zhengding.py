"""正定: townships, departments and the ancient-town restoration, from the text, with fractions.

Facts of one subject (numbers are decimal strings):

    kind        township | department | old-town
    subject     its name; `group` is the group whose 25 % it competes in; `year` e.g. 2016
    indicators  part → leaf → {actual, standard}; parts: 中期评估 年终评估, or months 01 … 12
    leaders     part → rater class → marks (0–10, old-town 0–30)
    leader_weights   rater class → weight
    satisfaction     department: 1 … 4 → percent;  public_bands: [(floor, points), …] from the top
    excused     old-town: months that are not evaluated by decision (optional)
    bonuses     [{kind: 党委政府|部门, level: 市|省|中央, count, state}]
    deductions  [{cause: 省通报 …, count, state}]
    bars        names of what bars from 先进;  ruled: found 不合格 for grave dereliction
    given       node → value (`指标评估@中期评估`): stands for the computation (worked cases only)
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tests.oracles.common import (
    IncompleteFactsError,
    choose,
    counted,
    half_up,
    number,
    panel,
    ranks,
)

TREES = {
    "township": {
        "经济发展": {"财政收入": 14, "固定资产投资": 14, "招商引资": 12, "农民人均纯收入": 14},
        "社会民生": {"教育": 8, "卫生计生": 8, "社会保障": 10, "安全稳定": 10},
    },
    "department": {
        "经济发展": {"目标任务": 15},
        "业务工作": {"重点工作": 16, "日常工作": 14},
        "优化发展环境": {"服务效能": 8, "依法行政": 7},
    },
    "old-town": {"古城风貌恢复": {"规划实施": 25, "项目进度": 25, "环境整治": 20}},
}
HALVES = ("中期评估", "年终评估")
MONTHS = tuple(f"{month:02d}" for month in range(1, 13))
BONUS = {
    "党委政府": {"市": Fraction(2), "省": Fraction(3), "中央": Fraction(4)},
    "部门": {"市": Fraction(1), "省": Fraction(2), "中央": Fraction(3)},
}
DEDUCTION = {
    "省通报": Fraction(2),
    "市通报": Fraction(1),
    "县通报": Fraction(1, 2),
    "环境投诉": Fraction(1, 2),
    "党政纪处分": Fraction(1),
    "行政问责": Fraction(1, 2),
}
CAP = Fraction(4)
FLOOR = {"township": Fraction(90), "department": Fraction(90), "old-town": Fraction(95)}
PASS = Fraction(60)
#: Bonuses and deductions are for daily work only.
WITHOUT_EVENTS = ("old-town",)


def indicator(points: int | str, *, standard: str, actual: str) -> Fraction:
    """Full points from the standard on, below it in proportion."""
    if not number(standard):
        raise IncompleteFactsError("a standard of zero has no proportion")
    return number(points) * min(Fraction(1), number(actual) / number(standard))


def bonus(events: Sequence[dict]) -> Fraction:
    rows = counted(events)
    return min(
        CAP, sum((BONUS[r["kind"]][r["level"]] * r.get("count", 1) for r in rows), Fraction())
    )


def deduction(events: Sequence[dict]) -> Fraction:
    rows = counted(events)
    return min(CAP, sum((DEDUCTION[r["cause"]] * r.get("count", 1) for r in rows), Fraction()))


def public_points(satisfaction: str, *, bands: Sequence[tuple[str, str]]) -> Fraction:
    """Points of the first band reached, 0 below the last."""
    reached = (points for low, points in bands if number(satisfaction) >= number(low))
    return number(next(reached, "0"))


def _given(facts: dict, key: str) -> Fraction | None:
    value = facts.get("given", {}).get(key)
    return None if value is None else number(value)


def _indicators_at(facts: dict, part: str, nodes: dict) -> Fraction:
    given = _given(facts, f"指标评估@{part}")
    if given is not None:
        return given
    whole = Fraction(0)
    for first, leaves in TREES[facts["kind"]].items():
        total = Fraction(0)
        for leaf, points in leaves.items():
            row = facts["indicators"][part][leaf]
            value = indicator(points, standard=row["standard"], actual=row["actual"])
            nodes[f"指标评估/{first}/{leaf}@{_label(facts, part)}"] = value
            total += value
        nodes[f"指标评估/{first}@{_label(facts, part)}"] = total
        whole += total
    return whole


def _leaders_at(facts: dict, part: str) -> Fraction:
    given = _given(facts, f"领导评估@{part}")
    if given is not None:
        return given
    return panel(facts["leaders"][part], weights=facts["leader_weights"])


def _label(facts: dict, part: str) -> str:
    return f"{facts['year']}-{part}" if part in MONTHS else f"{facts['year']}{part}"


def _averaged(facts: dict, name: str, nodes: dict) -> Fraction:
    """Halves at 50 % each, or the mean of the months evaluated."""
    given = _given(facts, name)
    if given is not None:
        return given
    parts = MONTHS if facts["kind"] == "old-town" else HALVES
    parts = [part for part in parts if part not in facts.get("excused", ())]
    total = Fraction(0)
    for part in parts:
        value = (
            _indicators_at(facts, part, nodes) if name == "指标评估" else _leaders_at(facts, part)
        )
        nodes[f"{name}@{_label(facts, part)}"] = value
        total += value
    return total / len(parts)


def _public(facts: dict, nodes: dict) -> Fraction:
    total = Fraction(0)
    for quarter in "1234":
        value = _given(facts, f"公众评估@{quarter}")
        if value is None:
            value = public_points(facts["satisfaction"][quarter], bands=facts["public_bands"])
        nodes[f"公众评估@{facts['year']}Q{quarter}"] = value
        total += value
    return total / 4


def score(facts: dict) -> dict:
    """Exact parts and total, and the grade as far as it needs no comparison with others."""
    nodes: dict[str, Fraction] = {}
    total = _given(facts, "总分")
    if total is None:
        parts = {"指标评估": _averaged(facts, "指标评估", nodes)}
        if facts["kind"] == "department":
            parts["公众评估"] = _public(facts, nodes)
        parts["领导评估"] = _averaged(facts, "领导评估", nodes)
        total = sum(parts.values(), Fraction(0))
        if facts["kind"] not in WITHOUT_EVENTS:
            given = _given(facts, "加分"), _given(facts, "减分")
            parts["加分"] = bonus(facts.get("bonuses", ())) if given[0] is None else given[0]
            parts["减分"] = deduction(facts.get("deductions", ())) if given[1] is None else given[1]
            total += parts["加分"] - parts["减分"]
        nodes |= parts
    nodes["总分"] = total
    ruled = facts.get("ruled", False)
    return {
        "subject": facts["subject"],
        "total": total,
        "nodes": nodes,
        "grade": "不合格" if ruled or total < PASS else "合格",
        "may_be_advanced": total >= FLOOR[facts["kind"]] and not ruled and not facts.get("bars"),
    }


def quota(units: int) -> tuple[Fraction, int]:
    """25 % of the units of a group, half up."""
    raw = Fraction(units, 4)
    return raw, half_up(raw)


def group(population: Sequence[dict]) -> dict:
    """先进 by group with its ties, ranks within the group, and who is copied to the departments."""
    scored = [score(facts) for facts in population]
    names = list(dict.fromkeys(facts["group"] for facts in population))
    subjects, decisions = {}, {}
    for name in names:
        members = [
            (facts, result)
            for facts, result in zip(population, scored, strict=True)
            if facts["group"] == name
        ]
        old_town = members[0][0]["kind"] == "old-town"
        raw, seats = (None, 5) if old_town else quota(len(members))
        eligible = {r["subject"]: r["total"] for _, r in members if r["may_be_advanced"]}
        decision = choose(eligible, seats=seats) | {"raw": raw}
        decision["below_minimum"] = old_town and len(eligible) < 3
        decisions[name] = decision
        places = ranks({result["subject"]: result["total"] for _, result in members})
        for _, result in members:
            subjects[result["subject"]] = _graded(result, decision, places)
    return {"subjects": subjects, "decisions": decisions, "copied": copied(population)}


def _graded(result: dict, decision: dict, places: dict) -> dict:
    name = result["subject"]
    possible = [result["grade"]]
    if name in decision["proposed"]:
        possible = ["先进"]
    elif name in decision["tied"]:
        possible = ["先进", result["grade"]]
    return result | {
        "grade": possible[0] if len(possible) == 1 else None,
        "grades_possible": possible,
        "rank": places[name],
    }


def copied(population: Sequence[dict]) -> dict:
    """Daily-work subjects below 60 and among the last three of the list handed in.

    `certain`: among them whoever breaks a tie; `tied`: only if a tie is broken so.
    """
    daily = [score(facts) for facts in population if facts["kind"] != "old-town"]
    certain, tied = [], []
    for result in daily:
        below = sum(other["total"] < result["total"] for other in daily)
        level = sum(other["total"] == result["total"] for other in daily)
        if result["total"] < PASS and below < 3:
            (certain if below + level <= 3 else tied).append(result["subject"])
    return {"certain": certain, "tied": tied}
