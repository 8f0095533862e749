"""How long starting and scoring take here, printed for a person to read; nothing fails by time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from tools.source import ROOT

REPEATS = 5
PYTHON = sys.executable
KAOJI = str(Path(sys.executable).with_name("kaoji"))
COMMANDS = (
    ("an empty interpreter", (PYTHON, "-c", "pass")),
    ("kaoji --help", (KAOJI, "--help")),
    ("kaoji packs", (KAOJI, "packs")),
)


def seconds(command: tuple[str, ...]) -> float | None:
    """The median time of one command, nothing when it does not run."""
    times = []
    for _ in range(REPEATS):
        begun = perf_counter()
        ended = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
        times.append(perf_counter() - begun)
        if ended.returncode:
            return None
    return median(times)


def main() -> None:
    """Print a line a command."""
    for name, command in COMMANDS:
        took = seconds(command)
        print(f"{name:<24} " + ("does not run" if took is None else f"{took:.2f} s"))


if __name__ == "__main__":
    main()
