"""The manual leaves nothing out: every key, word, rule kind, argument and form is in an example."""

from __future__ import annotations

import re

import pytest
import yaml

from kaoji.engine.feel.manual import FORMS
from kaoji.engine.scheme.rules import RULES
from kaoji.engine.scheme.words import KEYS, VALUES
from tests.spec.read import chapters, examples, title_of

BLOCKS = [
    block
    for path in chapters()
    for example in examples(path)
    for block in example.blocks
    if block.role == "scheme"
]
SCHEMES = [yaml.load(block.text, Loader=yaml.BaseLoader) for block in BLOCKS]


def walk(node, *, above=""):
    """Every key and every text of a tree."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield "key", key
            yield from walk(value, above=key)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value, above=above)
    else:
        yield "text", node


FOUND = {pair for scheme in SCHEMES for pair in walk(scheme)}
WRITTEN_KEYS = {text for kind, text in FOUND if kind == "key"}
TEXTS = "\n".join(sorted(text for _kind, text in FOUND))


def spellings(word):
    return {word.zh, word.en, *word.also}


@pytest.mark.parametrize("kind", sorted(KEYS))
def test_every_key_is_shown(kind):
    absent = [word.zh for word in KEYS[kind] if not spellings(word) & WRITTEN_KEYS]
    assert absent == []


@pytest.mark.parametrize("kind", sorted(VALUES))
def test_every_word_is_shown(kind):
    absent = [word.zh for word in VALUES[kind] if not any(one in TEXTS for one in spellings(word))]
    assert absent == []


@pytest.mark.parametrize("kind", sorted(RULES))
def test_every_rule_kind_has_its_heading_and_its_arguments(kind):
    rule = RULES[kind]
    page = next(path for path in chapters() if path.stem == "04-rule-kinds")
    assert f"{{{{rule {kind}}}}}" in page.read_text(encoding="utf-8")
    words = {rule.words[0], *(one.zh for one in rule.arguments if one.en != rule.main)}
    words -= {"扣分", "分档"} if kind in ("deduct", "bands") else set()
    assert [word for word in sorted(words) if word not in TEXTS] == []


@pytest.mark.parametrize("form", sorted({re.match(r"[^(]+", text)[0] for text, *_rest in FORMS}))
def test_every_form_is_used(form):
    assert f"{form}(" in TEXTS


def test_chapters_are_numbered_without_gaps():
    numbers = [int(path.name[:2]) for path in chapters()]
    assert sorted({*numbers, 13}) == list(range(1, max(numbers) + 1))
    assert all(title_of(path) for path in chapters())
