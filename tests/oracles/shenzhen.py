"""深圳: management of a city that lasts — marks of twelve months, cards, titles — with fractions.

Facts of one unit (numbers are decimal strings):

    subject, class, year
    months      twelve marks out of a hundred
    red         whether the rule of red cards is clear, from how many yellow ones on, whether late
    reports     [{verdict, count, state}]: what the public complained of, checked
    yellows     [{issuer, heard, outcome, count, state}]: cards; other offices' are not ours
    reds        [{issuer, heard, count, state}]
    title       of the year's first day: 无, 达标 or 标兵
    accepted    [{title, verdict, state}];  rechecked  [{verdict, state}]
    team, ways, quarters    [{side}], [{way}], [{quarter}]: who marks, how, how often
    sections    [{prize, state}]: rewards and fines of sections
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.oracles.common import HUNDRED, counted, number, ranks

MONTHS = 12
OURS = "市城管局"
TITLES = ("无", "达标", "标兵")
SIDES = {"业务部门", "纪检部门"}
WAYS = {"明查", "暗检"}
QUARTERS = {"一季度", "二季度", "三季度", "四季度"}
UNFINISHED = ("整改中", "逾期未完成")
LATE = ("逾期完成", "逾期未完成")
#: The text withdraws a plate of these; of the others nothing is said.
WITHDRAWN = ("街道",)
NOTHING = Fraction(0)


class BadFactsError(ValueError):
    """Facts that the text does not admit."""


def marks(months: Sequence[str | None]) -> list[Fraction]:
    found = [number(mark) for mark in months]
    if not all(0 <= mark <= HUNDRED for mark in found):
        raise BadFactsError("a mark beyond a hundred")
    return found


def so_far(months: Sequence[str | None]) -> dict[str, Fraction]:
    """What the months that are here come to, and their mean."""
    here = marks([mark for mark in months if mark is not None])
    return {"已评合计": sum(here, NOTHING), "已评均值": sum(here, NOTHING) / len(here)}


def year(months: Sequence[str | None]) -> Fraction:
    """The mean of twelve months; there is no year of eleven."""
    return sum(marks(months), NOTHING) / MONTHS


def times(rows: Sequence[Mapping], **wanted: tuple[str, ...]) -> Fraction:
    """How many confirmed rows say one of these words in each of these fields."""
    fitting = [one for one in counted(rows) if all(one[key] in wanted[key] for key in wanted)]
    return sum((number(one.get("count", 1)) for one in fitting), NOTHING)


def cards(facts: Mapping) -> dict[str, Fraction]:
    ours = {"issuer": (OURS,)}
    found = {
        "属实反映": times(facts["reports"], verdict=("属实",)),
        "黄牌数": times(facts["yellows"], **ours),
        "红牌数": times(facts["reds"], **ours),
        "未了黄牌": times(facts["yellows"], outcome=UNFINISHED, **ours),
        "逾期黄牌": times(facts["yellows"], outcome=LATE, **ours),
    }
    carded = found["黄牌数"] + found["红牌数"]
    return found | {"待发黄牌": max(NOTHING, found["属实反映"] - carded)}


def is_red(found: Mapping[str, Fraction], *, rule: Mapping) -> bool:
    """A first red card: enough yellow ones, or one whose faults were mended too late or not."""
    enough = found["黄牌数"] >= number(rule["cards"])
    return not found["红牌数"] and (enough or bool(rule["late"] and found["逾期黄牌"]))


def failed(facts: Mapping) -> bool:
    return bool(times(facts["rechecked"], verdict=("不合格",)))


def won(facts: Mapping) -> str:
    """The highest title accepted in the year."""
    if any(one["title"] == TITLES[-1] for one in facts["accepted"]) and facts["class"] != "村":
        raise BadFactsError("the higher title is for villages")
    passed = [one["title"] for one in counted(facts["accepted"]) if one["verdict"] == "合格"]
    return max(passed, key=TITLES.index, default=TITLES[0])


def is_withdrawn(facts: Mapping) -> bool:
    return facts["class"] in WITHDRAWN and facts["title"] != TITLES[0] and failed(facts)


def title(facts: Mapping) -> str:
    """At the year's end: withdrawn, or the higher of the old and the new one."""
    new = won(facts)
    return TITLES[0] if is_withdrawn(facts) else max(facts["title"], new, key=TITLES.index)


