"""Compiled expressions: an independent oracle for arithmetic, names, calls, failures in place."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.feel.ast import Name
from kaoji.engine.feel.compile import Frame, compile_expression
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.parse import parse
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, Choice, OneOf, Span
from tests.engine.feel import trees
from tests.engine.feel.running import F, Names, number, run, unknown

FAIR = Choice("评价", "中", 1)


# --- arithmetic against an oracle ---------------------------------------------------------------


@st.composite
def sums(draw, depth=4):
    """(text, value) of random arithmetic; a value of None is 无定义."""
    if depth == 0 or draw(st.booleans()):
        digits = draw(st.integers(0, 999))
        return (f"{digits / 100:.2f}", F(digits, 100)) if digits else ("x", F(7, 3))
    left, one = draw(sums(depth=depth - 1))
    right, two = draw(sums(depth=depth - 1))
    sign = draw(st.sampled_from("+-*/"))
    text = f"({left} {sign} {right})"
    if one is None or two is None or (sign == "/" and two == 0):
        return text, None
    worked = {"+": one + two, "-": one - two, "*": one * two}
    return text, worked[sign] if sign in worked else one / two


@given(sums())
def test_arithmetic_agrees_with_fractions(case):
    text, expected = case
    assert run(text, x=F(7, 3)) == (UNDEFINED if expected is None else expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.6 * 89.25 + 0.4 * 91.00", "89.95"),
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("2 - 3 - 4", "-5"),
        ("8 / 4 / 2", "1"),
        ("2 ** 3", "8"),
        ("2 ** -1", "0.5"),
        ("-2 + 5", "3"),
        ("60%", "0.6"),
        ("(x)%", "0.05"),
        ("x / 3", "5/3"),
        ("3 / x * 10", "6"),
        ("0.1 + 0.2", "0.3"),
        ("如果 x >= 5 则 1 否则 2", "1"),
        ("if x > 5 then 1 else 2", "2"),
    ],
)
def test_values_by_hand(text, expected):
    assert run(text, x=F(5)) == number(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x > 4 and x < 6", True),
        ("x > 4 且 x > 6", False),
        ("x > 6 或 非(x > 6)", True),
        ("x != 5", False),
        ("x < 4 and y", False),
        ("x > 4 or y", True),
        ("x in [5..6]", True),
        ("x in (5..6]", False),
        ("x in [4..5)", False),
        ("x in (1, 5)", True),
        ("x in (< 3, >= 6)", False),
        ("x in [1, 2, 5]", True),
        ("x between 5 and 6", True),
        ("[1, 2] in [[1, 2], [3]]", True),
        ("[1, 2] in [1, 2]", True),
        ("[1, 2] in [1, 3]", False),
        ('等级 >= "中"', True),
        ('等级 > "中"', False),
        ('等级 in ("中", "好")', True),
        ("\"甲\" = '甲'", True),
        ("是", True),
        ("否", False),
    ],
)
def test_truths_by_hand(text, expected):
    assert run(text, x=F(5), y=F(1), 等级=FAIR) is expected


def test_texts_lists_and_dates():
    assert run('“年终” + "评估"') == "年终评估"
    assert run("[1, x]", x=F(2)) == (1, 2)
    assert run('@"2016-01-20" > @"2016-01-19"') is True


# --- nulls ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["n + 1", "n > 1", "n = 1", "n in [0..1]", "n in [1]", "-n"])
def test_null_stays_null(text):
    assert run(text, n=NOT_APPLICABLE) == NOT_APPLICABLE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n = null", True), ("null = n", True), ("n != null", False), ("x = null", False),
        ("x != 空", True), ("null = null", True), ("n in (null, 1)", True), ("x in (null)", False),
        ("1 / 0 = null", True), ("n and false", False), ("n or true", True),
    ],
)  # fmt: skip
def test_asking_for_null(text, expected):
    assert run(text, n=NOT_APPLICABLE, x=F(1)) is expected


def test_a_null_condition_gives_that_null():
    assert run("if n > 1 then 10 else 0", n=NOT_APPLICABLE) == NOT_APPLICABLE


# --- unknowns -------------------------------------------------------------------------------------


def test_an_unknown_condition_gives_the_hull():
    found = run("if x > 5 then 10 else 2", x=unknown(0, 9))
    assert found == Span(F(2), F(10), True, {"x": 0})
    assert run("if x > 5 then 10 else 2", x=unknown(6, 9)) == 10
    words = run('if x > 5 then "好" else "中"', x=unknown(0, 9))
    assert words == OneOf(("好", "中"), {"x": 0})


def test_false_decides_against_an_unknown():
    assert run("x > 5 and false", x=unknown(0, 9)) is False
    assert run("x > 5 and y > 5", x=unknown(0, 9), y=F(1)) is False


def test_membership_of_an_unknown():
    assert run("x in [0..9]", x=unknown(0, 9)) is True
    assert run("x in (1, 20)", x=unknown(3, 9)) is False
    assert set(run("x in (5, > 8)", x=unknown(3, 9)).options) == {True, False}


# --- names ----------------------------------------------------------------------------------------


def test_names_are_bound_once():
    class Counting(Names):
        asked = 0

        def bind_name(self, name, /):
            Counting.asked += 1
            return super().bind_name(name)

    program = compile_expression(parse("x + x * 2")[0], binder=Counting({"x": F(3)}))
    assert [program(Frame(None)) for _ in range(3)] == [9, 9, 9]
    assert Counting.asked == 2


def test_dotted_names_fall_back_to_fields():
    row = {"金额": F(7), "单位": {"名称": "甲乡"}}
    assert run("行.金额 + 1", 行=row) == 8
    assert run("行.单位.名称", 行=row) == "甲乡"
    assert run("财政.目标", **{"财政.目标": F(9), "财政": row}) == 9
    assert run("行.没有", 行=row) == UNDEFINED


def test_back_quoted_paths_are_one_part():
    assert run("`经济发展/财政收入` + 1", **{"经济发展/财政收入": F(2)}) == 3


def test_forms_belong_to_the_binder():
    assert run("原样(x + 1) * 2", x=F(2)) == 6
    assert run("for i in [1, 2] return 原样(i)") == (1, 2)


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("1 + 没有", "unknown-name", 4),
        ("1 + 没有.目标", "unknown-name", 4),
        ("1 + 没有(2)", "unknown-function", 4),
        ("1 + 绝对值()", "argument-count", 4),
        ("1 + 合计(表: [1, 2])", "argument-count", 4),
        ("1 + 夹(数: 1, 上: 2, 下限: 0)", "argument-count", 4),
        ('1 + "一"', "wrong-type", 0),
        ('x > "一"', "wrong-type", 0),
        ('-"一"', "wrong-type", 0),
        ("1 + 2 * (x and true)", "wrong-type", 9),
        ("if x then 1 else 2", "wrong-type", 0),
        ("not(x)", "wrong-type", 0),
        ('绝对值("一")', "wrong-type", 0),
        ('x in ["一", x]', "wrong-type", 0),
        ("[1..2]", "range-out-of-place", 0),
        ("2 ** 0.5", "places-missing", 0),
        ("2 ** 100000", "number-too-large", 0),
        ('取整(x, 1, "随便")', "way-unknown", 0),
        ("四舍五入(x, 0.5)", "places-invalid", 0),
        ("四舍五入(x, 500)", "places-invalid", 0),
    ],
)  # fmt: skip
def test_failures_say_where(text, code, at):
    with pytest.raises(FeelFailure) as caught:
        run(text, x=F(5))
    failure = caught.value
    assert (failure.code, failure.at) == (code, at)
    assert failure.message


def test_a_binder_without_scales_still_compares_words():
    class Plain:
        def bind_name(self, name, /):
            return lambda _: FAIR

        def bind_form(self, call, /, *, program_of):
            return None

    def plain(text):
        return compile_expression(parse(text)[0], binder=Plain())(Frame(None))

    assert plain('等级 = "中"') is True
    with pytest.raises(FeelFailure) as caught:
        plain('等级 > "中"')
    assert caught.value.code == "choice-unknown"


def test_named_arguments_in_any_order():
    assert run("夹(上限: 10, 数: x, 下限: 0)", x=F(12)) == 10
    assert run("clamp(low: 0, high: 10, n: x)", x=F(12)) == 10
    assert run("根(精度: 2, 数: 27, 次数: 3)") == 3
    assert run("根(2, 2)") == F("1.41")
    assert run("合计(列表: [1, 2])") == run("sum(list: [1, 2])") == 3
    assert run("list contains([1, 2], 2)") is True


@pytest.mark.parametrize(("x", "expected"), [(12, 10), (-1, 2), (5, 5)])
def test_known_arguments_that_are_no_constants(x, expected):
    assert run("夹(x, 下, 上)", x=F(x), 下=F(2), 上=F(10)) == expected
    assert run("夹(x, 2, 10)", x=F(x)) == expected


def test_edges_that_are_crossed_for_good_fail_for_every_number():
    with pytest.raises(FeelFailure) as caught:
        run("夹(x, 3, 2)", x=F(1))
    assert caught.value.code == "bounds-crossed"


@pytest.mark.parametrize("text", ["x * x", "x * (2 ** 15000)"])
def test_a_number_that_outgrows_its_limit_is_refused(text):
    assert run("x / x * x / (2 ** 14999)", x=F(2) ** 15000) == 2
    with pytest.raises(FeelFailure) as caught:
        run(text, x=F(2) ** 15000)  # a product of 2 ** 30000, beyond 20000 bits
    assert caught.value.code == "number-too-large"


def test_constants_are_worked_out_once():
    binder = Names({})
    program = compile_expression(parse("最大(1, 2) * 3 + 数列(1, 3)[2]")[0], binder=binder)
    assert program(Frame(None)) == 8
    assert compile_expression(parse("1 / 0")[0], binder=binder)(Frame(None)) == UNDEFINED


def test_the_budget_is_spent_by_lists():
    with pytest.raises(FeelFailure) as caught:
        run("合计(for i in [1..100] return x)", steps=50, x=F(1))
    assert (caught.value.code, caught.value.at) == ("budget-exceeded", 3)
    with pytest.raises(FeelFailure) as caught:
        run("倒序(x)", steps=9, x=(F(1),) * 80)
    assert (caught.value.code, caught.value.at) == ("budget-exceeded", 0)


@given(trees.TREES)
def test_whatever_parses_compiles_and_runs_or_fails_in_words(expression):
    program = compile_expression(expression, binder=Names({"a": F(1), "item": (F(1), F(2))}))
    with suppress(FeelFailure):
        program(Frame(None))


def test_a_name_in_a_tree_needs_no_text():
    program = compile_expression(Name(("x",)), binder=Names({"x": F(1)}))
    assert program(Frame(None)) == 1
