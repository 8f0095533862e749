"""Versions beside a scheme's file: those that are sound serve history, the others are told."""

from __future__ import annotations

from fractions import Fraction

from kaoji.engine.runs.job import Job, run_job
from kaoji.engine.runs.versions import Versions, versions_beside
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.seal.verify import verify

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


SET_NEW = (
    "总分: {首期: 0}\n参数: {线: {默认: 100, 范围: 1..1000}}\n"
    "指标: {甲: {分值: 80, 范围: 0..100, 算式: 数值 * 线 / 100}, "
    "乙: {分值: 20, 算式: '夹(上年(总分) / 10, 0, 20)'}}\n"
)
SET_OLD = (
    "参数: {线: {默认: 100, 范围: 1..%s}}\n"
    "指标: {甲: {分值: 100, 范围: 0..100, 算式: 数值 * 线 / 100}}\n"
)


def set_to(folder, old, *settings):
    (folder / "new.yaml").write_text(HEAD.format(version="2025", day="2025-01-01") + SET_NEW)
    (folder / "old.yaml").write_text(HEAD.format(version="2020", day="2020-01-01") + old)
    (folder / "facts.csv").write_text(FACTS)
    facts = (folder / "facts.csv",)
    return run_job(Job(str(folder / "new.yaml"), facts=facts, period="2025", settings=settings))


def test_a_parameter_that_is_set_reaches_the_version_of_history(tmp_path):
    """80 × 50 % and a tenth of last year's 90 × 50 %."""
    outcome = set_to(tmp_path, SET_OLD % 1000, "线=50")
    assert [one.total for one in outcome.result.subjects] == [Fraction("44.5")]
    assert [one.code for one in outcome.all_problems] == []


def test_a_version_without_the_parameter_is_told_of(tmp_path):
    """80 × 50 % and a tenth of last year's 90."""
    outcome = set_to(tmp_path, "指标: {甲: {分值: 100}}\n", "线=50")
    assert [one.total for one in outcome.result.subjects] == [49]
    (problem,) = outcome.all_problems
    assert (problem.code, problem.severity) == ("version-without-parameter", "note")
    assert problem.message == "2020 版没有参数「线」，这次设的值对按那一版计分的部分不起作用"


def test_a_value_outside_the_range_of_the_other_version_is_refused(tmp_path):
    outcome = set_to(tmp_path, SET_OLD % 40, "线=50")
    assert "default-outside-range" in [one.code for one in outcome.all_problems]
    assert outcome.exit_code == 1


def test_a_parameter_that_only_the_other_version_has_may_be_set(tmp_path):
    """80 and a tenth of last year's 90 + 5."""
    old = "参数: {补: {默认: 0, 范围: 0..10}}\n指标: {甲: {分值: 100, 算式: 数值 + 补}}\n"
    outcome = set_to(tmp_path, old, "补=5")
    assert [one.total for one in outcome.result.subjects] == [Fraction("89.5")]


def test_a_sealed_run_with_it_is_verified(tmp_path):
    outcome = set_to(tmp_path, SET_OLD % 1000, "线=50")
    found = verify(outcome.sealed(), file="run.kaoji")
    assert (found.problems, found.differences) == ((), ())


PINNED = "各期版本: {中期: 按 2020}\n"
IN_PARTS = (
    "指标:\n  甲:\n    分值: 100\n    周期: {中期: 50%, 年终: 50%}\n"
    "    指标: {一: {分值: 100, 范围: 0..100, 算式: FORMULA}}\n"
)


def test_a_version_that_scores_a_part_is_told_when_it_lacks_a_parameter(tmp_path):
    """The middle of the year is of 2020: 40 as it is; the end ours: 80 × 50 %. (40 + 40) / 2."""
    new = PINNED + "参数: {线: {默认: 100, 范围: 1..1000}}\n" + IN_PARTS
    new = HEAD.format(version="2025", day="2025-01-01") + new.replace("FORMULA", "数值 * 线 / 100")
    old = HEAD.format(version="2020", day="2020-01-01") + IN_PARTS.replace("FORMULA", "数值 * 1")
    (tmp_path / "new.yaml").write_text(new, encoding="utf-8")
    (tmp_path / "old.yaml").write_text(old, encoding="utf-8")
    facts = tmp_path / "facts.csv"
    facts.write_text("对象,周期,指标,数值\n甲局,2025中期,一,40\n甲局,2025年终,一,80\n", "utf-8")
    job = Job(str(tmp_path / "new.yaml"), facts=(facts,), period="2025", settings=("线=50",))
    outcome = run_job(job)
    assert [one.total for one in outcome.result.subjects] == [40]
    assert outcome.scored.run.versions_used == {"2020"}
    assert "version-without-parameter" in [one.code for one in outcome.all_problems]


def test_a_scheme_that_is_no_file_has_no_versions_beside_it(tmp_path, monkeypatch):
    """Least of all those that happen to stand where the program was started."""
    old = HEAD.format(version="2020", day="2020-01-01") + "指标: {甲: {分值: 100}}\n"
    (tmp_path / "old.yaml").write_text(old, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    scheme, _problems = load_scheme_text(HEAD.format(version="2025", day="2025-01-01") + NEW)
    assert versions_beside(scheme) == Versions()
