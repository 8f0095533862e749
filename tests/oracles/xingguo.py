"""兴国: what staff of a county office owe of reports, publications and articles, in fractions.

Facts of one person (numbers are decimal strings):

    subject, class, year
    table       points of a publication by its class
    span        {weeks, terms, a_week}: weeks of the year, terms in which publications are owed,
                reports owed a week
    sent        [{week, count, state}]: reports sent upwards;  excused  [{week}]
    published   [{kind, month, count, state}];  articles  [{kind, listed, count, state}]
    contest     [{prize, count, state}]
    quota       {class: (duty, upper figure)}: only where a case states others
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

from tests.oracles.common import counted, number, ranks

A_YEAR, MONTHS = 2, 12
#: Duty and planning figure by post; of 2 to 4 the lower one is owed.
QUOTA = {"信息科长": (6, 6), "副科长": (6, 6), "政务人员": (2, 4)}
GOOD = ("二等奖", "一等奖")
NOTHING = Fraction(0)


class BadFactsError(ValueError):
    """Facts that the text does not admit."""


def total(rows: Sequence[Mapping]) -> Fraction:
    return sum((number(one.get("count", 1)) for one in rows), NOTHING)


def points(rows: Sequence[Mapping], *, table: Mapping[str, str]) -> Fraction:
    worth = (number(table[one["kind"]]) * number(one.get("count", 1)) for one in counted(rows))
    return sum(worth, NOTHING)


def short_weeks(facts: Mapping) -> int:
    """Weeks with less than is owed a week, each for itself; excused ones are not owed."""
    weeks, owing = int(number(facts["span"]["weeks"])), number(facts["span"]["a_week"])
    sent = counted(facts["sent"])
    if any(one["week"] > weeks for one in sent):
        raise BadFactsError("a week beyond the year")
    excused = {one["week"] for one in counted(facts["excused"])}
    owed = [week for week in range(1, weeks + 1) if week not in excused]
    return sum(total([one for one in sent if one["week"] == week]) < owing for week in owed)


def term_of(month: int, *, terms: int) -> int:
    return ceil(Fraction(month * terms, MONTHS))


def short_terms(rows: Sequence[Mapping], *, terms: int, duty: int) -> int:
    """Terms with less than the duty; more in one does not help another."""
    own = [(term_of(one["month"], terms=terms), one) for one in counted(rows)]
    parts = [[one for at, one in own if at == term] for term in range(1, terms + 1)]
    return sum(total(part) < duty for part in parts)


def check_counts(facts: Mapping) -> None:
    """Every row says how many it stands for, counted or not."""
    for name in ("sent", "published", "articles", "contest"):
        total(facts[name])


def score(facts: Mapping) -> dict:
    check_counts(facts)
    table, terms = facts["table"], int(number(facts["span"]["terms"]))
    duty, upper = facts.get("quota", QUOTA)[facts["class"]]
    listed = total([one for one in counted(facts["articles"]) if one["listed"]])
    prizes = total([one for one in counted(facts["contest"]) if one["prize"] in GOOD])
    nodes = {
        "信息刊登": points(facts["published"], table=table),
        "调研发表": points(facts["articles"], table=table),
        "上报不足周数": Fraction(short_weeks(facts)),
        "刊登篇数": total(counted(facts["published"])),
        "刊登不足期数": Fraction(short_terms(facts["published"], terms=terms, duty=duty)),
        "调研篇数": listed,
        "调研不足篇数": max(NOTHING, A_YEAR - listed),
        "征文二等以上": prizes,
    }
    nodes["总分"] = nodes["信息刊登"] + nodes["调研发表"]
    hopes = bool(counted(facts["contest"])) and not prizes
    return {
        "subject": facts["subject"],
        "nodes": nodes,
        "total": nodes["总分"],
        "grade": None,
        "grades_possible": (),
        "reached": nodes["刊登篇数"] >= upper * terms,
        "proposals": _proposals(nodes),
        "told": frozenset({"requirement-warning"} if hopes else ()),
    }


def _proposals(nodes: Mapping) -> dict[str, tuple[str, Fraction | None]]:
    """What is short is listed; money and punishment wait for who may decide."""
    amounts = {
        "submission-short": nodes["上报不足周数"],
        "publication-short": nodes["刊登不足期数"],
        "article-short": nodes["调研不足篇数"],
    }
    found: dict[str, tuple[str, Fraction | None]] = {
        code: ("proposed", amount) for code, amount in amounts.items() if amount
    }
    if found:
        return found | {"measures": ("awaiting_ruling", None), "pay-cut": ("not_executable", None)}
    found["preferred"] = ("proposed", None)
    if nodes["总分"]:
        found["reward"] = ("awaiting_basis", nodes["总分"])
    return found


def group(population: Sequence[Mapping]) -> dict:
    """Points and ranks; the text has no grades."""
    scored = {facts["subject"]: score(facts) for facts in population}
    places = ranks({name: result["total"] for name, result in scored.items()})
    return {"subjects": {name: result | {"rank": places[name]} for name, result in scored.items()}}
