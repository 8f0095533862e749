"""What lines must be before anybody computes with them: texts, lists and records, or TypeError.

Right digests say that nobody has changed a line since, not that Kaoji has written it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

Told = Any  # what JSON may hold
_TEXT = {str}


def text(value: Told) -> str:
    """A text."""
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def maybe_text(value: Told) -> str | None:
    """A text or nothing."""
    return None if value is None else text(value)


def maybe_whole(value: Told) -> int | None:
    """A whole number or nothing."""
    if value is not None and type(value) is not int:
        raise TypeError(value)
    return value


def texts(value: Told) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list) or not set(map(type, value)) <= _TEXT:
        raise TypeError(value)
    return tuple(value)


def text_map(value: Told) -> dict[str, str]:
    """Texts by name."""
    return {name: text(one) for name, one in record(value).items()}


def record(value: Told, *, keys: Collection[str] = ()) -> Mapping[str, Told]:
    """A record that has at least these keys."""
    if not isinstance(value, dict) or not set(keys) <= value.keys():
        raise TypeError(value)
    return value


def records(value: Told, *, keys: Collection[str] = ()) -> tuple[Mapping[str, Told], ...]:
    """A list of such records."""
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(record(one, keys=keys) for one in value)
