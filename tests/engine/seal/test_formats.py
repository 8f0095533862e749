"""Files sealed by earlier versions of Kaoji stay readable: one of each kind of every format.

They are kept as they were written. A file that a newer engine scores otherwise must say so.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kaoji.engine.seal.canonical import parsed
from kaoji.engine.seal.envelope import (
    FORMAT,
    NEXT,
    READABLE,
    Envelope,
    envelope_bytes,
    open_envelope,
    section,
)
from kaoji.engine.seal.verify import verify

FOLDER = Path(__file__).parent / "formats"
FILES = sorted(FOLDER.glob("*.kaoji"))


def test_every_format_has_its_files():
    assert {path.stem for path in FILES} == {
        f"{number}-{kind}" for number in READABLE for kind in ("internal", "public")
    }
    assert FORMAT in READABLE
    assert set(NEXT) == set(READABLE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_that_time_is_read_and_verified(path):
    data = path.read_bytes()
    envelope = open_envelope(data, file=path.name)
    assert isinstance(envelope, Envelope)
    assert f"{envelope.format}-{envelope.kind}" == path.stem
    found = verify(data, file=path.name)
    assert found.problems == ()
    assert found.passed


# --- the format that is written -------------------------------------------------------------------


def shape(value):
    """What a value is made of: its keys, and what stands under them; texts are all alike."""
    if isinstance(value, dict):
        return ("record", *sorted((key, shape(one)) for key, one in value.items()))
    if isinstance(value, list):
        return ("list", *sorted({shape(one) for one in value}, key=str))
    return "text" if value is None or isinstance(value, str) else type(value).__name__


def shapes(data):
    """By section, and of the lines that frame them, the shapes that occur."""
    envelope = open_envelope(data, file="x")
    lines = [parsed(line) for line in data.splitlines()]
    frame = {shape(lines[0]), shape(lines[1]), shape(lines[-1])}
    return [("frame", frame)] + [
        (one.name, {shape(value) for value in one.values() if not is_remark(value)})
        for one in envelope.sections
    ]


def is_remark(value):
    """What scoring has to say of the county may change; its shape is that of any problem."""
    return isinstance(value, dict) and set(value) == {"remark"}


KEPT = {kind: FOLDER / f"{FORMAT}-{kind}.kaoji" for kind in ("internal", "public")}


@pytest.mark.parametrize(("make", "kind"), [("data", "internal"), ("public_data", "public")])
def test_what_is_written_today_is_what_the_kept_file_of_its_number_says(request, make, kind):
    """The kept files are of this same county. Where this fails, what a section says has become
    another thing: it needs a new number, a reader of the old one, and two files more.
    """
    assert shapes(request.getfixturevalue(make)) == shapes(KEPT[kind].read_bytes())


def more_keys(values):
    return [{**one, "more": None} if isinstance(one, dict) else one for one in values]


def as_numbers(values):
    return [[*one[:2], [1]] if isinstance(one, list) else one for one in values]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        *((name, more_keys) for name in ("run", "subjects", "facts", "results")),
        ("facts", as_numbers),
        ("scheme", lambda values: [[*values]]),
        ("parameters", lambda values: [{"x": one} for one in values]),
    ],
)
def test_a_change_of_the_format_is_noticed(data, name, change):
    envelope = open_envelope(data, file="x")
    made = [
        section(one.name, values=change(list(one.values()))) if one.name == name else one
        for one in envelope.sections
    ]
    assert shapes(envelope_bytes(made, kind="internal")) != shapes(KEPT["internal"].read_bytes())
