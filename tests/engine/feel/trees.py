"""Random syntax trees, as the grammar can say them: shared by the tests of this room."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from kaoji.engine.feel import ast

PLAIN = st.sampled_from(["a", "x1", "_", "财政收入", "目标", "item", "则得分", "如果值", "〇"])
ODD = st.text(st.sampled_from("a`\\ /季3是.｀Ａ且\n"), min_size=1, max_size=4)
WORDS = st.one_of(PLAIN, ODD)
FUNCTIONS = st.one_of(
    WORDS, st.sampled_from(["list contains", "round half up", "a and b", "if", "非", "名 次"])
)

NUMBERS = st.builds(
    lambda digits, places, is_percent: ast.Number(
        Fraction(digits, 10**places) / (100 if is_percent else 1), is_percent
    ),
    st.integers(0, 10**30),
    st.integers(0, 12),
    st.booleans(),
)
TEXTS = st.builds(ast.Text, st.text(st.sampled_from("a\"'＂”“\\n\n\t\r省u、，"), max_size=6))
LEAVES = st.one_of(
    NUMBERS,
    TEXTS,
    st.builds(ast.Truth, st.booleans()),
    st.just(ast.NullLiteral()),
    st.builds(ast.DateLiteral, st.dates(min_value=date(1, 1, 1))),
    st.builds(ast.Name, st.lists(WORDS, min_size=1, max_size=3).map(tuple)),
)
COMPARISONS = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])


@st.composite
def _calls(draw, parts):
    arguments = tuple(draw(st.lists(parts, max_size=3)))
    names = None
    if arguments and draw(st.booleans()):
        words = st.one_of(WORDS, st.just("start position"))
        size = len(arguments)
        names = tuple(draw(st.lists(words, min_size=size, max_size=size, unique=True)))
    return ast.Call(draw(FUNCTIONS), arguments, names)


def _grown(parts):
    ranges = st.builds(ast.Range, parts, parts, st.booleans(), st.booleans())
    tests = st.one_of(parts, ranges, st.builds(ast.UnaryTest, COMPARISONS, parts))
    return st.one_of(
        st.builds(ast.Unary, st.sampled_from(["-", "not"]), parts),
        st.builds(
            ast.Binary, st.sampled_from(["+", "-", "*", "/", "**", "and", "or"]), parts, parts
        ),
        st.builds(ast.Compare, COMPARISONS, parts, parts),
        st.builds(ast.Conditional, parts, parts, parts),
        _calls(parts),
        st.builds(ast.ListOf, st.lists(parts, max_size=3).map(tuple)),
        ranges,
        st.builds(ast.Membership, parts, st.lists(tests, min_size=1, max_size=3).map(tuple)),
        st.builds(ast.Filter, parts, parts),
        st.builds(ast.Access, parts, WORDS),
        st.builds(ast.For, WORDS, parts, parts),
        st.builds(ast.Quantified, st.sampled_from(["some", "every"]), WORDS, parts, parts),
    )


TREES = st.recursive(LEAVES, _grown, max_leaves=12)
TESTS = st.one_of(TREES, st.builds(ast.UnaryTest, COMPARISONS, TREES))

#: Pieces of which random texts are made: every token, and what no token is.
_PIECES = """
a 财政收入 目标 3 .5 60% 1e5 3季度 “省” "x" 'y' `a/b` ` " @ @"2016-01-20" @"2016-13-01"
( ) [ ] （ ） ［ ］ , 、 ， : . .. + - * / ** × ÷ = != < <= ≥ ≠ == && || ! % ? ; { } // /* */
if then else for in return some every satisfies between and or not true null
如果 则 否则 且 或 非 真 否 空 list contains f 以上 不满 — ~ # \\ 。
"""
SOUPS = st.lists(st.sampled_from(_PIECES.split()), max_size=25).flatmap(
    lambda pieces: st.sampled_from(["", " ", "\n"]).map(lambda gap: gap.join(pieces))
)
