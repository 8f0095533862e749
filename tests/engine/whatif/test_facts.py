"""Facts changed in the table: the very cell, another row, or what stands in the way."""

from __future__ import annotations

import pytest

from kaoji.engine.whatif.change import read_change
from tests.engine.whatif.trials import table_changed, tried

LEAF = """\
指标:
  财政收入:
    {分值: 40, 计分: 按完成比例折算, 单位: 万元, 范围: 1..1000, 字段: {人口: {范围: 0..9}}}
"""
FACTS = """\
对象,周期,指标,数值,目标,人口
甲,2025,财政收入,80,100,3
乙,2025,财政收入,50,,
乙,2025,财政收入.目标,100,,
组:山区,2025,财政收入.目标,200,,
"""
SUBJECTS = "对象,类,组别\n甲,单位,山区\n乙,单位,平原\n丙,单位,山区\n"


def rows_of(text, facts, *changes, **more):
    """The changed table as texts."""
    table, ledger, _ = table_changed(text, facts, *changes, **more)
    assert not ledger.problems, ledger.problems
    return [
        ",".join(
            [*(row.text(key) for key in ("subject", "period", "key", "value", "target")),
             *(cell.text for cell in row.extra.values())]
        ).rstrip(",")
        for row in table.rows
    ], [one.before for one in ledger.made]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "at", "row", "before"),
    [
        ("甲:财政收入=90", 0, "甲,2025,财政收入,90,100,3", "80"),
        ("甲:财政收入@2025=90", 0, "甲,2025,财政收入,90,100,3", "80"),
        ("甲:财政收入.目标=90", 0, "甲,2025,财政收入,80,90,3", "100"),
        ("甲:财政收入.target=90", 0, "甲,2025,财政收入,80,90,3", "100"),
        ("甲:财政收入.人口=4", 0, "甲,2025,财政收入,80,100,4", "3"),
        ("乙:财政收入.目标=90", 2, "乙,2025,财政收入.目标,90", "100"),
        ("组:山区:财政收入.目标=90", 3, "组:山区,2025,财政收入.目标,90", "200"),
        ("丙:财政收入.目标=90", 4, "丙,2025,财政收入.目标,90", None),  # nearer than its group's
        ("丙:财政收入=90", 4, "丙,2025,财政收入,90", None),
        ("*:财政收入.目标=90", 4, "*,2025,财政收入.目标,90", None),
        ("乙:财政收入.人口=1", 4, "乙,2025,财政收入.人口,1", None),
        ("甲:财政收入.权重=1/2", 4, "甲,,财政收入.权重,1/2", None),
    ],
)
def test_where_a_fact_is_put(change, at, row, before):
    rows, befores = rows_of(LEAF, FACTS, change, subjects=SUBJECTS)
    assert (rows[at], befores) == (row, [before])
    assert len(rows) == max(4, at + 1)


def test_two_cells_of_one_row():
    rows, _ = rows_of(LEAF, FACTS, "甲:财政收入=1", "甲:财政收入.目标=2", subjects=SUBJECTS)
    assert rows[0] == "甲,2025,财政收入,1,2,3"


def test_a_value_is_of_the_keys_own_unit():
    """The head says 元: what is in the table is so, a change is in the 万元 of the indicator."""
    facts = "对象,周期,指标,数值(元),目标(元)\n甲,2025,财政收入,800000,1000000\n"
    trial = tried(LEAF, facts, "甲:财政收入=90")
    (one,) = trial.differences.subjects
    assert (one.before.total, one.after.total) == (32, 36)


def test_a_name_stands_for_its_subject():
    subjects = "对象,名称,类\n1,甲乡,单位\n"
    facts = FACTS.replace("甲,", "1,", 1)
    rows, _ = rows_of(LEAF, facts, "甲乡:财政收入=90", subjects=subjects)
    assert rows[0] == "1,2025,财政收入,90,100,3"


