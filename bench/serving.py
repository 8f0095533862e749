"""A program as it is served: `python -m bench.serving PROGRAM PORT`.

The office by its own door, as by `kaoji serve`; any other as its server serves it.
"""

from __future__ import annotations

import sys
from functools import partial

from granian.constants import Interfaces
from granian.server import Server

from kaoji.site.office import opened
from kaoji.site.serving import Place, serve

OFFICE = "kaoji.site.wsgi:application"
WORKERS, THREADS = 2, 4


def served(program: str, *, port: int) -> None:
    """Until a signal ends it."""
    if program == OFFICE:
        serve(Place("127.0.0.1", port, processes=WORKERS), office=partial(opened, threads=THREADS))
        return
    Server(
        program,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_access=False,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    served(sys.argv[1], port=int(sys.argv[2]))
