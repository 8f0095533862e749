"""Who else may read what an installation keeps: nobody, and that is looked at before each start.

What we make ourselves is ours alone; a folder that stood there before, or was copied, may not be.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from kaoji.site.faults import OperatingError

#: What opens everything by itself: with one of them nothing starts while others may read it.
KEYS = ("secret-key", "audit-key", "code-key")
#: What holds what people have entered.
_KEPT = ("kaoji.sqlite3", "kaoji.sqlite3-wal", "kaoji.sqlite3-shm")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def refuse_open_keys(folder: Path) -> None:
    """Whoever has the keys can sign in as anybody, and sign the log."""
    for key in _open_within(folder, KEYS):
        raise OperatingError(
            f"{key}：同组或其他用户读得到密钥，凭它可以冒充别人。"
            f"请先运行 chmod 700 {folder} && chmod 600 {key} ，再启动"
        )


def told_of_modes(folder: Path, *, backups: Path) -> Iterator[str]:
    """A sentence, with its remedy, for what others may read beside the keys."""
    for place in (folder, backups):
        if _is_open(place):
            yield f"注意：{place} 同组或其他用户可以进入。请运行 chmod 700 {place}"
    for place in _open_within(folder, _KEPT):
        yield f"注意：{place} 同组或其他用户读得到。请运行 chmod 600 {place}"


def _open_within(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """Files that others may read; into a folder of ours alone nobody else comes."""
    if _is_open(folder):
        yield from (folder / name for name in names if _is_open(folder / name))


def _is_open(place: Path) -> bool:
    try:
        return bool(place.stat().st_mode & _OTHERS)
    except FileNotFoundError:
        return False
