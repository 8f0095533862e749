"""Overlays of a run: parameters set by name, class or table; what cannot be read is told."""

from __future__ import annotations

import pytest

from kaoji.engine.runs.job import check_scheme
from kaoji.engine.scheme.load.overlay import (
    overlay_of,
    overlay_of_settings,
    read_overlay,
    with_overlay,
)
from kaoji.engine.scheme.source.read import read_document
from tests.engine.worlds import codes_of, scheme_of, world

TEXT = """
参数:
  线: {类型: 数, 必填: 是}
  级: {类型: 文字, 取值: [高, 低], 默认: 低}
  说明: {类型: 文字, 默认: 无}
  严: {类型: 是否, 默认: 否}
  档表: {类型: 表, 键: [量], 必填: 是}
指标:
  甲项: {分值: 100, 算式: '线 + (if 级 = "高" then 10 else 0) + (if 严 then 1 else 0)'}
"""


def overlay(text):
    document, problems = read_document(text, file="given.yaml")
    return overlay_of(document, problems=problems, file="given.yaml")


def total(given, *, text=TEXT):
    scheme, problems = with_overlay(scheme_of(text), overlay=given)
    assert not problems, problems
    return world(scheme, "对象,指标,数值\n甲,甲项.适用,是").value("甲项")


def test_parameters_are_set_by_name():
    assert total(overlay("参数: {线: 50, 级: 高, 严: 是}")) == 61
    assert total(overlay_of_settings(("线=50", "级 = 高"))) == 60
    assert total(overlay_of_settings(("线=50",)).joined(overlay("参数: {线: 70}"))) == 70


@pytest.mark.parametrize("setting", ["线", "=50", " =50"])
def test_a_setting_without_name_or_sign(setting):
    given = overlay_of_settings((setting, "级=高"))
    (problem,) = given.problems
    assert problem.code == "bad-setting"
    assert f"「{setting}」" in problem.message
    assert [one.key.text for one in given.parameters] == ["级"]


def test_a_key_that_is_no_part_of_an_overlay():
    given = overlay("参数: {线: 50}\n参数们: {级: 高}\n")
    (problem,) = given.problems
    assert (problem.code, problem.place.line) == ("unknown-key", 2)
    assert "参数" in problem.remedy
    assert [one.key.text for one in given.parameters] == ["线"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("- 线\n", None), ("线\n", None), ("已知: {}\n参数: 50\n", 2), ("参数: [线]", 1)],
)
def test_what_has_no_parts_is_told_and_not_passed_over(text, line):
    (problem,) = overlay(text).problems
    assert (problem.code, problem.place.line) == ("wrong-shape", line)


def test_an_empty_part_sets_nothing():
    given = overlay("参数:\n已知: {}\n")
    assert (given.parameters, given.known, given.problems) == ((), (), ())


def test_a_file_that_cannot_be_read(tmp_path):
    path = tmp_path / "given.yaml"
    path.write_text("参数: {线: 50", encoding="utf-8")
    assert codes_of(read_overlay(path).problems)
    path.write_text("参数: {线: 50}", encoding="utf-8")
    assert total(read_overlay(path)) == 50


def test_a_parameter_that_the_scheme_lacks():
    _scheme, problems = with_overlay(scheme_of(TEXT), overlay=overlay_of_settings(("线条=1",)))
    (problem,) = problems
    assert problem.code == "unknown-parameter"
    assert "线" in problem.remedy


def test_a_scheme_without_parameters_offers_none():
    bare = scheme_of("指标: {作风: {分值: 100}}")
    _scheme, (problem,) = with_overlay(bare, overlay=overlay_of_settings(("线条=1",)))
    assert problem.remedy == "这里没有可以写的名称：删去它"


def test_a_word_that_the_parameter_does_not_know():
    _scheme, problems = with_overlay(scheme_of(TEXT), overlay=overlay("参数: {级: 中}"))
    (problem,) = problems
    assert problem.code == "unknown-word"
    assert problem.remedy == "可写：高、低"


def test_what_is_no_formula_leaves_the_parameter_as_it_was():
    scheme, problems = with_overlay(scheme_of(TEXT), overlay=overlay_of_settings(("线=50 +",)))
    assert codes_of(problems)
    assert next(one for one in scheme.parameters if one.name == "线").default is None


@pytest.mark.parametrize("said", ['他说"好"', "一\\n二", "a'b", '"'])
def test_texts_are_kept_as_they_are(said):
    text = TEXT.replace("级 = ", "说明 = ").replace('"高"', "SAID")
    quoted = said.replace("\\", "\\\\").replace('"', '\\"').replace("'", "''")
    given = overlay_of_settings(("线=50", f"说明={said}"))
    assert total(given, text=text.replace("SAID", f'"{quoted}"')) == 60


def test_a_word_is_known_with_blanks_around_it():
    assert total(overlay('参数: {线: 50, 级: " 高 "}')) == 60


def test_a_problem_in_what_is_set_has_no_column():
    scheme, _problems = with_overlay(scheme_of(TEXT), overlay=overlay_of_settings(("线=高的",)))
    (problem,) = [one for one in check_scheme(scheme) if one.severity == "error"]
    assert problem.code == "unknown-name"
    assert (problem.place.file, problem.place.column) == ("--set", None)


def test_a_table_is_no_number():
    _scheme, problems = with_overlay(scheme_of(TEXT), overlay=overlay("参数: {档表: 5}"))
    assert codes_of(problems)
