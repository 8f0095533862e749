"""English messages of expressions have no Chinese in them but what the author wrote."""

from __future__ import annotations

import re

import pytest

from kaoji.engine.feel.check_call import signature
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.functions import FUNCTIONS
from kaoji.engine.feel.parse import parse
from kaoji.engine.feel.types import check_types
from kaoji.engine.plinth.speech import ENGLISH, speaking
from kaoji.engine.plinth.values import Choice
from tests.engine.feel import test_compile, test_parse, test_types
from tests.engine.feel.functions import (
    test_curves,
    test_lists,
    test_registry,
    test_roots,
    test_rounding,
    test_texts,
)
from tests.engine.feel.running import run, unknown

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")


def failure_of(text, **values):
    with pytest.raises(FeelFailure) as caught:
        run(text, **values)
    return caught.value


def cases_of(test):
    """The rows of a test's table."""
    (mark,) = test.pytestmark
    return [row[0] for row in mark.args[1]]


def left_in(text, *, written):
    """The Chinese of a sentence that the author has not written."""
    return [one for one in CHINESE.findall(text) if one not in written]


def test_reading_leaves_no_chinese():
    with speaking(ENGLISH):
        for text in cases_of(test_parse.test_faults_are_named_and_placed):
            _, (problem,) = parse(text)
            assert left_in(problem.message, written=text) == []
            assert left_in(problem.remedy, written=text) == []


#: The author's own words that a remedy may bring up: names, fields, units, words of scales.
OWN = " ".join((*test_types.NAMES, *test_types.ROW.fields, "万元 元 人 件 差 中 好 下级 精度"))


def test_types_leave_no_chinese():
    with speaking(ENGLISH):
        for text in cases_of(test_types.test_slips_are_named_and_placed):
            tree, _ = parse(text)
            for problem in check_types(tree, scope=test_types.Scope())[1]:
                assert left_in(problem.message, written=f"{text} {OWN}") == []
                assert left_in(problem.remedy, written=f"{text} {OWN}") == []


@pytest.mark.parametrize(
    "test",
    [
        test_compile.test_failures_say_where,
        test_lists.test_refusals,
        test_registry.test_wrong_arguments,
        test_roots.test_refusals,
        test_rounding.test_refusals,
        test_texts.test_refusals,
    ],
)
def test_failures_leave_no_chinese(test):
    steps = (Choice("层级", "省", 1), Choice("评价", "好", 2))
    values = {"级": steps, "x": unknown(-5, -1), "y": unknown(1, 2, fact="y")}
    with speaking(ENGLISH):
        for text in cases_of(test):
            failure = failure_of(text, **values)
            assert left_in(failure.message, written=text) == []
            assert left_in(failure.remedy, written=text) == []


def test_curves_leave_no_chinese():
    with speaking(ENGLISH):
        for points in cases_of(test_curves.test_refusals):
            failure = failure_of(f"interpolate(1, {points})", x=unknown(0, 3))
            assert left_in(f"{failure.message} {failure.remedy}", written=points) == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_called_by_its_english_name(name):
    builtin = FUNCTIONS[name]
    with speaking(ENGLISH):
        assert CHINESE.search(signature(builtin)) is None
        assert builtin.title in builtin.aliases
    assert builtin.title == name
