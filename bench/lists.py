"""Lists of ten thousand rows through the whole of Django's handler: p95, processor, queries.

The goal is 200 ms for any page, search or order. A miss is printed as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from bench import office

GOAL_MS = 200
TIMES = 20
LISTS = (
    ("people", "/organisation/people/", "clerk", "user"),
    ("units", "/organisation/", "clerk", "name"),
    ("audit log", "/audit/", "auditor", "at"),
    ("sheets and figures", "/facts/", "clerk", "left"),
)
#: Chinese text, first letters of its sounds, and what nobody has.
ASKED = ("", "?page=150", "?q=书宁", "?q=zsn", "?q=鼯鼱", "?sort=-{sort}")


def addresses() -> Iterator[tuple[str, str, str]]:
    """What is asked: the list, the address, whose session."""
    for name, path, who, sort in LISTS:
        for query in ASKED:
            yield name, path + query.format(sort=sort), who


def main(rows: int) -> None:
    """Fill an installation, ask for each address, print a line each."""
    with TemporaryDirectory(prefix="kaoji-bench-") as folder:
        office.opened(Path(folder))
        made = office.filled(rows)
        print(f"{rows} rows a list: p95, processor, queries (goal {GOAL_MS} ms)")
        for name, address, who in addresses():
            client = _client(getattr(made, who))
            queries = _queries(client, address)
            p95, processor = _timed(client, address)
            missed = "" if p95 <= GOAL_MS else "  missed"
            print(f"{name:<20} {address:<32} {p95:7.1f} ms {processor:7.1f} ms {queries:3}{missed}")


def _client(cookie: str) -> Any:
    from django.conf import settings
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    return client


def _queries(client: Any, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        status = client.get(address).status_code
    if status != 200:
        raise SystemExit(f"{address} answers {status}")
    return len(asked)


def _timed(client: Any, address: str) -> tuple[float, float]:
    """The 95th percentile by the clock and the mean of the processor, in milliseconds."""
    spent, times = process_time(), []
    for _ in range(TIMES):
        begun = perf_counter()
        client.get(address)
        times.append(perf_counter() - begun)
    spent = process_time() - spent
    return quantiles(times, n=20)[-1] * 1000, spent / TIMES * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else office.ROWS)
