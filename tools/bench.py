"""How long starting, checking and scoring take here, printed for a person to read.

Nothing fails by time. `make bench ARGS=500` scores 500 units instead of 50.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench import county
from tools.source import ROOT

UNITS = 50
REPEATS = 5
PYTHON = sys.executable
KAOJI = str(Path(sys.executable).with_name("kaoji"))
#: Compiled modules are kept, as in an installed program.
SURROUNDINGS = {name: text for name, text in os.environ.items() if "BYTECODE" not in name}

Command = tuple[str, ...]


def commands(folder: Path, *, units: int) -> tuple[tuple[str, Command, int], ...]:
    """What is timed: its name, the command, how often."""
    scheme, wide, facts = (folder / name for name in ("scheme.yaml", "wide.yaml", "facts.csv"))
    scheme.write_text(county.scheme_text(), encoding="utf-8")
    wide.write_text(county.scheme_text(leaves=30), encoding="utf-8")
    with facts.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("对象", "周期", "指标", "数值", "目标"))
        lines.writerows(county.figures(units))
    given, sealed = (str(scheme), "--facts", str(facts)), str(folder / "result.kaoji")
    score = ("score", *given, "-o", str(folder / "result.csv"))
    return (
        ("an empty interpreter", (PYTHON, "-c", "pass"), REPEATS),
        ("kaoji --help", (KAOJI, "--help"), REPEATS),
        ("kaoji packs", (KAOJI, "packs"), REPEATS),
        ("kaoji check, 300 indicators", (KAOJI, "check", str(wide)), REPEATS),
        (f"kaoji score, {units} units", (KAOJI, *score), 1),
        (f"kaoji seal, {units} units", (KAOJI, "seal", *given, "-o", sealed), 1),
        (f"kaoji verify, {units} units", (KAOJI, "verify", sealed), 1),
    )


def seconds(command: Command, *, repeats: int) -> tuple[float, float] | None:
    """The median times of one command, by the clock and of the processor; nothing when it does
    not run.
    """
    by_clock, of_processor = [], []
    for _ in range(repeats):
        begun, spent = perf_counter(), _spent()
        ended = subprocess.run(
            command, cwd=ROOT, env=SURROUNDINGS, check=False, capture_output=True
        )
        by_clock.append(perf_counter() - begun)
        of_processor.append(_spent() - spent)
        if ended.returncode:
            return None
    return median(by_clock), median(of_processor)


def _shown(took: tuple[float, float] | None) -> str:
    if took is None:
        return "does not run"
    by_clock, of_processor = took
    return f"{by_clock:6.2f} s, processor {of_processor:6.2f} s"


def _spent() -> float:
    """Processor seconds of all commands so far."""
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print a line a command, then what `bench` holds against its baselines."""
    units = int(sys.argv[1]) if len(sys.argv) > 1 else UNITS
    with TemporaryDirectory() as folder:
        for name, command, repeats in commands(Path(folder), units=units):
            took = seconds(command, repeats=repeats)
            print(f"{name:<28} {_shown(took)}")
    for name in ("bench.county", "bench.sealing", "bench.letters"):
        subprocess.run((PYTHON, "-m", name, str(units)), cwd=ROOT, check=False)


if __name__ == "__main__":
    main()
