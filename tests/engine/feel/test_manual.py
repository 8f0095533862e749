"""The chapter on expressions: complete, and true to parser and checker."""

from __future__ import annotations

import pytest

from kaoji.engine.feel.functions import FUNCTIONS
from kaoji.engine.feel.manual import BANDS, FORMS, SAMPLES, code, expressions_page, table
from kaoji.engine.feel.parse import parse, parse_test
from kaoji.engine.feel.types import check_types
from kaoji.engine.plan.forms import FORMS as CALLS
from kaoji.engine.plan.reaches import FORM_TWINS
from tests.engine.feel.test_types import MuteScope

EXAMPLES = [example for builtin in FUNCTIONS.values() for example in builtin.examples]
#: A sample of a value that has none: dividing by zero is what it shows.
MEANT = {"division-by-zero"}


@pytest.mark.parametrize("text", [text for text, *_rest in (*SAMPLES, *FORMS)])
def test_samples_are_read(text):
    assert parse(text)[1] == ()


@pytest.mark.parametrize("text", [text for text, _, _ in BANDS])
def test_band_samples_are_read(text):
    assert parse_test(text)[1] == ()


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_of_functions_are_read_and_sound(text):
    tree, problems = parse(text)
    assert problems == ()
    _, slips = check_types(tree, scope=MuteScope())
    assert {slip.code for slip in slips} <= MEANT


def test_the_page_names_everything():
    page = expressions_page()
    for builtin in FUNCTIONS.values():
        assert f"| `{builtin.name}(" in page
        assert all(f"`{alias}" in page for alias in builtin.aliases)
    for text, *_rest in (*SAMPLES, *BANDS, *FORMS):
        assert code(text) in page


def test_every_form_stands_there_in_both_languages():
    """What the parser reads, name for name: `plan.reaches` is its table."""
    pairs = [(called(chinese), called(english)) for chinese, english, _zh, _en in FORMS]
    assert {english: chinese for chinese, english in pairs} == FORM_TWINS
    assert {chinese for chinese, _english in pairs} == set(CALLS)


def called(text: str) -> str:
    """The function of a sample."""
    return parse(text)[0].function


def test_every_given_name_stands_there_in_both_languages():
    page = expressions_page()
    for one in ("系数 `factor`、", "目标 `target`、", "得分 `score` `earned`"):
        assert one in page


def test_functions_stand_there_with_their_english_arguments_and_ways():
    page = expressions_page()
    assert "| `夹(数, 下限, 上限)` | `clamp(n, low, high)` |" in page
    assert "| `根(数, [次数], 精度)` | `root(number, [degree], places)`、`sqrt` |" in page
    assert "| `名次` | 方式 `way` | 竞争 `competition`、密集 `dense`、平均 `average` |" in page
    assert "| `整步` | 方式 `way` | 整步 `whole`、按比例 `proportional` |" in page


def test_tables_keep_their_columns():
    assert table(("a", "b"), rows=[("x|y", "z")]) == "| a | b |\n| --- | --- |\n| x\\|y | z |\n"


@pytest.mark.parametrize(("text", "shown"), [("a", "`a`"), ("`a`", "`` `a` ``")])
def test_code_survives_back_quotes(text, shown):
    assert code(text) == shown
