"""`kaoji serve`: the web server, the worker and the clock, together or each alone.

The process that was started watches over the others: one that dies is started again, one signal
ends them all. Each of them may be killed at any time without losing what it has acknowledged.
"""

from __future__ import annotations

import errno
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kaoji.site.faults import OperatingError
from kaoji.site.office import Office, opened

log = logging.getLogger("kaoji.serving")

PARTS = ("web", "worker", "clock")
#: Whoever dies sooner than this after its start waits before the next one, each time twice as long:
#: what cannot start (no database, no disk) must not keep the machine busy with trying.
SHORT_LIFE = 5.0
SHORTEST_WAIT, LONGEST_WAIT = 1.0, 60.0
PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where the web server listens, with how many processes and threads."""

    host: str
    port: int
    processes: int = 1
    threads: int = 4


# --- one part -------------------------------------------------------------------------------------


def run_part(part: str, *, place: Place) -> None:
    """Run one part in this process until a signal ends it."""
    from django.conf import settings

    from kaoji.site import nightly  # noqa: F401 - declares the nightly work
    from kaoji.site.preparing import refuse_other_tables
    from kaoji.site.running import running

    with running(Path(settings.DATA)):
        refuse_other_tables()
        _run(part, place=place)


def _run(part: str, *, place: Place) -> None:
    match part:
        case "web":
            _serve_web(place)
        case "worker":
            from kaoji.web.jobs.worker import work_until

            work_until(_until_signalled())
        case _:
            from kaoji.web.jobs.worker import tick_until

            tick_until(_until_signalled())


def refuse_taken(place: Place) -> None:
    """Two at one address would both seem ready, and only one would answer."""
    try:
        with socket.create_server((place.host, place.port)):
            return
    except OSError as fault:
        if fault.errno not in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
            raise
        raise OperatingError(
            f"{place.host}:{place.port} 不能用（{os.strerror(fault.errno)}）："
            "可能考绩已经在这里运行；先停下那一个，或用 --address 换一个端口"
        ) from fault


def _serve_web(place: Place) -> None:
    serve(place, office=partial(opened, threads=place.threads))


def serve(place: Place, *, office: Callable[..., Office]) -> None:
    """Have an office answer at a place; each process opens one of its own."""
    from granian.constants import HTTPModes, Interfaces
    from granian.server import Server

    Server(
        "kaoji",
        address=place.host,
        port=place.port,
        interface=Interfaces.ASGINL,
        # What browsers and proxies of ours speak to it; another language is another way in.
        http=HTTPModes.http1,
        workers=place.processes,
        respawn_failed_workers=True,
        log_access=False,
        websockets=False,
    ).serve(target_loader=office)


def _until_signalled() -> threading.Event:
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    return stopped


# --- all of them ----------------------------------------------------------------------------------


@dataclass(slots=True)
class Child:
    """A part that runs in a process of its own."""

    part: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    begun: float = 0.0
    wait: float = 0.0
    #: When it is started again, once it has died.
    again_at: float | None = None

    def start(self) -> None:
        """Start it, or start it again."""
        self.begun, self.again_at = time.monotonic(), None
        # A group of its own: the signal from the keyboard reaches the watcher, which passes it on.
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603


@dataclass(slots=True)
class Watcher:
    """Keeps the parts alive."""

    children: tuple[Child, ...]
    stopped: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Start all, start again whatever dies, end all when told to."""
        for child in self.children:
            child.start()
        while not self.stopped.wait(0.5):
            for child in self.children:
                self._look_after(child)
        self._end()

    def _look_after(self, child: Child) -> None:
        if child.process is None or child.process.poll() is None:
            return
        now = time.monotonic()
        if child.again_at is None:
            child.wait = wait_after(now - child.begun, before=child.wait)
            child.again_at = now + child.wait
            log.error(
                "%s ended with %s and is started again in %d s",
                child.part, child.process.returncode, child.wait,
            )  # fmt: skip
        elif now >= child.again_at:
            child.start()

    def _end(self) -> None:
        running = [one.process for one in self.children if one.process is not None]
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_after(lived: float, *, before: float) -> float:
    """How long to wait before starting again what lived so long, after having waited `before`;
    both in seconds.
    """
    if lived >= SHORT_LIFE:
        return 0.0
    return min(max(SHORTEST_WAIT, before * 2), LONGEST_WAIT)


def serve_all(place: Place, *, when_ready: Callable[[], None]) -> None:
    """Run all parts until a signal ends them; `when_ready` is called when the pages answer."""
    children = tuple(Child(part, _command(part, place)) for part in PARTS)
    watcher = Watcher(children, _until_signalled())
    asking = threading.Thread(
        target=lambda: _wait_for(place, when_ready, watcher.stopped), daemon=True
    )
    asking.start()
    watcher.watch()


def _command(part: str, place: Place) -> tuple[str, ...]:
    address = f"{place.host}:{place.port}"
    counts = ("--processes", str(place.processes), "--threads", str(place.threads))
    entry = "from kaoji.cli.main import run; run()"
    return (
        sys.executable, "-c", entry, "serve", "--only", part, "--address", address, *counts,
        *(("--dev",) if is_dev() else ()),
    )  # fmt: skip


def is_dev() -> bool:
    """Whether this installation was started for trying things."""
    return os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".dev")


def _wait_for(place: Place, when_ready: Callable[[], None], stopped: threading.Event) -> None:
    """Ask until somebody listens."""
    while not stopped.is_set():
        try:
            with socket.create_connection((place.host, place.port), timeout=1):
                break
        except OSError:
            stopped.wait(0.1)
    if not stopped.is_set():
        when_ready()
