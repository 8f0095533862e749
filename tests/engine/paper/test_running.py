"""A line that runs along on every page, and the page across: nothing of the text moves for them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace

import pytest

from kaoji.engine.paper.docx.write import docx_bytes
from kaoji.engine.paper.elements import Paper
from kaoji.engine.paper.pdf.write import pdf_bytes
from tests.engine.paper.printed import MEASURE, converted, needs_measure, needs_office, pages_of
from tests.engine.paper.sample import NOTICE, TABLE, WORDS, plain

RUNNING = "第3次计分·校验值0123456789abcdef"
LONG = Paper(title="通知", blocks=(plain(WORDS * 60),), running=RUNNING)
ACROSS = Paper(title="得分表", blocks=(TABLE,), running=RUNNING, is_wide=True)

pytestmark = [needs_office, needs_measure]


@pytest.fixture(scope="module", params=["docx", "pdf"])
def printed(request, tmp_path_factory):
    """Both as PDF, by either way to paper."""
    if request.param == "pdf":
        return [pdf_bytes(paper) for paper in (LONG, ACROSS)]
    folder = tmp_path_factory.mktemp("paper")
    return [converted(docx_bytes(paper), folder=folder) for paper in (LONG, ACROSS)]


def sizes(pdf):
    told = subprocess.run([MEASURE, "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    found = re.findall(r'<page width="([\d.]+)" height="([\d.]+)"', told.stdout.decode())
    return [tuple(round(float(one) / 72 * 25.4) for one in pair) for pair in found]


def test_it_stands_on_every_page_above_the_text(printed):
    for pages in map(pages_of, printed):
        assert len(pages) > 1
        for page in pages:
            first = page[0]
            assert first.text == RUNNING
            assert first.bottom < 37 - 5
            assert first.left == pytest.approx(28, abs=0.5)


def test_the_text_keeps_its_lines_and_margins(printed):
    for page in pages_of(printed[0])[1:-1]:
        lines = [line for line in page[1:] if "—" not in line.text]
        assert [len(line.text) for line in lines] == [28] * 22
        assert all(line.left == pytest.approx(28, abs=0.3) for line in lines)
        assert 37 - 1 < lines[0].top < 37 + 3


def test_the_page_across_is_a3_and_its_table_fills_it(printed):
    assert set(sizes(printed[1])) == {(420, 297)}
    assert set(sizes(printed[0])) == {(210, 297)}
    head = next(line for line in pages_of(printed[1])[0] if "名次" in line.text)
    assert head.right > 300


def test_a_paper_without_it_is_what_it_was(tmp_path):
    assert pages_of(pdf_bytes(replace(NOTICE, running="")))[0][0].text != RUNNING
    assert b"header1.xml" not in docx_bytes(NOTICE)
