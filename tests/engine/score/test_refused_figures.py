"""A refused figure decides nothing of others: who reads the subject stays open, in any order."""

from __future__ import annotations

import pytest

from tests.engine.score.small import HEAD, loaded, scored

SUBJECTS = "对象,类,上级\n大县,县,\n甲乡,乡,大县\n乙乡,乡,大县"
MEAN = """\
满分: 60
指标: {自身: {分值: 60, 算式: 'if 属性(类) = "县" then 均值(下级(数)) else 0', 无定义: 计零}}
事实: {数: {范围: 0..60, 首期: 0}}
派生: {去年: {算式: 上年(数), 首期: 0}}
"""
RATED = """\
指标:
  自身: {分值: 70}
  下属:
    分值: 30
    适用: '属性(类) = "县"'
    不适用: 移出并折合
    算式: 30 * 均值(下级(自身)) / 70
    无定义: 计零
    上限: 30
    下限: 0
"""


TWO_KINDS = HEAD.replace("对象: 单位", "对象: [县, 乡]")


def statuses(text, *rows, header="对象,周期,指标,数值", **more):
    facts = "\n".join((header, *rows))
    found = scored(text, facts=facts, subjects=SUBJECTS, **{"head": TWO_KINDS, **more})
    return {name: one["status"] for name, one in found.items()}


@pytest.mark.parametrize(
    "rows",
    [
        ("甲乡,2025,数,50", "甲乡,2025,数,40"),
        ("甲乡,2025,数,40", "甲乡,2025,数,50"),
        ("*,2025,数,50", "甲乡,2025,数,x"),
        ("甲乡,2025,数,50", "甲乡,2025,数,x"),
    ],
)
def test_who_reads_a_refused_figure_is_open(rows):
    found = statuses(MEAN, *rows, "乙乡,2025,数,30")
    assert (found["甲乡"], found["大县"]) == ("refused", "incomplete")


def test_points_beyond_their_range_leave_the_superior_open():
    rows = ("大县,2025,自身,60", "甲乡,2025,自身,50", "乙乡,2025,自身,99")
    assert statuses(RATED, *rows) == {"大县": "incomplete", "甲乡": "final", "乙乡": "refused"}


def test_what_a_requirement_refuses_leaves_the_superior_open():
    text = RATED + "校验: [{条件: '自身 < 65', 说明: 高了, 否则: 错误}]\n"
    rows = ("大县,2025,自身,60", "甲乡,2025,自身,50", "乙乡,2025,自身,69")
    assert statuses(text, *rows) == {"大县": "incomplete", "甲乡": "final", "乙乡": "refused"}


def test_where_nothing_is_refused_all_is_final():
    rows = ("大县,2025,自身,60", "甲乡,2025,自身,50", "乙乡,2025,自身,60")
    assert set(statuses(RATED, *rows).values()) == {"final"}


GATHERED = """\
满分: 60
指标:
  自身: {分值: 60, 算式: 'if 属性(类) = "县" then 均值(下级(数)) else 0'}
事实: {数: {范围: 0..60, 汇总期: 是}}
"""
QUARTERS = ("乙乡,2025,数,30", *(f"甲乡,2025Q{number},数,5" for number in (1, 2, 3)))
ALL_HERE = (*QUARTERS, "甲乡,2025Q4,数,5")


@pytest.mark.parametrize(
    ("rows", "of_the_superior"),
    [
        (ALL_HERE, "final"),
        ((*ALL_HERE, "甲乡,2025Q2,数,6"), "incomplete"),
        ((*ALL_HERE, "甲乡,2025-04,数,x"), "incomplete"),
        ((*QUARTERS, "甲乡,2025Q4,数,x"), "incomplete"),
        ((*ALL_HERE, "甲乡,2024Q2,数,x"), "final"),
    ],
)
def test_a_refused_piece_is_no_part_of_a_sum(rows, of_the_superior):
    """Quarters that contradict each other make up no year."""
    assert statuses(GATHERED, *rows)["大县"] == of_the_superior


@pytest.mark.parametrize(("row", "of_the_superior"), [("", "final"), ("x", "incomplete")])
def test_what_was_refused_is_not_left_out_of_a_sum_so_far(row, of_the_superior):
    text = """\
满分: 60
指标:
  数: {分值: 30, 算式: 数值, 范围: 0..30, 缺: 以已到者计, 汇总期: 是}
  均: {分值: 30, 算式: 'if 属性(类) = "县" then 均值(下级(数)) else 0'}
"""
    rows = (*QUARTERS, "大县,2025,数,1", f"甲乡,2025Q4,数,{row}")
    assert statuses(text, *rows)["大县"] == of_the_superior


