"""Files sealed by earlier versions of Kaoji stay readable: one of each kind of every format.

They are kept as they were written. A file that a newer engine scores otherwise must say so.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kaoji.engine.seal.envelope import FORMAT, READABLE, Envelope, open_envelope
from kaoji.engine.seal.verify import verify

FOLDER = Path(__file__).parent / "formats"
FILES = sorted(FOLDER.glob("*.kaoji"))


def test_every_format_has_its_files():
    assert {path.stem for path in FILES} == {
        f"{number}-{kind}" for number in READABLE for kind in ("internal", "public")
    }
    assert FORMAT in READABLE


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_that_time_is_read_and_verified(path):
    data = path.read_bytes()
    envelope = open_envelope(data, file=path.name)
    assert isinstance(envelope, Envelope)
    assert f"{envelope.format}-{envelope.kind}" == path.stem
    found = verify(data, file=path.name)
    assert found.problems == ()
    assert found.passed
