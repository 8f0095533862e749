"""What an expression reads and calls, and putting something else in a name's place."""

from __future__ import annotations

import pytest
from hypothesis import given

from kaoji.engine.feel import ast
from kaoji.engine.feel.names import (
    calls_in,
    children,
    depth_of,
    names_in,
    rebuilt,
    replace_names,
)
from kaoji.engine.feel.parse import parse
from kaoji.engine.feel.unparse import unparse
from tests.engine.feel.trees import TESTS


def read(text):
    tree, problems = parse(text)
    assert not problems
    return tree


def names(text):
    return [".".join(name.parts) for name in names_in(read(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2", []),
        ("b + a * b", ["b", "a"]),
        ("K.目标 - K", ["K.目标", "K"]),
        ("if a then b else c", ["a", "b", "c"]),
        ("f(a, g(b))", ["a", "b"]),
        ("f(x: a)", ["a"]),
        ("a in (b, [c..d], >= e)", ["a", "b", "c", "d", "e"]),
        ("for x in a return x.b + c", ["a", "c"]),
        ("for x in x return x", ["x"]),
        ("some x in a satisfies x > y", ["a", "y"]),
        ("(every x in a satisfies x) and x", ["a", "x"]),
        ("a[item.b > c]", ["a", "c"]),
        ("a[b = 1]", ["a", "b"]),
        ("item", ["item"]),
        ("-(a).b", ["a"]),
        ("[a, not(b)]", ["a", "b"]),
    ],
)
def test_free_names_in_the_order_they_are_written(text, expected):
    assert names(text) == expected


def test_the_first_place_of_a_name_is_kept():
    assert [name.at for name in names_in(read("a + b + a"))] == [0, 4]


def test_calls_the_outer_before_the_inner():
    calls = calls_in(read("f(g(1), a[h(2)]) + i()"))
    assert [call.function for call in calls] == ["f", "g", "h", "i"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b", "1 + b"),
        ("a.x + a", "a.x + 1"),
        ("for a in a return a", "for a in 1 return a"),
        ("some a in b satisfies a and c.d", "some a in b satisfies a and f(2)"),
        ("a[a > item]", "1[1 > item]"),
        ("if a then a else -a", "if 1 then 1 else -1"),
        ("f(x: a) in (a, [a..b], < a)", "f(x: 1) in (1, [1..b], < 1)"),
        ("[a, (a).b]", "[1, (1).b]"),
        ("a = 1", "1 = 1"),
    ],
)
def test_names_are_replaced_where_they_are_free(text, expected):
    mapping = {("a",): read("1"), ("c", "d"): read("f(2)")}
    assert unparse(replace_names(read(text), mapping=mapping)) == expected


def test_item_is_never_replaced_inside_a_filter():
    mapping = {("item",): read("1")}
    assert unparse(replace_names(read("a[item] + item"), mapping=mapping)) == "a[item] + 1"


@given(TESTS)
def test_a_tree_is_its_own_parts(tree):
    assert rebuilt(tree, parts=children(tree)) == tree
    assert replace_names(tree, mapping={}) == tree


@given(TESTS)
def test_replacing_every_name_leaves_none(tree):
    nothing = ast.NullLiteral()
    mapping = {name.parts: nothing for name in names_in(tree)}
    assert not names_in(replace_names(tree, mapping=mapping))


@given(TESTS)
def test_depth_is_one_more_than_the_deepest_part(tree):
    below = [depth_of(part) for part in children(tree)]
    assert depth_of(tree) == 1 + max(below, default=0)
