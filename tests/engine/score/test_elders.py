"""History under the version then in force: whose rows are whose, whose faults are told."""

from __future__ import annotations

import pytest

from kaoji.engine.plinth.periods import parse_period
from kaoji.engine.plinth.problem import has_errors
from kaoji.engine.plinth.values import NOT_APPLICABLE
from kaoji.engine.score.elders import deciding_day, not_in_force
from kaoji.engine.score.pins import pin_problems
from tests.engine.score.small import exact, loaded, scored
from tests.engine.worlds import period_of, world

HEAD = '方案: 试\n编号: trial\n版本: "2025"\n施行: 2025-01-01\n对象: 单位\n'
OLD_HEAD = HEAD.replace('"2025"', '"2020"').replace("2025-01-01", "2020-01-01")
NEW = """
总分: {首期: 0}
指标: {甲: {分值: 80}, 乙: {分值: 20, 算式: "夹(上年(总分) / 10, 0, 20)"}}
"""
OLD = "指标: {甲: {分值: 100}}\n"


def run(facts):
    old, problems = loaded(OLD, head=OLD_HEAD)
    assert not problems
    return scored(NEW, head=HEAD, facts=facts, versions=(old,))


def test_rows_of_earlier_years_are_held_against_the_version_of_their_time():
    found = run("对象,周期,指标,数值\n一,2024,甲,90\n一,2025,甲,75")
    assert found["一"]["problems"] == []
    assert exact(found["一"], "总分") == "84"  # 75 + 90/10


def test_a_fault_of_an_earlier_year_is_told():
    found = run("对象,周期,指标,数值\n一,2024,甲,101\n一,2025,甲,75")
    assert found["一"]["status"] == "refused"
    assert [one["code"] for one in found["一"]["problems"]] == ["out-of-range"]


def test_the_scored_year_is_this_versions_own():
    found = run("对象,周期,指标,数值\n一,2024,甲,90\n一,2025,甲,90")
    assert [one["code"] for one in found["一"]["problems"]] == ["out-of-range"]


def test_whoever_only_an_earlier_year_names_is_still_there():
    found = run("对象,周期,指标,数值\n一,2024,甲,90\n二,2025,甲,70")
    assert found["一"]["status"] == "incomplete"


def test_a_correction_of_nothing_is_told_once_and_refuses_its_unit_alone():
    """It names its row by a number that nobody has, so both figures of that year stand."""
    found = run(
        "对象,周期,指标,数值,编号,更正\n一,2024,甲,90,,\n一,2025,甲,75,,\n一,2024,甲,95,二,一\n"
        "二,2024,甲,60,,\n二,2025,甲,70,,"
    )
    assert found["一"]["status"] == "refused"
    codes = sorted(one["code"] for one in found["一"]["problems"])
    assert codes == ["conflicting-facts", "unknown-correction"]
    assert exact(found["二"], "总分") == "76"  # 70 + 60/10


# --- figures of earlier years beside an older version ---------------------------------------------

AIR = """
总分: {首期: 60}
满分: 50
指标:
  空气: {分值: 50, 范围: 0..100, 首期: 80, 算式: 50 * 上年(空气.数值) / 100}
"""
WITH_AIR = "指标: {环保: {分值: 100}}\n事实: {空气: {范围: 0..100, 首期: 80}}\n"
WITHOUT_AIR = "指标: {环保: {分值: 100}}\n"


def air(facts, *, old=WITH_AIR, new=AIR):
    elder, problems = loaded(old, head=OLD_HEAD)
    assert not has_errors(problems)
    return scored(new, head=HEAD, facts=facts, versions=(elder,))


def codes(subject):
    return [one["code"] for one in subject["problems"]]


def test_a_row_without_a_period_is_of_the_scored_year_only():
    found = air("对象,周期,指标,数值\n丙,,空气,90")
    assert exact(found["丙"], "空气") == "40"  # 50 × 80/100, not 50 × 90/100


def test_a_row_without_a_period_does_not_contradict_last_years():
    found = air("对象,周期,指标,数值\n甲,,空气,90\n甲,2024,空气,70")
    assert codes(found["甲"]) == []
    assert exact(found["甲"], "空气") == "35"


