"""Which files are still wanted: one file may prove a figure here and belong to a paper there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from kaoji.web.files.store import path_of

log = logging.getLogger("kaoji.files")

#: Of some digests those that a room still holds.
Holder = Callable[[set[str]], set[str]]
_HOLDERS: list[Holder] = []


def hold_files(holder: Holder) -> None:
    """A room that keeps files says which; called once, when its application is ready."""
    if holder not in _HOLDERS:
        _HOLDERS.append(holder)


def unheld(digests: Iterable[str]) -> set[str]:
    """Of some files those that no room holds."""
    left = set(digests)
    for holder in _HOLDERS:
        left -= holder(left)
    return left


def drop_unheld(digests: Iterable[str]) -> None:
    """Take from the disk what no room holds any more. The rows are gone already: what the disk does
    not give up now is left to the sweep, and does not keep the rest.
    """
    for digest in unheld(digests):
        try:
            path_of(digest).unlink(missing_ok=True)
        except OSError:
            log.exception("the file %s could not be removed", digest)
