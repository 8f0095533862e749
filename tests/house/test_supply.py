"""What we depend on: few packages, each pinned with its hashes, from no place in particular."""

from __future__ import annotations

import re
import tomllib

import pytest

from tools.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LISTS = sorted((ROOT / "requirements").glob("*.txt"))
MOST_DIRECT = 30

PINNED = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)(?: ; [^\\]+)?")
HASHED = re.compile(r"--hash=sha256:[0-9a-f]{64}")
#: A requirement's name, before extras, bounds, markers and comments.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def plain(name):
    """The name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", NAME.match(name)[0]).lower()


def pins(path):
    """{name: version} of one list; fails on any line that is no hashed pin."""
    found = {}
    logical = path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    for line in logical:
        pinned, *hashes = re.split(r"\s+(?=--)", line.strip())
        match = PINNED.fullmatch(pinned)
        assert match, f"{path.name}: no pinned requirement: {pinned}"
        assert hashes, f"{path.name}: {pinned} has no hash"
        assert all(HASHED.fullmatch(one) for one in hashes), f"{path.name}: {pinned}: odd hash"
        assert match["name"] not in found, f"{path.name}: {pinned} stands twice"
        found[match["name"]] = match["version"]
    return found


def listed(name):
    return pins(ROOT / "requirements" / f"{name}.txt")


def asked_for_by_developers():
    lines = (ROOT / "requirements" / "dev.in").read_text(encoding="utf-8").splitlines()
    return {plain(line) for line in lines if line and not line.startswith("#")}


DIRECT = {plain(one) for one in PROJECT["project"]["dependencies"]}
BY_EXTRA = {
    extra: {plain(one) for one in packages}
    for extra, packages in PROJECT["project"]["optional-dependencies"].items()
}
EXTRAS = set().union(*BY_EXTRA.values())
BUILD = {plain(one) for one in PROJECT["build-system"]["requires"]}


def test_there_are_lists():
    names = ["build", "dev", "parquet", "postgresql", "runtime"]
    assert [path.stem for path in LISTS] == names


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_every_line_is_a_hashed_pin_and_names_no_place(path):
    assert pins(path)
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"--(index-url|extra-index-url|find-links|trusted-host)|@ ", text)


def test_direct_dependencies_are_few():
    assert len(DIRECT) <= MOST_DIRECT


@pytest.mark.parametrize(
    "name, wanted",
    [
        ("build", BUILD),
        ("runtime", DIRECT),
        *((extra, DIRECT | packages) for extra, packages in BY_EXTRA.items()),
        ("dev", DIRECT | EXTRAS | asked_for_by_developers()),
    ],
)
def test_lists_cover_what_the_project_asks_for(name, wanted):
    assert wanted <= set(listed(name))


def test_lists_agree_on_versions():
    versions = {}
    for path in LISTS:
        for name, version in pins(path).items():
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    "text",
    [
        "click==8.2\n",
        "click>=8.2 --hash=sha256:" + "0" * 64 + "\n",
        "click==8.2 --hash=md5:" + "0" * 32 + "\n",
        "--no-index\n",
        "./click.whl --hash=sha256:" + "0" * 64 + "\n",
        ("click==8.2 --hash=sha256:" + "0" * 64 + "\n") * 2,
    ],
)
def test_a_planted_loose_line_is_found(tmp_path, text):
    path = tmp_path / "planted.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AssertionError, match=r"planted\.txt"):
        pins(path)


def test_a_marker_may_follow_a_pin(tmp_path):
    path = tmp_path / "planted.txt"
    line = 'tomli==2.0.1 ; python_version < "3.11" \\\n    --hash=sha256:' + "0" * 64 + "\n"
    path.write_text(line, encoding="utf-8")
    assert pins(path) == {"tomli": "2.0.1"}
