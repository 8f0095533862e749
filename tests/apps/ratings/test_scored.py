"""What raters gave is what the engine scores: expectations by hand."""

from __future__ import annotations

import json

import pytest

from kaoji.apps.appraisals import scoring
from kaoji.apps.appraisals.inputs import inputs_of
from tests.apps.ratings.stage import OWN

pytestmark = pytest.mark.django_db


def points(found, path):
    """The exact points of a node in an account."""
    todo = [json.loads(found.account)]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            if one.get("path") == path:
                return one
            todo += one.values()
        elif isinstance(one, list):
            todo += one
    return None


def test_tallies_score_as_the_single_ballots_do(panel):
    """主要领导 60 %: (8 + 9) / 2; 包乡领导 40 %: 7. 0.6 × 8.5 + 0.4 × 7 = 7.9."""
    first, second = panel.add("leader", "rater")
    (third,) = panel.add("staff", kind=OWN)
    panel.open()
    panel.cast_all(first, by="leader", mark="8")
    panel.cast_all(second, by="rater", mark="9")
    panel.cast_all(third, by="staff", mark="7")
    panel.close()
    texts, _count = inputs_of(panel.actor("clerk"), cycle=panel.cycle)
    given = "参数:\n  主要领导权重: 60%\n  包乡领导权重: 40%\n  后三名范围: 同类\n"
    texts = scoring.Texts(texts.scheme, texts.period, texts.facts, texts.subjects, given)
    town = next(one for one in scoring.carried_out(texts).found if one.name == "谷雨镇")
    assert "7.9" in json.dumps(points(town, "领导评估"), ensure_ascii=False)
