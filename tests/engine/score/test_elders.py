"""History under the version then in force: whose rows are whose, whose faults are told."""

from __future__ import annotations

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


def test_earlier_years_of_this_version_are_its_own():
    old, _problems = loaded(OLD, head=OLD_HEAD)
    head = HEAD.replace("2025-01-01", "2024-01-01")
    facts = "对象,周期,指标,数值\n一,2024,甲,70\n一,2024,乙,0\n一,2025,甲,75"
    found = scored(NEW, head=head, facts=facts, versions=(old,))
    # 2024 is under this version: 70 and, of 2023, the first value 0.
    assert exact(found["一"], "总分") == "82"
