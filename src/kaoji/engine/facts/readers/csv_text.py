"""CSV: one record a row, fields divided by commas, tabs or semicolons, quotes as in RFC 4180."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from kaoji.engine.facts.readers.grid import MOST_COLUMNS, GridRow, Sheet
from kaoji.engine.facts.readers.text import decoded
from kaoji.engine.facts.report import Report
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak

#: Texts that a spreadsheet would compute, with the apostrophes that shield them: our own writer
#: puts one before each, and so do careful others.
SHIELDED = re.compile(r"'*(?:\s*[=+\-@|%＝＋－＠]|[\t\r\n])")
_TOO_WIDE = "too many fields"


def read_csv(data: bytes, *, file: str, report: Report) -> Iterator[Sheet]:
    """The one sheet of a CSV file."""
    text = decoded(data, file=file)
    if isinstance(text, Problem):
        report.add(text)
        return
    yield Sheet(None, _rows(text, file=file, report=report))


def _rows(text: str, *, file: str, report: Report) -> Iterator[GridRow]:
    sign = _delimiter(text)
    lines = csv.reader(
        _narrow(io.StringIO(text, newline=""), sign=sign), delimiter=sign, strict=True
    )
    number = start = 0
    while True:
        number, start = number + 1, lines.line_num + 1
        try:
            fields = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            report.add(_broken(str(error), place=Place(file, line=start, row=number)))
            return
        cells = {at: _bare(field) for at, field in enumerate(fields, start=1) if field}
        yield GridRow(number, cells, line=start, width=len(fields))


def _narrow(lines: Iterable[str], *, sign: str) -> Iterator[str]:
    for line in lines:
        if line.count(sign) > MOST_COLUMNS:
            raise csv.Error(_TOO_WIDE)
        yield line


def _delimiter(text: str) -> str:
    """The sign that divides the first rows: commas, unless tabs outnumber them or none is there."""
    first = "\n".join(text[:4096].splitlines()[:10])
    if first.count("\t") > first.count(","):
        return "\t"
    return "," if "," in first or ";" not in first else ";"


def _bare(field: str) -> str:
    return field[1:] if field.startswith("'") and SHIELDED.match(field) else field


def _broken(error: str, *, place: Place) -> Problem:
    if "unexpected end" in error:
        return Problem(
            "unclosed-quote",
            speak("这一行开始的引号没有收尾，从这一行起没有读"),
            speak("补上收尾的引号；内容里的引号要写成两个"),
            place=place,
        )
    if error == _TOO_WIDE:
        return Problem(
            "too-many-cells",
            speak("这一行超过了 {most} 格，从这一行起没有读", most=MOST_COLUMNS),
            speak("核对分隔符和引号；表格软件也读不了这么宽的表"),
            place=place,
        )
    if "field larger" in error:
        return Problem(
            "cell-too-long",
            speak("这一行开始的一格超过了 131072 个字符，从这一行起没有读"),
            speak("核对引号是否收尾；长文放到附件里"),
            place=place,
        )
    return Problem(
        "stray-quote",
        speak("这一行里收尾的引号后面还有文字，从这一行起没有读"),
        speak("内容里的引号要写成两个，整格再用引号括起来"),
        place=place,
    )
