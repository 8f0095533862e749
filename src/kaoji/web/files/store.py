"""Files on disk, named by their digest: written whole or not at all, never with an ending."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def path_of(digest: str) -> Path:
    """Where the file of a digest stands."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def stored(content: bytes) -> str:
    """Write a file once and give its digest."""
    digest = hashlib.sha256(content).hexdigest()
    target = path_of(digest)
    if target.exists():
        return digest
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return digest


def read_back(digest: str) -> bytes | None:
    """The file of a digest; nothing where it is gone or is not what it was."""
    try:
        content = path_of(digest).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None
