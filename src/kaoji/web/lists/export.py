"""A list as a file. What users have written never becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from kaoji.web import clock
from kaoji.web.lists.declare import NUMBER, Column, Listing, as_text
from kaoji.web.lists.find import Rows

#: A spreadsheet takes a text that begins so for a formula, or for one after what it trims.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 1_000
#: A spreadsheet keeps fifteen digits of a number; longer ones go as text.
MOST_DIGITS = 15
#: A spreadsheet's cell holds no more.
LONGEST_CELL = 32_767


def export(rows: Rows, *, listing: Listing, kind: str) -> HttpResponse:
    """Rows as an attachment: `xlsx` or `csv`."""
    content = as_xlsx(rows, listing=listing) if kind == "xlsx" else as_csv(rows, listing=listing)
    answer = HttpResponse(
        content, content_type=XLSX if kind == "xlsx" else "text/csv; charset=utf-8"
    )
    name = f"{listing.key}-{clock.today().isoformat()}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def as_csv(rows: Rows, *, listing: Listing) -> bytes:
    """UTF-8 with its mark, so that spreadsheets show Chinese; risky beginnings get a `'`."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    columns = exported(listing)
    writer.writerow([harmless(str(column.title)) for column in columns])
    for row in walked(rows):
        writer.writerow([_csv_cell(column.of(row), column=column) for column in columns])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula; an apostrophe in front is doubled too."""
    return f"'{text}" if text.lstrip(" ").startswith((*DANGEROUS, "'")) else text


def _csv_cell(value: Any, *, column: Column) -> str:  # noqa: ANN401 - whatever stands there
    if column.kind == NUMBER and is_number(value):
        return as_text(value)
    return harmless(as_text(value))


def as_xlsx(rows: Rows, *, listing: Listing) -> bytes:
    """A workbook: head, frozen; texts as texts, numbers as numbers."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only when somebody exports

    stream = io.BytesIO()
    guarded = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream, {**guarded, "in_memory": True, "constant_memory": False}) as book:
        sheet = book.add_worksheet("清单")
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        text = book.add_format({"num_format": "@"})
        columns = exported(listing)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, str(column.title), head)
            sheet.set_column(place, place, 12 if column.kind == NUMBER else 20)
        for line, row in enumerate(walked(rows), start=1):
            for place, column in enumerate(columns):
                value = column.of(row)
                if column.kind == NUMBER and is_number(value):
                    sheet.write_number(line, place, value)
                else:
                    sheet.write_string(line, place, as_text(value)[:LONGEST_CELL], text)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
    return stream.getvalue()


def exported(listing: Listing) -> tuple[Column, ...]:
    """The columns that go into files."""
    return tuple(column for column in listing.columns if not column.is_screen_only)


def is_number(value: object) -> bool:
    """A number that a spreadsheet keeps as it is."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return False
    exact = Decimal(value)
    return exact.is_finite() and len(exact.normalize().as_tuple().digits) <= MOST_DIGITS


def walked(rows: Rows) -> Iterator[Any]:
    """All rows, read in portions."""
    if isinstance(rows, QuerySet):
        yield from rows.iterator(chunk_size=CHUNK)
        return
    for start in range(0, len(rows), CHUNK):
        yield from rows[start : start + CHUNK]
