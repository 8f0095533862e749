"""What a change names, as it is written."""

from __future__ import annotations

import pytest

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.whatif.change import read_change, read_changes


def seen(text):
    """Kind, section, node, path or coordinate, value."""
    found = read_change(text)
    assert not isinstance(found, Problem), found
    where = str(found.at) if found.at else (found.section, found.node, found.path)
    return found.kind.value, where, found.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲乡:财政收入@2016Q2=120", ("fact", "甲乡:财政收入@2016Q2", "120")),
        ("甲乡：财政收入.目标＠2016＝130", ("fact", "甲乡:财政收入.目标@2016", "130")),
        ("*:财政收入 = 1/3", ("fact", "*:财政收入", "1/3")),
        ("组:山区:财政收入=缺", ("fact", "组:山区:财政收入", "缺")),
        ("甲乡:财政收入=", ("fact", "甲乡:财政收入", "")),
        ("财政收入.分值=16", ("scheme", ("", "财政收入", "分值"), "16")),
        ("经济/财政收入.计分.封顶=1", ("scheme", ("", "经济/财政收入", "计分.封顶"), "1")),
        ("指标:财政收入.分值=16", ("scheme", ("", "财政收入", "分值"), "16")),
        ("加分:上限=3", ("scheme", ("", "加分", "上限"), "3")),
        ("bonus:cap=3", ("scheme", ("", "加分", "cap"), "3")),
        ("总分:上限=3", ("scheme", ("", "总分", "上限"), "3")),
        ("等次:先进.不低于=88", ("scheme", ("grades", "", "先进.不低于"), "88")),
        ("grades:first.floor=88", ("scheme", ("grades", "", "first.floor"), "88")),
        ("等次:先进.条件=得分 >= 90", ("scheme", ("grades", "", "先进.条件"), "得分 >= 90")),
        ("表:速度.档.>=99.5=5", ("scheme", ("tables", "", "速度.档.>=99.5"), "5")),
        ("表:速度.档.<10=5", ("scheme", ("tables", "", "速度.档.<10"), "5")),
        ("公布=1位", ("scheme", ("publishing", "", ""), "1位")),
        ("参数:主要领导权重=60%", ("parameter", ("", "", "主要领导权重"), "60%")),
        ("parameters:weight.town=60%", ("parameter", ("", "", "weight.town"), "60%")),
    ],
)
def test_what_a_change_names(text, expected):
    assert seen(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "=", "=3", "甲乡", "甲乡:=3", ":财政收入=3", "甲乡:财政收入@第一=3", "a:b\nc=3",
     "财政收入=3", "财政收入@2016=3", "财政收入.=3", "财政收入.目标@2016=3"],
)  # fmt: skip
def test_what_is_no_change(text):
    found = read_change(text)
    assert isinstance(found, Problem)
    assert (found.code, found.place.file) == ("bad-change", "--change")
    assert found.remedy


def test_changes_are_read_together():
    changes, problems = read_changes(("a.b=1", "x", "a.b=2", "甲:c=1", "甲:c =2"))
    assert [one.target for one in changes] == ["a.b", "甲:c"]
    assert [one.code for one in problems] == ["bad-change", "change-twice", "change-twice"]