PARTS = """\
指标:
  业务:
    分值: 100
    周期: {中期: 50%, 年终: 50%}
    指标: {财政收入: {分值: 100, 计分: 按完成比例折算, 范围: 0..1000}}
"""
PART_FACTS = """\
对象,周期,指标,数值,目标
甲,2025中期,财政收入,80,100
甲,2025年终,财政收入,90,100
"""


def test_a_fact_of_several_periods_wants_one():
    _, ledger, _ = table_changed(PARTS, PART_FACTS, "甲:财政收入=90")
    (problem,) = ledger.problems
    assert problem.code == "period-open"
    assert "2025中期、2025年终" in problem.message
    rows, _ = rows_of(PARTS, PART_FACTS, "甲:财政收入@2025年终=70")
    assert rows[1] == "甲,2025年终,财政收入,70,100"
    # Half a year is here: the other half is not meant without saying so.
    one = "\n".join(PART_FACTS.splitlines()[:2])
    assert table_changed(PARTS, one, "甲:财政收入=90")[1].problems[0].code == "period-open"


def test_a_given_result_stands_in_the_place_of_the_facts():
    trial = tried(PARTS, PART_FACTS, "甲:业务=70")
    assert trial.after.subjects[0].total == 70
    assert trial.made[0].before == "85"
    part = tried(PARTS, PART_FACTS, "甲:业务@2025中期=60")
    assert (part.after.subjects[0].total, part.made[0].before) == (75, "80")
    again = tried(PARTS, "对象,周期,指标,数值\n甲,2025,业务,50\n", "甲:业务=70")
    assert (again.made[0].before, again.after.subjects[0].total) == ("50", 70)


def test_not_applicable_may_become_a_result():
    text = """\
    指标:
      业务: {分值: 60, 不适用: 计零, 计分: 按完成比例折算, 范围: 0..9}
      评价: {分值: 40}
    """
    facts = "对象,周期,指标,数值\n甲,2025,业务,不适用\n甲,2025,评价,30\n"
    trial = tried(text, facts, "甲:业务.得分=50")
    assert [one.total for one in (trial.before.subjects[0], trial.after.subjects[0])] == [30, 80]


def test_a_group_that_does_not_apply_may_have_a_result():
    text = """\
    指标:
      业务: {分值: 60, 不适用: 计零, 指标: {收入: {分值: 60}}}
      评价: {分值: 40}
    """
    facts = "对象,周期,指标,数值\n甲,2025,业务,不适用\n甲,2025,评价,30\n"
    trial = tried(text, facts, "甲:业务=50")
    assert [one.total for one in (trial.before.subjects[0], trial.after.subjects[0])] == [30, 80]
    assert trial.made[0].before == "不适用"
    said = facts.replace("业务,不适用", "业务.适用,否")
    assert table_changed(text, said, "甲:业务.适用=是")[1].made[0].before == "否"


LIST = "减分: {条目: {}, 每条: 数值, 汇总: 逐项累加, 上限: 9}\n指标: {评价: {分值: 100}}\n"


def test_a_list_has_no_single_value():
    facts = "对象,周期,指标,数值\n甲,2025,评价,90\n甲,2025,减分,2\n"
    _, ledger, _ = table_changed(LIST, facts, "甲:减分=1")
    (problem,) = ledger.problems
    assert problem.code == "change-of-rows"
    assert "甲:减分.得分" in problem.remedy
    trial = tried(LIST, facts, "甲:减分.得分=5")
    assert [one.total for one in (trial.before.subjects[0], trial.after.subjects[0])] == [88, 85]


def test_a_timeless_fact():
    text = "事实: {人口: {不分期: 是, 范围: 1..100}}\n指标: {评价: {分值: 100, 算式: 人口}}\n"
    facts = "对象,指标,数值\n甲,人口,50\n"
    for change in ("甲:人口=60", "甲:人口@2025=60"):
        assert tried(text, facts, change).after.subjects[0].total == 60


