"""Renew requirements/*.txt: every package pinned with the hashes of all its files.

The lists name no index and no host, so an office installs from its own mirror or from a folder.
`python tools/pins.py --upgrade` takes newer releases; without it only what must change changes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

#: Each list and what it is made from; later lists keep to the versions of earlier ones.
LISTS = (
    ("build", ("--only-build-deps", "--all-build-deps", "pyproject.toml")),
    ("runtime", ("pyproject.toml",)),
    ("parquet", ("--extra", "parquet", "pyproject.toml")),
    ("postgresql", ("--extra", "postgresql", "pyproject.toml")),
    ("dev", ("--all-extras", "pyproject.toml", "requirements/dev.in")),
)

COMPILE = (
    *(sys.executable, "-m", "piptools", "compile", "--quiet"),
    *("--generate-hashes", "--allow-unsafe", "--strip-extras"),
    *("--no-header", "--no-annotate", "--no-emit-options"),
    *("--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links"),
)


def main() -> None:
    """Compile the lists one after the other."""
    earlier: list[str] = []
    for name, sources in LISTS:
        target = f"requirements/{name}.txt"
        bounds = [part for path in earlier for part in ("--constraint", path)]
        command = [*COMPILE, *sys.argv[1:], *bounds, "--output-file", target, *sources]
        subprocess.run(command, check=True, cwd=ROOT)
        earlier.append(target)


if __name__ == "__main__":
    main()
