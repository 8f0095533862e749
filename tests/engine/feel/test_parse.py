"""Reading expressions: what each form becomes, and what is said about faulty ones."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.feel import ast
from kaoji.engine.feel.lexer import KEYWORDS, is_plain_name
from kaoji.engine.feel.parse import parse
from tests.engine.feel.trees import SOUPS

A, B, C, D = (ast.Name((word,)) for word in "abcd")


def number(text, *, is_percent=False):
    return ast.Number(Fraction(text), is_percent)


ONE, TWO, THREE, FIVE, SEVEN = map(number, "12357")


def read(text):
    tree, problems = parse(text)
    assert not problems
    return tree


def refused(text):
    tree, problems = parse(text)
    assert tree is None
    return problems


# --- literals and names ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("12", number("12")),
        ("0.10", number("1/10")),
        (".5", number("1/2")),
        ("0" * 50 + "1" + "0" * 50, number("1" + "0" * 50)),
        ("60%", number("3/5", is_percent=True)),
        ("60 ％", number("3/5", is_percent=True)),
        ("１２．５", number("25/2")),
        ('"省"', ast.Text("省")),
        ("'省'", ast.Text("省")),
        ("“省”", ast.Text("省")),
        ("”省”", ast.Text("省")),
        ("‘省’", ast.Text("省")),
        ("＂省＂", ast.Text("省")),
        ('"a\\"b\\n\\t\\r\\\\\\u7701\\d\\u12"', ast.Text('a"b\n\t\r\\省\\d\\u12')),
        ("“（１）”", ast.Text("（１）")),
        ('"a//b"', ast.Text("a//b")),
        ("true", ast.Truth(value=True)),
        ("是", ast.Truth(value=True)),
        ("真", ast.Truth(value=True)),
        ("false", ast.Truth(value=False)),
        ("否", ast.Truth(value=False)),
        ("假", ast.Truth(value=False)),
        ("null", ast.NullLiteral()),
        ("空", ast.NullLiteral()),
        ('@"2016-01-20"', ast.DateLiteral(date(2016, 1, 20))),
        ("@“2016-02-29”", ast.DateLiteral(date(2016, 2, 29))),
        ("财政收入", ast.Name(("财政收入",))),
        ("K.目标", ast.Name(("K", "目标"))),
        ("K . 目标 . x", ast.Name(("K", "目标", "x"))),
        ("K.是", ast.Name(("K", "是"))),
        ("K.in", ast.Name(("K", "in"))),
        ("`经济发展/财政收入`.目标", ast.Name(("经济发展/财政收入", "目标"))),
        ("K.`3季度`", ast.Name(("K", "3季度"))),
        ("`a\\`b\\\\c\\d`", ast.Name(("a`b\\c\\d",))),
        ("｀a b｀", ast.Name(("a b",))),
        ("_x1", ast.Name(("_x1",))),
        ("ＡＢ１", ast.Name(("AB1",))),
        ("或许则且非空", ast.Name(("或许则且非空",))),
        ("`且`", ast.Name(("且",))),
        ("a // 说明\n+ /* 1 +\n */ b", ast.Binary("+", A, B)),
        ("\u3000a\u00a0", A),
    ],
)
def test_literals_and_names(text, tree):
    assert read(text) == tree


# --- operators ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a + b * c", ast.Binary("+", A, ast.Binary("*", B, C))),
        ("(a + b) * c", ast.Binary("*", ast.Binary("+", A, B), C)),
        ("a - b - c", ast.Binary("-", ast.Binary("-", A, B), C)),
        ("a / b * c", ast.Binary("*", ast.Binary("/", A, B), C)),
        ("a ** b ** c", ast.Binary("**", ast.Binary("**", A, B), C)),
        ("-a ** b", ast.Binary("**", ast.Unary("-", A), B)),
        ("a ** -b", ast.Binary("**", A, ast.Unary("-", B))),
        ("a * b ** c", ast.Binary("*", A, ast.Binary("**", B, C))),
        ("--a", ast.Unary("-", ast.Unary("-", A))),
        ("a－b＋c×d÷a", ast.Binary("+", ast.Binary("-", A, B), read("c * d / a"))),
        ("a − b", ast.Binary("-", A, B)),
        ("(a)%", ast.Binary("/", A, number("100"))),
        ("f()%", ast.Binary("/", ast.Call("f", ()), number("100"))),
        ("a%", ast.Binary("/", A, number("100"))),
        ("50%%", ast.Binary("/", number("1/2", is_percent=True), number("100"))),
        ("-5%", ast.Unary("-", number("1/20", is_percent=True))),
        ("a or b and c", ast.Binary("or", A, ast.Binary("and", B, C))),
        ("a 或 b 且 c", ast.Binary("or", A, ast.Binary("and", B, C))),
        ("a and b or c", ast.Binary("or", ast.Binary("and", A, B), C)),
        ("not(a) and b", ast.Binary("and", ast.Unary("not", A), B)),
        ("非（a）", ast.Unary("not", A)),
        ("a = b", ast.Compare("=", A, B)),
        ("a＝b", ast.Compare("=", A, B)),
        ("a != b", ast.Compare("!=", A, B)),
        ("a≠b", ast.Compare("!=", A, B)),
        ("a≤b", ast.Compare("<=", A, B)),
        ("a ≥ b + c", ast.Compare(">=", A, ast.Binary("+", B, C))),
        ("a＞b", ast.Compare(">", A, B)),
        ("a < b and c > d", ast.Binary("and", ast.Compare("<", A, B), ast.Compare(">", C, D))),
        ("(a < b) = c", ast.Compare("=", ast.Compare("<", A, B), C)),
    ],
)
def test_operators(text, tree):
    assert read(text) == tree


def between(low, high, *, low_closed=True, high_closed=True):
    return ast.Range(low, high, low_closed, high_closed)


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ("a between 1 and 2", (between(ONE, TWO),)),
        ("a in [1..2]", (between(ONE, TWO),)),
        ("a in [1..2)", (between(ONE, TWO, high_closed=False),)),
        ("a in (1..2]", (between(ONE, TWO, low_closed=False),)),
        ("a in (1..2)", (between(ONE, TWO, low_closed=False, high_closed=False),)),
        ("a in ]1..2[", (between(ONE, TWO, low_closed=False, high_closed=False),)),
        ("a in ［1..2）", (between(ONE, TWO, high_closed=False),)),
        ("a in [1...5]", (between(ONE, number("1/2")),)),
        ("a in [b.x..c+1]", (between(ast.Name(("b", "x")), ast.Binary("+", C, ONE)),)),
        ("a in ((1..2), 3)", (between(ONE, TWO, low_closed=False, high_closed=False), THREE)),
        ("a in ((b) .. 2)", (between(B, TWO, low_closed=False, high_closed=False),)),
        ("a in >= 1", (ast.UnaryTest(">=", ONE),)),
        ("a in （≥ 1）", (ast.UnaryTest(">=", ONE),)),
        ("a in (< 1, != 2)", (ast.UnaryTest("<", ONE), ast.UnaryTest("!=", TWO))),
        ("a in (1, 2, [5..7])", (ONE, TWO, between(FIVE, SEVEN))),
        ("a in (1、 2， 3)", (ONE, TWO, THREE)),
        ("a in [1, 2]", (ast.ListOf((ONE, TWO)),)),
        ("a in b", (B,)),
        ("a in (b or c)", (ast.Binary("or", B, C),)),
        ("a in b + c", (ast.Binary("+", B, C),)),
    ],
)
def test_membership(text, tests):
    assert read(text) == ast.Membership(A, tests)


def test_between_leaves_the_next_and_alone():
    both = read("a between 1 and 2 and b")
    assert both == ast.Binary("and", ast.Membership(A, (between(ONE, TWO),)), B)


def test_an_open_end_is_told_from_a_filter():
    both = read("a in ]1..b[ and c")
    ends = between(ONE, B, low_closed=False, high_closed=False)
    assert both == ast.Binary("and", ast.Membership(A, (ends,)), C)
    filtered = read("a in [1..b[c]]")
    assert filtered == ast.Membership(A, (between(ONE, ast.Filter(B, C)),))


# --- forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "if a then b else c",
        "如果 a 则 b 否则 c",
        "如果 a，则 b，否则 c",
        "如果（a）则（b）否则（c）",
        "if a, then b, else c",
        "如果 a then b 否则 c",
    ],
)
def test_conditionals(text):
    assert read(text) == ast.Conditional(A, B, C)


def test_a_conditional_reaches_as_far_as_it_can():
    assert read("if a then b else c + d") == ast.Conditional(A, B, ast.Binary("+", C, D))
    nested = read("if a then b else if b then c else d")
    assert nested == ast.Conditional(A, B, ast.Conditional(B, C, D))
    assert read("[if a then b else c, d]") == ast.ListOf((ast.Conditional(A, B, C), D))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("for x in a return b", ast.For("x", A, B)),
        ("for `x y` in a return b", ast.For("x y", A, B)),
        ("some x in a satisfies b", ast.Quantified("some", "x", A, B)),
        ("every x in a satisfies b or c", ast.Quantified("every", "x", A, read("b or c"))),
        ("[]", ast.ListOf(())),
        ("[a]", ast.ListOf((A,))),
        ("［a、b，c］", ast.ListOf((A, B, C))),
        ("[1..2]", between(ONE, TWO)),
        ("a[b]", ast.Filter(A, B)),
        ("a[b][1]", ast.Filter(ast.Filter(A, B), ONE)),
        ("a[-1]", ast.Filter(A, ast.Unary("-", ONE))),
        ("a[not(b)]", ast.Filter(A, ast.Unary("not", B))),
        ("[a][1]", ast.Filter(ast.ListOf((A,)), ONE)),
        ("a[b].c", ast.Access(ast.Filter(A, B), "c")),
        ("(a).b", ast.Access(A, "b")),
        ("f(a).b.`c d`", ast.Access(ast.Access(ast.Call("f", (A,)), "b"), "c d")),
        ("f()", ast.Call("f", ())),
        ("f (a, b)", ast.Call("f", (A, B))),
        ("查表（加分表，a、b）", ast.Call("查表", (ast.Name(("加分表",)), A, B))),
        ("f(x: a, `y z`: b)", ast.Call("f", (A, B), ("x", "y z"))),
        ("f(甲：a)", ast.Call("f", (A,), ("甲",))),
        ("f(start position: a)", ast.Call("f", (A,), ("start position",))),
        ("list contains([a], b)", ast.Call("list contains", (ast.ListOf((A,)), B))),
        ("round half up(a, 2)", ast.Call("round half up", (A, TWO))),
        ("`list contains`(a)", ast.Call("list contains", (A,))),
        ("`且`(a)", ast.Call("且", (A,))),
        ('date("2016-01-20")', ast.Call("date", (ast.Text("2016-01-20"),))),
        ("a + list contains(b)", ast.Binary("+", A, ast.Call("list contains", (B,)))),
    ],
)
def test_forms(text, tree):
    assert read(text) == tree


def test_every_part_knows_where_it_starts():
    tree = read("a + f(b)[c > 1]")
    assert (tree.at, tree.left.at, tree.right.at) == (0, 0, 4)
    assert tree.right.source.arguments[0].at == 6
    assert (tree.right.condition.at, tree.right.condition.right.at) == (9, 13)


# --- faults ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("", "empty-expression", 1),
        (" // 只有说明", "empty-expression", 1),
        ("a == b", "foreign-sign", 3),
        ("a && b", "foreign-sign", 3),
        ("a || b", "foreign-sign", 3),
        ("!a", "foreign-sign", 1),
        ("a <> b", "foreign-sign", 3),
        ("a => b", "foreign-sign", 3),
        ("a ＝＝ b", "foreign-sign", 3),
        ("a ^ 2", "foreign-sign", 3),
        ("a ? b", "foreign-sign", 3),
        ("a；b", "foreign-sign", 2),
        ("80—90", "foreign-sign", 3),
        ("{a", "foreign-sign", 1),
        ("a # b", "unexpected-character", 3),
        ("a。", "unexpected-character", 2),
        ("1e5", "number-exponent", 1),
        ("1 + 2.5E-3", "number-exponent", 5),
        ("3季度", "name-starts-with-digit", 1),
        ("a + 12年 ", "name-starts-with-digit", 5),
        ("a > 90且 b", "name-starts-with-digit", 5),
        ('"省', "unclosed-quote", 1),
        ("a + `b", "unclosed-quote", 5),
        ("``", "empty-name", 1),
        ("a /* b", "unclosed-comment", 3),
        ("(a + b", "unclosed-bracket", 1),
        ("a * (b", "unclosed-bracket", 5),
        ("[a, b", "unclosed-bracket", 1),
        ("[a, b)", "unclosed-bracket", 1),
        ("(a]", "unclosed-bracket", 1),
        ("[1..2", "unclosed-bracket", 1),
        ("f(a, b", "unclosed-bracket", 2),
        ("a in (1, 2", "unclosed-bracket", 6),
        ("a[b", "unclosed-bracket", 2),
        ("not(a", "unclosed-bracket", 4),
        ("a)", "unopened-bracket", 2),
        ("a]", "unopened-bracket", 2),
        ("]a", "unopened-bracket", 1),
        ("]", "missing-operand", 1),
        ("a b", "trailing-text", 3),
        ("a 并且 b", "trailing-text", 3),
        ("(a b)", "trailing-text", 4),
        ("财政收入 查表(a)", "trailing-text", 6),
        ("a list  contains(b)", "trailing-text", 3),
        ("a in (1, 2) + 1", "trailing-text", 13),
        ("a then b", "trailing-text", 3),
        ("a..b", "trailing-text", 2),
        ("a.5", "trailing-text", 2),
        ("+", "missing-operand", 1),
        ("a +", "missing-operand", 4),
        ("a + * b", "missing-operand", 5),
        ("()", "missing-operand", 2),
        ("f(a,)", "missing-operand", 5),
        ("[a,]", "missing-operand", 4),
        ("a[]", "missing-operand", 3),
        ("a[", "missing-operand", 3),
        ("a in", "missing-operand", 5),
        ("a in ()", "missing-operand", 7),
        ("in a", "missing-operand", 1),
        ("a < b < c", "chained-comparison", 7),
        ("a = b in c", "chained-comparison", 7),
        ("a in b between 1 and 2", "chained-comparison", 8),
        ("a between 1 or 2", "missing-keyword", 13),
        ("if a b", "missing-keyword", 6),
        ("if a then b", "missing-keyword", 12),
        ("如果 a 则 b 否则如果 c 则 d", "missing-keyword", 10),
        ("for x return a", "missing-keyword", 7),
        ("for x in a", "missing-keyword", 11),
        ("some x in a return b", "missing-keyword", 13),
        ("for 1 in a return b", "missing-variable", 5),
        ("for x in a, y in b return x", "one-variable-only", 11),
        ("for x in 1..3 return x", "one-variable-only", 11),
        ("not a", "missing-bracket", 5),
        ("(a, b)", "list-in-round-brackets", 3),
        ("a.", "missing-field", 3),
        ("a.b(c)", "call-on-name", 4),
        ("f(a, x: b)", "mixed-arguments", 6),
        ("f(x: a, b)", "mixed-arguments", 9),
        ("f(x: a, x: b)", "mixed-arguments", 9),
        ('@"2016-02-30"', "bad-date", 1),
        ('@"20160120"', "bad-date", 1),
        ("@a", "bad-date", 1),
        ("a" * 4001, "expression-too-long", 4001),
    ],
)
def test_faults_are_named_and_placed(text, code, column):
    (problem,) = refused(text)
    assert (problem.code, problem.place.column, problem.place.line) == (code, column, None)
    assert problem.severity == "error"
    assert problem.message.endswith("。")
    assert problem.remedy.endswith("。")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a == b", "="),
        ("a && b", "且"),
        ("3季度", "`3季度`"),
        ("90或 b", "90 或"),
        ("a 并且 b", "且"),
        ("如果 a 则 b 否则如果 c", "否则 如果"),
        ("如果 a", "「则」"),
        ("(a", "「)」"),
        ("“省", "「”」"),
        ("(1, 2)", "[a, b]"),
    ],
)
def test_remedies_say_what_to_write(text, hint):
    (problem,) = refused(text)
    assert hint in problem.remedy


def test_all_faulty_signs_are_said_at_once():
    codes = [(one.code, one.place.column) for one in refused("a == b && 3x # c")]
    assert codes == [
        ("foreign-sign", 3),
        ("foreign-sign", 8),
        ("name-starts-with-digit", 11),
        ("unexpected-character", 14),
    ]


# --- limits ---------------------------------------------------------------------------------------


def wrapped(depth, *, before, after):
    return before * depth + "a" + after * depth


@pytest.mark.parametrize(
    ("before", "after", "deepest"),
    [("(", ")", 59), ("-", "", 59), ("[", "]", 59), ("f(", ")", 59), ("not(", ")", 59)],
)
def test_nesting_has_a_limit(before, after, deepest):
    read(wrapped(deepest, before=before, after=after))
    for depth in (deepest + 1, 600):
        (problem,) = refused(wrapped(depth, before=before, after=after))
        assert problem.code == "expression-too-deep"


def test_long_rows_of_operators_count_as_depth():
    read("+".join("a" * 60))
    (problem,) = refused("+".join("a" * 61))
    assert problem.code == "expression-too-deep"
    read(f"合计([{','.join('a' * 1900)}])")


def test_4000_characters_are_read():
    assert read("a" * 4000) == ast.Name(("a" * 4000,))
    assert read("9" * 4000).value == 10**4000 - 1


# --- anything at all ------------------------------------------------------------------------------


@given(st.one_of(SOUPS, st.text(max_size=60)))
def test_no_text_raises(text):
    tree, problems = parse(text)
    assert (tree is None) == bool(problems)
    for problem in problems:
        assert 1 <= problem.place.column <= len(text) + 1


@given(SOUPS)
def test_wide_signs_read_like_narrow_ones(text):
    plain = (
        text.replace("'", "").replace('"', "").replace("`", "").replace("“", "").replace("”", "")
    )
    wide = plain.translate({ord(sign): chr(ord(sign) + 0xFEE0) for sign in "()[],:.=<>+-*/%9"})
    assert parse(wide)[0] == parse(plain)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("财政收入", True), ("_1", True), ("3季度", False), ("a b", False), ("a.b", False)]
    + [("", False), ("Ａ", False), ("a-b", False)]
    + [(word, False) for word in KEYWORDS],
)
def test_plain_names_need_no_quotes(text, expected):
    assert is_plain_name(text) is expected
    assert (parse(text)[0] == ast.Name((text,))) is expected