def test_a_parameter_of_one_subject():
    text = (
        "参数: {基数: {类型: 数, 默认: 10, 范围: 0..100}}\n指标: {评价: {分值: 100, 算式: 基数}}\n"
    )
    facts = "对象,周期,指标,数值\n甲,,基数,20\n"
    trial = tried(text, facts, "甲:基数=30")
    assert (trial.after.subjects[0].total, trial.made[0].before) == (30, "20")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("丁:财政收入=1", "unknown-subject"),
        ("组:海岛:财政收入=1", "unknown-subject"),
        ("甲:没有=1", "unknown-key"),
        ("甲:财政收入.没有=1", "change-not-found"),
    ],
)
def test_what_is_not_there(change, code):
    _, ledger, _ = table_changed(LEAF, FACTS, change, subjects=SUBJECTS)
    (problem,) = ledger.problems
    assert (problem.code, problem.place.file, problem.coordinate) == (
        code, "--change", change.partition("=")[0],
    ) or (code == "unknown-key" and problem.code == code)  # fmt: skip
    assert problem.remedy


def test_two_ways_to_name_one_place():
    _, ledger, _ = table_changed(
        LEAF, FACTS, "甲:财政收入=1", "甲:财政收入@2025=2", subjects=SUBJECTS
    )
    assert [one.code for one in ledger.problems] == ["change-twice"]


def test_a_key_that_may_be_two():
    text = "指标: {甲项: {指标: {成本: {分值: 50}}}, 乙项: {指标: {成本: {分值: 50}}}}\n"
    _, ledger, _ = table_changed(text, "对象,周期,指标,数值\n甲,2025,甲项/成本,9\n", "甲:成本=1")
    (problem,) = ledger.problems
    assert problem.code == "ambiguous-key"
    assert "甲项/成本、乙项/成本" in problem.message


def test_changes_of_the_scheme_leave_the_table_alone():
    rows, befores = rows_of(LEAF, FACTS, "财政收入.分值=30", "甲:财政收入=90", subjects=SUBJECTS)
    assert befores == ["80"]
    assert rows[0] == "甲,2025,财政收入,90,100,3"


def test_a_result_given_to_another_stays():
    facts = "对象,周期,指标,数值\n甲,2025,业务,50\n乙,2025,业务,60\n"
    trial = tried(PARTS, facts, "乙:业务=70")
    assert trial.made[0].before == "60"
    assert [one.total for one in trial.after.subjects] == [50, 70]


def test_a_row_that_tells_whether_it_applies_is_no_result():
    text = """\
    指标:
      业务: {分值: 60, 不适用: 计零, 指标: {收入: {分值: 60}}}
      评价: {分值: 40}
    """
    facts = "对象,周期,指标,数值\n甲,2025,业务.适用,是\n甲,2025,收入,20\n甲,2025,评价,30\n"
    table, ledger, _ = table_changed(text, facts, "甲:业务=50")
    assert ledger.made[0].before == "20"  # what was worked out, not 是
    assert "业务.适用" in [row.text("key") for row in table.rows]


PARAMETER = (
    "参数: {基数: {类型: 数, 默认: 10, 范围: 0..100}}\n指标: {评价: {分值: 100, 算式: 基数}}\n"
)


@pytest.mark.parametrize(
    ("rows", "is_set", "value"),
    [
        ("*,,基数,20\n甲,,评价.分值,100\n", True, "30"),
        ("甲,,基数,20\n", False, "20"),  # of one subject: the others have the default
    ],
)
def test_a_parameter_that_a_row_sets_for_all(rows, is_set, value):
    _, ledger, _ = table_changed(PARAMETER, f"对象,周期,指标,数值\n{rows}")
    assert ledger.set_parameter(read_change("参数:基数=30"), name="基数") is is_set
    assert ledger.apply(()).rows[0].text("value") == value
    assert [one.before for one in ledger.made] == (["20"] if is_set else [])