# --- rows of earlier years ------------------------------------------------------------------------

THIS_YEAR = ("甲乡,2025,数,50", "乙乡,2025,数,30", "乙乡,2024,数,30")


@pytest.mark.parametrize(
    ("rows", "of_the_superior"),
    [
        (("甲乡,2024,数,50", "甲乡,2024,数,40"), "final"),
        (("甲乡,2024,数,x",), "final"),
        (("甲乡,2024,速,40",), "final"),  # no such key, in whatever it was to say of 2024
        (("甲乡,2025,数,40",), "incomplete"),
        (("甲乡,,数,40",), "incomplete"),  # no period is named
        (("甲乡,20234,数,40",), "incomplete"),
    ],
)
def test_what_was_refused_of_an_earlier_year_leaves_this_one_alone(rows, of_the_superior):
    found = statuses(MEAN, *THIS_YEAR, *rows)
    assert (found["甲乡"], found["大县"]) == ("refused", of_the_superior)


@pytest.mark.parametrize("rows", [("甲乡,2024,数,50", "甲乡,2024,数,40"), ("甲乡,2024,数,x",)])
def test_who_reads_the_earlier_year_is_open(rows):
    """No first value stands for what was refused."""
    text = MEAN.replace("下级(数)", "下级(去年)")
    assert statuses(text, *THIS_YEAR, *rows)["大县"] == "incomplete"


LISTED = """\
满分: 60
指标:
  自身:
    分值: 60
    算式: 'if 属性(类) = "县" then 合计(下级(数)) else 0'
    下限: 0
事实: {事: {条目: {认定: 日期}%s}, 底: {不分期: 是, 首期: 0, 范围: 0..60}}
派生: {数: {算式: 件数合计(事) + 底, 首期: 0}}
"""


@pytest.mark.parametrize(
    ("by", "row", "of_the_superior"),
    [
        ("", "甲乡,,事,,2024-06-30,2025-02-01,x", "final"),
        ("", "甲乡,,事,,2025-06-30,2024-02-01,x", "incomplete"),
        ("", "甲乡,2024,事,,2025-06-30,2025-02-01,x", "final"),  # the period goes before the date
        (", 计期: 认定", "甲乡,,事,,2024-06-30,2025-02-01,x", "incomplete"),
        (", 计期: 认定", "甲乡,2024,事,,2025-06-30,2025-02-01,x", "final"),
        ("", "甲乡,2024,底,x,,,", "incomplete"),  # timeless, whatever the row says
    ],
)
def test_a_row_is_of_the_time_by_which_it_would_count(by, row, of_the_superior):
    header = "对象,周期,指标,数值,日期,认定,件数"
    given = ("甲乡,,底,1,,,", "乙乡,,底,1,,,", "大县,,底,1,,,")
    found = statuses(LISTED % by, *given, row, header=header)
    assert (found["甲乡"], found["大县"]) == ("refused", of_the_superior)


def test_a_failure_in_working_out_an_earlier_year_leaves_this_one_alone():
    text = MEAN.replace("上年(数)", "1 / 上年(数)")
    assert statuses(text, *THIS_YEAR, "甲乡,2024,数,0")["大县"] == "final"


OLDER = TWO_KINDS.replace('"1"', '"0"').replace("2025-01-01", "2020-01-01")


@pytest.mark.parametrize("rows", [("甲乡,2024,数,61",), ("甲乡,2024,数,50", "甲乡,2024,数,40")])
@pytest.mark.parametrize(
    ("read", "of_the_superior"), [("下级(数)", "final"), ("下级(去年)", "incomplete")]
)
def test_what_an_earlier_version_refused_is_of_its_time(rows, read, of_the_superior):
    """The first value of ours does not stand for it, either."""
    text = MEAN.replace("下级(数)", read)
    older, problems = loaded("满分: 60\n指标: {数: {分值: 60}}\n", head=OLDER)
    assert not problems
    found = statuses(text, *THIS_YEAR, "大县,2024,数,1", *rows, versions=(older,))
    assert (found["甲乡"], found["大县"]) == ("refused", of_the_superior)
