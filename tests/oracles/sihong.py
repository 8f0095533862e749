"""泗洪: the units of the traffic bureau in two tiers, from the text, with fractions.

Facts of one subject (numbers are decimal strings):

    subject     its name; `group` is its tier; `year` e.g. 2016
    contract    half → [{item, contract, points, marks}]; the points of a half make 100
    colleagues  half → {单位互评: marks, 局机关: marks};  `leaders` half → marks
    half_weights, colleague_weights   name → percent;  `bonus_table` what → points
    bonuses     [{what, system: 是|否, count, state}];  lodged: evidence of the city ranking is in
    carried_in  points carried over from the year before (optional)
    last_in_city   whether last of the city;  violations [{by, count, state}]
    chiefs, members   persons;  singles, vetoes: names;  split [{prize, chiefs_part}]
    given       node → value (`基准分@半年考评`): stands for the computation (worked cases only)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.oracles.common import HUNDRED, choose, counted, mean, number, panel, ranks

HALVES = ("半年考评", "年终考评")
BASE = {"考评组": Fraction(75), "单位互评与局机关": Fraction(10), "局领导": Fraction(15)}
VIOLATION = {
    "市软环境行风检查": Fraction(2),
    "县软环境行风检查": Fraction(1),
    "局明查暗访": Fraction(1, 2),
}
LAST_IN_CITY = Fraction(2)
FIRST, SECOND, NONE = "综合先进奖", "二等奖", "未获综合奖"
#: Seats of a tier, best first, and the prize of each.
SEATS = {FIRST: 1, SECOND: 2}
PRIZES = {FIRST: Fraction(10000), SECOND: Fraction(6000)}
PRIZE_CODES = {FIRST: "first-prize", SECOND: "second-prize"}
SINGLES = ("行风建设", "信访", "安全管理", "工程建设")
SINGLE_PRIZE = Fraction(3000)
CHIEFS_SHARE = Fraction(30, 100)
#: Measures and their codes; the last one only below 65.
MEASURES = {
    "通报批评": "circular-criticism",
    "诫勉谈话": "admonition-talk",
    "罚款": "fine",
    "引咎辞职": "resignation",
}
CRITICISED, RESIGNING = Fraction(75), Fraction(65)
FINES = {"chiefs": Fraction(2000), "members": Fraction(1000)}


def violations(events: Sequence[dict]) -> Fraction:
    """Every violation found, as often as it was found; no cap."""
    return sum((VIOLATION[r["by"]] * r.get("count", 1) for r in counted(events)), Fraction(0))


def penalty(facts: dict) -> Fraction:
    found = violations(facts.get("violations", ()))
    return found + (LAST_IN_CITY if facts.get("last_in_city") else 0)


def bonus(
    events: Sequence[dict], *, table: Mapping[str, str], complete: bool
) -> tuple[Fraction, Fraction]:
    """What counts this year, and what moves to the next: bonuses of the city ranking move as one
    when any unit of the tier has not lodged its evidence.
    """
    now = later = Fraction(0)
    for row in counted(events):
        points = number(table[row["what"]]) * row.get("count", 1)
        if row["system"] == "是" and not complete:
            later += points
        else:
            now += points
    return now, later


def chiefs_minimum(prize: str) -> Fraction:
    """What the two chiefs together get at the least."""
    return number(prize) * CHIEFS_SHARE


def fine(*, chiefs: str | int, members: str | int) -> Fraction:
    return number(chiefs) * FINES["chiefs"] + number(members) * FINES["members"]


def measures(total: Fraction, *, is_last: bool) -> list[str]:
    """Measures against the last of a tier; below 65 is also below 75."""
    if not is_last or total >= CRITICISED:
        return []
    names = list(MEASURES)
    return names if total < RESIGNING else names[:-1]


def budget(*, tiers: int, singles: int) -> Fraction:
    """All prizes of a year, one unit for each single award."""
    of_tier = sum((SEATS[name] * PRIZES[name] for name in SEATS), Fraction(0))
    return tiers * of_tier + singles * SINGLE_PRIZE


def _given(facts: dict, key: str) -> Fraction | None:
    value = facts.get("given", {}).get(key)
    return None if value is None else number(value)


def _contract(clauses: Sequence[dict]) -> Fraction:
    """Marks of all clauses over their points, on a scale of 100."""
    points = sum((number(one["points"]) for one in clauses), Fraction(0))
    return sum((number(one["marks"]) for one in clauses), Fraction(0)) / points * HUNDRED


def _base_at(facts: dict, half: str, nodes: dict) -> Fraction:
    given = _given(facts, f"基准分@{half}")
    if given is not None:
        return given
    marks = {
        "考评组": _contract(facts["contract"][half]),
        "单位互评与局机关": panel(facts["colleagues"][half], weights=facts["colleague_weights"]),
        "局领导": mean(facts["leaders"][half]),
    }
    nodes |= {f"基准分/{name}@{facts['year']}{half}": mark for name, mark in marks.items()}
    return sum((BASE[name] * mark for name, mark in marks.items()), Fraction(0)) / HUNDRED


def _base(facts: dict, nodes: dict) -> Fraction:
    given = _given(facts, "基准分")
    if given is not None:
        return given
    whole = Fraction(0)
    for half in HALVES:
        value = _base_at(facts, half, nodes)
        if "year" in facts:
            nodes[f"基准分@{facts['year']}{half}"] = value
        whole += number(facts["half_weights"][half]) * value
    return whole / HUNDRED


def score(facts: dict, *, complete: bool = True) -> dict:
    """Exact parts and total. `complete`: every unit of the tier has lodged its evidence."""
    nodes: dict[str, Fraction] = {}
    total = _given(facts, "总分")
    if total is None:
        base, bonus_given = _base(facts, nodes), _given(facts, "加分")
        table = facts.get("bonus_table", {})
        now, later = bonus(facts.get("bonuses", ()), table=table, complete=complete)
        carried = number(facts.get("carried_in", "0"))
        minus = penalty(facts)
        nodes |= {"加分/本年加分": now, "加分/上年转入加分": carried, "转入下年加分": later}
        nodes |= {"减分/违纪扣分": violations(facts.get("violations", ()))}
        plus = now + carried if bonus_given is None else bonus_given
        nodes |= {"基准分": base, "加分": plus, "减分": minus}
        total = base + plus - minus
    return {"subject": facts["subject"], "total": total, "nodes": nodes | {"总分": total}}


def group(population: Sequence[dict]) -> dict:
    """Prizes by tier with their ties, ranks in the tier, and everything that is proposed."""
    subjects: dict = {}
    decisions = []
    for tier in dict.fromkeys(facts["group"] for facts in population):
        members = [facts for facts in population if facts["group"] == tier]
        complete = all(facts.get("lodged", True) for facts in members)
        totals = {f["subject"]: score(f, complete=complete) for f in members}
        subjects |= _judged(members, totals)
        decisions += _decisions(tier, members, totals)
    return {"subjects": subjects, "all_decisions": decisions}


def _eligible(members: Sequence[dict], scored: Mapping[str, dict]) -> dict[str, Fraction]:
    free = [facts["subject"] for facts in members if not facts.get("vetoes")]
    return {name: scored[name]["total"] for name in free}


def _decisions(tier: str, members: Sequence[dict], scored: Mapping[str, dict]) -> list[dict]:
    """The first prize; the second ones where the first is not in doubt."""
    eligible = _eligible(members, scored)
    first = choose(eligible, seats=SEATS[FIRST])
    found = [first | {"what": FIRST, "group": tier, "raw": None}]
    if not first["tied"]:
        rest = {name: eligible[name] for name in eligible if name not in first["proposed"]}
        second = choose(rest, seats=SEATS[SECOND])
        found.append(second | {"what": SECOND, "group": tier, "raw": None})
    return found


def _judged(members: Sequence[dict], scored: Mapping[str, dict]) -> dict:
    eligible = _eligible(members, scored)
    totals = {name: one["total"] for name, one in scored.items()}
    places = ranks(totals)
    judged = {}
    waits = bool(choose(eligible, seats=SEATS[FIRST])["tied"])
    for facts in members:
        name = facts["subject"]
        possible = _possible(name, eligible)
        judged[name] = scored[name] | {
            "grade": possible[0] if len(possible) == 1 else None,
            "grades_possible": possible,
            "rank": places[name],
            "eligible": name in eligible,
            "waits": waits,
            "consequences": _proposed(facts, won=_won(possible, waits=waits), totals=totals),
        }
    return judged


def _won(possible: list[str], *, waits: bool) -> str:
    """The prize that is certain: none while people have to say who has the first one."""
    return possible[0] if len(possible) == 1 and not waits else NONE


def _possible(name: str, eligible: Mapping[str, Fraction]) -> list[str]:
    """The prizes that the breaking of ties may bring: every place from the best to the worst."""
    if name not in eligible:
        return [NONE]
    above = sum(other > eligible[name] for other in eligible.values())
    level = sum(other == eligible[name] for other in eligible.values())
    return list(dict.fromkeys(_prize_at(place) for place in range(above + 1, above + level + 1)))


def _prize_at(place: int) -> str:
    for name, seats in SEATS.items():
        if place <= seats:
            return name
        place -= seats
    return NONE


def _proposed(facts: dict, *, won: str, totals: Mapping[str, Fraction]) -> dict:
    """Code → amount of everything that is proposed for one unit."""
    found: dict[str, Fraction | None] = {}
    if won in PRIZES:
        found[PRIZE_CODES[won]] = PRIZES[won]
    singles = facts.get("singles", ())
    if singles and not facts.get("vetoes"):
        found["single-prize"] = len(singles) * SINGLE_PRIZE
    if facts.get("split"):
        prize = sum((number(one["prize"]) for one in facts["split"]), Fraction(0))
        found["chiefs-share"] = prize * CHIEFS_SHARE
    return found | _against(facts, totals)


def _against(facts: dict, totals: Mapping[str, Fraction]) -> dict:
    """Measures against the one last unit; a tie for it is for people to break."""
    own, amount = totals[facts["subject"]], fine(chiefs=facts["chiefs"], members=facts["members"])
    lowest = [name for name, total in totals.items() if total == min(totals.values())]
    if own == min(totals.values()) and len(lowest) > 1:
        return {"last-place-tied": None} if own < CRITICISED else {}
    taken = measures(own, is_last=lowest == [facts["subject"]])
    return {MEASURES[one]: amount if one == "罚款" else None for one in taken}
