"""The log of the office: how long a million entries take to verify; whether attacks are found.

`python -m bench.chain [entries] [trials]`. The log is written into a new SQLite file and verified
as the page does it, out of the database; at most 5 seconds for a million is the goal.
Each kind of attack of the tests is then tried so many times at random places, with an anchor at
hand; every one must be found where it was made. A miss is printed as it is.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

ENTRIES, TRIALS = 1_000_000, 1_000
BATCH = 10_000
BEGUN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def entries(count: int) -> Iterator[tuple[Any, ...]]:
    """Entries as they are sealed, each with its digest, in the columns of the table."""
    from kaoji.apps.audit.chain import BEGINNING, digest_of_bytes, sealed_bytes

    previous = BEGINNING
    for number in range(1, count + 1):
        at = BEGUN + timedelta(seconds=7 * number, microseconds=number % 1_000_000)
        values = (
            number, at, 1 + number % 3, f"user{number % 300}", f"绩效办 科员 第{number % 300}人",
            "192.0.2.7", "facts.enter_figures", "facts.collectiontask", str(number % 977),
            f"2026年第{number % 4 + 1}季度采集任务", "done", "", '{"格":7}', '{"格":8}', previous,
        )  # fmt: skip
        previous = digest_of_bytes(sealed_bytes(values))
        yield (
            number,
            at.replace(tzinfo=None).isoformat(" ", "microseconds"),
            *values[2:],
            previous,
        )


def write(count: int) -> None:
    """Fill the table, and put the head where it belongs."""
    from django.db import connection, transaction

    from kaoji.apps.audit.chain import SEALED
    from kaoji.apps.audit.models import Head

    names = ", ".join(f'"{name}"' for name in (*SEALED, "digest"))
    marks = ", ".join(["%s"] * (len(SEALED) + 1))
    statement = f"INSERT INTO audit_entry ({names}) VALUES ({marks})"  # noqa: S608 - own names
    last: tuple[Any, ...] = ()
    with transaction.atomic(), connection.cursor() as cursor:
        told = entries(count)
        while batch := list(islice(told, BATCH)):
            cursor.executemany(statement, batch)
            last = batch[-1]
        Head.objects.update_or_create(pk=1, defaults={"number": last[0], "digest": last[-1]})


def verify() -> None:
    """The whole log, timed."""
    from kaoji.apps.audit.keeping import examined

    begun, worked = perf_counter(), process_time()
    verdict = examined()
    took, used = perf_counter() - begun, process_time() - worked
    print(f"{verdict.entry_count} entries, whole: {verdict.is_whole}")
    print(f"verified in {took:.2f} s, {used:.2f} s of processor (goal for a million: 5 s)")


def attack(trials: int) -> None:
    """Every kind of attack, so many times; with an anchor of the ninth entry."""
    from kaoji.apps.audit.models import Entry, Head
    from tests.apps.audit import test_tampering as attacks

    written = list(Entry.objects.order_by("number")[: attacks.SIZE])
    Head.objects.all()
    anchor = attacks.anchor_of(written)
    for kind in (*attacks.SEEN_BY_THE_CHAIN, *attacks.SEEN_BY_ANCHORS):
        found = located = 0
        for seed in range(trials):
            log, dice = attacks.fresh(written), random.Random(seed)
            is_blind = kind in attacks.SEEN_BY_ANCHORS
            low, high = kind(
                log, dice.randrange(1, attacks.ANCHORED) if is_blind else log.place(dice)
            )
            finding = log.examined(anchor).finding
            found += finding is not None
            located += finding is not None and low <= finding.number <= high
        print(f"{kind.__name__}: {found} of {trials} found, {located} located")


def main(words: list[str]) -> None:
    """Write, verify, attack."""
    count = int(words[0]) if words else ENTRIES
    trials = int(words[1]) if words[1:] else TRIALS
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KAOJI_DATA"] = folder
        os.environ.pop("KAOJI_DATABASE", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "kaoji.site.settings.dev"
        from kaoji.site.preparing import prepare, set_up

        set_up(settings_module="kaoji.site.settings.dev")
        prepare(with_static_files=False)
        write(count)
        size = (Path(folder) / "kaoji.sqlite3").stat().st_size
        print(f"{size >> 20} MB of database")
        verify()
        attack(trials)


if __name__ == "__main__":
    main(sys.argv[1:])
