"""The printed pages: captions, tables of arguments, links that lead somewhere."""

from __future__ import annotations

import re

from kaoji.engine.scheme.rules import RULES
from tests.spec.pages import anchor, arguments_of, language_pages
from tests.spec.read import chapters

PAGES = language_pages()


def test_every_chapter_is_printed_and_listed():
    for path in chapters():
        assert path.name in PAGES
        assert f"]({path.name})" in PAGES["README.md"]


def test_no_mark_is_left_and_no_block_without_a_caption():
    for path in chapters():
        page = PAGES[path.name]
        assert "{{" not in page
        assert not re.search(r"^```\w+ \w", page, re.MULTILINE)
        assert page.count("**应得**") == path.read_text(encoding="utf-8").count("```yaml expect")


def test_arguments_name_both_languages():
    text = arguments_of(RULES["steps"])
    assert "**整步计分** `steps`" in text
    assert "整步 `whole`、按比例 `proportional`" in text


def test_links_between_the_pages_lead_somewhere():
    for name, page in PAGES.items():
        for target, mark in re.findall(r"\]\((?!\.\.)([^)#\s]+)(#[^)]*)?\)", page):
            assert target in PAGES, (name, target)
            if mark:
                titles = re.findall(r"^#+ (.+)$", PAGES[target], re.MULTILINE)
                assert mark[1:] in {anchor(title) for title in titles}, (name, target, mark)


def test_anchors_are_githubs():
    assert anchor("不适用 · Not applicable") == "不适用--not-applicable"
