"""Event lists: rows, works, gathering, rows of which it is open whether they count, open lists."""

from __future__ import annotations

import pytest

from kaoji.engine.plinth.values import OneOf, Span
from kaoji.engine.score.outcome import State, StepKind
from kaoji.engine.score.result import Status
from tests.engine.worlds import world

LIST = """
指标:
  表彰:
    分值: 100
    条目: {{等级: [国, 省, 市]}}
    每条: {each}
    {more}
"""
HEADER = "对象,指标,数值,事项,件数,编号"


def listed(*rows, each="数值", more="", **options):
    """The list over rows (数值, 事项, 件数)."""
    lines = "\n".join(f"甲,表彰,{row},{number}" for number, row in enumerate(rows))
    text = LIST.format(each=each, more=more.replace("\n", "\n    "))
    return world(text, f"{HEADER}\n甲,表彰.系数,1,,,\n{lines}", **options)


@pytest.mark.parametrize(
    ("way", "rows", "value"),
    [
        ("逐项累加", ("3,,", "2,,", "5,,"), 10),
        ("逐项累加", ("3,,2", "2,,0", "5,,"), 11),
        ("逐项累加", (), 0),
        ("最高", ("3,,", "5,,2", "9,,0"), 5),
        ("最高", (), 0),
        ("最低", ("3,,", "5,,2", "1,,0"), 3),
        ("最低", (), 0),
        ("计数", ("3,,", "5,,4", "9,,0"), 5),
        ("均值", ("3,,", "6,,2"), 5),
        ("最高2项", ("3,,", "5,,", "4,,"), 9),
        ("最高2项", ("3,,", "5,,3", "4,,"), 10),
        ("最高5项", ("3,,", "5,,3", "4,,0"), 18),
        ("最高0项", ("3,,",), 0),
        ("最高2项", (), 0),
    ],
)
def test_each_row_counts_as_often_as_it_says(way, rows, value):
    assert listed(*rows, more=f"汇总: {way}").value("表彰") == value


def test_the_mean_of_no_row_has_no_definition():
    here = listed(more="汇总: 均值\n无定义: 7")
    assert here.value("表彰") == 7
    here = listed("3,,0", more="汇总: 均值\n无定义: 7")
    assert here.value("表彰") == 7


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        (("3,甲事,", "5,甲事,", "2,乙事,"), 7),
        (("3,甲事,4", "5,甲事,", "2,乙事,3"), 7),  # a work counts once
        (("3,,", "5,,2"), 13),  # rows without a work are works of their own
        (("3,甲事,0", "2,甲事,"), 2),
        (("3,甲事,0",), 0),
        (("3,甲事,2",), 3),
    ],
)
def test_of_one_work_the_highest_counts_once(rows, value):
    assert listed(*rows, more="每事项: 最高").value("表彰") == value


def test_what_a_work_waives_is_shown():
    here = listed("3,甲事,2", "5,甲事,", more="每事项: 最高", tracing=True)
    (step,) = [one for one in here.outcome("表彰").steps if one.kind is StepKind.WORK]
    assert (step.label, step.value, step.figures) == ("甲事", 5, (("不再计", 6),))


def test_rows_are_told_one_by_one_with_what_they_read():
    here = listed("3,甲事,2", "5,,", each="数值 * 2", tracing=True)
    rows = [one for one in here.outcome("表彰").steps if one.kind is StepKind.ROW]
    assert [(one.label, one.value) for one in rows] == [("甲事", 12), ("", 10)]
    assert rows[0].figures == (("每条", 6), ("件数", 2), ("数值", 3))
    assert rows[0].source.place.row == 3
    (gathered,) = [one for one in here.outcome("表彰").steps if one.kind is StepKind.GATHER]
    assert (gathered.value, gathered.text) == (22, "sum")


def test_rows_that_do_not_count():
    here = listed("3,,", "5,,", "4,,2", more="计入: 数值 >= 4", tracing=True)
    assert here.value("表彰") == 13
    rows = [one for one in here.outcome("表彰").steps if one.kind is StepKind.ROW]
    assert [one.text for one in rows] == ["not_counted", "", ""]
    assert rows[0].figures == (("数值", 3),)


