"""Run a command with a PostgreSQL of its own: `python -m tools.postgresql pytest …`.

A fresh cluster in a passing folder, reached by a socket only, gone afterwards. As root it runs as
another user, for PostgreSQL refuses root. Where it is not installed this says so and exits with 75.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pwd import getpwnam
from urllib.parse import quote

#: What a shell answers when something is wanting for the time being (sysexits: EX_TEMPFAIL).
NOT_HERE = 75
USER = "postgres"
#: It holds nothing that anybody would miss.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50")


def programs() -> Path | None:
    """The folder of the newest server programs of this machine."""
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_release)
    return found[-1].parent if found else None


def _release(path: Path) -> int:
    name = path.parents[1].name
    return int(name) if name.isdecimal() else 0


@contextmanager
def cluster(folder: Path, *, bin_folder: Path) -> Iterator[str]:
    """A running cluster; its address as `KAOJI_DATABASE` wants it."""
    data = folder / "data"
    _run(bin_folder / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")
    options = " ".join(f"-c {one}" for one in QUICK)
    options += f" -c listen_addresses='' -c unix_socket_directories={folder}"
    control = bin_folder / "pg_ctl"
    _run(control, "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        yield f"postgresql://{USER}@{quote(str(folder), safe='')}/postgres"
    finally:
        _run(control, "-D", data, "-m", "immediate", "-w", "stop")


def _run(*command: object) -> None:
    asked = [str(part) for part in command]
    if os.geteuid() == 0:
        asked = ["runuser", "-u", USER, "--", *asked]
    subprocess.run(asked, check=True, stdout=subprocess.DEVNULL, cwd="/")


def main() -> int:
    """Run the command given; its exit code."""
    bin_folder = programs()
    if bin_folder is None:
        print("PostgreSQL is not installed here: what needs it was not run", file=sys.stderr)
        return NOT_HERE
    with tempfile.TemporaryDirectory(prefix="kaoji-pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            owner = getpwnam(USER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        with cluster(folder, bin_folder=bin_folder) as address:
            surroundings = os.environ | {"KAOJI_DATABASE": address}
            return subprocess.run(sys.argv[1:], env=surroundings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
