"""Which files are still wanted: one file may prove a figure here and belong to a paper there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kaoji.web.files.store import path_of

#: Of some digests those that a room still holds.
Holder = Callable[[set[str]], set[str]]
_HOLDERS: list[Holder] = []


def hold_files(holder: Holder) -> None:
    """A room that keeps files says which; called once, when its application is ready."""
    if holder not in _HOLDERS:
        _HOLDERS.append(holder)


def drop_unheld(digests: Iterable[str]) -> None:
    """Take from the disk what no room holds any more."""
    left = set(digests)
    for holder in _HOLDERS:
        left -= holder(left)
    for digest in left:
        path_of(digest).unlink(missing_ok=True)
