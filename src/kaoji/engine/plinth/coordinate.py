"""Coordinates: one way to name a value, on the command line, in cases, problems and JSON.

`甲乡:经济发展/财政收入@2016Q2` is subject, path and period; a field follows the path or the
period with a dot (`财政收入.目标@2016`). A path may be named by any unambiguous tail of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kaoji.engine.plinth.periods import Period, parse_period
from kaoji.engine.plinth.speech import ENGLISH, spoken_language

#: Subject of a coordinate that holds for all.
EVERYONE = "*"
#: Prefix of a subject that is a group, and its English twin.
GROUP = "组:"
GROUP_WORD = "group:"

#: Chinese keyboards write these full-width; they are read as their half-width forms.
_HALF_WIDTH = str.maketrans({"\uff1a": ":", "\uff20": "@", "\uff0f": "/", "\uff0e": "."})

_SEGMENT = r"[^\s/:@.*=](?:[^/:@.*=\n]*[^\s/:@.*=])?"
_COORDINATE = re.compile(
    rf"(?:(?P<subject>{GROUP}[^:@\n]*[^\s:@]|[^:@\n]*[^\s:@]):\s*)?"
    rf"(?P<path>{_SEGMENT}(?:/{_SEGMENT})*)"
    rf"(?:\.(?P<field>{_SEGMENT}))?"
    rf"(?:\s*@\s*(?P<period>\S+))?"
)


@dataclass(frozen=True, slots=True)
class Coordinate:
    """One value; a subject `组:名` is a group, `*` is everyone, `None` is not said."""

    subject: str | None
    path: str
    period: Period | None = None
    field: str | None = None

    def __str__(self) -> str:
        subject = "" if self.subject is None else f"{self.subject}:"
        own_field = "" if self.field is None else f".{self.field}"
        period = "" if self.period is None else f"@{self.period}"
        return f"{subject}{self.path}{own_field}{period}"


def canonical_subject(text: str) -> str:
    """A subject, or what begins with one: `group:hills` is 组:hills."""
    has_prefix = ":" in text and text[: len(GROUP_WORD)].casefold() == GROUP_WORD
    return f"{GROUP}{text[len(GROUP_WORD) :].lstrip()}" if has_prefix else text


def spoken_subject(text: str) -> str:
    """A subject in the language spoken: 组:hills is `group:hills`."""
    is_group = spoken_language() == ENGLISH and text.startswith(GROUP)
    return f"{GROUP_WORD}{text.removeprefix(GROUP)}" if is_group else text


def parse_coordinate(text: str) -> Coordinate | None:
    """Read a coordinate; `None` when the text is not one."""
    plain = canonical_subject(text.strip().translate(_HALF_WIDTH))
    found = _COORDINATE.fullmatch(plain)
    if found is None or found["subject"] == GROUP.rstrip(":"):
        return None
    period, late_field = _period_and_field(found["period"])
    if found["period"] and period is None:
        return None
    if late_field and found["field"]:
        return None
    return Coordinate(found["subject"], found["path"], period, found["field"] or late_field)


def _period_and_field(text: str | None) -> tuple[Period | None, str | None]:
    """The period, and the field that follows it with a dot (`@2016Q2.目标`)."""
    if text is None:
        return None, None
    period = parse_period(text)
    if period is not None:
        return period, None
    before, _, field = text.rpartition(".")
    return (parse_period(before), field) if re.fullmatch(_SEGMENT, field) else (None, None)


def matches_tail(path: str, *, tail: str) -> bool:
    """Tell whether the path ends with the tail, segment by whole segment."""
    return path == tail or path.endswith(f"/{tail}")


def resolve_tail(tail: str, *, paths: Iterable[str], aliases: Mapping[str, str]) -> tuple[str, ...]:
    """The full paths that the tail may mean: one is an answer, none or several a problem.

    A whole path means itself, even when it is the tail of another. Old names (`aliases`: old
    path → present path) are asked only when no present path fits.
    """
    present = tuple(dict.fromkeys(paths))
    if tail in present:
        return (tail,)
    fitting = tuple(path for path in present if matches_tail(path, tail=tail))
    if fitting:
        return fitting
    if tail in aliases:
        return (aliases[tail],)
    renamed = (path for old, path in aliases.items() if matches_tail(old, tail=tail))
    return tuple(dict.fromkeys(renamed))
