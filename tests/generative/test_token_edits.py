"""A slip of the pen in a shipped scheme never passes unseen.

One token of a pack is replaced, deleted, doubled or swapped. Then `check` says something new, or
the scheme means something else, or the edit is of a listed class that changes nothing: a name, a
citation, a comment. What is read and silently dropped would be none of these.
"""

from __future__ import annotations

import os
import re
from dataclasses import fields, is_dataclass
from functools import cache
from random import Random

import pytest

from kaoji.engine.scheme.catalogue import packs_folder
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.scheme.model import (
    Bar,
    Consequence,
    Derived,
    Example,
    FieldSpec,
    Formula,
    Grade,
    GradeCondition,
    Honour,
    InputSpec,
    Item,
    Panel,
    Parameter,
    Requirement,
    Scheme,
    Subjects,
    Table,
    Veto,
)
from kaoji.engine.scheme.source import Block, Listing, Scalar, read_document
from kaoji.engine.scheme.words import are_twins
from kaoji.engine.score.check import check_scheme

EDITS = int(os.environ.get("KAOJI_N", "200"))
PACKS = sorted(packs_folder().rglob("*.yaml"))
TOKEN = re.compile(r"[^\W\d]+|\d+(?:\.\d+)?|[^\w\s]")

#: Texts that are printed or cited and change no figure, by record.
PRINTED = {
    Scheme: "title basis file text language examples",
    Item: "name aliases formerly clause reading",
    InputSpec: "supplier clause basis",
    FieldSpec: "clause",
    Derived: "clause",
    Parameter: "clause",
    Table: "clause reading",
    Grade: "aliases clause reading",
    GradeCondition: "text clause",
    Bar: "clause authority",
    Veto: "clause authority domain note at_lowest",
    Honour: "clause authority",
    Consequence: "text clause authority unit",
    Requirement: "text clause",
    Panel: "secret",
    Subjects: "noun",
    Example: "id why",
}
PRINTED = {kind: frozenset(names.split()) for kind, names in PRINTED.items()}


#: What every expanded scheme keeps of its text.
SOURCE = {Scheme: frozenset({"text", "file"})}


def meaning(value, *, beside=PRINTED):
    """A record as plain data, formulas by what they say; without the fields in `beside`."""
    if isinstance(value, Formula):
        return repr(value.expression)
    if is_dataclass(value):
        left_out = beside.get(type(value), frozenset())
        names = [one.name for one in fields(value) if one.compare and one.name not in left_out]
        return type(value).__name__, [
            (name, meaning(getattr(value, name), beside=beside)) for name in names
        ]
    if isinstance(value, tuple | list):
        return [meaning(item, beside=beside) for item in value]
    if hasattr(value, "items"):
        pairs = ((str(key), meaning(each, beside=beside)) for key, each in value.items())
        return sorted(pairs, key=lambda pair: pair[0])
    return value


def tree(node):
    """A document without layout, quotes, comments and order of keys."""
    if isinstance(node, Scalar):
        return node.text.strip()
    if isinstance(node, Listing):
        return [tree(item) for item in node.items]
    assert isinstance(node, Block)
    return sorted(((entry.key.text.strip(), tree(entry.value)) for entry in node.entries), key=str)


def told(path, text):
    """Scheme and problems of a text that stands in the pack's place."""
    scheme, problems = load_scheme_text(text, file=str(path), folder=path.parent)
    if scheme is not None:
        problems = (*problems, *check_scheme(scheme, loaded=problems, with_examples=True))
    return scheme, {(one.code, one.message) for one in problems}


@cache
def original(path):
    text = path.read_text(encoding="utf-8")
    return text, *told(path, text)


def edited(text, rng):
    """The text after one edit, and what was done."""
    tokens = list(TOKEN.finditer(text))
    place = rng.randrange(len(tokens) - 1)
    token, following = tokens[place], tokens[place + 1]
    kind = rng.choice(("replace", "delete", "double", "swap"))
    before, behind = text[: token.start()], text[token.end() :]
    if kind == "replace":
        other = rng.choice(tokens)[0]
        return before + other + behind, f"{token[0]!r} → {other!r}"
    if kind == "delete":
        return before + behind, f"{token[0]!r} deleted"
    if kind == "double":
        return before + token[0] * 2 + behind, f"{token[0]!r} doubled"
    between = text[token.end() : following.start()]
    swapped = following[0] + between + token[0]
    return before + swapped + text[following.end() :], f"{token[0]!r} ↔ {following[0]!r}"


def outcome(path, text):
    """How an edit shows: `problem`, `meaning`, or the class of no-ops that it belongs to."""
    old_text, old, old_problems = original(path)
    scheme, problems = told(path, text)
    if problems - old_problems:
        return "problem"
    if scheme is None:
        return "unseen"
    if meaning(scheme) != meaning(old):
        return "meaning"
    if meaning(scheme, beside=SOURCE) != meaning(old, beside=SOURCE):
        return "printed"
    trees = [read_document(one, file="f")[0] for one in (old_text, text)]
    if tree(trees[0]) == tree(trees[1]):
        return "layout"
    if spelt_alike(*map(tree, trees)):
        return "spelling"
    return "unseen"


def spelt_alike(one, other):
    """Whether two trees differ only in spellings of the same words and numbers."""
    if isinstance(one, str) and isinstance(other, str):
        return are_twins(one, other=other) or canonical(one) == canonical(other)
    if type(one) is not type(other) or len(one) != len(other):
        return False
    return all(spelt_alike(*pair) for pair in zip(one, other, strict=True))


def canonical(text):
    """A text without what may be written or left out: spaces, brackets, zeros in front."""
    return re.sub(r"(?<![\d.])0+(?=\d)", "", re.sub(r"[\s()（）]", "", text))


@pytest.mark.parametrize("path", PACKS, ids=lambda path: "-".join(path.parts[-2:]))
def test_an_edit_shows(path):
    text, _scheme, problems = original(path)
    assert not [one for one in problems if one[0] == "example-fails"]
    unseen = []
    for seed in range(-(-EDITS // len(PACKS))):
        changed, done = edited(text, Random(f"{path.name}{seed}"))
        if changed != text and outcome(path, changed) == "unseen":
            unseen.append((seed, done))
    assert unseen == []
