"""Pages say what is true: those printed from code are current, those that must exist are there."""

from __future__ import annotations

import re

import pytest

from tools.pages import PRINTERS, Printer, left_over, printed, stale
from tools.source import ROOT

DECISIONS = ROOT / "docs" / "decisions"
DECISION_PARTS = ("## Context", "## Decision", "## Consequences")

#: A link to a page of this repository, in Markdown.
LINK = re.compile(r"\]\((?!https?:|mailto:|#)(?P<target>[^)#\s]+)(?:#[^)]*)?\)")


def pages():
    folders = (ROOT, ROOT / "docs")
    return sorted({*folders[0].glob("*.md"), *folders[1].rglob("*.md")})


def named(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("printer", PRINTERS, ids=lambda printer: printer.target)
def test_printed_pages_are_current(printer):
    files = printed(printer)
    if files is None:
        pytest.skip(f"{printer.module}.{printer.function} is not built yet")
    assert not stale(files)
    assert not left_over(printer, files)


def test_a_stale_page_is_found(tmp_path):
    current, old = tmp_path / "current.md", tmp_path / "old.md"
    current.write_text("新", encoding="utf-8")
    old.write_text("旧", encoding="utf-8")
    files = {current: "新", old: "新", tmp_path / "absent.md": "新"}
    assert stale(files) == (old, tmp_path / "absent.md")


@pytest.mark.parametrize("module", ["kaoji.nowhere", "kaoji.nowhere.deeper", "tools.pages"])
def test_a_printer_that_is_not_written_yet_prints_nothing(module):
    assert printed(Printer("NOWHERE.md", module, "not_there")) is None


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_readme_gives_the_two_commands(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "make demo" in text
    assert "make test" in text


def test_the_changelog_has_a_place_for_what_comes_next():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## Unreleased$", text, re.MULTILINE)


def test_the_licence_is_whole():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_decisions_are_numbered_without_gaps():
    names = sorted(path.name for path in DECISIONS.glob("*.md"))
    assert all(re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name) for name in names)
    assert [int(name[:4]) for name in names] == list(range(len(names)))


@pytest.mark.parametrize("path", sorted(DECISIONS.glob("*.md")), ids=lambda path: path.name)
def test_a_decision_has_its_parts(path):
    text = path.read_text(encoding="utf-8")
    assert re.match(rf"# {path.name[:4]} · \S", text)
    assert all(re.search(rf"^{part}$", text, re.MULTILINE) for part in DECISION_PARTS)


@pytest.mark.parametrize("path", pages(), ids=named)
def test_links_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    targets = [found["target"] for found in LINK.finditer(text)]
    dead = [target for target in targets if not (path.parent / target).exists()]
    assert dead == []
