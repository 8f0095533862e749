"""Regulations in Word: every word as it stands, each passage under its clause."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kaoji.engine.drafting.regulation import (
    HEADING,
    PARAGRAPH,
    ROW,
    clauses_of,
    propose_clause,
    read_regulation,
)
from kaoji.engine.plinth.problem import Problem

TEXTS = (
    "禾安县绩效考核办法",
    "第一章　总则",
    "第一条　为做好绩效考核，制定本办法。",
    "第二条　产业发展计 50 分，按完成率得分。",
    "村庄整治计 30 分，按发现的问题扣分。",
    "",
    "二、附则",
    "本办法由考核办负责解释。",
    "第十一条 村庄整治 30分 的扣分酌情从轻。",
)


def file_of(document):
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def regulation(*texts):
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return document


def read(document):
    found = read_regulation(file_of(document))
    assert not isinstance(found, Problem), found
    return found


def test_passages_stand_in_their_order_under_their_clauses():
    """A passage goes on with the clause before it; a chapter ends that; empty ones are none."""
    assert [tuple(one) for one in read(regulation(*TEXTS))] == [
        (PARAGRAPH, "", "禾安县绩效考核办法"),
        (HEADING, "", "第一章　总则"),
        (PARAGRAPH, "第一条", "第一条　为做好绩效考核，制定本办法。"),
        (PARAGRAPH, "第二条", "第二条　产业发展计 50 分，按完成率得分。"),
        (PARAGRAPH, "第二条", "村庄整治计 30 分，按发现的问题扣分。"),
        (HEADING, "", "二、附则"),
        (PARAGRAPH, "", "本办法由考核办负责解释。"),
        (PARAGRAPH, "第十一条", "第十一条 村庄整治 30分 的扣分酌情从轻。"),
    ]


def test_clauses_are_told_once_in_their_order():
    assert clauses_of(read(regulation(*TEXTS))) == ("第一条", "第二条", "第十一条")


def test_a_long_sentence_that_begins_like_a_chapter_is_a_paragraph():
    text = "一、" + "各乡镇、各部门应当于每季度结束后十日内报送工作进展情况" * 2
    assert [one.kind for one in read(regulation(text))] == [PARAGRAPH]


def test_headings_are_known_by_their_style_too():
    """Word's own styles, and 1 to 3 as WPS calls them; a style does not go on to the next one."""
    document = docx.Document()
    document.add_heading("总体要求", level=1)
    document.add_paragraph("坚持实事求是。")
    styled = document.add_paragraph("组织实施")
    styled._element.get_or_add_pPr().append(parse_xml(f'<w:pStyle {nsdecls("w")} w:val="2"/>'))
    document.add_paragraph("由考核办实施。")
    assert [one.kind for one in read(document)] == [HEADING, PARAGRAPH, HEADING, PARAGRAPH]


def test_a_table_is_read_row_by_row_and_belongs_to_the_clause_above_it():
    document = regulation("第三条 加分按下表。")
    grid = document.add_table(rows=2, cols=2)
    for row, texts in zip(grid.rows, (("级别", "每项"), ("省级\n以上", "加 2 分")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *rest = text.split("\n")
            cell.text = first
            for line in rest:
                cell.add_paragraph(line)
    document.add_paragraph("同一事项不重复加分。")
    assert [tuple(one) for one in read(document)][1:] == [
        (ROW, "第三条", "级别 | 每项"),
        (ROW, "第三条", "省级 以上 | 加 2 分"),
        (PARAGRAPH, "第三条", "同一事项不重复加分。"),
    ]


def test_a_table_within_a_cell_is_part_of_its_row():
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "外层"
    cell.add_table(rows=1, cols=1).cell(0, 0).text = "内层"
    passages = read(document)
    assert [one.kind for one in passages] == [ROW]
    assert "外层" in passages[0].text
    assert "内层" in passages[0].text


def test_what_was_struck_out_in_a_revision_is_no_word_of_it_and_what_was_put_in_is():
    document = regulation("第四条 每迟报一次扣")
    element = document.paragraphs[0]._element
    element.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:t>5</w:t>'
            "<w:delText>5</w:delText></w:r></w:del>"
        )
    )
    element.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="2" w:author="x"><w:r><w:t>2 分。</w:t></w:r></w:ins>'
        )
    )
    assert [one.text for one in read(document)] == ["第四条 每迟报一次扣2 分。"]


def test_tabs_and_line_breaks_are_spaces():
    document = docx.Document()
    document.add_paragraph("分值\t50\n按完成率")
    assert [one.text for one in read(document)] == ["分值 50 按完成率"]


def without_body():
    stream = BytesIO()
    with ZipFile(stream, "w") as package:
        package.writestr("xl/workbook.xml", "<x/>")
    return stream.getvalue()


def broken():
    stream = BytesIO()
    with ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<w:document><w:body><w:p>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 cut off", "damaged-file"),
        (without_body(), "no-regulation"),
        (broken(), "damaged-file"),
        (file_of(docx.Document()), "no-regulation"),
    ],
)
def test_what_cannot_be_read_is_told(content, code):
    found = read_regulation(content)
    assert isinstance(found, Problem)
    assert found.code == code
    assert found.remedy


@pytest.mark.parametrize(
    ("name", "points", "clause"),
    [
        ("产业发展", "50", "第二条"),
        # Named in two clauses with the same points: the first.
        ("村庄整治", "30", "第二条"),
        # No clause has name and points: the first that has the name.
        ("村庄整治", "10", "第二条"),
        ("扣分", "", "第二条"),
        # Named outside clauses only, or nowhere.
        ("考核办", "", ""),
        ("机要值守", "20", ""),
        # 0 分 is no part of 30 分.
        ("酌情", "0", "第十一条"),
    ],
)
def test_a_clause_is_proposed_by_name_and_points(name, points, clause):
    assert propose_clause(name, points=points, passages=read(regulation(*TEXTS))) == clause


def test_points_decide_between_clauses_that_have_the_name():
    passages = read(regulation("第一条 信访工作列入考核。", "第二条 信访工作计10 分。"))
    assert propose_clause("信访工作", points="10", passages=passages) == "第二条"
    assert propose_clause("信访工作", points="0", passages=passages) == "第一条"
