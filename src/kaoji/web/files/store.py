"""Files on disk, named by their digest: written whole or not at all, never with an ending.

A file stands before the row that names it is written, and it stands for good: a machine that loses
its power the moment after still finds both. What is left of an act that came to nothing harms
nobody and is swept (`web.files.sweeping`).
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from kaoji.web.files.refusing import refuse

log = logging.getLogger("kaoji.files")

#: What is being written is called so until it is whole.
HALF = "half-"


def path_of(digest: str) -> Path:
    """Where the file of a digest stands."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def stored(content: bytes) -> str:
    """Write a file once and give its digest. A disk that does not take it refuses the act."""
    digest = hashlib.sha256(content).hexdigest()
    target = path_of(digest)
    try:
        if not _stands(target, content=content):
            _write(target, content=content)
    except OSError:
        log.exception("a file of %d bytes could not be kept", len(content))
        refuse(
            "file-not-kept",
            reason=_("文件没有存下，这一步没有办：服务器的磁盘写不进去"),
            remedy=_("请告诉系统管理员看磁盘空间和权限，好了以后再交一次"),
        )
    return digest


def _stands(target: Path, *, content: bytes) -> bool:
    """Whether the file is there and is what it was; from now on it is as young as a new one.

    It may be left of an act that came to nothing: the sweep takes only what is old. And what was
    spoilt on the disk is written anew rather than named by one more row.
    """
    try:
        os.utime(target)
        return target.read_bytes() == content
    except FileNotFoundError:
        return False


def _write(target: Path, *, content: bytes) -> None:
    _make_folder(target.parent)
    handle, temporary = tempfile.mkstemp(prefix=HALF, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(target)
    except BaseException:
        # Where it cannot be taken away either, the sweep does; the first fault is the one to tell.
        with suppress(OSError):
            Path(temporary).unlink(missing_ok=True)
        raise
    settle(target.parent)


def _make_folder(folder: Path) -> None:
    """A folder is kept by the one that it stands in, also one that another has just made."""
    folder.mkdir(parents=True, exist_ok=True)
    settle(folder.parent)


def settle(folder: Path) -> None:
    """The names in a folder outlast a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_back(digest: str) -> bytes | None:
    """The file of a digest; nothing where it is gone or is not what it was."""
    try:
        content = path_of(digest).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None
