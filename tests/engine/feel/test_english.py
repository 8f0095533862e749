"""What the expression language says in English."""

from __future__ import annotations

from datetime import date

import pytest

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.kinds import (
    DATE,
    NUMBER,
    TEXT,
    TRUTH,
    ChoiceType,
    ListType,
    NumberType,
    type_word,
)
from kaoji.engine.feel.parse import parse, parse_test
from kaoji.engine.feel.show import described
from kaoji.engine.feel.steps import Steps
from kaoji.engine.feel.types import check_types
from kaoji.engine.plinth.speech import ENGLISH, speak, speaking
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, Choice, OneOf, Span
from tests.engine.feel import test_types
from tests.engine.feel.running import F, run, unknown

REVENUE, POINTS = NumberType("yuan"), NumberType("分")
GRADES = ChoiceType("grades", ("poor", "good"))
NAMES = {
    "revenue": REVENUE,
    "people": NumberType("persons"),
    "points": POINTS,
    "rate": NumberType("%"),
    "grade": GRADES,
    "note": TEXT,
    "met": TRUTH,
}


class Scope:
    """A few names of an English file; no forms."""

    def type_of_name(self, name, /):
        return NAMES.get(".".join(name.parts))

    def type_of_form(self, call, /, *, infer):
        return None

    def known_names(self):
        return tuple(NAMES)


def slips_of(text):
    tree, problems = parse(text)
    assert not problems
    return check_types(tree, scope=Scope())[1]


def failure_of(text, **values):
    with pytest.raises(FeelFailure) as caught:
        run(text, **values)
    return caught.value


# --- reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        (
            "(a + b",
            'the "(" at character 1 has no ")" to match',
            'add ")" where it ought to end',
        ),
        (
            "a + * b",
            'a value is missing after "+"; "*" stands there instead',
            "add a number, a name or a formula in brackets",
        ),
        ("+", 'a value is missing at the beginning; "+" stands there instead', None),
        ("a +", 'a value is missing after "+"', None),
        ("a == b", 'formulas do not use "=="', 'for "equal to" write one sign: ='),
        ("if a b", '"then" is missing after "if"', 'add "then", with a blank before and behind'),
        (
            "a b",
            'reading stops at "b": what stands before it is a whole formula already',
            (
                "two values need an operator between them; put a name with blanks or signs in "
                "back-quotes"
            ),
        ),
        ("1e5", 'the number "1e5..." is written with an exponent', None),
        (
            "90and b",
            '"90and" begins with a digit and cannot be a name',
            (
                'put a blank before and behind "and": 90 and ...; where the whole is a name, '
                "put it in back-quotes"
            ),
        ),
        ("a + `b", "the back-quote that opens at character 5 is not closed", "add ` at the end"),
        (
            "a < b < c",
            'comparisons cannot be chained: "<" follows "<"',
            'write x between a and b, or x in [a..b), or join two comparisons by "and"',
        ),
    ],
)
def test_faulty_formulas(text, message, remedy):
    with speaking(ENGLISH):
        _, (problem,) = parse(text)
    assert problem.message == message
    assert remedy is None or problem.remedy == remedy


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        (
            "80-89",
            '"80-89" does not say whether its two ends are included, and may also be a subtraction',
            "write [80..90] (both ends included), or [80..90) (80 included, 90 not)",
        ),
        (
            "90以下",
            '"90以下" does not say whether 90 is included',
            "write < 90 where it is not included, <= 90 where it is",
        ),
        ("60以上超过80", 'the two halves of "60以上超过80" bound the same side', None),
        (
            "90 points",
            '"90 points" has something behind the number 90, which may be a unit or part of a text',
            None,
        ),
    ],
)
def test_faulty_bands(text, message, remedy):
    with speaking(ENGLISH):
        _, (problem,) = parse_test(text)
    assert problem.message == message
    assert remedy is None or problem.remedy == remedy


# --- types ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("revenu", 'there is no name "revenu"', 'did you mean "revenue"?'),
        ("xyz", 'there is no name "xyz"', "check the name; put quotes around a text"),
        (
            "revenue + people",
            "these differ in unit and cannot be added: number in yuan, number in persons",
            "convert both to one unit, or divide them to make a ratio",
        ),
        (
            "points > people",
            "these differ in unit and cannot be compared: number in points, number in persons",
            None,
        ),
        (
            "rate >= 60%",
            "a number in % is written 60, but 60% in a formula is 0.6, a hundred times less",
            "compare a number in % with 60, not with 60%",
        ),
        (
            "note + 1",
            'on both sides of "+": number needed, text found',
            (
                "write what is needed here (number), or check the value that is read. Words that "
                'have an order are declared as steps of a scale: "type: name of the scale"'
            ),
        ),
        (
            "met and revenue",
            'on both sides of "and": true or false needed, number in yuan found',
            "write a comparison, such as x >= 60",
        ),
        ('grade = "fair"', 'the scale "grades" has no "fair"', "there are these: poor, good"),
        ("note > note", 'what has no order cannot be compared by ">"; this is: text', None),
        (
            "revenue / 0",
            "the divisor is always zero",
            'check the divisor; where it may be zero, say under "undefined" what counts then',
        ),
        (
            "sqrt(2)",
            'the result of sqrt may have endless decimals, and "places" is not given',
            "say how many decimals to keep: root(number, [degree], places)",
        ),
        (
            "clamp(1, 2)",
            "the arguments do not fit clamp; written here: 2",
            "write clamp(n, low, high)",
        ),
        ("clamp(note, 0, 1)", '"n" of clamp: number needed, text found', None),
        (
            "summ([1])",
            'there is no function "summ"',
            'did you mean "sum"?',
        ),
        (
            "if met then 1 else note",
            'the two results differ in type; after "then": number; after "else": text',
            "let both results have one type",
        ),
    ],
)
def test_slips_of_type(text, message, remedy):
    with speaking(ENGLISH):
        problem = slips_of(text)[0]
    assert problem.message == message
    assert remedy is None or problem.remedy == remedy


