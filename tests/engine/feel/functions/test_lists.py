"""Built-ins over lists, also with unknown items."""

from __future__ import annotations

from datetime import date

import pytest

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, Choice, OneOf
from tests.engine.feel.running import F, run, unknown

X, Y = unknown(0, 5, fact="x"), unknown(3, 9, fact="y")
BAD, FAIR, GOOD = (Choice("评价", word, rank) for rank, word in enumerate(("差", "中", "好")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("包含([1, 2], 2)", True),
        ("包含([1, 2], 3)", False),
        ("包含([1, n], n)", True),
        ("包含([1], n)", False),
        ("包含([], 3)", False),
        ("concatenate([1], [2, 3], [])", (1, 2, 3)),
        ("concatenate([1])", (1,)),
        ("concatenate([[1], [2]])", (1, 2)),
        ("不重复([2, 1, 2])", (2, 1)),
        ("不重复([])", ()),
        ('排序([2, 3, 1], "升")', (1, 2, 3)),
        ('排序([2, 3, 1], "降")', (3, 2, 1)),
        ('排序([], "降")', ()),
        ("倒序([1, 2])", (2, 1)),
        ("第([7, 8], 1)", 7),
        ("第([7, 8], -1)", 8),
        ("第([7, 8], 3)", UNDEFINED),
        ("前几项([7, 8], 9)", (7, 8)),
        ("前几项([7, 8], 0)", ()),
        ("追加([1], 2)", (1, 2)),
        ("展平([1, [2, [3]], []])", (1, 2, 3)),
        ("数列(2, 4)", (2, 3, 4)),
        ("数列(4, 2)", ()),
        ("数列(2, 2)", (2,)),
        ("个数([])", 0),
    ],
)
def test_by_hand(text, expected):
    assert run(text, n=NOT_APPLICABLE) == expected


def test_values_of_different_types_are_different():
    assert run("不重复([1, x])", x=True) == (1, True)


def test_order_of_dates_and_steps():
    days = (date(2016, 5, 1), date(2015, 6, 1))
    assert run('排序(列, "升")', 列=days) == days[::-1]
    assert run('排序(列, "降")', 列=(FAIR, GOOD, BAD)) == (GOOD, FAIR, BAD)
    assert run('排序(列, "降")', 列=(FAIR, UNDEFINED)) == UNDEFINED


def test_unknown_items():
    assert set(run("包含([x, 1], 4)", x=X).options) == {True, False}
    assert run("包含([x, 1], 7)", x=X) is False
    assert run("包含([x, 1], 1)", x=X) is True
    assert run("不重复([x, 4])", x=X).options == ()
    assert run("不重复([x])", x=X) == (X,)
    assert run("第([x, 1], 1)", x=X) == X


def test_sorted_unknowns_are_bounded_place_by_place():
    first, second = run('排序([x, y], "升")', x=X, y=Y)
    assert (first.low, first.high) == (0, 5)
    assert (second.low, second.high) == (3, 9)
    falling = run('排序([x, y, 4], "降")', x=X, y=Y)
    assert [(one.low, one.high) for one in falling] == [(4, 9), (3, 5), (0, 4)]


def test_sorting_what_may_be_null_gives_up():
    assert run('排序([m, 1], "升")', m=OneOf((F(1), UNDEFINED), {"m": 0})).options == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("concatenate([1], 2)", "wrong-type"),
        ('排序([1, "二"], "升")', "wrong-type"),
        ('排序(["一", "二"], "升")', "wrong-type"),
        ('排序([x, "二"], "升")', "wrong-type"),
        ('排序(级, "升")', "wrong-type"),
        ("第([1], 0)", "outside-domain"),
        ("第([1], 0.5)", "outside-domain"),
        ("第([1], x)", "must-be-known"),
        ("前几项([1], -1)", "outside-domain"),
        ("前几项([1], 0.5)", "outside-domain"),
        ("数列(1, 2.5)", "outside-domain"),
        ("数列(1, 10001)", "list-too-long"),
        ("数列(1, x)", "must-be-known"),
    ],
)
def test_refusals(text, code):
    with pytest.raises(FeelFailure) as caught:
        run(text, x=X, 级=(GOOD, Choice("层级", "省", 1)))
    assert caught.value.code == code


def test_the_longest_sequence():
    assert len(run("数列(1, 10000)")) == 10_000
