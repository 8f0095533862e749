"""`kaoji explain -o FILE.xlsx`: one subject or all, and what is said of it."""

from __future__ import annotations

from functools import partial

import openpyxl
import pytest

from kaoji.engine.explain.formulas import workbook
from tests.cli.county import FACTS, call


def subjects_in(path):
    book = openpyxl.load_workbook(path, data_only=True)
    return [cell.value for (cell,) in book["结果"].iter_rows(min_row=3, max_col=1)]


def test_all_subjects_in_one_workbook(county, tmp_path):
    path = tmp_path / "all.xlsx"
    told = county.run("explain", "-o", str(path))
    assert (told.code, told.out) == (0, "")
    assert f"已写出 {path}：公式" in told.err
    assert subjects_in(path) == ["甲乡", "乙乡", "丙乡"]
    again = county.run("explain", "-o", str(path))
    assert f"替换了原来的 {path}" in again.err


def test_one_subject_has_a_workbook_without_the_names_of_others(county, tmp_path):
    path = tmp_path / "one.xlsx"
    assert county.run("explain", "--subject", "甲乡", "-o", str(path)).code == 0
    first, *others = subjects_in(path)
    assert first == "甲乡"
    assert set(others) <= {"（同组其他对象）"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "缺少 --subject"),
        (("-o", "x.html"), "写明 --subject"),
        (("-o", "x.xlsx", "--node", "信访"), "总是从总分算起"),
        (("-o", "x.xlsx", "--json"), "总是从总分算起"),
        (("-o", "x.xlsx", "--subject", "甲镇"), "是不是「甲乡」？"),
    ],
)
def test_wrong_calls(county, words, expected, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = county.run("explain", *words)
    assert (told.code, told.out) == (2, "")
    assert expected in told.err
    assert not (tmp_path / "x.xlsx").exists()


def test_what_is_read_is_not_written_over(county, tmp_path):
    path = tmp_path / "facts.xlsx"
    assert county.run("score", "-o", str(path)).code == 0
    before = path.read_bytes()
    told = call("explain", county.scheme, "--facts", county.facts, str(path), "-o", str(path))
    assert told.code == 2
    assert path.read_bytes() == before


def test_faults_are_told_beside_the_workbook(county, tmp_path):
    facts = county.write("bad.csv", FACTS.replace("乙乡,2025,信访,0", "乙乡,2025,信访,x"))
    path = tmp_path / "made.xlsx"
    told = call("explain", county.scheme, "--facts", facts, "-o", str(path))
    assert told.code == 1
    assert "not-a-number" in told.err
    assert "乙乡" in subjects_in(path)


def test_a_faulty_scheme_makes_no_workbook(county, tmp_path):
    scheme = county.write("faulty.yaml", "方案: 甲\n不识的键: 1\n")
    path = tmp_path / "made.xlsx"
    told = call("explain", scheme, "--facts", county.facts, "-o", str(path))
    assert told.code == 1
    assert not path.exists()


def test_a_folder_that_is_not_there_is_told(county, tmp_path):
    told = county.run("explain", "-o", str(tmp_path / "nowhere" / "made.xlsx"))
    assert told.code == 1
    assert "cannot-write" in told.err


# --- several workbooks ----------------------------------------------------------------------------


@pytest.fixture
def small(monkeypatch):
    """Workbooks that take two subjects."""
    real = workbook.write_formulas
    monkeypatch.setattr(workbook, "write_formulas", partial(real, most=2))


@pytest.mark.usefixtures("small")
class TestSeveral:
    def test_many_subjects_are_told_to_be_in_several(self, county, tmp_path):
        path = tmp_path / "all.xlsx"
        told = county.run("explain", "-o", str(path))
        assert told.code == 0
        assert "分成了 2 个文件" in told.err
        assert f"已写出 {path} {tmp_path / 'all-2.xlsx'}：" in told.err
        assert subjects_in(tmp_path / "all-2.xlsx")[0] == "丙乡"

    def test_one_left_from_before_is_told(self, county, tmp_path):
        path = tmp_path / "all.xlsx"
        assert county.run("explain", "-o", str(path)).code == 0
        told = county.run("explain", "--subject", "甲乡", "-o", str(path))
        assert f"这次没有写，仍是以前的：{tmp_path / 'all-2.xlsx'}；" in told.err
        again = county.run("explain", "-o", str(path))
        assert f"替换了原来的 {tmp_path / 'all-2.xlsx'}" in again.err

    def test_what_is_read_is_not_written_over_by_a_later_part(self, county, tmp_path):
        facts = tmp_path / "all-2.xlsx"
        assert county.run("score", "--as-facts", "-o", str(facts)).code == 0
        before = facts.read_bytes()
        words = ("--facts", county.facts, str(facts), "--subjects", county.subjects)
        told = call("explain", county.scheme, *words, "-o", str(tmp_path / "all.xlsx"))
        assert told.code == 1
        assert "其中这一个是要读的文件" in told.err
        assert f"没有写全：只写出了 {tmp_path / 'all.xlsx'}" in told.err
        assert facts.read_bytes() == before

    def test_what_cannot_be_written_is_not_tried_under_other_names(self, county, tmp_path):
        told = county.run("explain", "-o", str(tmp_path / "nowhere" / "made.xlsx"))
        assert told.code == 1
        assert told.err.count("cannot-write") == 1
