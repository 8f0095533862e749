"""The periods that rows speak of, and rows that stand in a scheme."""

from __future__ import annotations

import pytest

from kaoji.engine.facts.given_rows import facts_of_rows, subjects_of_rows
from kaoji.engine.facts.spoken import periods_in
from kaoji.engine.plinth.periods import Grain


def table(*rows):
    return facts_of_rows(({"对象": "甲", "指标": "一", **row} for row in rows), file="f")


@pytest.mark.parametrize(
    ("grain", "rows", "expected"),
    [
        (Grain.YEAR, [{"周期": "2016Q2"}, {"周期": "2016"}], ["2016"]),
        (Grain.YEAR, [{"周期": "2016年终"}, {"日期": "2015-05-01"}], ["2015", "2016"]),
        (Grain.QUARTER, [{"日期": "2016-05-01"}, {"周期": "2016-01"}], ["2016Q1", "2016Q2"]),
        (Grain.QUARTER, [{"周期": "2016"}], []),
        (Grain.QUARTER, [{"周期": "2016中期"}], ["2016"]),
        (Grain.YEAR, [{"周期": "2013..2015"}], []),
        (Grain.YEAR, [{"周期": "不是"}, {"日期": "不是"}, {}], []),
        (Grain.YEAR, [{"周期": "2016", "方案": "别的"}, {"周期": "2017", "方案": "我"}], ["2017"]),
    ],
)
def test_periods_of_the_grain_in_order(grain, rows, expected):
    assert [str(one) for one in periods_in(table(*rows), grain=grain, scheme="我")] == expected


def test_rows_of_a_scheme_read_like_those_of_a_file():
    made = facts_of_rows([{"对象": "甲", "指标": "一", "数值": "1", "级别": "省"}], file="方案#例")
    (row,) = made.rows
    assert (row.text("subject"), row.text("value"), row.extra["级别"].text) == ("甲", "1", "省")
    assert row.place.file == "方案#例"
    assert facts_of_rows([], file="f").rows == ()


def test_a_mistyped_header_is_a_problem_there_too():
    made = facts_of_rows([{"对象": "甲", "指标": "一", "数直": "1"}], file="f")
    assert [one.code for one in made.problems] == ["header-typo"]


def test_subjects_of_rows():
    subjects, problems = subjects_of_rows([{"对象": "甲", "类": "单位"}], file="f")
    assert [(one.id, one.kind) for one in subjects] == [("甲", "单位")]
    assert problems == ()
