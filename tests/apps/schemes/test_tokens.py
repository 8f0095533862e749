"""The form beside the text changes exactly its words: nothing else of the file moves."""

from __future__ import annotations

import pytest

from kaoji.apps.schemes.study import UNFILED, study
from kaoji.apps.schemes.tokens import replaced, tokens_of
from kaoji.web.refusals import Refused

TEXT = """\
# 起草稿：领导说还要议
方案: 某办法   # 名称未定
编号: some
版本: "1"
施行: 2026-01-01
对象: 乡镇
指标:
  甲项:   {分值: 8,  名称: 甲类工作, 计分: 按完成比例折算, 范围: 0..100}   # 原为 10
  乙项:
    分值: 92 # 含 8 分浮动
    名称: "乙类 工作"
    计分: 按完成比例折算
    范围: 0..100
"""


def with_word(text, path, field, now):
    item = study(text).item(path)
    token = next(one for one in tokens_of(text, item=item, file=UNFILED) if one.field == field)
    return replaced(text, token=token, now=now, file=UNFILED)


@pytest.mark.parametrize(
    ("path", "field", "now", "old_words", "new_words"),
    [
        ("甲项", "points", "7.5", "{分值: 8,", "{分值: 7.5,"),
        ("甲项", "name", "甲类考核", "名称: 甲类工作,", "名称: 甲类考核,"),
        ("乙项", "points", "90", "分值: 92 #", "分值: 90 #"),
        ("乙项", "name", "乙类事项", '名称: "乙类 工作"', '名称: "乙类事项"'),
    ],
)
def test_one_word_changes(path, field, now, old_words, new_words):
    assert TEXT.count(old_words) == 1
    assert with_word(TEXT, path, field, now) == TEXT.replace(old_words, new_words)


@pytest.mark.parametrize(
    ("field", "now", "code"),
    [
        ("points", "七分", "share-unreadable"),
        ("points", "8, 上限: 9", "share-unreadable"),
        ("points", "", "share-unreadable"),
        ("name", "甲: 乙", "name-not-plain"),
        ("name", "甲} # 完", "name-not-plain"),
        ("name", "null", "token-not-single"),
    ],
)
def test_what_would_change_more_is_refused(field, now, code):
    with pytest.raises(Refused) as refused:
        with_word(TEXT, "甲项", field, now)
    assert refused.value.code == code
    assert refused.value.remedy


def test_a_formula_is_left_to_the_text():
    text = TEXT.replace("分值: 92", "分值: 90 + 2")
    item = study(text).item("乙项")
    token = next(one for one in tokens_of(text, item=item, file=UNFILED) if one.field == "points")
    assert "90 + 2" in token.reason


def test_a_key_that_is_the_name_is_not_renamed():
    text = TEXT.replace('    名称: "乙类 工作"\n', "")
    item = study(text).item("乙项")
    token = next(one for one in tokens_of(text, item=item, file=UNFILED) if one.field == "name")
    assert "别处按它引用" in token.reason
