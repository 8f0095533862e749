"""Keys of the installation itself: each in a file of the data folder, never in the database."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from kaoji.web.files.store import settle


def key_path(name: str) -> Path:
    """Where a key lies: readable by us only."""
    return Path(settings.DATA) / name


def kept_key(name: str, *, draw: Callable[[], bytes]) -> bytes:
    """The key of a name; drawn when it is asked for the first time."""
    path = key_path(name)
    if not path.exists():
        _keep(path, drawn=draw())
    return bytes.fromhex(path.read_text(encoding="ascii"))


def _keep(path: Path, *, drawn: bytes) -> None:
    """Write the key whole under another name first: two workers may start at once. It lies on the
    disk before anything is sealed with it: a power cut must not leave what no key opens.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(drawn.hex())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    settle(path.parent)
