"""Sealing and verifying a county's year, against the scoring that both must do.

The county of `bench.county`, as a facts table in memory. Prints processor seconds and ratios to one
scoring of the same table: what sealing adds (at most 0.2 is the goal), and what verifying takes
(at most 1.3, for it reads the tables out of the file and compares). A miss is printed as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import process_time
from typing import TypeVar

from bench import county
from kaoji.cli.memory import collect_seldom
from kaoji.engine.plinth.periods import parse_period
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.score.session import Tables
from kaoji.engine.seal.inputs import Inputs, rescored
from kaoji.engine.seal.make import sealed
from kaoji.engine.seal.restore import open_seal
from kaoji.engine.seal.verify import verify

T = TypeVar("T")


def inputs_of(units: int) -> Inputs:
    """The county's scheme and tables."""
    scheme, _problems = load_scheme_text(county.scheme_text())
    period = parse_period("2025")
    if scheme is None or period is None:
        raise SystemExit("the scheme of the bench is not sound")
    table = county.as_table(list(county.figures(units)))
    return Inputs(scheme, Tables(table, period=period))


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and its processor seconds."""
    start = process_time()
    found = work()
    return found, process_time() - start


def main(units: int) -> None:
    """Time and print."""
    collect_seldom()
    inputs = inputs_of(units)
    scored, scoring = timed(lambda: rescored(inputs))
    data, sealing = timed(lambda: sealed(inputs, result=scored.result))
    _found, reading = timed(lambda: open_seal(data, file="bench"))
    found, verifying = timed(lambda: verify(data, file="bench"))
    if not found.passed:
        raise SystemExit("the seal of the bench does not verify")
    print(f"{units} units, scoring    {scoring:8.3f} s")
    for name, took in (("sealing adds", sealing), ("reading a seal", reading),
                       ("verifying", verifying)):  # fmt: skip
        print(f"{name:<20} {took:8.3f} s  ratio {took / scoring:6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
