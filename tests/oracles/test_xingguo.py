"""兴国 by hand: weeks, terms and articles of one person, and what follows."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.oracles import xingguo
from tests.oracles.common import IncompleteFactsError

FACTS = {
    "subject": "某",
    "class": "政务人员",
    "table": {"省级": "2.5", "市级": "1"},
    "span": {"weeks": "3", "terms": "2", "a_week": "3"},
    "sent": [{"week": 1, "count": "2"}, {"week": 1}, {"week": 3, "count": "9", "state": "拟"}],
    "excused": [{"week": 2}],
    "published": [
        {"kind": "省级", "month": 6, "count": "2"},
        {"kind": "市级", "month": 7, "count": "1"},
    ],
    "articles": [{"kind": "市级", "listed": False, "count": "4"}, {"kind": "省级", "listed": True}],
    "contest": [{"prize": "三等奖"}],
}


def test_a_person_by_hand():
    # 2 × 2.5 + 1 = 6 and 4 + 2.5 = 6.5; week 3 lacks, so do one term and one article.
    found = xingguo.score(FACTS)
    assert (found["nodes"]["信息刊登"], found["total"]) == (6, Fraction("12.5"))
    assert found["proposals"] == {
        "submission-short": ("proposed", 1),
        "publication-short": ("proposed", 1),
        "article-short": ("proposed", 1),
        "measures": ("awaiting_ruling", None),
        "pay-cut": ("not_executable", None),
    }
    assert (found["told"], found["reached"]) == ({"requirement-warning"}, False)


def test_who_did_everything_is_preferred():
    sent = [{"week": week, "count": "3"} for week in (1, 3)]
    published = [{"kind": "市级", "month": month, "count": "4"} for month in (1, 12)]
    articles = [{"kind": "省级", "listed": True, "count": "2"}]
    found = xingguo.score(FACTS | {"sent": sent, "published": published, "articles": articles})
    assert found["reached"]
    assert found["proposals"] == {
        "preferred": ("proposed", None),
        "reward": ("awaiting_basis", 13),
    }


@pytest.mark.parametrize(
    ("month", "terms", "term"), [(3, 4, 1), (4, 4, 2), (12, 4, 4), (6, 2, 1), (7, 2, 2), (12, 1, 1)]
)
def test_terms_of_a_year(month, terms, term):
    assert xingguo.term_of(month, terms=terms) == term


@pytest.mark.parametrize(("a_week", "short"), [("1", 0), ("3", 0), ("4", 1)])
def test_what_is_owed_a_week(a_week, short):
    """Week 1 has 2 + 1 = 3, week 2 is excused, week 3 has 9."""
    sent = [{"week": 1, "count": "2"}, {"week": 1}, {"week": 3, "count": "9"}]
    span = FACTS["span"] | {"a_week": a_week}
    assert xingguo.short_weeks(FACTS | {"sent": sent, "span": span}) == short


def test_a_week_beyond_the_year_is_refused():
    with pytest.raises(xingguo.BadFactsError):
        xingguo.score(FACTS | {"sent": [{"week": 4}]})


def test_a_missing_count_is_never_one():
    with pytest.raises(IncompleteFactsError):
        xingguo.score(FACTS | {"contest": [{"prize": "三等奖", "count": None, "state": "拟"}]})
