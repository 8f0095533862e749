"""The commands of a developer's day: listed, named as the pages name them, clear when they fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest

from tools import venv
from tools.source import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LISTED = set(re.findall(r"^([a-z-]+):.*## \S", MAKEFILE, re.MULTILINE))
PAGES = [
    "README.md",
    "README.zh-CN.md",
    "docs/developing/getting-started.md",
    "docs/developing/house.md",
    "docs/developing/speed.md",
]
BOTH = {"venv", "ensurepip"}


def test_the_commands_of_the_house_are_listed():
    wanted = "setup demo test test-fast test-engine check fix bench generative spec counts"
    assert set(f"{wanted} glossary wheels clean help".split()) <= LISTED


@pytest.mark.parametrize("page", PAGES)
def test_pages_name_only_commands_that_exist(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    spoken = set(re.findall(r"(?:^|`)make ([a-z][a-z-]*)", text, re.MULTILINE))
    assert spoken
    assert spoken <= LISTED


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed here")
def test_make_alone_prints_the_list():
    printed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, check=True, capture_output=True
    ).stdout.decode()
    assert all(f"make {name} " in printed for name in LISTED)


def test_the_gate_can_be_run():
    gate = ROOT / ".ci" / "run"
    assert os.access(gate, os.X_OK)
    text = gate.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert "make check" in text
    assert "make test" in text


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed here")
@pytest.mark.parametrize(
    ("broken", "code", "steps"),
    [
        ("", 0, ["setup", "check", "test"]),
        ("check", 1, ["setup", "check", "test"]),
        ("test", 1, ["setup", "check", "test"]),
        ("setup", 1, ["setup"]),
    ],
)
def test_the_gate_hides_no_failure(tmp_path, broken, code, steps):
    make = tmp_path / "make"
    make.write_text(f'#!/bin/sh\necho "ran $1"\n[ "$1" != "{broken}" ]\n', encoding="utf-8")
    make.chmod(0o755)
    variables = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHON": sys.executable}
    ran = subprocess.run(
        ["bash", str(ROOT / ".ci" / "run")],
        env=variables,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.returncode == code
    assert re.findall(r"^ran (\w+)$", ran.stdout, re.MULTILINE) == steps


@pytest.mark.parametrize(
    ("version", "executable", "modules", "expected"),
    [
        ((3, 11), "/usr/bin/python3", BOTH, None),
        ((3, 13), "/usr/bin/python3", BOTH, None),
        ((3, 10), "/usr/bin/python3", BOTH, "3.10"),
        ((3, 11), "/usr/bin/python3", {"venv"}, "python3-venv"),
        ((3, 12), "/usr/bin/python3.12", set(), "python3.12-venv"),
    ],
)
def test_a_machine_without_the_means_is_told_so(version, executable, modules, expected):
    said = venv.what_is_missing(version=version, executable=executable, modules=modules)
    if expected is None:
        assert said is None
    else:
        # Once in Chinese, once in English.
        assert said.count(expected) >= 2
