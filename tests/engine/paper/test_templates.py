"""Offices' own templates: names are filled in whatever Word did to them; nothing is evaluated."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as KINDS
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.paper.docx.templates import filled, placeholders_of, template_problems

NAMES = ("标题", "正文", "文号")
COLUMNS = ("单位", "得分")


def file_of(document):
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def template(*paragraphs, cells=(), head=""):
    """A template; a paragraph that is a list is written in as many runs."""
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for run in [runs] if isinstance(runs, str) else runs:
            paragraph.add_run(run)
    if cells:
        grid = document.add_table(rows=2, cols=len(cells))
        for cell, text in zip(grid.rows[0].cells, COLUMNS, strict=False):
            cell.text = text
        for cell, text in zip(grid.rows[1].cells, cells, strict=True):
            cell.text = text
    if head:
        document.sections[0].header.paragraphs[0].text = head
    return file_of(document)


def lines_of(content):
    return [one.text for one in docx.Document(BytesIO(content)).paragraphs]


def cells_of(content):
    (grid,) = docx.Document(BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for row in grid.rows]


def codes(content, *, names=NAMES, columns=COLUMNS):
    return [one.code for one in template_problems(content, names=names, columns=columns)]


@pytest.mark.parametrize(
    "runs",
    [
        ["关于{{标题}}的函"],
        ["关于{", "{标", "题}", "}的函"],
        ["关", "于{{", "标题", "}}的", "函"],
        ["关于{{", " 标题 ", "}}", "的函"],
    ],
)
def test_a_name_is_filled_however_word_has_cut_it(runs):
    assert lines_of(filled(template(runs), values={"标题": "季度考核"})) == ["关于季度考核的函"]


def test_two_names_in_a_paragraph_and_the_type_of_the_first_piece():
    document = docx.Document()
    paragraph = document.add_paragraph("发")
    paragraph.add_run("{{文").bold = True
    paragraph.add_run("号}}、{{标题}}。")
    done = docx.Document(BytesIO(filled(file_of(document), values={"文号": "甲", "标题": "乙"})))
    assert [(run.text, run.bold) for run in done.paragraphs[0].runs] == [
        ("发", None), ("甲", True), ("、乙。", None),
    ]  # fmt: skip


def test_a_row_is_repeated_for_each_unit():
    rows = [{"单位": "鹤汀镇", "得分": "91.5"}, {"单位": "澄湾镇", "得分": "90"}]
    content = template(cells=("{{行.单位}}（{{文号}}）", "{{行.得分}}"))
    assert codes(content) == []
    assert cells_of(filled(content, values={"文号": "3号"}, rows=rows)) == [
        ["单位", "得分"], ["鹤汀镇（3号）", "91.5"], ["澄湾镇（3号）", "90"],
    ]  # fmt: skip


def test_without_units_the_row_stays_once_and_empty():
    content = template(cells=("{{行.单位}}", "{{行.得分}}"))
    assert cells_of(filled(content, values={})) == [["单位", "得分"], ["", ""]]


def test_a_text_of_several_lines_becomes_paragraphs_or_breaks():
    content = template("{{正文}}", "见：{{正文}}")
    assert lines_of(filled(content, values={"正文": "一\n二"})) == ["一", "二", "见：一\n二"]


def test_heads_of_pages_and_boxes_are_filled_too():
    document = docx.Document(BytesIO(template("正文", head="{{文号}}")))
    box = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:rect><v:textbox>'
        "<w:txbxContent><w:p><w:r><w:t>{{标题}}</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:rect></w:pict></w:r>"
    )
    document.paragraphs[0]._element.append(box)
    content = filled(file_of(document), values={"文号": "3号", "标题": "乙"})
    assert docx.Document(BytesIO(content)).sections[0].header.paragraphs[0].text == "3号"
    with ZipFile(BytesIO(content)) as package:
        assert '<w:t xml:space="preserve">乙</w:t>' in package.read("word/document.xml").decode()


def test_names_are_told_with_the_words_around_them():
    found = placeholders_of(template("关于{{标题}}的函", cells=("{{行.单位}}", "")))
    assert [(one.name, one.place, one.is_in_row) for one in found] == [
        ("标题", "关于{{标题}}的函", False), ("行.单位", "{{行.单位}}", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{职务}}", "template-name-unknown"),
        ("{{ 1+1 }}", "template-name-unknown"),
        ("{{标题|safe}}", "template-name-unknown"),
        ("{{标题.__class__}}", "template-name-unknown"),
        ("{{}}", "template-name-unknown"),
        ("{{行.单位}}", "template-row-outside"),
        ("{{标题}", "template-braces-open"),
        ("标题}}", "template-braces-open"),
    ],
)
def test_what_is_no_known_name_is_told(text, code):
    assert codes(template(f"关于{text}的函")) == [code]


def test_the_place_and_what_could_be_written_are_told():
    (problem,) = template_problems(template("关于{{职务}}的函"), names=NAMES, columns=None)
    assert problem.message == "不认识“{{职务}}”（关于{{职务}}的函）"
    assert problem.remedy == "可用的名称：文号、标题、正文"


def test_an_unknown_column_of_a_row():
    content = template(cells=("{{行.姓名}}", "{{行.得分}}"))
    assert codes(content) == ["template-name-unknown"]
    assert codes(content, columns=None) == []


def field(*pieces):
    document = docx.Document()
    paragraph = document.add_paragraph()._element
    for piece in pieces:
        paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:instrText>{piece}</w:instrText></w:r>"))
    return file_of(document)


def whole_field(*codes):
    """Fields as Word writes them: begin, the code, end; one after the other in one paragraph."""
    document = docx.Document()
    paragraph = document.add_paragraph()._element
    for code in codes:
        for inside in (
            '<w:fldChar w:fldCharType="begin"/>', f"<w:instrText>{code}</w:instrText>",
            '<w:fldChar w:fldCharType="end"/>',
        ):  # fmt: skip
            paragraph.append(parse_xml(f"<w:r {nsdecls('w')}>{inside}</w:r>"))
    return file_of(document)


def simple_field(code):
    document = docx.Document()
    simple = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r/></w:fldSimple>')
    document.add_paragraph()._element.append(simple)
    return file_of(document)


def linked():
    document = docx.Document()
    document.part.relate_to("https://example.invalid/x", KINDS.HYPERLINK, is_external=True)
    return file_of(document)


def with_object():
    document = docx.Document()
    document.add_paragraph()._element.append(parse_xml(f"<w:r {nsdecls('w')}><w:object/></w:r>"))
    return file_of(document)


@pytest.mark.parametrize(
    "content",
    [linked(), with_object(), field("INCLUDE", 'TEXT "\\\\host\\x"'), field(" DDEAUTO c "),
     field("HYPERLINK x"), field("PAGE"[:2], 'GE "x"'), whole_field("PAGE", "INCLUDETEXT x"),
     simple_field("DDEAUTO c"), simple_field("")],
)  # fmt: skip
def test_what_reaches_for_elsewhere_is_refused(content):
    assert codes(content) == ["template-live"]


def test_page_numbers_are_no_harm():
    assert codes(field(" PAGE \\* ", "MERGEFORMAT ")) == []
    assert codes(whole_field(" PAGE ", " NUMPAGES ")) == []
    assert codes(simple_field("PAGE")) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04x", b"%PDF-1.4", template("x")[:900]])
def test_what_is_no_docx_is_a_problem(content):
    assert codes(content) == ["template-unreadable"]


def test_entities_are_not_followed():
    with ZipFile(BytesIO(template("x"))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    bomb = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    said = parts["word/document.xml"].replace(b"<w:t>x</w:t>", b"<w:t>&a;</w:t>")
    parts["word/document.xml"] = said.replace(b"?>", b"?>" + bomb, 1)
    target = BytesIO()
    with ZipFile(target, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    try:
        written = filled(target.getvalue(), values={})
    except ValueError:
        return
    assert b"root:" not in written
    with ZipFile(BytesIO(written)) as package:
        assert b"root:" not in package.read("word/document.xml")


TEXTS = st.text("={}%@+-<>&'\"\\标题行.单位1 ", max_size=12) | st.sampled_from(
    ["{{标题}}", "{{行.单位}}", "{%x%}", "=1+1", "{ HYPERLINK x }", "]]>", "<w:p/>"]
)


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
def test_what_is_filled_in_stays_the_text_that_it_was(title, units):
    content = template(["{{标", "题}}"], cells=("{{行.单位}}", "{{标题}}"))
    done = filled(content, values={"标题": title}, rows=[{"单位": one} for one in units])
    assert lines_of(done) == [title]
    assert cells_of(done)[1:] == [[one, title] for one in units]


def test_the_same_values_give_the_same_bytes():
    content = template("{{标题}}")
    assert filled(content, values={"标题": "甲"}) == filled(content, values={"标题": "甲"})
