"""A new rule kind touches few places; whichever is missing is named here.

One file in `scheme/rules`, one example in a chapter of the manual, one broken scheme, a sentence
that says what it does, and its row in the glossary.
"""

from __future__ import annotations

import re

import pytest

from kaoji.engine.scheme.rules import RULES
from kaoji.engine.scheme.words.page import glossary_page
from tools.source import ENGINE, ROOT

FOLDER = ENGINE / "scheme" / "rules"
#: What stands in the folder beside the kinds.
OTHERS = {"__init__", "base"}
CHAPTERS = ROOT / "tests" / "spec" / "chapters"
BROKEN = ROOT / "tests" / "engine" / "scheme" / "broken"

SCHEME_BLOCK = re.compile(r"^```yaml scheme[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
SCORING = "(?:计分|scoring)"

KINDS = sorted(RULES)


def uses(rule, text):
    """Whether a scheme's text scores by the rule kind."""
    words = "|".join(map(re.escape, rule.words))
    return bool(re.search(rf"{SCORING}:\s*(?:\{{\s*)?\"?(?:{words})\b", text))


def examples():
    pages = (path.read_text(encoding="utf-8") for path in CHAPTERS.glob("*.md"))
    return [block for page in pages for block in SCHEME_BLOCK.findall(page)]


def test_a_kind_is_a_file():
    assert {path.stem for path in FOLDER.glob("*.py")} - OTHERS == set(RULES)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_chapter(kind):
    assert any(uses(RULES[kind], text) for text in examples()), (
        f"no example of {RULES[kind].words[0]} in {CHAPTERS.relative_to(ROOT)}"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_broken_scheme(kind):
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in BROKEN.glob("*.yaml"))
    assert any(uses(RULES[kind], text) for text in texts), (
        f"no broken scheme with {RULES[kind].words[0]} in {BROKEN.relative_to(ROOT)}"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_says_what_it_does(kind):
    rule = RULES[kind]
    assert rule.summary_zh
    assert rule.summary_en
    named = {argument.en for argument in rule.arguments}
    assert set(re.findall(r"\{(.+?)\}", rule.wording)) <= named


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_in_the_glossary(kind):
    zh, en = RULES[kind].words
    page = glossary_page()
    assert f"| {zh} | `{en}` |" in page
    for argument in RULES[kind].arguments:
        assert f"| {argument.zh} | `{argument.en}` | {zh} |" in page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲: {分值: 5, 计分: 扣分}", True),
        ("    计分: {扣分: {每: 2}}", True),
        ("    计分:\n      扣分: {每: 2}", True),
        ("    计分: 扣分项", False),
        ("    名称: 扣分", False),
    ],
)
def test_a_use_is_told_from_other_words(text, expected):
    assert uses(RULES["deduct"], text) is expected
