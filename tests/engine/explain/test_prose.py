"""Figures in words, and a sentence for every step the evaluator may take."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.explain import prose, spoken, steps
from kaoji.engine.explain.records import Evidence, FigureNote
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, OneOf, Span
from kaoji.engine.score.outcome import StepKind


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (Fraction(1, 2), "分", "0.5 分"),
        (Fraction(1, 3), "分", "约 0.3333 分（精确值 1/3）"),
        (Fraction(1, 10**7), None, "约 0.0000（精确值 0.0000001）"),
        (Span(Fraction(1), Fraction(2)), "分", "1 至 2 分"),
        (Span(Fraction(1, 3), Fraction(2, 3)), None, "0.3333 至 0.6667"),
        (Span(Fraction(-2, 3), Fraction(-1, 3)), None, "-0.6667 至 -0.3333"),
        (Span(None, Fraction(2)), None, "至多 2"),
        (Span(Fraction(1), None), None, "至少 1"),
        (Span(None, None), None, "范围无法证明"),
        (OneOf((True, False)), None, "未知（是或否）"),
        (OneOf(()), None, "未知"),
        (NOT_APPLICABLE, "分", "不适用"),
        (UNDEFINED, None, "无定义"),
        (True, None, "是"),
        ("文字", None, "文字"),
        (None, None, "无"),
    ],
)
def test_values(value, unit, expected):
    assert prose.told(value, unit=unit) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(Fraction(1, 4), "25%"), (Fraction(1, 3), "1/3"), (Span(Fraction(0), Fraction(1)), "0 至 1")],
)
def test_weights(value, expected):
    assert prose.percent(value) == expected


def test_the_bounds_of_a_result_are_rounded_outwards():
    # 80.0187 to 91.1298: rounded to the nearest, the best would be 91.13, the worst 80.02.
    span = Span(Fraction("80.0187"), Fraction("91.1298"))
    assert prose.lies(span) == "在 80.01 至 91.13 之间"


def test_about_stands_close_to_the_word_before_it():
    assert spoken.tidy("「一」得 约 6.6667 分，失 约 1 分") == "「一」得约 6.6667 分，失约 1 分"


def test_proof_names_what_the_row_names():
    assert prose.proof(None) == ""
    assert prose.proof(Evidence()) == ""
    assert prose.proof(Evidence(document="一号", issuer="局", scope="组:山区")) == (
        "（一号，局，取自组:山区）"
    )
    assert prose.proof(Evidence(scope="*", source="台账")) == "（来源：台账，对全部对象）"


def test_a_missing_figure_says_what_it_may_be():
    span = Span(Fraction(0), Fraction(9))
    assert prose.figure(FigureNote("数值", span, "fact", "件")) == "数值 尚缺（0 至 9 件）"


@pytest.mark.parametrize("kind", StepKind)
def test_there_is_a_sentence_for_every_kind_of_step(kind):
    assert kind.value in steps._SENTENCES
