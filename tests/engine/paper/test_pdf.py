"""PDF: what was said is text, never markup; the same paper, the same bytes; no type, no paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kaoji.engine.paper.elements import Paper, Paragraph
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
