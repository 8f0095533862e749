"""A letter as LibreOffice prints it: a name of forty characters, a table of three pages."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from kaoji.apps.documents.actions import draft_paper
from kaoji.apps.documents.rendering import as_pdf, record_of
from kaoji.apps.feedback.papers.letters import letter_of, notice_of, outcome_of
from kaoji.engine.paper.docx.write import docx_bytes
from tests.apps.feedback import setting
from tests.engine.paper.printed import converted, needs_measure, needs_office, pages_of
from tests.engine.paper.sample import LONG_NAME, WORDS

pytestmark = [pytest.mark.django_db, needs_office, needs_measure]
#: One paragraph of more than a page.
DEMAND = (WORDS * 30)[:990]


@pytest.fixture(params=["docx", "pdf"])
def printed(request, cast, tmp_path):
    """Both papers of a result as pages of lines, by either way to paper."""
    setting.final(cast)
    outcome = outcome_of(setting.set_up(cast, demand=DEMAND))
    (poor,) = (one for one in outcome.standings if one.name == "苇渡乡")
    poor.name = LONG_NAME
    papers = []
    for shape in (letter_of(outcome, standing=poor), notice_of(outcome)):
        # A copy goes to the unit under its own name: the long one stands everywhere else.
        paper = draft_paper(by=cast.actor("clerk"), shape=replace(shape, origin=None))
        record = record_of(paper)
        made = as_pdf(record) if request.param == "pdf" else None
        papers.append(pages_of(made or converted(docx_bytes(record), folder=tmp_path)))
    return papers


def test_a_letter_and_a_notice_keep_to_the_standard(printed):
    nothing_leaves_the_page(printed)
    name_and_table_are_whole(printed)
    twenty_eight_to_a_line(printed)
    the_pitch_and_twenty_two_to_a_page(printed)


def text_lines(page):
    return [line for line in page if "—" not in line.text or len(line.text) > 8]


def nothing_leaves_the_page(printed):
    for pages in printed:
        for page in pages:
            for line in text_lines(page):
                # A mark at the end of a line hangs, a bracket at its beginning is set close.
                assert line.left > 28 - (3 if line.text[0] in "（《“" else 0.5), line
                assert line.right < 184 + (6 if line.text[-1] in "，。、；：" else 0.6), line
                assert line.bottom < 262 + 1.5, line


def name_and_table_are_whole(printed):
    pages = ["".join(line.text for line in page) for page in printed[0]]
    assert LONG_NAME in "".join(pages).replace("\n", "")
    with_head = [page for page in pages if "项目满分得分失分条款原因" in page]
    assert len(with_head) >= 3
    assert len(pages) >= 5


def twenty_eight_to_a_line(printed):
    for pages in printed:
        lines = [line for page in pages for line in page if is_demand(line.text)]
        inner = lines[1:-1]
        assert len(inner) > 30
        assert {len(line.text) for line in inner} == {28}


def the_pitch_and_twenty_two_to_a_page(printed):
    for pages in printed:
        most = 0
        for page in pages:
            lines = [line for line in page if is_demand(line.text)]
            most = max(most, len(lines))
            for upper, lower in pairwise(lines):
                assert (lower.bottom - upper.bottom) / 25.4 * 72 == pytest.approx(28.95, abs=0.3)
        assert most <= 22


def is_demand(text):
    """A line of the long paragraph, and of no other."""
    return len(text) > 8 and text in WORDS * 2
