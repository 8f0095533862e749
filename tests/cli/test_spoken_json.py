"""Which texts of the JSON are names of the language: those that its schema calls so, no others."""

from __future__ import annotations

import pytest

from kaoji.cli.schemas.spoken import spoken_json
from kaoji.engine.plinth.speech import speaking

SCORE = {
    "subjects": [{
        "subject": "总分",
        "nodes": {"加分/总评": {"unit": "分"}, "甲": {"unit": None}},
        "blocking": ["甲:总分@2025"],
    }],
    "decisions": [{"what": "加分"}],
    "problems": [{"path": "减分", "coordinate": None, "message": "总分"}],
}  # fmt: skip


def test_paths_units_and_coordinates_are_told_and_an_authors_words_stay():
    assert spoken_json(SCORE, command="score") == SCORE
    with speaking("en"):
        assert spoken_json(SCORE, command="score") == {
            "subjects": [{
                "subject": "总分",
                "nodes": {"bonus/总评": {"unit": "points"}, "甲": {"unit": None}},
                "blocking": ["甲:total@2025"],
            }],
            "decisions": [{"what": "加分"}],
            "problems": [{"path": "deduction", "coordinate": None, "message": "总分"}],
        }  # fmt: skip


@pytest.mark.parametrize("depth", range(3))
def test_a_derivation_is_told_all_the_way_down(depth):
    def tree(path, unit):
        made = {"path": path, "unit": unit, "children": []}
        for _ in range(depth):
            made = {"path": path, "unit": unit, "children": [made]}
        return {"derivation": made, "grounds": [{"name": "分", "derivations": [made]}]}

    with speaking("en"):
        told = spoken_json(tree("总分", "人"), command="explain")
    assert told == tree("total", "people")


def test_what_no_schema_knows_stays():
    with speaking("en"):
        shape = {"path": ["总分"], "further": {"unit": "分"}}
        assert spoken_json(shape, command="plan") == shape
