"""A program served as `kaoji serve` serves the office: `python -m bench.serving PROGRAM PORT`."""

from __future__ import annotations

import sys

from granian.constants import Interfaces
from granian.server import Server

WORKERS, THREADS = 2, 4

if __name__ == "__main__":
    Server(
        sys.argv[1],
        address="127.0.0.1",
        port=int(sys.argv[2]),
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_access=False,
        websockets=False,
    ).serve()