def test_a_dated_row_without_a_period_is_of_the_year_of_its_date():
    found = air("对象,周期,指标,数值,日期\n甲,,空气,90,\n甲,,空气,70,2024-12-30")
    assert exact(found["甲"], "空气") == "35"


def test_what_has_no_period_serves_the_older_version_too():
    old = """
    参数: {比例: {类型: 数}}
    事实: {面积: {范围: 1..100, 不分期: 是}}
    指标: {环保: {分值: 100, 范围: 0..100, 算式: "最小(100, 数值 * 面积 * 比例)"}}
    """
    new = """
    总分: {首期: 60}
    参数: {比例: {类型: 数}}
    事实: {面积: {范围: 1..100, 不分期: 是}}
    指标: {环保: {分值: 100, 算式: "最小(100, 上年(总分) + 面积 * 比例)"}}
    """
    rows = "对象,周期,指标,数值\n甲,,面积,10\n*,,比例,2\n甲,2024,环保,3"
    assert exact(air(rows, old=old, new=new)["甲"], "环保") == "80"  # 3×10×2 + 10×2


def test_the_first_value_stands_where_nothing_is_known_then_whatever_the_version():
    found = air("对象,周期,指标,数值\n乙,2025,空气,90")
    assert found["乙"]["status"] == "final"
    assert exact(found["乙"], "空气") == "40"


def test_the_first_value_stands_where_the_version_then_had_no_such_indicator():
    found = air("对象,周期,指标,数值\n乙,2025,空气,90\n乙,2024,环保,70", old=WITHOUT_AIR)
    assert codes(found["乙"]) == []
    assert exact(found["乙"], "空气") == "40"


def test_figures_from_before_the_indicator_are_read_as_they_are():
    found = air("对象,周期,指标,数值\n甲,,空气,90\n甲,2024,空气,70", old=WITHOUT_AIR)
    assert codes(found["甲"]) == []
    assert exact(found["甲"], "空气") == "35"


def test_figures_for_all_serve_before_the_first_value():
    found = air("对象,周期,指标,数值\n甲,,空气,90\n*,2024,空气,70", old=WITHOUT_AIR)
    assert exact(found["甲"], "空气") == "35"


def test_a_key_of_no_version_is_told_with_both_once():
    found = air("对象,周期,指标,数值\n甲,2025,空气,90\n甲,2024,空汽,70", old=WITHOUT_AIR)
    (problem,) = found["甲"]["problems"]
    assert problem["code"] == "unknown-key"
    assert problem["message"] == "2024 施行的 2020 版方案里没有「空汽」，本版里也没有"
    assert "空气" in problem["remedy"]


def test_an_indicator_that_has_moved_is_still_the_same():
    old = "指标: {大气: {分值: 100, 指标: {空气: {分值: 100, 范围: 0..100, 算式: 数值}}}}"
    found = air("对象,周期,指标,数值\n甲,,空气,90\n甲,2024,空气,70", old=old)
    assert exact(found["甲"], "空气") == "35"


def test_an_indicator_that_has_been_renamed_is_still_the_same():
    new = AIR.replace("范围", "曾用: [大气], 范围")
    old = "指标: {大气: {分值: 100, 范围: 0..100, 算式: 数值}}"
    found = air("对象,周期,指标,数值\n甲,,空气,90\n甲,2024,大气,70", old=old, new=new)
    assert exact(found["甲"], "空气") == "35"


def test_a_row_of_then_under_the_name_of_now_is_told():
    new = AIR.replace("范围", "曾用: [大气], 范围")
    old = "指标: {大气: {分值: 100, 范围: 0..100, 算式: 数值}}"
    found = air("对象,周期,指标,数值\n甲,,空气,90\n甲,2024,空气,70", old=old, new=new)
    (problem,) = found["甲"]["problems"]
    assert problem["code"] == "unknown-key"
    assert problem["message"] == "2024 施行的 2020 版方案里没有「空气」，那时它叫「大气」"


