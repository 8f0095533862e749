"""XLSX (and newer ET) workbooks, read from their own XML with the standard library alone.

A general reader drops what matters here: it shows an error cell as empty, 85% as 0.85, and a
formula that was never computed as nothing. Reading the parts ourselves keeps all three, and
needs no compiled library.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaoji.engine.facts.readers.archive import Archive, damaged, open_archive
from kaoji.engine.facts.readers.formats import Format, format_of
from kaoji.engine.facts.readers.grid import Sheet
from kaoji.engine.facts.readers.merges import merged_sheet
from kaoji.engine.facts.readers.relations import main_part, related_parts
from kaoji.engine.facts.readers.xlsx_sheet import Parts, SheetParser, plain_string
from kaoji.engine.facts.readers.xml import BROKEN, events
from kaoji.engine.facts.report import Report
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak

_TRUE = {"1", "true", "on"}


@dataclass(frozen=True, slots=True)
class _Tab:
    """One sheet as the workbook lists it."""

    name: str
    part: str
    is_hidden: bool


def read_xlsx(data: bytes, *, file: str, report: Report) -> Iterator[Sheet]:
    """The sheets of a workbook in their order; a broken part is a problem."""
    archive = open_archive(data)
    if isinstance(archive, Problem):
        report.add(archive.at(Place(file)))
        return
    for note in notes_on(archive):
        report.add(note.at(Place(file)))
    try:
        tabs, parts = _workbook(archive)
    except BROKEN:
        report.add(damaged().at(Place(file)))
        return
    for tab in tabs:
        yield from _sheet(archive, tab=tab, parts=parts, file=file, report=report)


def notes_on(archive: Archive) -> Iterator[Problem]:
    """What a workbook carries beside its cells: macros and links are told and left alone."""
    names = archive.names()
    if any(name.endswith("vbaproject.bin") for name in names):
        told = speak("文件里有宏：没有运行，只读了单元格")
        yield Problem("has-macros", told, severity="note")
    if any("/externallinks/" in name for name in names):
        yield Problem(
            "has-external-links",
            speak("文件引用了别的文件：没有去取，只读了已经存下的值"),
            speak("若那些文件后来有改动，请在表格软件里更新后再给出"),
            severity="note",
        )


def _sheet(
    archive: Archive, *, tab: _Tab, parts: Parts, file: str, report: Report
) -> Iterator[Sheet]:
    parser = SheetParser(parts)
    place = Place(file, sheet=tab.name)
    try:
        with archive.opened(tab.part) as stream:
            parser.read(events(stream))
    except BROKEN:
        report.add(damaged().at(place))
        return
    for problem in parser.problems:
        report.add(problem.at(place))
    yield from merged_sheet(
        tab.name,
        rows=parser.rows,
        merges=parser.merges,
        file=file,
        report=report,
        is_hidden=tab.is_hidden,
    )


def _workbook(archive: Archive) -> tuple[list[_Tab], Parts]:
    main = main_part(archive, default="xl/workbook.xml")
    related = related_parts(archive, part=main)
    by_kind = dict(related.values())
    tabs = []
    is_1904 = False
    with archive.opened(main) as stream:
        for name, attributes, _ in events(stream):
            if name == "workbookPr" and attributes:
                is_1904 = attributes.get("date1904") in _TRUE
            elif name == "sheet" and attributes:
                kind, target = related[attributes["id"]]
                if kind == "worksheet":
                    hidden = attributes.get("state", "visible") != "visible"
                    tabs.append(_Tab(attributes["name"], target, hidden))
    strings = _shared_strings(archive, part=by_kind.get("sharedStrings", ""))
    formats = _formats(archive, part=by_kind.get("styles", ""))
    return tabs, Parts(strings, formats, is_1904=is_1904)


def _shared_strings(archive: Archive, *, part: str) -> list[str]:
    strings: list[str] = []
    if part not in archive:
        return strings
    pieces: list[str] = []
    is_reading_aid = False
    with archive.opened(part) as stream:
        for name, attributes, inside in events(stream):
            match name, attributes is not None:
                case "si", True:
                    pieces.clear()
                case "si", False:
                    strings.append(plain_string("".join(pieces)))
                case "rPh", starts:
                    is_reading_aid = starts
                case "t", False if not is_reading_aid:
                    pieces.append(inside)
    return strings


def _formats(archive: Archive, *, part: str) -> list[Format]:
    """The kind of format of each cell style, in the order that cells refer to."""
    formats: list[Format] = []
    if part not in archive:
        return formats
    codes: dict[int, str] = {}
    is_for_cells = False
    with archive.opened(part) as stream:
        for name, attributes, _ in events(stream):
            if name == "cellXfs":
                is_for_cells = attributes is not None
            elif name == "numFmt" and attributes:
                codes[int(attributes["numFmtId"])] = attributes["formatCode"]
            elif name == "xf" and is_for_cells and attributes is not None:
                number = int(attributes.get("numFmtId", "0"))
                formats.append(format_of(codes.get(number), number=number))
    return formats
