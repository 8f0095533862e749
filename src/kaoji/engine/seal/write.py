"""Writing a sealed file: on the disk before it has its name, or not there at all."""

from __future__ import annotations

from pathlib import Path

from kaoji.engine.facts.write import write_whole
from kaoji.engine.plinth.problem import Problem


def write_sealed(path: Path, *, data: bytes) -> tuple[Problem, ...]:
    """Write the file whole; a problem where it cannot be, and then nothing is left behind."""

    def fill(passing: Path) -> None:
        passing.write_bytes(data)

    return write_whole(path, fill=fill)
