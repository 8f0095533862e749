"""The same year gives the same digits, seals and papers on either database and in any process.

PostgreSQL puts words in the order of the Chinese language here, as on the servers of offices; the
processes lay out their sets and tables differently.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests import own_year
from tests.site.clusters import fresh_database  # noqa: F401 - a fixture
from tools.source import ROOT

CHINESE = ("--template=template0", "--locale-provider=icu", "--icu-locale=zh-Hans-CN")


def begun(folder, *, table, seed, database=""):
    """A process that plays the year on tables of its own."""
    folder.mkdir()
    gone = ("KAOJI_DATABASE", "DJANGO_SETTINGS_MODULE")
    surroundings = {name: text for name, text in os.environ.items() if name not in gone}
    surroundings |= {"KAOJI_DATA": str(folder), "PYTHONHASHSEED": seed, "PYTHONPATH": "src"}
    if database:
        surroundings["KAOJI_DATABASE"] = database
    words = [sys.executable, "-m", "tests.played", str(table)]
    return subprocess.Popen(
        words, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def told(process):
    out, err = process.communicate()
    assert process.returncode == 0, err.decode()
    return json.loads(out)


@pytest.fixture(scope="module")
def both(tmp_path_factory, fresh_database):  # noqa: F811
    folder = tmp_path_factory.mktemp("played")
    address = fresh_database(*CHINESE)
    table = folder / "table.xlsx"
    table.write_bytes(own_year.table())
    one = begun(folder / "sqlite", table=table, seed="1")
    other = begun(folder / "postgresql", table=table, seed="2", database=address)
    return told(one), told(other)


def test_scores_seals_and_accounts_are_the_same(both):
    one, other = both
    for number in (1, 2):
        assert one[f"run {number}"] == other[f"run {number}"]
        assert one[f"sheet {number}"] == other[f"sheet {number}"]
        assert len(one[f"run {number}"]["standings"]) == 5


def test_papers_and_what_is_public_are_the_same(both):
    one, other = both
    named = [name for name in one if name.startswith(("paper", "publication"))]
    assert len(named) == 6 + 4
    assert {name: one[name] for name in named} == {name: other[name] for name in named}


def test_the_archive_and_the_log_are_the_same(both):
    one, other = both
    assert one["archive"] == other["archive"]
    assert one["log"] == other["log"]
