"""Keys, value words, fields and paths as messages show them."""

from __future__ import annotations

import pytest

from kaoji.engine.plinth.names import (
    FACT_HEADERS,
    FIELD_COLUMNS,
    TAKEN_COLUMNS,
    TWINS,
    spoken_field,
    spoken_path,
)
from kaoji.engine.plinth.speech import speaking
from kaoji.engine.scheme.words import VALUES
from kaoji.engine.scheme.words.spoken import spoken_key, spoken_value


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", ["满分", "四舍五入", "去尾", "某词", "数值", "自定", "总分", "甲/加分/乙"]),
        ("en", ["full", "half_up", "down", "某词", "value", "自定", "total", "甲/bonus/乙"]),
    ],
)
def test_words_in_the_language_spoken(language, expected):
    with speaking(language):
        told = [
            spoken_key("full", kind="node"),
            spoken_value("half_up", kind="rounding"),
            spoken_value("去尾", kind="rounding"),
            spoken_value("某词", kind="rounding"),
            spoken_field("数值"),
            spoken_field("自定"),
            spoken_path("总分"),
            spoken_path("甲/加分/乙"),
        ]
    assert told == expected


def test_fields_and_outcomes_are_called_as_the_words_of_schemes_call_them():
    pairs = {**TWINS, **TAKEN_COLUMNS}
    words = [word for kind in ("own_field", "row_field", "outcome") for word in VALUES[kind]]
    assert len(words) > 20
    assert [(word.en, pairs.get(word.en)) for word in words] == [(one.en, one.zh) for one in words]


def test_each_column_of_facts_is_taken_or_may_be_declared():
    assert {*TAKEN_COLUMNS} | {*FIELD_COLUMNS} == {*FACT_HEADERS}
    assert not {*TAKEN_COLUMNS} & {*FIELD_COLUMNS}
    assert FIELD_COLUMNS["rater_class"] == "评分人类别"
