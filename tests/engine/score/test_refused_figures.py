"""A refused figure decides nothing of others: who reads the subject stays open, in any order."""

from __future__ import annotations

import pytest

from kaoji.engine.score.doubts import is_any_refused
from tests.engine.score.small import HEAD, loaded, scored
from tests.engine.worlds import world

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


def test_a_figure_for_all_does_not_stand_in_for_a_refused_one_in_a_formula():
    """甲乡's own figure cannot be read, so nobody reads the one for all in its place."""
    text = RATED.replace("{分值: 70}", "{分值: 70, 算式: 数}") + "事实: {数: {范围: 0..70}}\n"
    rows = ("*,2025,数,50", "乙乡,2025,数,30")
    assert set(statuses(text, *rows).values()) == {"final"}
    found = statuses(text, *rows, "甲乡,2025,数,x")
    assert found == {"大县": "incomplete", "甲乡": "refused", "乙乡": "final"}


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


# --- rows of which nobody knows what they were to say ---------------------------------------------

CORRECTED = "对象,周期,指标,数值,编号,更正"


@pytest.mark.parametrize(
    "rows",
    [
        ("甲乡,2025,数,50,a,", "甲乡,2025,数,40,b,x"),
        ("甲乡,2025,数,50,a,b", "甲乡,2024,数,40,b,a"),
        ("甲乡,2025,数,50,a,a", "甲乡,2025,数,40,b,"),
        ("甲乡,2024,数,50,a,", "甲乡,2024,数,40,b,a", "甲乡,2025,数,30,c,a"),
    ],
)
def test_a_correction_that_makes_no_sense_leaves_whoever_reads_the_subject_open(rows):
    found = statuses(MEAN, *rows, "乙乡,2025,数,30,,", header=CORRECTED)
    assert found == {"大县": "incomplete", "甲乡": "refused", "乙乡": "final"}


def test_a_correction_for_all_that_makes_no_sense_leaves_nobody_final():
    rows = ("甲乡,2025,数,50,,", "乙乡,2025,数,30,,", "*,2025,数,40,,x")
    assert set(statuses(MEAN, *rows, header=CORRECTED).values()) == {"refused"}


def test_a_result_that_a_circle_of_corrections_drops_is_in_doubt():
    """Else the formula of the node would stand for it."""
    text = RATED.replace("自身: {分值: 70}", "自身: {分值: 70, 算式: 60}")
    given = ("甲乡,2025,自身.得分,50,a,a", "乙乡,2025,自身.得分,60,,")
    found = statuses(text, *given, header=CORRECTED)
    assert found == {"大县": "incomplete", "甲乡": "refused", "乙乡": "final"}


POLLED = """\
指标:
  自身: {分值: 50, 评分: {评分人: {同行: {权重: 100%, 最少: 1}}}}
  下属:
    分值: 50
    适用: '属性(类) = "县"'
    不适用: 移出并折合
    算式: 均值(下级(自身))
"""


@pytest.mark.parametrize(("unit", "of_the_superior"), [("乙乡", "final"), ("甲乡", "incomplete")])
def test_a_ballot_for_the_own_unit_leaves_the_superior_open(unit, of_the_superior):
    rows = ("大县,2025,自身,外人,40", "甲乡,2025,自身,张三,40", "乙乡,2025,自身,外人,30")
    people = f"{SUBJECTS}\n张三,人,{unit}"
    facts = "\n".join(("对象,周期,指标,评分人,数值", *rows))
    found = scored(POLLED, facts=facts, subjects=people, head=TWO_KINDS)
    assert found["大县"]["status"] == of_the_superior


@pytest.mark.parametrize(
    ("rows", "of_the_superior"),
    [
        (("*,2025,数,50", "甲乡,2025,速,40"), "incomplete"),
        (("*,2025,数,50", "甲乡,2024,速,40"), "final"),
        (("*,2025,数,50", "甲乡,2025,数,40", "甲乡,2025,速,30"), "final"),
    ],
)
def test_a_row_for_all_does_not_stand_for_one_that_nobody_understands(rows, of_the_superior):
    found = statuses(MEAN, *rows)
    assert (found["甲乡"], found["大县"]) == ("refused", of_the_superior)


