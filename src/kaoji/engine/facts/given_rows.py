"""Rows that stand in a scheme instead of a file, such as those of its worked cases (算例).

They pass the same readers as a file of JSON lines, so that both mean the same to the letter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from kaoji.engine.facts.columns import FACTS, SUBJECTS, Columns
from kaoji.engine.facts.report import Report
from kaoji.engine.facts.rows import RowReader
from kaoji.engine.facts.subjects import read_subjects
from kaoji.engine.facts.table import FactRow, FactTable, SubjectRow
from kaoji.engine.plinth.problem import Problem

Given = Iterable[Mapping[str, str]]


def facts_of_rows(rows: Given, *, file: str) -> FactTable:
    """A facts table of rows by header; `file` is what problems name."""
    report = Report()
    records = _records(rows, file=file, columns=FACTS, report=report)
    return FactTable(records, problems=report.problems())


def subjects_of_rows(
    rows: Given, *, file: str
) -> tuple[tuple[SubjectRow, ...], tuple[Problem, ...]]:
    """Subjects of rows by header."""
    report = Report()
    records = _records(rows, file=file, columns=SUBJECTS, report=report)
    return read_subjects(records, report=report), report.problems()


def _records(rows: Given, *, file: str, columns: Columns, report: Report) -> tuple[FactRow, ...]:
    lines = [json.dumps(dict(row), ensure_ascii=False) for row in rows]
    if not lines:
        return ()
    # A scheme without worked cases is checked without the readers of every kind of table.
    from kaoji.engine.facts.readers.book import open_book

    book = open_book("\n".join(lines).encode(), file=file, report=report)
    reader = RowReader(file, columns=columns, report=report)
    return tuple(row for sheet in book.sheets for row in reader.rows(sheet))
