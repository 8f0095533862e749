"""PDF: what was said is text, never markup; the same paper, the same bytes; no type, no paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kaoji.engine.paper.elements import Column, Foot, PageBreak, Paper, Paragraph, Table
from kaoji.engine.paper.pdf import write
from kaoji.engine.paper.pdf.write import NoFontError, pdf_bytes
from tests.engine.paper.printed import needs_measure, pages_of
from tests.engine.paper.sample import NOTICE

#: Each would do something in the layout's own language.
HOSTILE = ("#panic()", "$x$", "*b*", '#read("/etc/passwd")', "= 标题", "@x", "```raw```", "\\ #1+1")


@needs_measure
@pytest.mark.parametrize("text", HOSTILE)
def test_texts_stay_texts(text):
    printed = pages_of(pdf_bytes(Paper(title="通知", blocks=(Paragraph(text),))))
    assert text.replace(" ", "") in "".join(line.text for line in printed[0])


def test_the_same_paper_gives_the_same_bytes():
    assert pdf_bytes(NOTICE) == pdf_bytes(NOTICE)
    assert pdf_bytes(NOTICE) != pdf_bytes(replace(NOTICE, remark="此件不公开"))


def test_without_chinese_type_nothing_is_printed(monkeypatch):
    monkeypatch.setattr(write, "_families", lambda _folders: frozenset({"DejaVu Sans"}))
    with pytest.raises(NoFontError) as told:
        pdf_bytes(NOTICE)
    assert told.value.problem.code == "no-chinese-font"
    assert "fonts-noto-cjk" in told.value.problem.remedy


def words_of(paper):
    return ["".join(line.text for line in page) for page in pages_of(pdf_bytes(paper))]


@needs_measure
def test_an_annex_begins_on_a_new_page():
    first, second = words_of(Paper("通知", (Paragraph("甲文"), PageBreak(), Paragraph("乙文"))))
    assert "甲文" in first
    assert "乙文" in second


@needs_measure
@pytest.mark.parametrize(
    ("foot", "expected"),
    [
        (Foot(("甲局",)), "抄送：甲局。"),
        (Foot(printed_by="县考核办"), "县考核办"),
        (Foot(printed_on=date(2027, 1, 6)), "2027年1月6日印发"),
        (Foot(), ""),
    ],
)
def test_a_foot_says_what_it_has(foot, expected):
    (page,) = words_of(Paper("通知", (Paragraph("甲文"),), foot=foot))
    assert page.partition("甲文")[2].replace("—1—", "") == expected


@needs_measure
def test_a_single_annex_has_no_number():
    (page,) = words_of(Paper("通知", (Paragraph("甲文"),), attachments=("得分表",)))
    assert "附件：得分表" in page


@needs_measure
def test_no_row_is_cut_by_the_end_of_a_page_but_one_higher_than_a_page():
    """A row of six lines stands whole; one of a thousand characters goes on, nothing of it lost."""
    six = "始" + "按完成比例折算" * 8 + "终"
    columns = (Column("甲", 1), Column("乙", 1))
    rows = tuple((str(place), six) for place in range(20))
    pages = pages_of(pdf_bytes(Paper("通知", (Table(columns, rows),))))
    assert len(pages) > 2
    for page in pages:
        text = "".join(line.text for line in page)
        assert text.count("始") == text.count("终") > 0
    long = "始" + "长" * 1800 + "终"
    pages = pages_of(pdf_bytes(Paper("通知", (Table(columns, (("一", long),)),))))
    text = "".join(line.text for page in pages for line in page)
    assert text.count("长") == 1800
    assert "终" in text
