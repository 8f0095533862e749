"""Who may import whom: the contracts of pyproject.toml hold, and each catches what it is for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.source import ENGINE, ROOT, SOURCE, parsed, python_files, shown

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True))"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    variables = os.environ | {"PYTHONPATH": str(folder / "src"), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=folder,
        env=variables,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


@pytest.fixture
def copy_of_the_house(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    ignored = shutil.ignore_patterns("__pycache__", "packs")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=ignored)
    return tmp_path


def test_the_contracts_hold():
    linted = lint(ROOT)
    assert linted.returncode == 0, linted.stdout + linted.stderr


@pytest.mark.parametrize(
    ("module", "text", "contract"),
    [
        ("engine/plinth/planted.py", "import kaoji.cli", "commands above site"),
        ("engine/plinth/planted.py", "import sqlite3", "no database"),
        ("engine/plinth/planted.py", "import kaoji.engine.scheme", "inside the engine"),
        ("engine/unplaced/__init__.py", "", "inside the engine"),
        ("engine/scheme/planted.py", "import python_calamine", "table libraries"),
        ("engine/scheme/planted.py", "import yaml", "YAML is read"),
        ("cli/planted.py", "def read():\n    import xlsxwriter", "table libraries"),
        ("engine/whatif/planted.py", "import jinja2", "layouts are filled in"),
    ],
)
def test_a_planted_import_breaks_its_contract(copy_of_the_house, module, text, contract):
    for package in ("cli", "engine/scheme", Path(module).parent):
        folder = copy_of_the_house / "src" / "kaoji" / package
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
    planted = copy_of_the_house / "src" / "kaoji" / module
    planted.write_text(f'"""Planted."""\n\n{text}\n', encoding="utf-8")

    linted = lint(copy_of_the_house)

    assert linted.returncode == 1
    broken = [line for line in linted.stdout.splitlines() if " BROKEN" in line]
    assert any(contract in line for line in broken), linted.stdout


#: Django prints migrations; nobody writes into them.
WRITTEN = [path for path in python_files(SOURCE) if not path.match("migrations/0*.py")]


@pytest.mark.parametrize("path", WRITTEN, ids=shown)
def test_every_module_says_what_it_is_for(path):
    first = parsed(path).body[:1]
    has_docstring = bool(first) and _is_text(first[0])
    assert has_docstring, f"{shown(path)} opens with no docstring"


def test_every_folder_of_the_engine_is_a_package():
    folders = {path.parent for path in python_files(ENGINE)}
    bare = [shown(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()]
    assert not bare


def _is_text(statement):
    value = getattr(statement, "value", None)
    return isinstance(getattr(value, "value", None), str)