def test_a_rule_may_make_points_of_the_sum():
    text = "指标: {违纪: {分值: 40, 条目: {}, 每条: 数值, 计分: {扣分: 2}}}"
    rows = "甲,违纪,3,一\n甲,违纪,1,二\n乙,违纪,30,三"
    here = world(text, f"对象,指标,数值,编号\n{rows}", tracing=True)
    assert [here.value("违纪", one) for one in "甲乙"] == [32, 0]
    last = here.outcome("违纪").steps[-1]
    assert (last.kind, last.value) == (StepKind.FORMULA, 32)
    assert ("数值", 4) in last.figures


def test_rows_of_a_group_and_of_all_count_for_each():
    text = "指标: {作风: {分值: 100}}\n减分: {条目: {}, 每条: 数值, 上限: 9}"
    rows = "甲,作风,80,\n乙,作风,80,\n组:乡镇,减分,1,一\n*,减分,2,二\n甲,减分,3,三"
    subjects = "对象,类,组别\n甲,单位,乡镇\n乙,单位,机关"
    here = world(text, f"对象,指标,数值,编号\n{rows}", subjects=subjects)
    assert [here.value(subject=one) for one in "甲乙"] == [74, 78]


# --- rows that are open --------------------------------------------------------------------------

UNSURE = """
事实: {{属实: {{类型: 是否}}}}
指标: {{表彰: {{分值: 100, 条目: {{}}, 每条: 数值, 计入: 属实 or 数值 > 5, {more}}}}}
"""


def unsure(*rows, more=""):
    lines = "\n".join(f"甲,表彰,{row},{number}" for number, row in enumerate(rows))
    return world(UNSURE.format(more=more), f"{HEADER}\n{lines}")


@pytest.mark.parametrize(
    ("more", "rows", "ends"),
    [
        ("汇总: 逐项累加", ("3,,", "7,,", "4,,2"), (7, 18)),
        ("汇总: 最高", ("3,,", "4,,"), (0, 4)),
        ("汇总: 计数", ("3,,2", "7,,"), (1, 3)),
        ("汇总: 最高1项", ("3,,", "2,,"), (0, 3)),
        ("每事项: 最高", ("3,甲事,", "7,甲事,", "2,乙事,"), (7, 9)),  # 甲事 is 7 in any case
    ],
)
def test_a_row_of_which_it_is_open_whether_it_counts(more, rows, ends):
    assert unsure(*rows, more=more).ends("表彰") == ends
    assert unsure(*rows, more=more).one().blocking == ("甲:属实@2025",)


def test_more_open_rows_than_can_be_tried_leave_no_bound():
    assert unsure(*["3,,"] * 10).ends("表彰") == (0, 30)
    assert unsure(*["3,,"] * 11).ends("表彰") == (None, None)


def test_a_condition_without_definition_has_none_for_the_list():
    here = listed("3,,", more="计入: 数值 / 0 > 1\n无定义: 9")
    assert here.value("表彰") == 9


def test_a_worth_that_is_open():
    text = """
    事实: {单价: {范围: 1..3}}
    指标: {表彰: {分值: 100, 条目: {}, 每条: 数值 * 单价, 汇总: 最高2项}}
    """
    rows = "甲,表彰,3,一\n甲,表彰,5,二\n甲,表彰,4,三"
    assert world(text, f"对象,指标,数值,编号\n{rows}").ends("表彰") == (9, 27)


def test_the_best_of_rows_one_of_which_has_no_definition():
    here = listed("3,,", "0,,", each="1 / 数值", more="汇总: 最高2项\n无定义: 8")
    assert here.value("表彰") == 8


def test_the_best_of_rows_of_which_one_may_have_none():
    text = """
    事实: {基数: {范围: 0..3}}
    指标: {表彰: {分值: 100, 条目: {}, 每条: 数值 / 基数, 汇总: 最高2项}}
    """
    here = world(text, "对象,指标,数值,编号\n甲,表彰,3,一")
    assert here.ends("表彰") == (1, None)  # 3 / 基数, where 基数 is not 0


@pytest.mark.parametrize("top", ["1.5", "-1", "上级数"])
def test_how_many_count_is_a_whole_number(top):
    text = f"""
    事实: {{上级数: {{范围: 1..3}}}}
    指标: {{表彰: {{分值: 100, 条目: {{}}, 每条: 数值, 汇总: 最高{top}项}}}}
    """
    here = world(text, "对象,指标,数值,编号\n甲,表彰,3,一")
    assert here.codes == {"bad-top"}


