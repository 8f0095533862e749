"""A wide list on A3: every page has the head of the table and its number, and no column is cut."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest

from kaoji.apps.audit import actions
from kaoji.apps.audit.acts import Act
from kaoji.apps.audit.listings import ENTRIES
from tests.cast import county

pytestmark = [
    pytest.mark.usefixtures("at_noon"),
    pytest.mark.skipif(
        not (shutil.which("pdftotext") or os.environ.get("KAOJI_SKIP_NOTHING")),
        reason="poppler (pdftotext) is not installed",
    ),
]
SOMETHING = Act("tests.printed", "做了某事")
LONG = "根据禾绩〔2026〕7号，这一条写得很长，看它会不会被裁掉"
#: A3, lying, in points.
A3 = (1190.55, 841.89)
#: What a page keeps free on each side: 14 mm.
MARGIN = 14 / 25.4 * 72


def words_of(pdf):
    """For each page its words, with where they begin and end from the left."""
    told = subprocess.run(
        ["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = []
    for page in told.split("<page ")[1:]:
        found = re.findall(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"[^>]*>([^<]*)<', page)
        size = re.match(r'width="([\d.]+)" height="([\d.]+)"', page).groups()
        pages.append((tuple(map(float, size)), found))
    return pages


def test_a_wide_list_is_whole_on_paper(sit, tmp_path):
    cast = county()
    for place in range(90):
        actions.record(SOMETHING, by=cast.actor("audit"), named=f"第{place}条 {LONG}", reason=LONG)
    desk = sit(cast.people["audit"])
    desk.go("/audit/?print=1")
    heads = [str(one.title) for one in ENTRIES.columns]
    path = tmp_path / "list.pdf"
    desk.page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    pages = words_of(path)
    assert len(pages) > 1
    for number, (size, words) in enumerate(pages, start=1):
        text = "".join(word for _left, _right, word in words)
        assert size == pytest.approx(A3, abs=1)
        assert f"第{number}页，共{len(pages)}页" in text
        assert [head for head in heads if head.replace(" ", "") not in text] == []
        assert max(float(right) for _left, right, _word in words) <= A3[0] - MARGIN + 1
        assert min(float(left) for left, _right, _word in words) >= MARGIN - 1
    told = "".join(word for _size, words in pages for _left, _right, word in words)
    assert all(f"第{place}条" in told for place in range(90))
