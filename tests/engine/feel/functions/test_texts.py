"""Built-ins over texts, steps, dates, truths and absences."""

from __future__ import annotations

from datetime import date

import pytest

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, Choice, OneOf
from tests.engine.feel.running import F, run, unknown

GOOD = Choice("评价", "好", 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('文字长度("")', 0),
        ('string length("年终评估")', 4),
        ('文字包含("年终评估", "中")', False),
        ('文字包含("年终评估", "终评")', True),
        ('starts with("年终评估", "年终")', True),
        ('ends with("年终评估", "年终")', False),
        ('substring("年终评估", 3)', "评估"),
        ('substring("年终评估", 1, 2)', "年终"),
        ('substring("年终评估", -2, 1)', "评"),
        ('substring("年终评估", -9)', "年终评估"),
        ('substring("年终评估", 9)', ""),
        ('substring("年终评估", 2, 0)', ""),
        ("序号(好)", 3),
        ('日期("2016-02-29")', date(2016, 2, 29)),
        ('天数(@"2016-01-20", @"2016-02-01")', 12),
        ('天数(@"2016-02-01", @"2016-01-20")', -12),
        ('年(@"2016-01-20") * 100 + 月(@"2016-01-20")', 201601),
        ('day(@"2016-01-20")', 20),
        ("是否全部([])", True),
        ("是否任一([])", False),
        ("all(1 < 2, 2 < 1)", False),
        ("any(1 < 2, 2 < 1)", True),
        ("是不适用(n)", True),
        ("是无定义(n)", False),
        ("是无定义(1 / 0)", True),
        ("是不适用(1)", False),
    ],
)
def test_by_hand(text, expected):
    assert run(text, 好=GOOD, n=NOT_APPLICABLE) == expected


def test_unknowns():
    either = OneOf(("年终", "中期"), {"t": 0})
    assert run("文字长度(t)", t=either).low == 2
    assert run('文字开头(t, "年")', t=either) == OneOf((True, False), {"t": 0})
    maybe = OneOf((unknown(0, 1), UNDEFINED), {"x": 0})
    assert set(run("是无定义(m)", m=maybe).options) == {True, False}
    assert run("是不适用(m)", m=maybe) is False
    assert run("是否任一([x > 3, true])", x=unknown(0, 9)) is True
    assert run("序号(s)", s=OneOf((GOOD, Choice("评价", "差", 0)), {"s": 0})).low == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('substring("甲", 0)', "outside-domain"),
        ('substring("甲", 0.5)', "outside-domain"),
        ('substring("甲", 1, -1)', "outside-domain"),
        ('substring("甲", 1, 0.5)', "outside-domain"),
        ('substring("甲", x)', "must-be-known"),
        ('日期("2016-02-30")', "date-invalid"),
        ('日期("2016-2-3")', "date-invalid"),
        ('日期("20160230")', "date-invalid"),
    ],
)
def test_refusals(text, code):
    with pytest.raises(FeelFailure) as caught:
        run(text, x=unknown(1, 2))
    assert caught.value.code == code


def test_a_number_where_a_step_is_asked():
    with pytest.raises(FeelFailure):
        run("序号(x)", x=F(1))
