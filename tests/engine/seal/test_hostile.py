"""Files with right digests that Kaoji did not write: told, compared, never stumbled over."""

from __future__ import annotations

import random

import pytest

from kaoji.engine.seal import shapes
from kaoji.engine.seal.compare import Side, compare
from kaoji.engine.seal.envelope import envelope_bytes, open_envelope, section
from kaoji.engine.seal.restore import Sealed, open_seal
from kaoji.engine.seal.verify import verify

JUNK = (None, True, 0, -1, 10**30, "", "x", "\x00", "2025", [], {}, [[]], {"a": 1}, "组:x", "*")
SEEDS = range(300)


def mutated(value, *, chance):
    """The value with something in it dropped or replaced."""
    if isinstance(value, dict | list) and value and chance.random() < 0.8:
        copy = value.copy()
        at = chance.choice(sorted(value) if isinstance(value, dict) else range(len(value)))
        if chance.random() < 0.2:
            del copy[at]
        else:
            copy[at] = mutated(value[at], chance=chance)
        return copy
    return chance.choice(JUNK)


def forged(data, *, seed):
    """The file with one line changed and every digest made anew."""
    chance, envelope = random.Random(seed), open_envelope(data, file="x")
    name = chance.choice([one.name for one in envelope.sections if one.lines])
    made = []
    for one in envelope.sections:
        values = list(one.values())
        if one.name == name:
            at = chance.randrange(len(values))
            values[at] = mutated(values[at], chance=chance)
        made.append(section(one.name, values=values))
    return envelope_bytes(made, kind=envelope.kind)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_a_file_says_it_is_answered(data, seed):
    file = forged(data, seed=seed)
    found = verify(file, file="x")
    assert found.passed is not bool(found.problems)
    assert found.as_json()["intact"] is True
    opened, own = open_seal(file, file="x"), open_seal(data, file="x")
    if isinstance(opened, Sealed):
        before, after = (Side("x", one.inputs.scheme, one) for one in (own, opened))
        assert compare(before, after=after).as_json()


@pytest.mark.parametrize(
    ("read", "good", "bad"),
    [
        (shapes.text, "甲", 1),
        (shapes.maybe_text, None, []),
        (shapes.maybe_whole, 3, True),
        (shapes.texts, ["甲"], "甲"),
        (shapes.texts, [], [1]),
        (shapes.text_map, {"甲": "乙"}, {"甲": None}),
        (shapes.record, {}, []),
        (shapes.records, [{}], [1]),
        (shapes.records, [], {}),
    ],
)
def test_shapes_are_asked_for(read, good, bad):
    assert read(good) == (tuple(good) if isinstance(good, list) else good)
    with pytest.raises(TypeError):
        read(bad)


def test_a_record_must_have_its_keys():
    assert shapes.record({"a": 1, "b": 2}, keys=("a",)) == {"a": 1, "b": 2}
    with pytest.raises(TypeError):
        shapes.record({"b": 2}, keys=("a",))


def test_what_the_run_says_of_the_scheme_is_held_against_it(data):
    from tests.engine.seal.test_verify import changed

    found = verify(changed(data, "run", lambda run: [{**run[0], "version": "2099"}]), file="x")
    assert [(one.what, one.sealed, one.computed) for one in found.differences] == [
        ("run/version", "2099", "2025.1")
    ]
