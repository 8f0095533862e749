"""Units and names that both languages have, and the word that goes with a number."""

from __future__ import annotations

import pytest

from kaoji.engine.plinth.coordinate import parse_coordinate
from kaoji.engine.plinth.names import spoken_coordinate, spoken_path
from kaoji.engine.plinth.speech import filled, speaking
from kaoji.engine.plinth.units import own_unit, unit_word


@pytest.mark.parametrize(
    ("written", "own", "english"),
    [
        ("points", "分", "points"),
        ("10k yuan", "万元", "10k yuan"),
        ("Ten Thousand  Yuan", "万元", "10k yuan"),
        ("yuan/person", "元/人", "yuan/people"),
        ("yuan per person", "元/人", "yuan/people"),
        ("percent", "%", "%"),
        ("hectares", "hectares", "hectares"),
        ("个", "个", "units"),  # of problems, villages, projects alike
        ("Unit", "个", "units"),
        ("10k yuan per unit", "万元/个", "10k yuan/units"),
        ("seats", "名额", "seats"),
        ("名额", "名额", "seats"),
        ("亩", "亩", "亩"),
    ],
)
def test_a_unit_in_both_languages(written, own, english):
    assert own_unit(written) == own
    assert unit_word(own) == own
    with speaking("en"):
        assert unit_word(own) == english


def test_one_of_a_unit():
    with speaking("en"):
        assert [unit_word(unit, is_one=True) for unit in ("分", "人", "元")] == [
            "point", "person", "yuan",
        ]  # fmt: skip


def test_names_of_the_language_in_coordinates():
    text = "组:hills:加分/Awards.目标@2025"
    assert spoken_coordinate(text) == text
    with speaking("en"):
        assert spoken_coordinate(text) == "group:hills:bonus/Awards.target@2025"
        assert spoken_coordinate("Ashby:总分@2025") == "Ashby:total@2025"
        assert spoken_path("总分@2025Q1") == "total@2025Q1"
    assert parse_coordinate("group:hills:Awards@2025") == parse_coordinate("组:hills:Awards@2025")


@pytest.mark.parametrize(
    ("count", "text"), [(1, "1 row"), ("1", "1 row"), (0, "0 rows"), (12, "12 rows")]
)
def test_the_word_that_goes_with_a_number(count, text):
    assert filled("{count} {count:row|rows}", count=count) == text
