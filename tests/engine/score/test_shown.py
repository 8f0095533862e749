"""What is shown of a total: as many digits as keep its grade and rank right."""

from __future__ import annotations

import pytest

from kaoji.engine.plinth.exact import round_to
from tests.engine.worlds import world

TEXT = "指标: {作风: {分值: 100}}\n等次: {优: {不低于: 90}, 良: {高于: 60}, 差: 其余}\n"


def shown(*totals, text=TEXT):
    rows = "\n".join(f"{who},作风,{total}" for who, total in zip("甲乙丙", totals, strict=False))
    here = world(text, f"对象,指标,数值\n{rows}")
    return [one.shown for one in here.scored.result.subjects]


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ("89.996", "89.996"),  # published it is 90.00, which would be 优
        ("89.99", "89.99"),
        ("90", "90.00"),
        ("60.001", "60.001"),  # published it is 60.00, which is not above 60
        ("60.004", "60.004"),
        ("60", "60.00"),
        # Beyond twelve places the figure itself is shown.
        ("89.9999999999999", "89.9999999999999"),
    ],
)
def test_near_a_line(total, expected):
    assert shown(total) == [expected]


def test_apart_from_its_neighbours():
    assert shown("80.001", "80.002", "70.12345") == ["80.001", "80.002", "70.12"]
    assert shown("80.002", "79.999", "80.001") == ["80.002", "79.999", "80.001"]
    assert shown("80.1", "70.001", "80.001") == ["80.10", "70.00", "80.00"]
    assert shown("80.001", "80.001") == ["80.00", "80.00"]  # a tie is a tie


def test_a_total_is_held_against_its_two_neighbours_only(monkeypatch):
    """Ten thousand subjects take ten times as long as a thousand, not a hundred times."""
    asked = []

    def counted(value, **how):
        asked.append((value, how["places"]))
        return round_to(value, **how)

    monkeypatch.setattr("kaoji.engine.score.shown.round_to", counted)
    rows = "\n".join(f"单位{at},作风,{at}" for at in range(60))
    world(TEXT, f"对象,指标,数值\n{rows}")
    # Its own figure and its neighbours': sixty times three, the first and the last lack one.
    assert len(asked) == 178
    assert {places for _value, places in asked} == {2}


def test_where_the_published_figure_counts_it_is_shown():
    text = "公布: 1位\n定等: {依据: 公布值}\n" + TEXT
    assert shown("89.96", "89.99", text=text) == ["90.0", "90.0"]


def test_a_line_that_is_open_is_no_line():
    text = "参数: {线: {必填: 是}}\n" + TEXT.replace("90", "线")
    assert shown("89.996", text=text) == ["90.00"]


def test_lines_of_another_figure_are_not_the_total_s():
    text = "定等: {值: 作风}\n" + TEXT
    assert shown("89.996", text=text) == ["90.00"]
