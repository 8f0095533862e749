"""Lists: fields, filters, positions, `for`, `some` and `every`, also over what is unknown."""

from __future__ import annotations

import pytest

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, OneOf, Span
from tests.engine.feel.running import F, run, unknown

ROWS = (
    {"层级": "市", "金额": F(2)},
    {"层级": "省", "金额": F(5)},
    {"层级": "市", "金额": F(9)},
)
X, Y = unknown(0, 9, fact="x"), unknown(4, 6, fact="y")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('合计(行[层级 = "市"].金额)', 11),
        ("行[2].金额", 5),
        ("行[-1].金额", 9),
        ("行[位].金额", 9),
        ("[3, 4, 5][item > 3][1]", 4),
        ("个数(行[金额 > 2])", 2),
        ("个数(行[1].金额 = 2 and true and [1])", None),
        ("合计(for r in 行 return r.金额 * 2)", 32),
        ("合计(for i in [1..3] return i)", 6),
        ("合计(for i in (1..4) return i)", 5),
        ("合计(for i in [1..0] return i)", 0),
        ("合计(for i in [1, 2] return 合计(for j in [1..i] return i * j))", 7),
        ("合计(for i in [1, 2] return 合计([10, 20][item > i * 8]))", 50),
        ("个数([1, 2, 3][item > 位])", 0),
    ],
)
def test_by_hand(text, expected):
    if expected is None:
        with pytest.raises(FeelFailure):
            run(text, 行=ROWS)
    else:
        assert run(text, 行=ROWS, 位=F(3)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("some r in 行 satisfies r.金额 > 8", True),
        ("every r in 行 satisfies r.金额 > 1", True),
        ("every r in 行 satisfies r.金额 > 2", False),
        ("some i in [] satisfies i > 1", False),
        ("every i in [] satisfies i > 1", True),
    ],
)
def test_some_and_every(text, expected):
    assert run(text, 行=ROWS) is expected


def test_outside_a_list_nothing_is_defined():
    assert run("[1, 2][3]") == UNDEFINED
    assert run("[1, 2][-3]") == UNDEFINED


def test_inside_a_filter_fields_come_before_names():
    assert len(run('行[层级 = "省"]', 行=ROWS, 层级="市")) == 1
    assert run("[1, 2, 3][item > 底]", 底=F(2)) == (3,)
    nested = "行[金额 in [2, 5][item > 2]]"
    assert [row["金额"] for row in run(nested, 行=ROWS)] == [5]


def test_loop_variables_hide_names_and_end_with_the_loop():
    assert run("[for x in [1] return x, x]", x=F(7)) == ((1,), 7)
    assert run("for r in 行 return r.金额", 行=ROWS) == (2, 5, 9)
    assert run("(for r in 行 return r).层级", 行=ROWS) == ("市", "省", "市")


def test_a_filter_keeps_only_what_is_true():
    assert run("[1, n, 3][item > 1]", n=NOT_APPLICABLE) == (3,)


@pytest.mark.parametrize("text", ["n[item > 1]", "n[1]", "for i in n return i", "n.金额"])
def test_a_null_list_stays_null(text):
    assert run(text, n=NOT_APPLICABLE) == NOT_APPLICABLE
    assert run("some i in n satisfies i > 1", n=NOT_APPLICABLE) == NOT_APPLICABLE


# --- unknowns -------------------------------------------------------------------------------------


def test_an_unknown_condition_gives_every_list_that_may_be():
    found = run("[x, 7][item > 5]", x=X)
    assert found.options == ((X, F(7)), (F(7),))
    assert run("[5, 9][y > item]", y=Y) == OneOf(((F(5),), ()), {"y": 0})
    assert not run("[x, y][item > 5]", x=X, y=Y).tight


def test_lists_that_may_be_are_folded_case_by_case():
    found = run("合计([x, 7][item > 5])", x=X)
    assert (found.low, found.high, found.tight) == (7, 16, False)
    lengths = run("for i in [x, 7][item > 5] return 1", x=X)
    assert set(lengths.options) == {(1, 1), (1,)}
    assert set(run("some i in [x, 7][item > 5] satisfies i > 8", x=X).options) == {True, False}


def test_counting_needs_no_lists():
    many = tuple(unknown(0, 9, fact=str(index)) for index in range(30))
    found = run("个数(列[item > 5])", 列=many)
    assert (found.low, found.high, found.tight) == (0, 30, True)
    assert run("个数(列[item > 9])", 列=many) == 0
    assert run("列[item > 5]", 列=many).options == ()
    anything = OneOf((), {"q": 0})
    assert run("个数([1, 2][p])", p=anything) == Span(F(0), F(2), False, {"q": 0})


def test_an_unknown_record_has_unknown_fields():
    either = OneOf((ROWS[0], ROWS[1]), {"r": 0})
    assert run("行.金额", 行=either) == Span(F(2), F(5), True, {"r": 0})
    assert run("行.层级", 行=either) == OneOf(("市", "省"), {"r": 0})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[1, 2][0]", "outside-domain"),
        ("[1, 2][0.5]", "outside-domain"),
        ('[1, 2]["一"]', "wrong-type"),
        ('个数([1, 2]["一"])', "wrong-type"),
        ("x[item > 1]", "wrong-type"),
        ("for i in x return i", "wrong-type"),
        ("(x).金额", "no-such-field"),
        ("for i in [1..0.5] return i", "outside-domain"),
        ("for i in [1..100000] return i", "list-too-long"),
        ("some i in [1, 2] satisfies i", "wrong-type"),
        ("[1, 2][没有 > 1]", "unknown-name"),
    ],
)
def test_refusals(text, code):
    with pytest.raises(FeelFailure) as caught:
        run(text, x=F(5))
    assert caught.value.code == code
    assert caught.value.at is not None


def test_the_ends_of_a_range_must_be_known():
    with pytest.raises(FeelFailure) as caught:
        run("for i in [1..x] return i", x=X)
    assert caught.value.code == "must-be-known"


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2, 3][item > 1]",
        "个数([1, 2, 3][item > 1])",
        "for i in [1, 2, 3] return i",
        "some i in [1, 2, 3] satisfies i > 5",
    ],
)
def test_every_item_costs_a_step(text):
    assert run(text, steps=5) is not None
    with pytest.raises(FeelFailure) as caught:
        run(text, steps=2)
    assert caught.value.code == "budget-exceeded"