def test_two_that_may_have_been_the_same_are_never_chosen_from():
    old = """
    指标:
      上半年: {分值: 50, 指标: {空气: {分值: 50}}}
      下半年: {分值: 50, 指标: {空气: {分值: 50}}}
    """
    found = air("对象,周期,指标,数值\n甲,,空气,90\n甲,2024,上半年/空气,40", old=old)
    (problem,) = found["甲"]["problems"]
    assert problem["code"] == "no-such-node-then"
    assert "上半年/空气、下半年/空气" in problem["message"]


def test_without_a_first_value_the_version_and_the_year_are_told():
    new = """
    指标: {水: {分值: 50}, 空气: {分值: 50}}
    总分: {首期: 0}
    等次: {优: {条件: [{条件: 上年(水) > 10}]}, 良: 其余}
    """
    found = air("对象,周期,指标,数值\n甲,2025,水,40\n甲,2025,空气,40\n甲,2024,环保,5",
                old=WITHOUT_AIR, new=new)  # fmt: skip
    (problem,) = found["甲"]["problems"]
    assert problem["code"] == "no-such-node-then"
    assert problem["message"] == "2024 施行的 2020 版方案里没有「水」，也没有报过它那一期的数"


# --- a result of an earlier year beside the figures of that year ----------------------------------

BOTH = """
总分: {首期: 60}
指标:
  能耗: {分值: 60, 范围: 1..100, 首期: 50, 算式: "夹(60 * 上年(能耗.数值) / 数值, 0, 60)"}
  进步: {分值: 40, 算式: "夹(上年(总分) / 2, 0, 40)"}
"""
BOTH_ROWS = "对象,周期,指标,数值\n甲,2024,总分,70\n甲,2024,能耗,40\n甲,2025,能耗,50"


def test_a_given_total_of_last_year_stands_beside_figures_of_that_year():
    found = scored(BOTH, head=HEAD, facts=BOTH_ROWS)
    assert codes(found["甲"]) == []
    assert exact(found["甲"], "能耗") == "48"  # 60 × 40/50
    assert exact(found["甲"], "进步") == "35"  # 70/2


def test_so_it_does_under_an_older_version():
    old = "指标: {能耗: {分值: 100, 范围: 1..100, 算式: 数值}}"
    found = air(BOTH_ROWS, old=old, new=BOTH)
    assert codes(found["甲"]) == []
    assert exact(found["甲"], "总分") == "83"


def test_within_the_scored_year_it_is_a_conflict():
    found = scored(BOTH, head=HEAD, facts=BOTH_ROWS.replace("2024,总分", "2025,总分"))
    assert codes(found["甲"]) == ["given-conflict"]


def test_earlier_years_of_this_version_are_its_own():
    old, _problems = loaded(OLD, head=OLD_HEAD)
    head = HEAD.replace("2025-01-01", "2024-01-01")
    facts = "对象,周期,指标,数值\n一,2024,甲,70\n一,2024,乙,0\n一,2025,甲,75"
    found = scored(NEW, head=head, facts=facts, versions=(old,))
    # 2024 is under this version: 70 and, of 2023, the first value 0.
    assert exact(found["一"], "总分") == "82"


# --- parts that are pinned to a version --------------------

PINNED = """
各期版本: {中期: 按 2020}
指标:
  甲: {分值: 100, 周期: {中期: 50%, 年终: 50%}, 指标: {一: {分值: 60}, 二: {分值: 40}}}
"""
THEN = """
指标:
  甲: {分值: 100, 周期: {中期: 50%, 年终: 50%}, 指标: {一: {分值: 70}, 三: {分值: 30}}}
"""
ROWS = "对象,周期,指标,数值\n一局,2025中期,一,70\n一局,2025中期,三,10\n"
LATE = "一局,2025年终,一,50\n一局,2025年终,二,40\n"


def pinned(new=PINNED, old=THEN, facts=ROWS + LATE):
    then, problems = loaded(old, head=OLD_HEAD)
    assert not has_errors(problems)
    return scored(new, head=HEAD, facts=facts, versions=(then,))["一局"]


