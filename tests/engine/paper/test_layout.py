"""The printed page, measured: GB/T 9704-2012, clauses 5 to 7, of DOCX and of PDF."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kaoji.engine.paper.docx.write import docx_bytes
from kaoji.engine.paper.elements import Paper
from kaoji.engine.paper.pdf.write import pdf_bytes
from tests.engine.paper.printed import converted, needs_measure, needs_office, pages_of, red_ink
from tests.engine.paper.sample import LONG_NAME, NOTICE, ROWS, WORDS, plain

TEXT_ONLY = Paper(title="通知", blocks=(plain(WORDS * 60),))


@pytest.fixture(scope="module", params=["docx", "pdf"])
def printed(request, tmp_path_factory):
    """Both papers as pages of measured lines, by either way to paper; the file of the notice."""
    if request.param == "pdf":
        files = [pdf_bytes(paper) for paper in (TEXT_ONLY, NOTICE)]
    else:
        files = [
            converted(docx_bytes(paper), folder=tmp_path_factory.mktemp("paper"))
            for paper in (TEXT_ONLY, NOTICE)
        ]
    return [*map(pages_of, files), files[1]]


pytestmark = [needs_office, needs_measure]


def text_lines(page):
    """The lines inside the text: not the page number."""
    return [line for line in page if "—" not in line.text]


def test_twenty_two_lines_of_twenty_eight(printed):
    for page in printed[0][1:-1]:
        lines = text_lines(page)
        assert [len(line.text) for line in lines] == [28] * 22


def test_margins(printed):
    for page in printed[0][1:-1]:
        for line in text_lines(page):
            assert line.left == pytest.approx(28, abs=0.3)
            assert line.right == pytest.approx(184, abs=0.6)
        lines = text_lines(page)
        # A line box is taller than its characters: half a pitch of the grid to either side.
        assert 37 - 1 < lines[0].top < 37 + 3
        assert 262 - 5 < lines[-1].bottom < 262 + 1


def test_the_pitch_of_lines(printed):
    lines = text_lines(printed[0][1])
    for upper, lower in pairwise(lines):
        assert (lower.bottom - upper.bottom) / 25.4 * 72 == pytest.approx(28.95, abs=0.12)


def test_page_numbers_stand_outside(printed):
    for number, page in enumerate(printed[0], start=1):
        (line,) = (line for line in page if "—" in line.text)
        assert line.text.replace(" ", "") == f"—{number}—"
        assert line.top > 262 + 5
        if number % 2:
            assert line.right == pytest.approx(184 - 5.6, abs=1.5)
        else:
            assert line.left == pytest.approx(28 + 5.6, abs=1.5)


def test_the_red_mark_begins_35_mm_below_the_upper_edge_of_the_text(printed, tmp_path):
    mark, ink = printed[1][0][0], red_ink(printed[2], folder=tmp_path)
    assert mark.text == "禾安县绩效考核办公室文件"
    assert ink[0] == pytest.approx(37 + 35, abs=1.5)
    # The red line is as wide as the text.
    assert ink[1] == pytest.approx(28, abs=0.4)
    assert ink[2] == pytest.approx(184, abs=0.4)


def test_nothing_leaves_the_text(printed):
    for page in printed[1]:
        for line in text_lines(page):
            assert line.left > 28 - 0.5, line
            assert line.right < 184 + 0.6, line
            assert line.bottom < 262 + 1.5, line


def test_the_table_is_whole_and_its_head_on_every_page(printed):
    pages = ["".join(line.text for line in page) for page in printed[1]]
    with_rows = [page for page in pages if "名次" in page]
    assert len(with_rows) >= 3
    assert all("名次单位得分等次" in page for page in with_rows)
    whole = "".join(pages)
    for _place, name, mark, _grade in ROWS:
        assert mark in whole
        assert name == LONG_NAME or f"{name}{mark}" in whole


def test_the_foot_stands_at_the_lower_edge_of_the_last_page(printed):
    copies, printed_on = text_lines(printed[1][-1])[-2:]
    assert copies.text == "抄送：县委办公室，县人大常委会办公室。"
    assert printed_on.text == "禾安县绩效考核办公室2027年1月6日印发"
    assert 262 - 8 < printed_on.bottom < 262 + 1


def test_the_signature_is_centred_over_the_day(printed):
    lines = text_lines(printed[1][-1])
    place = next(at for at, line in enumerate(lines) if line.text == "2027年1月5日")
    name, day = lines[place - 1], lines[place]
    assert name.text == NOTICE.signed_by
    # The type that stands in for Times has digits a quarter wider than half a character.
    assert (name.left + name.right) / 2 == pytest.approx((day.left + day.right) / 2, abs=2)
    assert 184 - day.right == pytest.approx(4 * 15.75 / 72 * 25.4, abs=2)
