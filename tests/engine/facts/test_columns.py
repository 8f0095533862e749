"""The table of known columns and how a header cell is read."""

from __future__ import annotations

import pytest

from kaoji.engine.facts.columns import (
    FACT_COLUMNS,
    FACTS,
    SUBJECT_COLUMNS,
    SUBJECTS,
    bare_header,
    plain_name,
    read_header,
)


def test_the_columns_of_the_contract():
    facts = "对象 周期 指标 数值 目标 件数 事项 层级 评分人类别 评分人 日期 文号 发文机关 状态 编号 更正 来源 佐证 备注 方案"  # noqa: E501
    keys = (
        "subject period key value target count work level rater_class rater date document issuer "
        "state id replaces source evidence note scheme"
    )
    assert [column.chinese for column in FACT_COLUMNS] == facts.split()
    assert [column.key for column in FACT_COLUMNS] == keys.split()
    assert [column.english for column in FACT_COLUMNS] == keys.split()
    assert [column.chinese for column in SUBJECT_COLUMNS] == [
        "对象",
        "名称",
        "类",
        "组别",
        "上级",
        "自",
        "至",
    ]
    assert [column.key for column in SUBJECT_COLUMNS] == (
        ["subject", "name", "kind", "group", "parent", "from", "to"]
    )


@pytest.mark.parametrize(
    ("written", "key", "unit"),
    [
        ("数值", "value", ""),
        ("数 值", "value", ""),
        (" ＶＡＬＵＥ ", "value", ""),
        ("Value", "value", ""),
        ("Rater Class", "rater_class", ""),
        ("rater-class", "rater_class", ""),
        ("数值(万元)", "value", "万元"),
        ("数值（万元）", "value", "万元"),
        ("数值【%】", "value", "%"),
        ("目标\n（万元）", "target", "万元"),
        ("数值(必填)", "value", ""),
        ("*对象", "subject", ""),
        ("对象*", "subject", ""),
        ("对象/subject", "subject", ""),
        ("评分人（类别）", "rater_class", ""),
        ("日期(发文)", "date", ""),
    ],
)
def test_a_known_header(written, key, unit):
    header = read_header(written, columns=FACTS)
    assert header.column is not None
    assert (header.name, header.unit) == (key, unit)


@pytest.mark.parametrize(
    ("written", "name", "unit"),
    [
        ("人数", "人数", ""),
        ("人数（人）", "人数（人）", "人"),
        ("备注2", "备注2", ""),
        ("对象/周期", "对象/周期", ""),
        ("(无名)", "(无名)", "无名"),
    ],
)
def test_a_further_header(written, name, unit):
    header = read_header(written, columns=FACTS)
    assert header.column is None
    assert (header.name, header.unit) == (name, unit)
    assert not header.holds_figures


def test_subjects_have_their_own_columns():
    assert read_header("类", columns=SUBJECTS).name == "kind"
    assert read_header("类", columns=FACTS).column is None


@pytest.mark.parametrize(
    ("written", "expected"), [("人数（人）", "人数"), ("人数", "人数"), ("得 票 (张)", "得 票")]
)
def test_bare_header(written, expected):
    assert bare_header(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("数值（万元）", "数值"), ("Rater Class", "raterclass"), ("*甲", "甲")],
)
def test_plain_name(written, expected):
    assert plain_name(written) == expected
