"""What a feeding scheme hands over: values by path, grades, and what it leaves open."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.values import OneOf, Span
from kaoji.engine.score.conclude import grades_of
from kaoji.engine.score.feeds import Feeder
from tests.engine.worlds import world

TEXT = """
指标: {进度: {分值: 60, 范围: 0..60}, 质量: {分值: 40}}
"""
GRADES = "等次: {优: {不低于: 90}, 良: {不低于: 60}, 差: 其余}\n"
HERE = "对象,指标,数值\n桥,进度,55\n桥,质量,40\n路,质量,20\n坝,质量,41\n坝,进度,50"


def feeder(text=TEXT + GRADES, facts=HERE):
    return Feeder(world(text, facts).scored.run, judge=grades_of)


def take(subject, what, *, of=None):
    of = of or feeder()
    return of.take(subject, what=what, period=of.run.period)


def test_values_and_grades():
    assert take("桥", "总分") == 95
    assert take("桥", "进度") == 55
    assert take("桥", "等次") == take("桥", "grade") == "优"


def test_what_is_missing_stays_open():
    assert take("路", "总分") == Span(Fraction(20), Fraction(80), ways={"路:进度@2025": 1})
    assert take("路", "等次") == OneOf(("良", "差"), {"路:等次@2025": 0})


def test_of_a_refused_one_nothing_is_known():
    """坝 has 41 of 40 points: neither its total nor its grade may be believed."""
    assert take("坝", "总分") == Span(None, None, tight=False, ways={"坝:总分@2025": 0})
    assert take("坝", "等次") == OneOf(("优", "良", "差"), {"坝:等次@2025": 0}, tight=False)


def test_whoever_the_feeder_does_not_score_may_get_any_grade():
    found = take("塔", "等次")
    assert found == OneOf(("优", "良", "差"), {"塔:等次@2025": 0}, tight=False)


def test_without_grades_nothing_is_known_of_them():
    assert take("桥", "等次", of=feeder(TEXT)) == OneOf((), {"桥:等次@2025": 0}, tight=False)


@pytest.mark.parametrize("what", ["投资", "进"])
def test_what_the_feeder_lacks_is_told(what):
    with pytest.raises(FeelFailure) as caught:
        take("桥", what)
    assert caught.value.code == "feed-path-unknown"
    assert f"没有「{what}」可取" in caught.value.message


def test_whose_results_are_taken_is_remembered_once():
    of = feeder()
    for _ in range(2):
        take("路", "总分", of=of)
        take("桥", "等次", of=of)
    assert list(of.taken) == ["路", "桥"]