def test_a_factor_that_may_be_a_rate():
    with speaking(ENGLISH):
        (problem,) = slips_of("people * 2 + points")
    assert problem.message == (
        "these are added: number in persons, number in points. If the factor is a rate of "
        "conversion, their units are the same; if not, they differ"
    )


@pytest.mark.parametrize(
    ("of", "word"),
    [
        (NUMBER, "number"),
        (POINTS, "number in points"),
        (NumberType("分/件"), "number in points/items"),
        (NumberType("百分点"), "number in percentage points"),
        (TRUTH, "truth"),
        (DATE, "date"),
        (GRADES, 'step of the scale "grades"'),
        (ListType(NUMBER), "a list"),
        (test_types.ROW, "record"),
    ],
)
def test_words_of_types(of, word):
    with speaking(ENGLISH):
        assert type_word(of) == word


# --- running --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ('1 + "one"', 'text "one" cannot be an operand of "+"', ""),
        ("true > 1", 'truth "yes" and number "1" cannot be compared', ""),
        ("not(5)", 'number "5" is neither true nor false and cannot be a condition', ""),
        ("abs(true)", '"n" of abs: number needed, truth "yes" found', ""),
        (
            "clamp(1, 3, 2)",
            "the low bound 3 is above the high bound 2",
            "swap the two bounds, or check where they come from",
        ),
        ("nothing(2)", 'there is no function "nothing"', ""),
        ("abs()", 'the arguments of the function "abs" are wrong in number or name', ""),
        (
            'round(1, 101, "去尾")',
            '"places" of round must be a whole number up to 100; this is: 101',
            "write a number of decimals, such as 4",
        ),
        (
            "item at([1], x)",
            "the position cannot be a missing figure",
            "make it a constant or a parameter",
        ),
        ("item at([1], 0)", "the position must be a whole number other than zero; this is: 0", ""),
        ("sqrt(-1, 2)", "a negative number has no root of an even degree", ""),
        (
            "[1..2]",
            (
                'a range, or a comparison without a left side, can only stand after "in"; '
                'a range also after the "in" of "for"'
            ),
            "",
        ),
        ('date("2016-02-30")', '"2016-02-30" is not a date', 'write date("2016-01-20")'),
    ],
)
def test_failures(text, message, remedy):
    with speaking(ENGLISH):
        failure = failure_of(text, x=unknown(0, 1))
    assert (failure.message, failure.remedy) == (message, remedy)


def test_a_failure_speaks_when_it_happens_not_when_it_is_compiled():
    with pytest.raises(FeelFailure, match="没有叫「x」的名称"):
        run("x")
    with speaking(ENGLISH), pytest.raises(FeelFailure, match='there is no name "x"'):
        run("x")


def test_a_word_that_the_scale_has_not():
    with speaking(ENGLISH), pytest.raises(FeelFailure) as caught:
        Steps("grades", ("poor", "good")).step_of("fair")
    assert caught.value.message == 'the scale "grades" has no step "fair"'
    assert caught.value.remedy == "there are these: poor, good"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (True, 'truth "yes"'),
        (False, 'truth "no"'),
        (NOT_APPLICABLE, 'null "not applicable"'),
        (UNDEFINED, 'null "undefined"'),
        (Choice("grades", "good", 1), 'step of a scale "good"'),
        (date(2025, 6, 1), 'date "2025-06-01"'),
        (Span(None, F(10)), 'number "?..10"'),
        (OneOf((True, UNDEFINED)), 'unknown value "yes or undefined"'),
        (OneOf(()), 'unknown value "unknown"'),
        ((F(1), F(2)), 'a list "[1, 2]"'),
        ({"a": F(1), "b": False}, 'record "a:1, b:no"'),
    ],
)
def test_values(value, told):
    with speaking(ENGLISH):
        assert described(value) == told


def test_why_a_value_is_null():
    notes = {run(text).note for text in ("1 / 0", "mean([])", "item at([1], 2)")}
    with speaking(ENGLISH):
        assert {speak(note) for note in notes} == {
            "the divisor is zero",
            "the list is empty",
            "the list has no such place",
        }
