"""Problems as one line of text and as JSON."""

from __future__ import annotations

from kaoji.engine.plinth.problem import Place, Problem, has_errors

PLACE = Place("facts.xlsx", sheet="年报", row=7, column=3)


def test_a_line_names_file_sheet_row_and_column():
    problem = Problem("out-of-range", "超出范围", "改正", place=PLACE, coordinate="甲:产值@2025")
    assert problem.as_text() == ("facts.xlsx:年报:7:3: out-of-range [甲:产值@2025] 超出范围(改正)")
    assert problem.as_json()["sheet"] == "年报"


def test_a_warning_says_so_and_what_is_unknown_is_left_out():
    problem = Problem("unused", "没有用到", severity="warning", path="产值")
    assert problem.as_text() == "-: unused warning [产值] 没有用到"
    line = Problem("bad-key", "不能作键", place=Place("a.yaml", 4))
    assert line.as_text() == "a.yaml:4: bad-key 不能作键"


def test_only_errors_forbid_going_on():
    note, warning = (Problem("x", "", severity=one) for one in ("note", "warning"))
    assert not has_errors((note, warning))
    assert has_errors((note, Problem("x", "")))
