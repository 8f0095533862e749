"""Which schemes are there: shipped packs and files in a folder, by 编号 and 版本.

Only the head of a file is read here, line by line; nothing is judged.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.words.keys import KEYS

_SUFFIXES = (".yaml", ".yml")
_ENDLESS = 2_000_000


@dataclass(frozen=True, slots=True)
class PackEntry:
    """A scheme file and what its head says."""

    id: str
    version: str
    title: str
    effective: str
    path: Path

    @property
    def reference(self) -> str:
        """How another scheme names it."""
        return f"{self.id}@{self.version}"


def packs_folder() -> Path:
    """Where shipped schemes are."""
    return Path(str(files("kaoji.packs.schemes")))


def shipped_schemes() -> tuple[PackEntry, ...]:
    """Every shipped scheme, by path."""
    return _entries(packs_folder().rglob("*"))


def heads_in(folder: Path) -> tuple[PackEntry, ...]:
    """Every scheme file of a folder, by name; nothing when it cannot be listed."""
    try:
        return _entries(folder.iterdir())
    except OSError:
        return ()


def _entries(paths: Iterator[Path]) -> tuple[PackEntry, ...]:
    chosen = sorted(path for path in paths if path.suffix in _SUFFIXES and path.is_file())
    read = (_entry(path) for path in chosen)
    return tuple(entry for entry in read if entry is not None)


def _heading(english: str) -> re.Pattern[str]:
    word = next(one for one in KEYS["scheme"] if one.en == english)
    keys = "|".join(re.escape(spelling) for spelling in word.spellings)
    value = r"\"(?P<quoted>[^\"\n]*)\"|'(?P<single>[^'\n]*)'|(?P<plain>[^\s#\"'][^\n]*?)"
    return re.compile(rf"^[\"']?(?:{keys})[\"']?\s*:[ ]+(?:{value})\s*(?:\s#.*)?$", re.MULTILINE)


_HEADINGS = {key: _heading(key) for key in ("id", "version", "scheme", "effective", "extends")}


def _entry(path: Path) -> PackEntry | None:
    """The head of a file; nothing when it has no 编号."""
    try:
        if path.stat().st_size > _ENDLESS:
            return None
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    found = {key: heading.search(text) for key, heading in _HEADINGS.items()}
    texts = {
        key: "" if one is None else (one["quoted"] or one["single"] or one["plain"] or "").strip()
        for key, one in found.items()
    }
    # An overlay that does not say one of the two keeps its base's.
    base_id, _, base_version = texts["extends"].rpartition("@")
    identity = texts["id"] or base_id
    if not identity:
        return None
    version = texts["version"] or base_version
    return PackEntry(identity, version, texts["scheme"], texts["effective"], path)


def find_scheme(name_or_path: str, *, among: tuple[PackEntry, ...] | None = None) -> Path | Problem:
    """The file of a scheme: a path, a shipped pack's 编号 (its newest version), or 编号@版本.

    `among` are the shipped ones, where they have been read already.
    """
    path = Path(name_or_path)
    is_file = os.path.isfile(path)  # noqa: PTH113 - a name that is too long is no fault, but no file
    if path.suffix in _SUFFIXES or is_file:
        return path if is_file else _no_file(name_or_path)
    entries = shipped_schemes() if among is None else among
    fitting = [one for one in entries if name_or_path in (one.id, one.reference)]
    if fitting:
        return max(fitting, key=lambda one: (one.effective, one.version)).path
    return _unknown(name_or_path, entries=entries)


def _no_file(name: str) -> Problem:
    return Problem(
        code="scheme-not-found",
        message=speak("没有“{name}”这个文件", name=name),
        remedy=speak("检查路径；自带的方案写编号（kaoji packs 列出）"),
    )


def _unknown(name: str, *, entries: tuple[PackEntry, ...]) -> Problem:
    identity = name.partition("@")[0]
    versions = [one.reference for one in entries if one.id == identity]
    near = nearest(name, known=[one.id for one in entries])
    if versions:
        remedy = speak("有这些版本：{versions}", versions=speak("、").join(versions))
    elif near:
        remedy = speak("是不是“{near}”？", near=near[0])
    else:
        remedy = speak("写文件的路径，或自带方案的编号（kaoji packs 列出）")
    return Problem(
        code="scheme-not-found",
        message=speak("“{name}”不是文件，也不是自带的方案", name=name),
        remedy=remedy,
    )
