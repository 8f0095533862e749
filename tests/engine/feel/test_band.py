"""Tests of band tables, in signs and in the words of regulations."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.feel import ast
from kaoji.engine.feel.parse import parse_test
from tests.engine.feel.trees import SOUPS


def number(text, *, is_percent=False):
    return ast.Number(Fraction(text), is_percent)


def single(op, value, *, is_percent=False):
    return ast.UnaryTest(op, number(value, is_percent=is_percent))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        (">= 90", single(">=", "90")),
        ("≥90", single(">=", "90")),
        ("< 60", single("<", "60")),
        ("= 60", single("=", "60")),
        ("> 目标 * 0.9", ast.UnaryTest(">", ast.Binary("*", ast.Name(("目标",)), number("0.9")))),
        ("80", number("80")),
        ("80%", number("0.8", is_percent=True)),
        ("-5", ast.Unary("-", number("5"))),
        ("[80..90)", ast.Range(number("80"), number("90"), high_closed=False)),
        ("［80..90）", ast.Range(number("80"), number("90"), high_closed=False)),
        ("(80..90]", ast.Range(number("80"), number("90"), low_closed=False)),
        ("-", ast.Truth(value=True)),
        (" － ", ast.Truth(value=True)),
        ("优秀", ast.Text("优秀")),
        ("`A-级`", ast.Text("A-级")),
        ("“一等奖（国家级）”", ast.Text("一等奖（国家级）")),
        ("不低于标准", ast.Text("不低于标准")),
        ("是", ast.Truth(value=True)),
        ("空", ast.NullLiteral()),
        ("目标 - 5", ast.Binary("-", ast.Name(("目标",)), number("5"))),
        ("K.目标", ast.Name(("K", "目标"))),
        ("90以上", single(">=", "90")),
        ("90 以上", single(">=", "90")),
        ("９０％以上", single(">=", "0.9", is_percent=True)),
        ("90（含）以上", single(">=", "90")),
        ("90及以上", single(">=", "90")),
        ("90（不含）以上", single(">", "90")),
        ("60（不含）以下", single("<", "60")),
        ("60及以下", single("<=", "60")),
        ("60(含)以内", single("<=", "60")),
        ("不满90", single("<", "90")),
        ("未满90", single("<", "90")),
        ("低于 90.5", single("<", "90.5")),
        ("不足3", single("<", "3")),
        ("超过90", single(">", "90")),
        ("高于90%", single(">", "0.9", is_percent=True)),
        ("不低于90", single(">=", "90")),
        ("至少3", single(">=", "3")),
        ("不超过90", single("<=", "90")),
        ("不高于90", single("<=", "90")),
        ("60以上不满80", ast.Range(number("60"), number("80"), high_closed=False)),
        ("60以上、80（不含）以下", ast.Range(number("60"), number("80"), high_closed=False)),
        ("超过60，不超过80", ast.Range(number("60"), number("80"), low_closed=False)),
        ("不满80且不低于60", ast.Range(number("60"), number("80"), high_closed=False)),
    ],
)
def test_bands(text, tree):
    assert parse_test(text) == (tree, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("90以下", "vague-band"),
        ("90％以内", "vague-band"),
        ("80-89", "vague-band"),
        ("80—89", "vague-band"),
        ("80～89", "vague-band"),
        ("80 至 89", "vague-band"),
        ("80%－90%", "vague-band"),
        ("80..90", "vague-band"),
        ("60以上80以下", "vague-band"),
        ("60以上超过80", "one-sided-band"),
        ("不满60低于80", "one-sided-band"),
        ("90分以上", "words-in-band"),
        ("低于90分", "words-in-band"),
        ("3季度", "words-in-band"),
        ("", "empty-expression"),
        ("90 90", "trailing-text"),
        ("in 3", "missing-operand"),
        ("> > 3", "missing-operand"),
        ("9" * 4001 + "以上", "expression-too-long"),
    ],
)
def test_faulty_bands(text, code):
    tree, (problem,) = parse_test(text)
    assert tree is None
    assert problem.code == code
    assert problem.remedy
    if code.endswith("-band"):
        assert problem.place.column == 1


def test_a_vague_band_offers_both_readings():
    _, (problem,) = parse_test("60以下")
    assert "< 60" in problem.remedy
    assert "<= 60" in problem.remedy


def test_two_vague_halves_are_both_said():
    _, problems = parse_test("60以下、80以下")
    assert [problem.code for problem in problems] == ["vague-band", "vague-band"]


@given(st.one_of(SOUPS, st.text(max_size=60)))
def test_no_text_raises(text):
    tree, problems = parse_test(text)
    assert (tree is None) == bool(problems)
