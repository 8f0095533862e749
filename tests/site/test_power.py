"""The power goes at any moment: whatever was said to be held is held. `KAOJI_N` falls, or some."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.site import power
from tools.source import ROOT

FALLS = int(os.environ.get("KAOJI_N", "150"))
ACTS = 30


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An installation with a sheet that waits for its figures; nobody has it open."""
    if shutil.which("strace") is None:
        if os.environ.get("KAOJI_SKIP_NOTHING"):
            pytest.fail("strace is missing, and nothing may be skipped")
        pytest.skip("strace is missing: what is written is not traced")
    folder = tmp_path_factory.mktemp("power") / "data"
    subprocess.run(writing("prepare"), env=surroundings(folder), cwd=ROOT, check=True)
    return folder


def writing(*words):
    return [sys.executable, "-m", "tests.site.power_writing", *words]


def surroundings(folder):
    known = {one: text for one, text in os.environ.items() if not one.startswith("KAOJI_D")}
    known.pop("DJANGO_SETTINGS_MODULE", None)
    return known | {"KAOJI_DATA": str(folder), "PYTHONPATH": f"{ROOT}/src:{ROOT}"}


def traced(office, tmp_path, *, durability):
    """What a copy of the office told the disk while figures were entered."""
    folder, trace = tmp_path / "data", tmp_path / "trace"
    shutil.copytree(office, folder)
    base = folder / "kaoji.sqlite3"
    before = base.read_bytes()
    command = ["strace", "-f", "-qq", "-xx", "-s", "100000", "-o", str(trace)]
    command += ["-e", f"trace={power.CALLS}", "-e", "signal=none", "-e", "status=successful"]
    subprocess.run(
        [*command, *writing(durability, str(ACTS))],
        env=surroundings(folder), cwd=ROOT, check=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    told = list(power.events(trace, base=base))
    assert [one.at for one in told if one.kind == "held"] == list(range(1, ACTS + 1))
    (tmp_path / "before").write_bytes(before)
    return told, tmp_path / "before"


def lost_in(fall, folder):
    """How many of what was said to be held are not; everything else must be whole."""
    base = folder / "fallen"
    for name, content in zip(("", "-wal"), fall.files.values(), strict=True):
        (folder / f"fallen{name}").write_bytes(content)
    (folder / "fallen-shm").unlink(missing_ok=True)
    with closing(sqlite3.connect(base)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        posts = {row[0] for row in database.execute("SELECT once FROM facts_entrypost")}
        values = {row[0] for row in database.execute("SELECT value FROM facts_figurerevision")}
        links = database.execute("SELECT previous, digest FROM audit_entry ORDER BY number")
        last = None
        for previous, digest in links:
            assert last in (None, previous)
            last = digest
        acts = database.execute(
            "SELECT count(*) FROM audit_entry WHERE act = 'facts.enter_figures'"
        )
        assert len(posts) == len(values) == acts.fetchone()[0]  # no act without its entry
        assert {f"once-{one}" for one in values} == posts
        assert database.execute("SELECT digest FROM audit_head").fetchone()[0] == last
    assert posts == {f"once-{number}" for number in range(1, len(posts) + 1)}
    return max(0, fall.held - len(posts))


def losses(office, tmp_path, *, durability):
    told, before = traced(office, tmp_path, durability=durability)
    chance = random.Random(23)
    base = before.with_name("data") / "kaoji.sqlite3"
    base.write_bytes(before.read_bytes())
    all_falls = power.falls(told, base=base, count=FALLS, chance=chance)
    found = [lost_in(fall, tmp_path) for fall in all_falls]
    # The figures of a long run.
    print(durability, len(found), "falls,", sum(map(bool, found)), "lose", sum(found))  # noqa: T201
    return found


def test_what_was_said_to_be_held_is_held_when_the_power_goes(office, tmp_path):
    assert not any(losses(office, tmp_path, durability="FULL"))


def test_a_weaker_setting_is_found_wanting(office, tmp_path):
    """Whoever took the syncs away would lose figures: the falls above could have found it."""
    assert sum(map(bool, losses(office, tmp_path, durability="NORMAL"))) > FALLS // 10