def test_a_pinned_part_is_read_and_scored_by_its_version():
    found = pinned()
    assert found["problems"] == []
    assert exact(found, "甲@2025中期") == "80"  # 70 is beyond the 60 of the new version
    assert exact(found, "甲/一@2025中期") == "70"
    assert exact(found, "甲@2025年终") == "90"
    assert exact(found, "总分") == "85"


def test_what_is_missing_in_a_pinned_part_is_named_by_its_version():
    found = pinned(facts=ROWS.replace("一局,2025中期,三,10\n", "") + LATE)
    assert found["blocking"] == ["一局:甲/三@2025中期"]
    assert exact(found, "总分") == ("80", "95")  # (70..100 + 90)/2


def test_a_fault_in_a_pinned_part_is_told_and_not_twice():
    found = pinned(facts=ROWS.replace(",70", ",71") + LATE)
    assert [one["code"] for one in found["problems"]] == ["out-of-range"]


def test_scales_that_differ_are_not_put_together():
    old = "满分: 90\n" + THEN.replace("分值: 100,", "分值: 90,").replace("70}", "60}")
    found = pinned(old=old, facts=ROWS.replace(",70", ",55") + LATE)
    assert [one["code"] for one in found["problems"]] == ["pinned-scale"]


def test_a_part_cannot_be_pinned_to_a_version_without_the_node():
    found = pinned(old=THEN.replace("甲:", "乙:"))
    assert "no-such-node-then" in [one["code"] for one in found["problems"]]


def test_a_node_that_has_been_renamed_is_found_in_its_pinned_part():
    new = PINNED.replace("甲: {分值: 100,", "甲: {分值: 100, 曾用: [乙],")
    found = pinned(new=new, old=THEN.replace("甲:", "乙:"))
    assert found["problems"] == []
    assert exact(found, "总分") == "85"


def test_a_version_that_is_not_there_is_told_once():
    facts = "对象,周期,指标,数值\n" + LATE
    found = scored(PINNED, head=HEAD, facts=facts)["一局"]
    assert [one["code"] for one in found["problems"]] == ["pinned-version"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (None, "2025-12-31"),
        ("first", "2025-01-01"),
        ("07-01", "2025-07-01"),
        ("02-29", "2025-02-28"),
    ],
)
def test_the_day_that_chooses_the_version(day, expected):
    text = "" if day is None else f"定版日: {day}\n"
    scheme, _problems = loaded(text + OLD, head=HEAD)
    assert str(deciding_day(scheme, period=parse_period("2025"))) == expected


def test_a_figure_in_another_unit_is_never_taken_as_it_is():
    old = "指标: {产值: {分值: 100, 单位: 万元, 范围: 0..900, 算式: 数值 / 9}}"
    new = """
    总分: {首期: 0}
    指标: {产值: {分值: 100, 单位: 亿元, 范围: 1..9, 首期: 1, 算式: 100 * 上年(产值.数值) / 数值}}
    """
    found = air("对象,周期,指标,数值\n甲,2025,产值,5\n甲,2024,产值,4", old=old, new=new)
    (problem,) = found["甲"]["problems"]
    assert problem["code"] == "unit-differs-then"
    assert problem["message"] == "2024 施行的 2020 版方案里「产值」的单位是「万元」，本版是「亿元」"


def test_another_version_in_force_is_said():
    old, _problems = loaded(OLD, head=OLD_HEAD)
    new, _problems = loaded(NEW, head=HEAD)
    problem = not_in_force(new, versions=(old,), period=parse_period("2024"))
    assert problem is not None
    assert (problem.code, problem.severity) == ("version-not-in-force", "warning")
    assert "2024-12-31 施行的是 2020 版" in problem.message
    assert not_in_force(new, versions=(old,), period=parse_period("2025")) is None
    assert not_in_force(new, versions=(), period=parse_period("2024")) is None