@pytest.mark.parametrize(("key", "of_the_superior"), [("", "final"), ("速", "incomplete")])
def test_nor_does_a_first_value(key, of_the_superior):
    text = MEAN.replace("下级(数)", "下级(去年)")
    rows = (f"甲乡,2024,{key},40",) if key else ()
    assert statuses(text, *THIS_YEAR, "大县,2024,数,1", *rows)["大县"] == of_the_superior


@pytest.mark.parametrize(("key", "of_the_superior"), [("数", "final"), ("速", "incomplete")])
def test_nor_does_a_sum_so_far(key, of_the_superior):
    text = """\
满分: 60
指标:
  数: {分值: 30, 算式: 数值, 范围: 0..30, 缺: 以已到者计, 汇总期: 是}
  均: {分值: 30, 算式: 'if 属性(类) = "县" then 均值(下级(数)) else 0'}
"""
    rows = (*QUARTERS, "大县,2025,数,1", f"甲乡,2025Q4,{key},5")
    assert statuses(text, *rows)["大县"] == of_the_superior


@pytest.mark.parametrize(("key", "of_the_superior"), [("数", "final"), ("速", "incomplete")])
@pytest.mark.parametrize("text", ["{数: {分值: 60}}", "{别: {分值: 60}}"])
def test_a_key_that_an_earlier_version_does_not_know_is_of_its_time(key, of_the_superior, text):
    """Whether that version has our key or we alone read it."""
    older, problems = loaded(f"满分: 60\n指标: {text}\n", head=OLDER)
    assert not problems
    now = MEAN.replace("下级(数)", "下级(去年)")
    rows = ("大县,2024,数,1", f"甲乡,2024,{key},40")
    assert statuses(now, *THIS_YEAR, *rows, versions=(older,))["大县"] == of_the_superior
    assert statuses(MEAN, *THIS_YEAR, *rows, versions=(older,))["大县"] == "final"


ELDER_SUM = """\
满分: 60
指标: {数: {分值: 60, 算式: 底 + 件数合计(事), 上限: 60}}
事实: {底: {范围: 0..60}, 事: {条目: {}}}
"""


@pytest.mark.parametrize(("key", "of_the_superior"), [("事", "final"), ("是", "incomplete")])
def test_a_list_of_then_may_still_get_the_row_that_nobody_understands(key, of_the_superior):
    older, problems = loaded(ELDER_SUM, head=OLDER)
    assert not [one for one in problems if one.severity == "error"]
    rows = (
        *(row for row in THIS_YEAR if "2025" in row),
        *(f"{who},2024,底,1" for who in ("大县", "甲乡", "乙乡")),
        f"甲乡,2024,{key},",
    )
    now = MEAN.replace("下级(数)", "下级(去年)")
    assert statuses(now, *rows, versions=(older,))["大县"] == of_the_superior


# --- a refused figure is not settled --------------------------------------------------------------


@pytest.mark.parametrize("value", ["", "x"])
@pytest.mark.parametrize("policy", ["零分", "满分", "移出", "全案为零"])
def test_what_is_refused_is_not_what_never_came(value, policy):
    text = RATED.replace("{分值: 70}", f"{{分值: 70, 缺: {policy}}}")
    rows = ("大县,2025,自身,60", f"甲乡,2025,自身,{value}", "乙乡,2025,自身,60")
    found = statuses(text, *rows)["大县"]
    assert found == ("incomplete" if value else "final")


def test_of_what_is_missing_only_what_a_refused_row_could_say_is_in_doubt():
    """A refused row names 甲乡 in 2025. What is no figure of one unit in one period may hang on it:
    nothing is claimed there.
    """
    facts = "对象,周期,指标,数值\n甲乡,2025,自身,x\n乙乡,2025,自身,50"
    book = world("指标: {自身: {分值: 100}}", facts).scored.run.book
    asked = (
        "甲乡:自身@2025",
        "乙乡:自身@2025",
        "甲乡:自身@2024",
        "参数:线",
        "甲乡:自身",
        "件数",
        "",
    )
    found = [one for one in asked if is_any_refused((one,), book=book)]
    assert found == ["甲乡:自身@2025", "参数:线", "甲乡:自身", "件数", ""]
    sound = world("指标: {自身: {分值: 100}}", facts.replace("x", "60")).scored.run.book
    assert not any(is_any_refused((one,), book=sound) for one in asked)
