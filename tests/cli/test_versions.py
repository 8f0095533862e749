"""Versions beside a scheme's file: those that are sound serve history, the others are told."""

from __future__ import annotations

from kaoji.cli.api import Job, run_job

HEAD = "方案: 试\n编号: trial\n版本: '{version}'\n施行: {day}\n对象: 单位\n"
FACTS = "对象,周期,指标,数值\n甲局,2024,甲,90\n甲局,2025,甲,80\n"
NEW = (
    "总分: {首期: 0}\n指标: {甲: {分值: 80}, 乙: {分值: 20, 算式: '夹(上年(总分) / 10, 0, 20)'}}\n"
)


def told(folder, old, *, period):
    (folder / "new.yaml").write_text(HEAD.format(version="2025", day="2025-01-01") + NEW)
    (folder / "old.yaml").write_text(HEAD.format(version="2020", day="2020-01-01") + old)
    (folder / "facts.csv").write_text(FACTS)
    job = Job(str(folder / "new.yaml"), facts=(folder / "facts.csv",), period=period)
    outcome = run_job(job)
    codes = [one.code for one in outcome.result.problems if one.severity != "note"]
    return codes, [one.total for one in outcome.result.subjects]


def test_a_sound_version_serves_history(tmp_path):
    assert told(tmp_path, "指标: {甲: {分值: 100}}\n", period="2025") == ([], [89])


def test_a_faulty_version_is_told_and_not_used(tmp_path):
    codes, _totals = told(tmp_path, "指标: {甲: {分值: 100, 分值: 90}}\n", period="2025")
    assert "version-faulty" in codes


def test_a_period_of_another_version_is_told(tmp_path):
    codes, _totals = told(tmp_path, "指标: {甲: {分值: 100}}\n", period="2024")
    assert "version-not-in-force" in codes


def test_a_feeding_scheme_leaves_the_rows_of_our_earlier_version_alone(tmp_path):
    """甲 80 of 80, the feeder's 12, and the older version alone knows what 口碑 was."""
    (tmp_path / "feed.yaml").write_text(
        HEAD.replace("trial", "feed").format(version="1", day="2020-01-01")
        + "满分: 20\n指标: {丙: {分值: 20}}\n"
    )
    new = "总分: {首期: 0}\n指标: {甲: {分值: 80}, 工程: {分值: 20, 引用: feed.yaml}}\n"
    (tmp_path / "new.yaml").write_text(HEAD.format(version="2025", day="2025-01-01") + new)
    old = "指标: {口碑: {分值: 100}}\n"
    (tmp_path / "old.yaml").write_text(HEAD.format(version="2020", day="2020-01-01") + old)
    (tmp_path / "facts.csv").write_text(
        "对象,周期,指标,数值\n甲局,2024,口碑,90\n甲局,2025,甲,80\n甲局,2025,丙,12\n"
    )
    job = Job(str(tmp_path / "new.yaml"), facts=(tmp_path / "facts.csv",), period="2025")
    result = run_job(job).result
    assert [one.code for one in result.problems if one.severity == "error"] == []
    assert [one.total for one in result.subjects] == [92]
