"""牡丹江: from the words of the worked cases to rows of the table and places in the result."""

from __future__ import annotations

from tests.golden.load import case, family_ids
from tests.regulations.translated import Row, Translated, exact, published, row, subjects_of

YEAR = "2008"
PACK, KIND, ONE = "mudanjiang-targets", "运管处", "甲"
FEES, BASE = "规费征收", "责任目标"
#: A list of bonuses is no total: a figure that a case states for it has its own door.
BONUS = "加分.得分"
SELF = {"base": "自查得分", "bonus": "自查加分"}
#: Points of the named targets, which the text leaves open.
OPEN = {"规费征收分值": "10", "客运站建设分值": "10", "学习考核分值": "10", "群众满意分值": "10"}

#: Case → the inner nodes that the case itself states; nothing else may be given.
GIVEN_ALLOWED = {"G-053": (BASE, "加分", BONUS)}


def _run(worked: dict, *, facts=(), given=(), parameters=None, **wanted) -> Translated:
    rows: tuple[Row, ...] = tuple(facts) + tuple(given)
    return Translated(
        case=worked["id"],
        pack=PACK,
        period=YEAR,
        facts=tuple(facts),
        given=tuple(given),
        subjects=subjects_of(rows, kind=KIND),
        parameters=OPEN | (parameters or {}),
        expected={"subjects": {ONE: wanted}},
    )


def both(worked):
    """What the office says of itself, and what the inspection found."""
    inputs, expected = worked["inputs"], worked["expected"]
    facts = [row(ONE, key=key, value=inputs["self"][word], at=YEAR) for word, key in SELF.items()]
    verified = inputs["verified"]
    given = [row(ONE, key=BASE, value=verified["base"], at=YEAR)]
    given.append(row(ONE, key=BONUS, value=verified["bonus"], at=YEAR))
    difference = {"amount": expected["difference"]}
    return _run(
        worked,
        facts=facts,
        given=given,
        total=exact(expected["verified_total"]),
        nodes={
            "自查总分": exact(expected["self_total"]),
            "核验差额": exact(expected["difference"]),
        },
        consequences={"difference": difference},
    )


def _fees(inputs):
    return [row(ONE, key=FEES, value=inputs["actual"], at=YEAR, 目标=inputs["plan"])]


def percent(worked):
    """How far a plan of fees was fulfilled."""
    expected = worked["expected"]
    nodes = {
        "规费完成率": published(expected["percent_2dp"]),
        "规费完成率整数": exact(expected["percent_0dp"]),
        "规费超收": exact(expected["over"]),
    }
    return _run(worked, facts=_fees(worked["inputs"]), nodes=nodes)


def points(worked):
    """What a plan that was not fulfilled is worth."""
    inputs, expected = worked["inputs"], worked["expected"]
    node = exact(expected["points_exact"]) | published(expected["points"])
    own = {"规费征收分值": inputs["full"]}
    return _run(worked, facts=_fees(inputs), parameters=own, nodes={FEES: node})


SORTS = {both: "G-053", percent: "G-054", points: "G-056"}
TRANSLATIONS = {one: translate for translate, ids in SORTS.items() for one in ids.split()}


def translate_all() -> tuple[Translated, ...]:
    return tuple(TRANSLATIONS[one](case(one)) for one in family_ids("mudanjiang"))