# --- open lists ----------------------------------------------------------------------------------

OPEN = """
指标: {作风: {分值: 100}}
加分: {条目: {}, 每条: 数值, 上限: 5}
减分: {条目: {}, 每条: 1, 上限: 4}
"""
OPEN_ROWS = "甲,作风,80,\n甲,加分,2,一\n甲,减分,,二"


def test_an_open_list_may_still_move_to_its_cap():
    here = world(OPEN, f"对象,指标,数值,编号\n{OPEN_ROWS}", opened=("加分",))
    assert here.ends("加分") == (None, 5)  # 数值 has no range: a row may take points away
    here = world(OPEN.replace("数值,", "2,"), f"对象,指标,数值,编号\n{OPEN_ROWS}", opened=("加分",))
    assert here.ends("加分") == (2, 5)
    assert here.ends() == (81, 84)
    assert here.one().blocking == ("甲:加分@2025(未截止)",)


def test_an_open_deduction_may_still_take_up_to_its_cap():
    here = world(OPEN, f"对象,指标,数值,编号\n{OPEN_ROWS}", opened=("减分",))
    assert here.ends("减分") == (1, 4)
    assert here.ends() == (78, 81)


@pytest.mark.parametrize(
    ("each", "more", "ends"),
    [
        ("数值", "汇总: 逐项累加\n范围: 0..9", (7, None)),
        ("数值", "汇总: 逐项累加\n范围: -9..9", (None, None)),
        ("0 - 数值", "汇总: 逐项累加\n范围: 0..9", (None, -7)),
        ("数值", "汇总: 计数\n范围: 0..9", (2, None)),
        ("数值", "汇总: 最高\n范围: 0..9", (5, 9)),
        ("数值", "汇总: 最低\n范围: 0..9", (0, 2)),
        ("数值", "汇总: 均值\n范围: 1..9", (1, 9)),
        ("数值", "汇总: 最高1项\n范围: 0..9", (5, 9)),
        ('if 事项 = "大" then 3 else 1', "", (2, None)),
    ],
)
def test_what_further_rows_may_do(each, more, ends):
    here = listed("5,,", "2,,", each=each, more=more, opened=("表彰",))
    assert here.ends("表彰") == ends


@pytest.mark.parametrize(
    ("each", "more", "way", "tight"),
    [
        ("数值", "汇总: 逐项累加\n范围: 0..9", 1, True),
        ("0 - 数值", "汇总: 逐项累加\n范围: 0..9", -1, True),
        ("数值", "汇总: 计数\n范围: 0..9", 1, True),
        # Whether a further row comes at all is open: no direction may be claimed.
        ("数值", "汇总: 最高\n范围: 0..9", 0, False),
        ("数值", "汇总: 均值\n范围: 1..9", 0, False),
    ],
)
def test_which_way_further_rows_move_the_list(each, more, way, tight):
    value = listed("5,,", "2,,", each=each, more=more, opened=("表彰",)).value("表彰")
    assert value.ways == {"甲:表彰@2025(未截止)": way}
    assert value.tight is tight


@pytest.mark.parametrize(("way", "ends"), [("最高", (0, 9)), ("最低", (0, 9)), ("计数", (0, None))])
def test_an_open_list_without_a_row(way, ends):
    here = listed(more=f"汇总: {way}\n范围: 3..9", opened=("表彰",))
    assert here.ends("表彰") == ends


def test_an_open_mean_without_a_row_may_have_no_definition():
    here = listed(more="汇总: 均值\n范围: 1..9\n无定义: 20", opened=("表彰",))
    assert here.ends("表彰") == (1, 20)


def test_a_row_whose_worth_cannot_be_foreseen_leaves_no_bound():
    text = """
    表: {分: {键: [等级], 值: {国: 3, 省: 2}}}
    指标: {表彰: {分值: 100, 条目: {等级: 文字}, 每条: "查表(分, \\"无此级\\")"}}
    """
    here = world(text, "对象,指标,数值\n甲,表彰.系数,1", opened=("表彰",))
    assert here.ends("表彰") == (None, None)


