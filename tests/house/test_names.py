"""No file names a machine's folders or a package index: the project is at home anywhere.

The needles are put together from pieces, so that this page does not contain them.
"""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from tools.source import ROOT

HOSTS = "|".join(
    [
        "py" + r"pi\.",
        "files" + r"\.pythonhosted",
        "registry" + r"\.(?:npmjs|npmmirror|yarnpkg)",
        "(?:deb|security)" + r"\.debian\.org",
        "mirrors" + r"\.(?:aliyun|tuna|ustc)",
    ]
)
#: Folders that are somebody's own: homes, scratch, mounts.
FOLDERS = "|".join(
    [
        "/" + r"(?:home|root|Users)/[\w.]",
        "/" + r"(?:work|mnt|srv)/[\w.]",
        "/" + r"tmp/\w",
        r"\.\./" + r"\.\w",
    ]
)
#: A host or folder counts where a word begins, not inside another (`deputy` is none).
NEEDLES = re.compile(rf"(?<![A-Za-z0-9-])(?:{HOSTS})|(?<![A-Za-z0-9_.-])(?:{FOLDERS})")

#: What a tree without git is not searched for.
MADE = {".git", "wheels", "build", "dist", "htmlcov", "__pycache__", ".coverage"}


def is_made(name):
    return name in MADE or name.startswith(".venv") or name.endswith("_cache")


def from_git():
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def from_folder():
    found = []
    for folder, inner, names in os.walk(ROOT):
        inner[:] = sorted(name for name in inner if not is_made(name) and name != ".hypothesis")
        found += [ROOT / folder / name for name in names if not is_made(name)]
    return found


def files_of_the_project():
    try:
        found = from_git()
    except (OSError, subprocess.CalledProcessError):
        found = from_folder()
    return [path for path in found if path.is_file()]


def faults(text):
    """(line number, what was found) of each needle."""
    return [
        (number, found[0])
        for number, line in enumerate(text.splitlines(), start=1)
        for found in NEEDLES.finditer(line)
    ]


def test_no_file_names_a_machine_or_an_index():
    named = {}
    for path in files_of_the_project():
        raw = path.read_bytes()
        if b"\0" not in raw:
            found = faults(raw.decode("utf-8", errors="replace"))
            if found:
                named[path.relative_to(ROOT).as_posix()] = found
    assert named == {}


def test_the_search_sees_the_project():
    names = {path.relative_to(ROOT).as_posix() for path in files_of_the_project()}
    assert {"pyproject.toml", "src/kaoji/__init__.py", ".ci/run"} <= names
    assert {path.relative_to(ROOT).as_posix() for path in from_folder()} >= names


@pytest.mark.parametrize(
    "pieces",
    [
        ("https://py", "pi.org/simple"),
        ("see py", "pi.org"),
        ("files", ".pythonhosted.org"),
        ("deb http://deb", ".debian.org/debian"),
        ("cd /wo", "rk/main/src"),
        ("open('/ro", "ot/.cache')"),
        ("read /ho", "me/somebody/notes"),
        ("see ..", "/.hidden/notes"),
    ],
)
def test_a_planted_name_is_found(pieces):
    assert faults("first\n" + "".join(pieces))[0][0] == 2


@pytest.mark.parametrize("text", ["homework/main.py", "the happy pi", "copied from the root/.x"])
def test_other_words_are_left_alone(text):
    assert faults(text) == []
