"""The subjects table: who, of which class, under whom, from when to when; contradictions told."""

from __future__ import annotations

from datetime import date

import pytest

from kaoji.engine.facts.load import load_subjects


def load(tmp_path, *lines, header="对象,名称,类,组别,上级,自,至,人口(人)"):
    path = tmp_path / "subjects.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    rows, problems = load_subjects(path)
    return rows, [(one.code, one.severity, one.place.row, one.place.column) for one in problems]


def codes(found):
    return [code for code, *_ in found[1]]


def test_a_small_table(tmp_path):
    rows, problems = load(
        tmp_path, "县,某县,县,,,,,", "甲,甲乡,乡镇,一类,县,2016年1月1日,2016-12-31,１２００"
    )
    assert problems == []
    one = rows[1]
    assert (one.id, one.name, one.kind, one.group, one.parent) == (
        "甲",
        "甲乡",
        "乡镇",
        "一类",
        "县",
    )
    assert (one.valid_from, one.valid_to) == (date(2016, 1, 1), date(2016, 12, 31))
    assert one.attributes == {
        "对象": "甲", "名称": "甲乡", "类": "乡镇", "组别": "一类", "上级": "县",
        "自": "2016年1月1日", "至": "2016-12-31", "人口(人)": "1200",
    }  # fmt: skip
    assert one.place.row == 3
    assert rows[0].valid_from is None


def test_english_headers_and_one_column_alone(tmp_path):
    rows, problems = load(tmp_path, "甲,2", header="Subject,size")
    assert problems == []
    assert (rows[0].id, rows[0].name, rows[0].kind) == ("甲", "甲", "")
    assert rows[0].attributes == {"对象": "甲", "size": "2"}


def test_a_row_without_subject(tmp_path):
    rows, problems = load(tmp_path, ",甲乡,,,,,,", "乙,,,,,,,")
    assert [one.id for one in rows] == ["乙"]
    assert problems == [("empty-subject", "error", 2, 1)]


@pytest.mark.parametrize("name", ["*", "＊", "组:一类", "组：一类"])
def test_names_that_facts_use_otherwise(tmp_path, name):
    rows, problems = load(tmp_path, f"{name},,,,,,,")
    assert rows == ()
    assert problems == [("reserved-subject", "error", 2, 1)]


def test_a_subject_twice(tmp_path):
    rows, problems = load(tmp_path, "甲,,,,,,,", "乙,,,,,,,", "甲,,,,,,,")
    assert len(rows) == 3
    assert problems == [("duplicate-subject", "error", 4, None)]


def test_one_after_the_other_is_no_double(tmp_path):
    found = load(tmp_path, "甲,,,一类,,2016-07-01,,", "甲,,,二类,,,2016-06-30,", "乙,,,,,,,")
    assert found[1] == []
    assert [one.group for one in found[0]] == ["一类", "二类", ""]


@pytest.mark.parametrize(
    "lines",
    [
        ["甲,,,,,,2016-06-30,", "甲,,,,,2016-06-30,,"],
        ["甲,,,,,2016-06-30,,", "甲,,,,,,2016-06-30,"],
        ["甲,,,,,2015-01-01,2019-01-01,", "甲,,,,,2016-01-01,2016-02-01,"],
    ],
)
def test_overlapping_validity(tmp_path, lines):
    assert load(tmp_path, *lines)[1] == [("duplicate-subject", "error", 3, None)]


def test_a_long_one_overlaps_all_that_follow(tmp_path):
    found = load(
        tmp_path, "甲,,,,,2015-01-01,,", "甲,,,,,2016-01-01,2016-02-01,", "甲,,,,,2017-01-01,,"
    )
    assert [row for _, _, row, _ in found[1]] == [3, 4]


def test_the_earlier_row_is_named_with_its_sheet(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("对象\n甲\n甲\n", encoding="utf-8")
    assert "第 2 行" in load_subjects(path)[1][0].message


def test_under_itself(tmp_path):
    assert load(tmp_path, "甲,,,,甲,,,")[1] == [("own-parent", "error", 2, 5)]


def test_under_somebody_unknown(tmp_path):
    assert load(tmp_path, "甲,,,,县,,,")[1] == [("unknown-parent", "warning", 2, None)]


def test_dates_the_wrong_way_round(tmp_path):
    assert load(tmp_path, "甲,,,,,2016-12-31,2016-01-01,")[1] == [("dates-reversed", "error", 2, 6)]


def test_dates_that_are_none(tmp_path):
    rows, problems = load(tmp_path, "甲,,,,,昨天,2016-02-30,")
    assert problems == [("bad-date", "error", 2, 6), ("bad-date", "error", 2, 7)]
    assert (rows[0].valid_from, rows[0].valid_to) == (None, None)


def test_a_circle_is_told_once(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("对象,上级\n甲,乙\n乙,丙\n丙,甲\n丁,甲\n戊,\n", encoding="utf-8")
    (problem,) = load_subjects(path)[1]
    assert problem.code == "circular-parents"
    assert "甲 → 乙 → 丙 → 甲" in problem.message


def test_a_circle_of_two_parents_in_turn_is_none(tmp_path):
    lines = ["甲,,,,乙,,2015-12-31,", "甲,,,,,2016-01-01,,", "乙,,,,,,2015-12-31,"]
    found = load(tmp_path, *lines, "乙,,,,甲,2016-01-01,,")
    assert found[1] == []


def test_a_circle_that_holds_in_one_year_only(tmp_path):
    lines = ["甲,,,,乙,,,", "乙,,,,,,2015-12-31,", "乙,,,,甲,2016-01-01,2016-12-31,"]
    assert codes(load(tmp_path, *lines)) == ["circular-parents"]


def test_a_circle_that_holds_on_several_days_is_told_once(tmp_path):
    lines = ["甲,,,,乙,,2015-12-31,", "甲,,,,乙,2016-01-01,,", "乙,,,,甲,,,"]
    assert codes(load(tmp_path, *lines)) == ["circular-parents"]


def test_two_parents_in_turn(tmp_path):
    lines = ["甲,,,,乙,,2015-12-31,", "甲,,,,丙,2016-01-01,,", "乙,,,,,,,", "丙,,,,,,,"]
    assert load(tmp_path, *lines)[1] == []


def test_a_long_circle_is_shown_short(tmp_path):
    path = tmp_path / "s.csv"
    count = 30
    lines = "".join(f"单位{at},单位{(at + 1) % count}\n" for at in range(count))
    path.write_text("对象,上级\n" + lines, encoding="utf-8")
    (problem,) = load_subjects(path)[1]
    assert "单位9 → … → 单位0" in problem.message


def test_a_deep_tree_is_no_circle(tmp_path):
    path = tmp_path / "s.csv"
    lines = "".join(f"单位{at},单位{at + 1}\n" for at in range(3000))
    path.write_text("对象,上级\n" + lines + "单位3000,\n", encoding="utf-8")
    rows, problems = load_subjects(path)
    assert (len(rows), problems) == (3001, ())


def test_a_mistyped_header(tmp_path):
    assert load(tmp_path, "甲,x", header="对象,上及")[1] == [("header-typo", "error", 1, 2)]


def test_no_header(tmp_path):
    assert codes(load(tmp_path, "甲,x", header="名字,上头")) == [
        "sheet-without-header",
        "no-header",
    ]


@pytest.mark.parametrize("name", ["group:east", "Group: east", "组:东", "组：东", "*"])
def test_what_stands_for_several_subjects_names_none(tmp_path, name):
    assert codes(load(tmp_path, f"{name},,,,,,,")) == ["reserved-subject"]
