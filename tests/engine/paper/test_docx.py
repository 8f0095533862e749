"""What a DOCX holds: everything that was said, as text, and nothing that lives."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.paper.docx.write import docx_bytes
from kaoji.engine.paper.elements import (
    Column,
    Foot,
    Head,
    PageBreak,
    Paper,
    Paragraph,
    Table,
)
from kaoji.engine.paper.numbering import PaperNumber
from tests.engine.paper.sample import NOTICE, ROWS

#: What begins a live thing in a Word file: fields but the page number, links, objects, macros.
LIVE = re.compile(
    rb"w:hyperlink|w:fldSimple|w:altChunk|o:OLEObject|w:object|vbaProject|TargetMode|w:dde",
    re.IGNORECASE,
)
HOSTILE = (
    "=1+1",
    "{ HYPERLINK http://x }",
    "{{ 1+1 }}",
    "<w:p/>",
    "]]>",
    "&amp;",
    "{%x%}",
    "DDEAUTO c",
)


def texts_of(file):
    document = docx.Document(BytesIO(file))
    lines = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return lines, cells


def test_everything_that_was_said_stands_in_it():
    lines, cells = texts_of(docx_bytes(NOTICE))
    assert "".join(lines).count(NOTICE.title) == 1
    assert "禾考发〔2026〕3号" in lines
    assert "各乡镇人民政府，县政府各部门：" in lines
    assert "附件：1.乡镇得分表" in lines
    assert "2027年1月5日" in lines
    assert cells[4 : 4 + 4 * len(ROWS)] == [text for row in ROWS for text in row]


def test_the_same_paper_gives_the_same_bytes():
    assert docx_bytes(NOTICE) == docx_bytes(NOTICE)


def test_no_time_no_machine_no_person():
    with ZipFile(BytesIO(docx_bytes(NOTICE))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert re.findall(r">(\d{4})-", core) == ["1980", "1980"]
    assert "python-docx" not in core


def test_who_signs_stands_beside_the_number_of_a_paper_to_a_higher_body():
    head = Head("禾安县人民政府文件", PaperNumber("禾政", 2026, 8), signers=("禹履平",))
    lines, _cells = texts_of(docx_bytes(replace(NOTICE, head=head)))
    assert "禾政〔2026〕8号\t签发人：禹履平" in lines


DAY = date(2027, 1, 6)
#: A foot may have any of its parts, and prints what it has.
FEET = {
    "all": (Foot(("甲局", "乙局"), "县办", DAY), ["抄送：甲局，乙局。", "县办\t2027年1月6日印发"]),
    "copies": (Foot(("甲局",)), ["抄送：甲局。"]),
    "printer": (Foot(printed_by="县考核办"), ["县考核办"]),
    "day": (Foot(printed_on=DAY), ["\t2027年1月6日印发"]),
    "none": (Foot(), []),
}  # fmt: skip


def foot_of(file):
    """The lines of the box at the foot of the last page."""
    root = docx.Document(BytesIO(file)).element
    lines = [
        "".join(
            {"t": one.text, "tab": "\t"}.get(one.tag.rpartition("}")[2], "")
            for run in paragraph.iter(qn("w:r"))
            for one in run
        )
        for box in root.iter(qn("w:txbxContent"))
        for paragraph in box.iter(qn("w:p"))
    ]
    return [one for one in lines if one]


@pytest.mark.parametrize("parts", FEET)
def test_a_foot_says_what_it_has(parts):
    foot, expected = FEET[parts]
    assert foot_of(docx_bytes(replace(NOTICE, foot=foot))) == expected


def test_what_is_no_paper_yet_says_so_above_its_head():
    head = Head("禾安县绩效考核办公室文件", urgency="特急")
    lines, _cells = texts_of(docx_bytes(replace(NOTICE, head=head, state="征求意见稿")))
    assert [one for one in lines if one][:3] == ["征求意见稿", "特急", "禾安县绩效考核办公室文件"]


def test_a_single_annex_has_no_number():
    lines, _cells = texts_of(docx_bytes(replace(NOTICE, attachments=("得分表",))))
    assert "附件：得分表" in lines


@pytest.mark.parametrize(
    ("signed_by", "signed_on", "expected"),
    [("县考核办", None, ["县考核办"]), ("", DAY, ["2027年1月6日"]), ("", None, [])],
)
def test_a_signature_has_whom_and_when_or_one_of_them(signed_by, signed_on, expected):
    paper = Paper("通知", (Paragraph("甲"),), signed_by=signed_by, signed_on=signed_on)
    lines, _cells = texts_of(docx_bytes(paper))
    assert [one for one in lines[lines.index("甲") + 1 :] if one] == expected


def test_an_annex_begins_on_a_new_page():
    document = docx.Document(BytesIO(docx_bytes(Paper("通知", (Paragraph("甲"), PageBreak())))))
    begun = [bool(one.paragraph_format.page_break_before) for one in document.paragraphs]
    assert begun[-1]
    assert not any(begun[:-1])


@given(
    st.lists(
        st.sampled_from(HOSTILE) | st.text("=+-@<>&{}\"'禾1 ", max_size=12), min_size=1, max_size=4
    )
)
def test_texts_stay_texts(said):
    table = Table(tuple(Column(text or "列") for text in said), (tuple(said),))
    paper = Paper(title="通知" + said[0], blocks=(*(Paragraph(text) for text in said), table))
    file = docx_bytes(paper)
    _lines, cells = texts_of(file)
    assert cells[len(said) :] == said
    with ZipFile(BytesIO(file)) as package:
        written = package.read("word/document.xml")
        assert not LIVE.search(re.sub(rb"<w:t[^>]*>[^<]*</w:t>", b"", written))
        assert not [name for name in package.namelist() if "embed" in name or "vba" in name]
