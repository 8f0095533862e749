"""Makes tables in every format for the tests, by hand or by libraries that we do not use to read."""  # noqa: E501

from __future__ import annotations

import io
import zipfile

from kaoji.engine.facts.load import load_facts

HEADER = ("对象", "指标", "数值")

WORKBOOK = """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<workbookPr{calendar}/><sheets>{sheets}</sheets></workbook>"""
TAB = '<sheet name="{name}" sheetId="{at}"{state} r:id="rId{at}"/>'
RELATION = '<Relationship Id="{id}" Type="http://x/relationships/{kind}" Target="{target}"/>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{}</Relationships>"
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData>{after}</worksheet>"
)


def zipped(parts, *, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def text_cell(text, *, at=""):
    where = f' r="{at}"' if at else ""
    return f'<c{where} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def row(*cells, at=None):
    number = f' r="{at}"' if at else ""
    return f"<row{number}>{''.join(cells)}</row>"


def xlsx_parts(*sheets, after="", calendar="", state="", styles="", strings="", more=None):
    """The parts of a workbook whose sheets are given as the XML of their rows."""
    tabs = "".join(
        TAB.format(name=f"表{at}", at=at, state=state) for at in range(1, len(sheets) + 1)
    )
    related = [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    relations = "".join(
        RELATION.format(id=f"rId{at}", kind="worksheet", target=f"worksheets/sheet{at}.xml")
        for at in range(1, len(sheets) + 1)
    ) + "".join(RELATION.format(id=kind, kind=kind, target=part) for kind, part in related)
    main = RELATION.format(id="a", kind="officeDocument", target="xl/workbook.xml")
    parts = {
        "_rels/.rels": RELATIONS.format(main),
        "xl/workbook.xml": WORKBOOK.format(sheets=tabs, calendar=calendar),
        "xl/_rels/workbook.xml.rels": RELATIONS.format(relations),
    }
    for at, rows in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{at}.xml"] = SHEET.format(rows=rows, after=after)
    if styles:
        parts["xl/styles.xml"] = f"<styleSheet>{styles}</styleSheet>"
    if strings:
        parts["xl/sharedStrings.xml"] = f"<sst>{strings}</sst>"
    return parts | (more or {})


def header_row(*names):
    return row(*map(text_cell, names or HEADER), at=1)


def xlsx(*sheets, **options):
    return zipped(xlsx_parts(*sheets, **options))


def load(path, data, **options):
    """Write the bytes, load them as facts."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return load_facts(path, **options)


def texts(table):
    """Each row as key → text, empty cells left out."""
    return [
        {
            name: cell.text
            for cells in (one.cells, one.extra)
            for name, cell in cells.items()
            if cell.text
        }
        for one in table.rows
    ]


def codes(table):
    return [problem.code for problem in table.problems]


def spots(table):
    """Each problem as (code, sheet, row or line, column)."""
    return [(one.code, one.place.sheet, one.place.row, one.place.column) for one in table.problems]