def test_a_row_of_then_that_only_a_feeding_scheme_knows_is_left_to_it():
    body = NEW + "事实: {外: {范围: 0以上, 引用: {方案: other, 取: 别的}}}\n"
    new, _ = loaded(body, head=HEAD)
    old, _ = loaded(OLD, head=OLD_HEAD)
    other, _ = loaded("指标: {别的: {分值: 100}}\n", head=HEAD.replace("trial", "other"))
    rows = "对象,周期,指标,数值\n一,2024,甲,90\n一,2025,甲,75\n一,2024,别的,5"
    found = world(new, rows, versions=(old,), feeders={"other": other})
    assert found.codes == set()
    alone = world(new, rows, versions=(old,))
    assert alone.codes == {"unknown-key"}


def test_what_the_other_version_does_not_have_is_out_in_its_part():
    then, _ = loaded(THEN, head=OLD_HEAD)
    new, _ = loaded(PINNED, head=HEAD)
    found = world(new, ROWS + LATE, versions=(then,))
    # The node is asked for below its stage: the sum of the part is the other version's own.
    assert found.value("甲/二@2025中期", "一局") == NOT_APPLICABLE
    assert found.value("甲/二@2025年终", "一局") == 40
    # A fact of the part is read where that version has bound it.
    part = period_of("2025中期")
    fact = found.scored.run.fact("甲/一", field="数值", subject="一局", period=part)
    assert fact == 70


def test_what_fails_in_the_other_version_is_told_of_the_subject():
    broken = THEN.replace("三: {分值: 30}", "三: {分值: 30, 范围: 0..20, 算式: 300 / (数值 - 10)}")
    found = pinned(old=broken)
    assert found["status"] == "refused"
    assert "undefined-unstated" in codes(found)


@pytest.mark.parametrize("unit", ["亿元", "万元"])
def test_a_target_in_another_unit_is_never_taken_as_it_is(unit):
    old = f"指标: {{产值: {{分值: 100, 单位: {unit}, 范围: 1..900, 计分: 按完成比例折算}}}}"
    new = """
    总分: {首期: 0}
    指标:
      产值:
        分值: 100
        单位: 万元
        范围: 1..900
        首期: 1
        算式: 100 * 上年(产值.目标) / 目标 * 数值 / 数值
    """
    found = air("对象,周期,指标,数值,目标\n甲,2025,产值,5,8\n甲,2024,产值,4,4", old=old, new=new)
    if unit == "万元":
        assert exact(found["甲"], "产值") == "50"  # 100 × 4 ÷ 8
    else:
        assert codes(found["甲"]) == ["unit-differs-then"]


@pytest.mark.parametrize(
    ("periods", "remedy"),
    [
        ("{中期: 50%, 年终: 50%}", "是不是「中期」？"),
        ("{一期: 50%, 二期: 50%}", "可写：一期、二期"),
        (None, "可写：先写周期"),
    ],
)
def test_a_part_that_there_is_not_is_told_with_those_that_there_are(periods, remedy):
    stage = "" if periods is None else f", 周期: {periods}"
    text = f"各期版本: {{中气期: 按 2020}}\n指标: {{甲: {{分值: 100{stage}}}}}\n"
    (problem,) = pin_problems(loaded(text, head=HEAD)[0], known_versions=None)
    assert (problem.code, problem.remedy) == ("unknown-part", remedy)


def test_a_formula_in_a_pinned_part_is_that_of_its_version():
    """Nothing stands around the formula, and yet it is not ours in the middle of the year."""
    text = """
    {pin}
    指标:
      甲:
        分值: 100
        周期: {{中期: 50%, 年终: 50%}}
        指标: {{一: {{分值: 100, 算式: 量 * {n}}}}}
    事实: {{量: {{范围: 0..30}}}}
    """
    new = text.format(pin="各期版本: {中期: 按 2020}", n=3)
    old = text.format(pin="", n=2)
    rows = "对象,周期,指标,数值\n一局,2025中期,量,20\n一局,2025年终,量,30\n"
    found = pinned(new=new, old=old, facts=rows)
    assert exact(found, "甲/一@2025中期") == "40"  # 20 × 2
    assert exact(found, "甲/一@2025年终") == "90"  # 30 × 3
    assert exact(found, "总分") == "65"
