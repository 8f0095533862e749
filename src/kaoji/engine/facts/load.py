"""Loading tables: files in, one table of facts or the subjects out, with all problems at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from kaoji.engine.facts.columns import FACT_COLUMNS, FACTS, SUBJECTS, Columns
from kaoji.engine.facts.layout import Layout
from kaoji.engine.facts.readers.book import open_book
from kaoji.engine.facts.report import Report
from kaoji.engine.facts.rows import RowReader
from kaoji.engine.facts.source import read_source
from kaoji.engine.facts.subjects import read_subjects
from kaoji.engine.facts.table import FactRow, FactTable, Source, SubjectRow
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak


def load_facts(*paths: Path, declared: Collection[str] = ()) -> FactTable:
    """Read several files into one table, each file once.

    `declared` are the further headers that the scheme reads; without it a header such as 目标值
    is taken for a typing error where the table has no 目标.
    """
    loader = _Loader(FACTS, declared=declared)
    rows = [row for path in loader.each_once(paths) for row in loader.records(path)]
    return FactTable(
        tuple(rows),
        _columns(loader.layouts),
        loader.report.problems(),
        tuple(loader.sources),
        _agreed_units(loader.layouts),
    )


def load_subjects(path: Path) -> tuple[tuple[SubjectRow, ...], tuple[Problem, ...]]:
    """Read the subjects table of a file."""
    loader = _Loader(SUBJECTS)
    subjects = read_subjects(loader.records(path), report=loader.report)
    return subjects, loader.report.problems()


class _Loader:
    """What is gathered file by file: problems, sources, layouts."""

    def __init__(self, columns: Columns, *, declared: Collection[str] = ()) -> None:
        self.report = Report()
        self.sources: list[Source] = []
        self.layouts: list[Layout] = []
        self._columns = columns
        self._declared = declared

    def each_once(self, paths: Iterable[Path]) -> Iterator[Path]:
        seen: set[Path] = set()
        for path in paths:
            place = path.absolute()
            if place in seen:
                self.report.add(_given_twice().at(Place(str(path))))
            else:
                seen.add(place)
                yield path

    def records(self, path: Path) -> Iterator[FactRow]:
        report = self.report
        opened = read_source(path, report=report)
        if opened is None:
            return
        for source in self.sources:
            if source.sha256 == opened.sha256:
                report.add(_same_content(source.name, place=Place(opened.file)))
                break
        errors = report.error_count
        book = open_book(opened.data, file=opened.file, report=report)
        self.sources.append(Source(opened.name, opened.sha256, book.kind))
        reader = RowReader(
            opened.file, columns=self._columns, report=report, declared=self._declared
        )
        for sheet in book.sheets:
            yield from reader.rows(sheet)
        if not reader.layouts and report.error_count == errors:
            report.add(_no_header(self._columns, place=Place(opened.file)))
        self.layouts += reader.layouts


def _columns(layouts: Iterable[Layout]) -> tuple[str, ...]:
    """All columns of all sheets: known ones in the contract's order, then the others."""
    known = {key for layout in layouts for key in layout.known}
    extra = dict.fromkeys(name for layout in layouts for name in layout.extra)
    return (*(column.key for column in FACT_COLUMNS if column.key in known), *extra)


def _agreed_units(layouts: Iterable[Layout]) -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    for layout in layouts:
        for name in (*layout.known, *layout.extra):
            found.setdefault(name, set()).add(layout.units.get(name, ""))
    agreed = {name: units.pop() for name, units in found.items() if len(units) == 1}
    return MappingProxyType({name: unit for name, unit in agreed.items() if unit})


def _given_twice() -> Problem:
    return Problem(
        "file-given-twice",
        speak("同一个文件给了两次，只读了一次"),
        speak("每个文件只给一次"),
        severity="warning",
    )


def _same_content(name: str, *, place: Place) -> Problem:
    return Problem(
        "same-content",
        speak("内容与「{name}」完全相同，两份都读了", name=name),
        speak("若是同一份，只给其中一个，以免重复计入"),
        severity="warning",
        place=place,
    )


def _no_header(columns: Columns, *, place: Place) -> Problem:
    return Problem(
        "no-header",
        speak("前 30 行里没有找到列名「对象」，整个文件没有读")
        if columns is SUBJECTS
        else speak("前 30 行里没有找到两个以上约定的列名（如 对象、指标、数值），整个文件没有读"),
        speak("在数据上方的一行写上列名；核对文件是否给对、编码是否为 UTF-8"),
        place=place,
    )
