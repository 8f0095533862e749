"""History under the version then in force: whose rows are whose, whose faults are told."""

from __future__ import annotations

from kaoji.engine.plinth.problem import has_errors
from tests.engine.score.small import exact, loaded, scored

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
    assert problem["message"] == "2024 施行的 2020 版方案里没有「空汽」,本版里也没有"
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
    assert problem["message"] == "2024 施行的 2020 版方案里没有「空气」,那时它叫「大气」"


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
    assert problem["message"] == "2024 施行的 2020 版方案里没有「水」,也没有报过它那一期的数"


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


def test_a_figure_in_another_unit_is_never_taken_as_it_is():
    old = "指标: {产值: {分值: 100, 单位: 万元, 范围: 0..900, 算式: 数值 / 9}}"
    new = """
    总分: {首期: 0}
    指标: {产值: {分值: 100, 单位: 亿元, 范围: 1..9, 首期: 1, 算式: 100 * 上年(产值.数值) / 数值}}
    """
    found = air("对象,周期,指标,数值\n甲,2025,产值,5\n甲,2024,产值,4", old=old, new=new)
    (problem,) = found["甲"]["problems"]
    assert problem["code"] == "unit-differs-then"
    assert problem["message"] == "2024 施行的 2020 版方案里「产值」的单位是「万元」,本版是「亿元」"
