"""Who gains and who loses: by grade, by honours, by rank; what cannot be said."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from kaoji.engine.scheme.model import Standing
from kaoji.engine.score.result import Result, Status, SubjectResult
from kaoji.engine.score.verdict import (
    Decision,
    DecisionKind,
    HonourStanding,
    HonourState,
    Proposal,
    Verdict,
)
from kaoji.engine.whatif.compare import Fate, differences, grades_of
from tests.engine.worlds import scheme_of

GRADES = ("优", "良", "中")


def one(
    grades="良", *, rank=None, reach=None, total=80, status=Status.FINAL, honours=(), proposals=(),
    subject="甲",
):  # fmt: skip
    """One subject's result: its possible grades as characters, rank or range."""
    verdict = Verdict(
        subject,
        grade=grades if len(grades) == 1 else None,
        grades_possible=tuple(grades),
        rank=None if rank is None else Fraction(rank),
        rank_range=None if reach is None else tuple(map(Fraction, reach)),
        honours=tuple(HonourStanding(name, name, HonourState.PROPOSED) for name in honours),
        consequences=proposals,
    )
    points = None if total is None else Fraction(total)
    return SubjectResult(
        subject, subject, "", status, points, None, None, None, verdict, nodes={}
    )  # fmt: skip


def result(*subjects):
    return Result("s", "s", "1", None, subjects)


def compared(before, after):
    return differences(result(before), after=result(after), grades=GRADES)


@pytest.mark.parametrize(
    ("before", "after", "fate"),
    [
        (one(rank=1), one(rank=1), Fate.SAME),
        (one("良", rank=1), one("优", rank=2), Fate.GAINS),  # the grade comes first
        (one("良", rank=2), one("中", rank=1), Fate.LOSES),
        (one("优良"), one("优"), Fate.GAINS),  # a seat instead of a tie
        (one("优良"), one("良"), Fate.LOSES),
        (one("良"), one("优良"), Fate.GAINS),  # a tie for a seat where there was none
        (one("优中"), one("良"), Fate.OPEN),
        (one("良"), one("甲"), Fate.OPEN),  # a grade that the order does not have
        (one("良"), one(""), Fate.OPEN),
        (one("良中", status=Status.INCOMPLETE), one("优"), Fate.GAINS),
        (one("良中", status=Status.INCOMPLETE), one("良"), Fate.OPEN),
        (one("优", status=Status.INCOMPLETE), one("优"), Fate.OPEN),
        (one(status=Status.REFUSED), one(), Fate.OPEN),
        (one(), one("优", status=Status.EXCLUDED), Fate.OPEN),
        (one(rank=2), one(rank=1), Fate.GAINS),
        (one(rank=1), one(rank=2), Fate.LOSES),
        (one(rank=1), one(), Fate.OPEN),
        (one(reach=(2, 3)), one(rank=1), Fate.GAINS),
        (one(reach=(2, 3)), one(reach=(4, 4)), Fate.LOSES),
        (one(reach=(2, 3)), one(reach=(3, 4)), Fate.OPEN),
        (one(rank=2), one(rank=1, honours=["奖"]), Fate.GAINS),
        (one(rank=2, honours=["奖"]), one(rank=1), Fate.LOSES),  # honours before ranks
        (one(honours=["奖"]), one(honours=["章"]), Fate.OPEN),
        (one(total=80), one(total=81), Fate.FIGURES),
    ],
)
def test_what_a_variant_is_to_one(before, after, fate):
    (found,) = compared(before, after).subjects
    assert found.fate is fate


def test_one_side_only():
    found = differences(result(one()), after=result(one(subject="乙")), grades=GRADES)
    assert [(each.one.subject, each.fate, each.difference) for each in found.subjects] == [
        ("甲", Fate.OPEN, None), ("乙", Fate.OPEN, None),
    ]  # fmt: skip
    assert [each.as_json()["after"] is None for each in found.subjects] == [True, False]


def paid(amount, *, code="奖", state=Standing.PROPOSED, unit="元"):
    return Proposal(code, code, state, amount=amount and Fraction(amount), unit=unit)


def test_sums_are_of_what_is_proposed():
    before = one(proposals=(paid(100), paid(50), paid(7, state=Standing.NOT_EXECUTABLE)))
    after = one(proposals=(paid(100), paid(80), paid(9, unit="分"), paid(None, code="表彰")))
    found = compared(before, after)
    assert [(each.code, each.unit, each.before, each.after) for each in found.sums] == [
        ("奖", "元", 150, 180), ("奖", "分", 0, 9),
    ]  # fmt: skip
    assert [each.as_json()["difference"] for each in found.sums] == ["30", "9"]
    # The first of them is the same on both sides.
    assert [each.one.code for each in found.consequences] == ["奖", "奖", "表彰"]
    assert found.consequences[2].as_json()["before"] is None


def decision(*proposed, tied=(), what="优", seats=2, group="东"):
    return Decision(
        what, DecisionKind.GRADE, group, None, 4, None, None, seats, "", proposed, tied
    )  # fmt: skip


def test_seats_before_and_after():
    old = replace(result(), decisions=(decision("甲", "乙"), decision("丙", group="西")))
    new = replace(result(), decisions=(decision("乙", "丁", seats=3), decision("丙", group="西"),
                                       decision("戊", what="良")))  # fmt: skip
    first, second, third = differences(old, after=new, grades=GRADES).decisions
    assert (first.entering, first.leaving, first.is_same) == (("丁",), ("甲",), False)
    assert second.is_same
    assert (third.before, third.entering, third.is_same) == (None, ("戊",), False)
    back = differences(new, after=old, grades=GRADES).decisions[2]
    assert (back.one.what, back.leaving, back.as_json()["after"]) == ("良", ("戊",), None)
    assert first.as_json()["before"]["seats"] == 2


def grade_words(*words):
    floors = ", ".join(f"{word}: {{不低于: {90 - at}}}" for at, word in enumerate(words))
    return scheme_of(f"指标: {{业务: {{分值: 100}}}}\n等次: {{{floors}, 末: 其余}}\n")


def test_grades_that_both_schemes_have():
    assert grades_of(grade_words("优", "良"), after=grade_words("优", "好")) == ("优", "末")
    assert grades_of(grade_words("优", "良"), after=grade_words("良", "优")) == ()
    bare = scheme_of("指标: {业务: {分值: 100}}\n")
    assert grades_of(bare, after=bare) == ()
