"""The table of words: nothing twice, twins agree with the model, the glossary prints it all."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import pytest

from kaoji.engine.facts.columns import FACT_COLUMNS
from kaoji.engine.plinth.exact import Rounding
from kaoji.engine.plinth.periods import Grain
from kaoji.engine.scheme import model
from kaoji.engine.scheme.rules import RULES
from kaoji.engine.scheme.words import (
    KEYS,
    RESERVED,
    TERMS,
    TITLES,
    VALUE_TITLES,
    VALUES,
    are_twins,
    chinese_key,
    chinese_value,
    english_value,
    glossary_page,
    key_word,
    value_word,
)

ROOT = Path(__file__).parents[4]


@pytest.mark.parametrize("table", [KEYS, VALUES], ids=["keys", "values"])
def test_no_spelling_means_two_things(table):
    for kind, words in table.items():
        spellings = [spelling for word in words for spelling in word.spellings]
        assert len(spellings) == len(set(spellings)), kind


@pytest.mark.parametrize(("table", "titles"), [(KEYS, TITLES), (VALUES, VALUE_TITLES)])
def test_every_kind_has_a_title_and_every_word_a_meaning(table, titles):
    assert set(table) == set(titles)
    assert all(english.isascii() and not chinese.isascii() for chinese, english in titles.values())
    for words in table.values():
        for word in words:
            assert word.meaning
            assert word.en.isascii()
            assert not word.zh.isascii()


@pytest.mark.parametrize(
    ("kind", "enumeration", "apart"),
    [
        ("grain", Grain, {"day", "part", "span"}),
        ("rounding", Rounding, set()),
        ("seat_rounding", model.SeatRounding, set()),
        ("type", model.ValueType, set()),
        ("role", model.Role, {"scored"}),
        ("combine", model.Combine, {"formula"}),
        ("missing", model.MissingPolicy, set()),
        ("absence", model.NotApplicablePolicy, set()),
        ("effect", model.Effect, set()),
        ("method", model.RankMethod, set()),
        ("standing", model.Standing, set()),
    ],
)
def test_values_are_those_of_the_model(kind, enumeration: type[StrEnum], apart):
    assert {word.en for word in VALUES[kind]} == {one.value for one in enumeration} - apart


def test_effects_are_the_acts_of_the_model():
    assert {word.en for word in KEYS["effect"]} == {one.value for one in model.Act}


def test_fields_of_rows_are_columns_of_the_facts_table():
    columns = {(one.chinese, one.english) for one in FACT_COLUMNS}
    assert {(word.zh, word.en) for word in VALUES["row_field"]} <= columns
    own = {(word.zh, word.en) for word in VALUES["own_field"]}
    assert {("数值", "value"), ("目标", "target"), ("件数", "count")} <= own & columns


def test_words_are_found_in_every_spelling():
    assert key_word("分值", kind="node") is key_word("points", kind="node")
    assert key_word("分", kind="node") is None
    assert value_word("零分", kind="missing") is value_word("zero", kind="missing")
    assert (chinese_key("points", kind="node"), chinese_value("zero", kind="missing")) == (
        "分值", "零分",
    )  # fmt: skip
    assert (english_value("满分", kind="missing"), chinese_value("无", kind="missing")) == (
        "full",
        None,
    )


def test_twins():
    assert are_twins("分值", other="points")
    assert are_twins("甲", other="甲")
    assert not are_twins("分值", other="weight")


def test_reserved_words():
    assert {"总分", "数值", "目标", "分值", "待定", "total", "value", "open"} <= RESERVED


def test_terms_are_told_apart():
    names = [term.zh for term in TERMS]
    assert len(names) == len(set(names))
    assert all(term.identifier.isidentifier() for term in TERMS)


def test_the_glossary_has_every_word():
    page = glossary_page()
    for words in (*KEYS.values(), *VALUES.values()):
        for word in words:
            assert f"`{word.en}`" in page
            assert word.zh in page
    for rule in RULES.values():
        assert f"| {rule.words[0]} | `{rule.words[1]}` | 计分 |" in page
    for term in TERMS:
        assert f"`{term.identifier}`" in page


def test_the_printed_glossary_is_current():
    assert (ROOT / "GLOSSARY.md").read_text(encoding="utf-8") == glossary_page()