def test_a_list_without_definition_does_not_grow_out_of_it():
    here = listed("0,,", each="1 / 数值", more="无定义: 8", opened=("表彰",))
    assert here.value("表彰") == 8


# --- nil returns ---------------------------------------------------------------------------------

ASKED = "指标: {作风: {分值: 100}}\n减分: {条目: {}, 零报告: 是, 每条: 1, 上限: 4}"


@pytest.mark.parametrize(
    ("row", "ends"),
    [("", (76, 80)), ("甲,减分,无,", 80), ("甲,减分,,一", 79), ("乙,减分,无,", (76, 80))],
)
def test_where_a_nil_return_is_asked_for_no_row_is_missing(row, ends):
    here = world(ASKED, f"对象,指标,数值,编号\n甲,作风,80,\n{row}")
    if isinstance(ends, tuple):
        assert here.ends() == ends
        assert here.outcome("减分").state is State.MISSING
        assert here.one().blocking == ("甲:减分@2025",)
    else:
        assert here.value() == ends
        assert here.one().status is Status.FINAL


GROUPED = """
指标:
  作风: {分值: 60, 算式: 60 - 件数合计(处分)}
  督办:
    %s
    不适用: 移出并折合
    指标:
      处分: {分值: 20, 条目: {}, 零报告: 是, 每条: 1}
      表扬: {分值: 20, 条目: {}, 零报告: 是, 每条: 1}
"""


def test_a_list_below_a_group_that_does_not_apply_waits_for_no_nil_return():
    """The list is not the subject's: what reads it finds none, and nothing is missing."""
    text = GROUPED % "适用: '属性(类) = \"乡\"'"
    here = world(text, "对象,指标,数值\n甲,作风.系数,1", subjects="对象,类\n甲,单位")
    assert here.value("作风") == 60
    assert here.one().status is Status.FINAL


def test_what_a_group_asks_of_its_own_lists_rules_out_nothing_before_it_is_known():
    text = GROUPED % "适用: 件数合计(处分) + 件数合计(表扬) > 0"
    here = world(text, "对象,指标,数值\n甲,作风.系数,1")
    assert here.one().blocking == ("甲:督办/处分@2025", "甲:督办/表扬@2025")
    here = world(text, "对象,指标,数值\n甲,处分,无\n甲,表扬,无")
    assert here.value("作风") == 60
    assert here.one().status is Status.FINAL


def test_a_case_waits_for_its_nil_return():
    text = """
    事实: {事故: {类型: 是否, 条目: {}, 零报告: 是}}
    指标: {作风: {分值: 100, 算式: if 事故 then 0 else 100}}
    """
    assert world(text, "对象,指标,数值\n甲,作风.系数,1").ends("作风") == (0, 100)
    assert world(text, "对象,指标,数值\n甲,事故,无").value("作风") == 100
    assert world(text, "对象,指标,数值,日期\n甲,事故,是,2025-03-01").value("作风") == 0


def test_rows_and_counts_of_a_growing_list_are_open():
    text = """
    事实: {事故: {条目: {死亡: 数}}}
    指标:
      件: {分值: 50, 算式: 50 - 件数合计(事故)}
      人: {分值: 50, 算式: 50 - 合计(条(事故).死亡)}
    """
    rows = "对象,指标,死亡,件数\n甲,事故,2,3\n甲,事故,1,"
    here = world(text, rows)
    assert (here.value("件"), here.value("人")) == (46, 47)
    here = world(text, rows, opened=("事故",))
    assert here.ends("件") == (None, 46)
    assert isinstance(here.value("人"), OneOf | Span)
    assert here.one().status is Status.INCOMPLETE


def test_a_row_that_comes_to_no_value_is_told_with_what_it_lacks():
    text = LIST.format(each="查表(表一, 等级)", more="无定义: 计零")
    text += "表: {表一: {键: [等级], 单位: 分, 值: {国: 3, 省: 2, 市: 1}}}\n"
    here = world(text, "对象,指标,事项,等级\n甲,表彰,一,省\n甲,表彰,二,")
    (problem,) = here.problems
    assert (problem.code, problem.severity, problem.place.row) == (
        "row-without-value",
        "warning",
        3,
    )
    assert "没有填「等级」" in problem.message
    assert here.value("表彰") == 0
