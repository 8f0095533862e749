"""A sign of life on standard error while something takes long; only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

PATIENCE = 1.5  # seconds before the first sign


@contextmanager
def working(what: str) -> Iterator[None]:
    """Count the seconds on the last line of the terminal until the work is done."""
    if not sys.stderr.isatty():
        yield
        return
    done = Event()
    thread = Thread(target=_count, args=(what, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _count(what: str, done: Event) -> None:
    if done.wait(PATIENCE):
        return
    seconds = int(PATIENCE)
    while True:
        _write(f"\r{what} … {seconds} s")
        if done.wait(1):
            _write("\r\033[K")
            return
        seconds += 1


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
