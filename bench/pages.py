"""Our list of people beside its plain twin (`bench/twin`): pages a second of one database.

Both are served alike, by two processes; four clients with kept connections ask by turns for pages
of both, so that both meet the same load. Our page does more — rights, rules of sign-in, the desk's
frame, search, order, filters, files — and shall still reach 40 % of the twin's. A miss is printed
as it is.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread

from bench import office
from bench.serving import OFFICE
from tools.source import ROOT

GOAL = 0.4
ROUNDS, SECONDS, CLIENTS = 5, 4.0, 4
PATH = "/organisation/people/"
OURS = (OFFICE, "kaoji.site.settings.dev")
TWIN = ("bench.twin.wsgi:application", "bench.twin.settings")


@contextmanager
def served(program: tuple[str, str], *, folder: Path, cookie: str) -> Iterator[int]:
    """The port at which a program answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    own = {"KAOJI_DATA": str(folder), "DJANGO_SETTINGS_MODULE": program[1], "KAOJI_LOG": "ERROR"}
    own["PYTHONPATH"] = f"{ROOT}/src:{ROOT}"
    command = (sys.executable, "-m", "bench.serving", program[0], str(port))
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | own, stdout=subprocess.DEVNULL)
    try:
        while not _answers(port, cookie):
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def _answers(port: int, cookie: str) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port)
    try:
        return _asked(line, cookie, page=1) == 200
    except OSError:
        return False


def _asked(line: http.client.HTTPConnection, cookie: str, *, page: int) -> int:
    line.request("GET", f"{PATH}?page={page}", headers={"Cookie": f"kaoji_session={cookie}"})
    answer = line.getresponse()
    answer.read()
    return answer.status


def rate(port: int, *, cookie: str) -> float:
    """Pages a second."""
    counts = [0] * CLIENTS
    end = time.perf_counter() + SECONDS

    def ask(mine: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port)
        while time.perf_counter() < end:
            status = _asked(line, cookie, page=1 + counts[mine] % 100)
            if status != 200:
                raise SystemExit(f"the page answers {status}")
            counts[mine] += 1

    threads = [Thread(target=ask, args=(one,)) for one in range(CLIENTS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sum(counts) / SECONDS


def main(rows: int) -> None:
    """Ask both by turns and print."""
    with TemporaryDirectory(prefix="kaoji-bench-") as name:
        folder = Path(name)
        office.opened(folder)
        cookie = office.filled(rows).clerk
        with (
            served(OURS, folder=folder, cookie=cookie) as ours,
            served(TWIN, folder=folder, cookie=cookie) as twin,
        ):
            rounds = [[rate(port, cookie=cookie) for port in (ours, twin)] for _ in range(ROUNDS)]
    mine, theirs = (median(column) for column in zip(*rounds, strict=True))
    share = median(one / other for one, other in rounds)
    missed = "" if share >= GOAL else "  missed"
    print(f"pages a second: ours {mine:.1f}, the twin's {theirs:.1f}, share {share:.2f}{missed}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else office.ROWS)
