"""Who may import whom: the contracts of pyproject.toml hold, and each catches what it is for."""

from __future__ import annotations

import os
import re
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


#: A module of its own for each, a text with a forbidden import, and the contract that it breaks.
PLANTED = (
    ("engine/plinth/planted_above.py", "import kaoji.cli", "commands above site"),
    ("engine/plinth/planted_store.py", "import sqlite3", "no database"),
    ("engine/plinth/planted_higher.py", "import kaoji.engine.scheme", "inside the engine"),
    ("engine/unplaced/__init__.py", "", "inside the engine"),
    ("engine/scheme/planted_sheet.py", "import python_calamine", "table libraries"),
    ("engine/scheme/planted_yaml.py", "import yaml", "YAML is read"),
    ("cli/planted_late.py", "def read():\n    import xlsxwriter", "table libraries"),
    ("engine/whatif/planted_layout.py", "import jinja2", "layouts are filled in"),
)


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """What is said of each contract that breaks, by its title, where all are planted at once."""
    house = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", house)
    ignored = shutil.ignore_patterns("__pycache__", "packs")
    shutil.copytree(ROOT / "src", house / "src", ignore=ignored)
    for module, text, _contract in PLANTED:
        planted = house / "src" / "kaoji" / module
        planted.parent.mkdir(parents=True, exist_ok=True)
        planted.write_text(f'"""Planted."""\n\n{text}\n', encoding="utf-8")
    linted = lint(house)
    assert linted.returncode == 1, linted.stdout + linted.stderr
    told = linted.stdout.partition("Broken contracts")[2]
    return dict(re.findall(r"\n([^\n]+)\n-+\n(.*?)(?=\n[^\n]+\n-+\n|\Z)", told, re.DOTALL))


@pytest.mark.parametrize(("module", "text", "contract"), PLANTED)
def test_a_planted_import_breaks_its_contract(broken, module, text, contract):
    (told,) = [told for title, told in broken.items() if contract in title]
    path = Path(module)
    name = path.parent.name if path.name == "__init__.py" else path.stem
    assert re.search(rf"\b{name}\b", told), told


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
