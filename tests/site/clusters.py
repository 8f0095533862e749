"""A PostgreSQL of its own for tests that start installations; a fresh database each time."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from pwd import getpwnam

import pytest

from tools.postgresql import USER, cluster, programs


@pytest.fixture(scope="session")
def fresh_database() -> Iterator[Callable[..., str]]:
    """Makes an empty database, with options of `createdb`, and tells its address."""
    if programs() is None:
        told = "PostgreSQL is missing: nothing is moved between databases"
        if os.environ.get("KAOJI_SKIP_NOTHING"):
            pytest.fail(told)
        pytest.skip(told)
    with databases() as made:
        yield made


@contextmanager
def databases() -> Iterator[Callable[..., str]]:
    """A PostgreSQL of its own as long as it is needed; each call makes an empty database of it."""
    bin_folder = programs()
    assert bin_folder is not None, "PostgreSQL is missing"
    with tempfile.TemporaryDirectory(prefix="kaoji-pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            owner = getpwnam(USER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        numbers = count(1)
        with cluster(folder, bin_folder=bin_folder) as address:

            def made(*options: str) -> str:
                base = f"kaoji{next(numbers)}"
                asked = [str(bin_folder / "createdb"), "-h", name, "-U", USER, *options, base]
                subprocess.run(asked, check=True, cwd="/")
                return address.removesuffix("postgres") + base

            yield made
