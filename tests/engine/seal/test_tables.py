"""Facts, subjects, settings: what is written as lines is the same when it is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kaoji.engine.facts.load import load_facts, load_subjects
from kaoji.engine.plinth.problem import NOWHERE, Place, Problem
from kaoji.engine.scheme.load.overlay import overlay_of_settings, read_overlay
from kaoji.engine.scheme.source import Entry, Scalar, to_plain
from kaoji.engine.seal.canonical import canonical, parsed
from kaoji.engine.seal.settings import setting_records, settings_of
from kaoji.engine.seal.tables import (
    fact_records,
    fact_table,
    own_name,
    problem_of,
    problem_record,
    subject_records,
    subject_rows,
)


def there_and_back(records):
    return [parsed(canonical(one)) for one in records]


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def seen(row):
    """Everything of a row that binding looks at."""
    cells = {name: cell.text for name, cell in row.cells.items()}
    extra = {name: cell.text for name, cell in row.extra.items()}
    place = (row.place.file, row.place.sheet, row.place.line, row.place.row)
    return cells, extra, dict(row.units), row.is_faulty, place


def test_rows_keep_cells_units_places_and_faults(tmp_path):
    first = written(tmp_path, "一.csv", "对象,指标,数值(万元),人数\n甲乡,税,85%,三\n乙乡,税,,\n")
    other = written(tmp_path, "二.csv", "对象,指标,数值,对象\n丙乡,税,3/4,丁\n")
    table = load_facts(first, other)
    again = fact_table(there_and_back(fact_records(table)))
    expected = [seen(row) for row in table.rows]
    for cells_extra in expected:
        assert cells_extra[4][0].startswith(str(tmp_path))
    assert [seen(row) for row in again.rows] == [
        (*one[:4], (Path(one[4][0]).name, *one[4][1:])) for one in expected
    ]
    assert any(row.is_faulty for row in again.rows)
    assert [one.code for one in again.problems] == [one.code for one in table.problems]
    assert [one.place.file for one in again.problems] == ["二.csv"]


def test_a_row_with_other_columns_than_its_layout_is_refused():
    layout = {"layout": {"cells": ["key"], "extra": [], "file": None, "sheet": None, "units": {}}}
    assert fact_table([layout, [1, 1, ["税"]]]).rows[0].text("key") == "税"
    with pytest.raises(ValueError, match="2 texts for 1 columns"):
        fact_table([layout, [1, 1, ["税", "多"]]])
    with pytest.raises(TypeError):
        fact_table([[1, 1, ["税"]]])


def test_subjects_keep_their_columns_and_days(tmp_path):
    text = (
        "对象,名称,类,组别,上级,自,至,人口\n甲乡,甲,乡镇,山区,乙乡,2020-01-01,2025-06-30,9\n"
        "乙乡,,乡镇,,,,,\n"
    )
    rows, problems = load_subjects(written(tmp_path, "s.csv", text))
    assert problems == ()
    again = subject_rows(there_and_back(subject_records(rows)))
    fields = ("id", "name", "kind", "group", "parent", "valid_from", "valid_to", "attributes")
    assert [[getattr(one, name) for name in fields] for one in again] == [
        [getattr(one, name) for name in fields] for one in rows
    ]
    assert again[0].valid_to == date(2025, 6, 30)


def test_settings_of_every_shape_come_back(tmp_path):
    text = (
        '参数:\n  比例: 60%\n  词: "60%"\n  分类: {甲类: 1, "乙类": 2}\n'
        "  表:\n    键: [级别]\n    值: {市: 1, 省: 2}\n"
    )
    overlay = read_overlay(written(tmp_path, "g.yaml", text))
    overlay = overlay.joined(overlay_of_settings(("比例=70%",)))
    again = settings_of(there_and_back(setting_records(overlay.parameters)))
    assert [bare(one) for one in again] == [bare(one) for one in overlay.parameters]
    assert [one.key.text for one in again] == ["比例", "词", "分类", "表", "比例"]
    assert again[1].value == Scalar("60%", quoted=True, place=NOWHERE)
    assert to_plain(again[3].value) == {"键": ["级别"], "值": {"市": "1", "省": "2"}}


def bare(entry: Entry):
    return canonical(next(iter(setting_records([entry]))))


@pytest.mark.parametrize("told", [[["甲"], "1"], ["甲", 1], ["甲", {"other": 1}], ["甲"]])
def test_settings_of_another_making_are_refused(told):
    with pytest.raises((TypeError, ValueError)):
        settings_of([told])


def test_problems_lose_their_folder_only():
    place = Place("some/folder/a.csv", 3, 4, "表一", 5)
    problem = Problem("a-code", "说明", "改", "warning", place, "甲/乙", "甲乡:甲/乙")
    again = problem_of(parsed(canonical(problem_record(problem))))
    assert again.place.file == own_name(place.file) == "a.csv"
    assert again.at(place) == problem