def holders(titles: Sequence[str]) -> dict[str, Fraction]:
    holding = Fraction(sum(one != TITLES[0] for one in titles))
    return {"持牌单位数": holding, "达标覆盖率": holding / len(titles) * HUNDRED}


def score(facts: Mapping) -> dict:
    nodes = so_far(facts["months"]) | {"总分": year(facts["months"])} | cards(facts)
    return {
        "subject": facts["subject"],
        "nodes": nodes,
        "total": nodes["总分"],
        "grade": None,
        "grades_possible": (),
        "proposals": _proposals(facts, nodes=nodes),
        "told": _told(facts),
    }


def _told(facts: Mapping) -> frozenset[str]:
    """One-sided teams and cards without a hearing lock nothing; the rest is only told."""
    sides = {one["side"] for one in counted(facts["team"])}
    all_cards = [*counted(facts["yellows"]), *counted(facts["reds"])]
    unlocked = bool(sides) and sides != SIDES
    unlocked |= not all(one["heard"] for one in all_cards)
    told = not {one["way"] for one in counted(facts["ways"])} >= WAYS
    told |= {one["quarter"] for one in counted(facts["quarters"])} != QUARTERS
    told |= any(one["issuer"] != OURS for one in counted(facts["yellows"]))
    told |= is_withdrawn(facts) and won(facts) != TITLES[0]
    found = {"requirement-unlocked": unlocked, "requirement-warning": told}
    return frozenset(code for code, holds in found.items() if holds)


def _proposals(facts: Mapping, *, nodes: Mapping) -> dict[str, tuple[str, Fraction | None]]:
    """Cards are proposed, never issued; money and plates wait for who may decide."""
    found: dict[str, tuple[str, Fraction | None]] = {"publish-details": ("proposed", None)}
    for code, key in (("yellow-card", "待发黄牌"), ("rectification", "未了黄牌")):
        if nodes[key]:
            found[code] = ("proposed", nodes[key])
    if is_red(nodes, rule=facts["red"]):
        found["red-card"] = ("proposed" if facts["red"]["clear"] else "awaiting_ruling", None)
    if nodes["黄牌数"] + nodes["红牌数"]:
        found["persons-responsible"] = ("proposed", None)
    return found | {code: (state, None) for code, state in _words(facts).items()}


def _words(facts: Mapping) -> dict[str, str]:
    """What has no amount: rewards, fines, plates."""
    higher = TITLES.index(title(facts)) > TITLES.index(facts["title"])
    kept = facts["class"] not in WITHDRAWN and facts["title"] != TITLES[0] and failed(facts)
    found = {
        "section-prize": (times(facts["sections"], prize=("奖励",)), "awaiting_basis"),
        "section-fine": (times(facts["sections"], prize=("罚款",)), "not_executable"),
        "title": (higher, "awaiting_basis"),
        "withdraw-plate": (is_withdrawn(facts), "proposed"),
        "withdraw-unclear": (kept, "awaiting_ruling"),
    }
    return {code: state for code, (holds, state) in found.items() if holds}


def group(population: Sequence[Mapping]) -> dict:
    """Ranks and plates within a class; the text has no grades."""
    found = {}
    for kind in {facts["class"] for facts in population}:
        own = [facts for facts in population if facts["class"] == kind]
        scored = {facts["subject"]: score(facts) for facts in own}
        places = ranks({name: result["total"] for name, result in scored.items()})
        plates = holders([title(facts) for facts in own])
        for name, result in scored.items():
            found[name] = result | {"rank": places[name], "nodes": result["nodes"] | plates}
    return {"subjects": found}
