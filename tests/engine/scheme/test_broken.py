"""A folder of broken schemes, one fault each: `check` says that fault, there, and nothing else.

The first line of a file is `# code LINE:COLUMN`. Notes do not count. Files whose names begin with
an underscore are what the others build on.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kaoji.engine.scheme.load import load_scheme
from kaoji.engine.score.check import check_scheme

FOLDER = Path(__file__).parent / "broken"
FILES = sorted(path for path in FOLDER.glob("*.yaml") if not path.name.startswith("_"))
HEADLINE = re.compile(r"# (?P<code>[a-z0-9-]+) (?P<line>\d+):(?P<column>\d+)\n")


#: Faults that no file of the folder can have; `source/test_files.py` makes them.
MADE = frozenset({"file-unreadable", "file-too-large", "file-changed"})


def headline(path):
    found = HEADLINE.match(path.read_bytes().split(b"\n")[0].decode() + "\n")
    assert found is not None, "the first line is `# code LINE:COLUMN`"
    return found["code"], int(found["line"]), int(found["column"])


def checked(path):
    """Everything that `kaoji check` says of a file, its worked cases included."""
    scheme, problems = load_scheme(path)
    if scheme is None:
        return problems
    more = check_scheme(scheme, loaded=problems, with_examples=True)
    return tuple(dict.fromkeys((*problems, *more)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_scheme_has_its_one_problem(path):
    code, line, column = headline(path)
    found = [one for one in checked(path) if one.severity != "note"]
    told = [(one.code, one.place.line, one.place.column) for one in found]
    assert told == [(code, line, column)], [one.as_text() for one in found]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_problem_says_why_and_what_to_do(path):
    (problem,) = (one for one in checked(path) if one.severity != "note")
    assert problem.message
    assert problem.remedy


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_named_after_its_code(path):
    assert path.stem.partition("--")[0] == headline(path)[0]
