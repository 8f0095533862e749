"""How long a gigabyte takes to be backed up, examined and restored, within SQLite and across.

Half of it are entries of the log, half kept files that no packing makes smaller. What is restored
is held against what was backed up, value by value (R7); the goal for restoring is 60 s.
"""

from __future__ import annotations

import random
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.restart import filled
from tests.site.clusters import databases
from tests.site.server import Server
from tests.site.test_moving import told_of
from tools.postgresql import programs

GOAL = 60.0
#: A kept file as large as a scanned paper.
FILE = 2_000_000


def main(gigabytes: float) -> None:
    """Fill, back up, examine, restore into both, print."""
    with TemporaryDirectory(prefix="kaoji-bench-") as name, ExitStack() as held:
        place, half = Path(name), int(gigabytes * 5e8)
        kept = Server(place / "data")
        kept.folder.mkdir()
        filled(kept.folder, size=half)
        _file(kept.folder / "evidence" / "2026", size=half)
        _timed("backup", kept, "backup", "--folder", str(place / "kept"))
        (path,) = (place / "kept").iterdir()
        print(f"the backup: {path.stat().st_size / 1e9:.2f} GB of {gigabytes} GB")
        _timed("verify-backup", kept, "verify-backup", str(path))
        told = told_of(kept)
        addresses = ["", held.enter_context(databases())()] if programs() else [""]
        for database in addresses:
            again = Server(place / ("postgresql" if database else "sqlite"), database=database)
            took = _timed(f"restore into {again.folder.name}", again, "restore", str(path))
            same = told_of(again) == told
            print("equal" if same else "NOT EQUAL", "" if took <= GOAL else "missed")


def _file(folder: Path, *, size: int) -> None:
    folder.mkdir(parents=True)
    chance = random.Random(7)
    for number in range(size // FILE):
        (folder / f"{number}.bin").write_bytes(chance.randbytes(FILE))


def _timed(what: str, server: Server, *words: str) -> float:
    begun = time.monotonic()
    done = server.commanded(*words)
    took = time.monotonic() - begun
    if done.returncode:
        sys.exit(f"{what}: exit {done.returncode}: {done.stderr[-300:]}")
    print(f"{what:<28}{took:6.1f} s")
    return took


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
