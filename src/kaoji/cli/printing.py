r"""The one place where text leaves for a stream: what could steer a terminal is shown, not sent.

Names and messages come from files of others. A control character, an escape sequence or a sign
that turns the direction of writing could make a screen show what is not there; it is written as
its code (`\x1b`, `\u202e`). So is half a pair, which no stream can encode. A line stays one line.
"""

from __future__ import annotations

import json
import os
import re
import sys

import click

#: C0 and C1 controls, signs that turn the direction of writing, line separators, halves of pairs.
_STEERING = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_UNSEEN = re.compile(f"[{_STEERING}]")
#: JSON escapes the first of them itself, and its own line breaks are wanted.
_UNSEEN_IN_JSON = re.compile(f"[{_STEERING.removeprefix(chr(0) + '-' + chr(0x1F))}]")
_UNSEEN_IN_LINES = re.compile(f"(?!\n)[{_STEERING}]")
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_ONE_BYTE = 0x100


class Painted(str):
    """A line with colours of our own: what it holds is visible already."""

    __slots__ = ()


def visible(text: str) -> str:
    """The text with everything that could steer a terminal written as its code."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub(_as_code, text)


def _as_code(found: re.Match[str]) -> str:
    sign = found[0]
    number = ord(sign)
    return _SHORT.get(sign) or (f"\\x{number:02x}" if number < _ONE_BYTE else f"\\u{number:04x}")


def coloured(text: str, *, colour: str | None) -> str:
    """The text in a colour; the stream decides whether it is shown."""
    return text if colour is None else Painted(click.style(visible(text), fg=colour))


def say(text: str, *, err: bool = False) -> None:
    """One line of the result."""
    shown = text if isinstance(text, Painted) else visible(text)
    click.echo(shown, err=err, color=_colour())


def say_lines(text: str, *, err: bool = False) -> None:
    """A text whose line breaks are our own."""
    for line in text.split("\n"):
        say(line, err=err)


def note(text: str) -> None:
    """A remark beside the result."""
    say(text, err=True)


def say_json(value: object, *, command: str | None = None) -> None:
    """The result of a command as JSON, in the language spoken; or what has none."""
    from kaoji.cli.schemas.spoken import spoken_json  # heavier than a help page

    click.echo(json_text(value if command is None else spoken_json(value, command=command)))


def json_text(value: object) -> str:
    """A value as JSON: the same data, escaped where a terminal could be steered."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _UNSEEN_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def say_data(line: str) -> None:
    """A record of a table as data: as it is, but a person at a terminal sees its signs as codes."""
    click.echo(_UNSEEN_IN_LINES.sub(_as_code, line) if sys.stdout.isatty() else line)


def _colour() -> bool | None:
    """No colour when the office wants none; else where the stream is a terminal."""
    return False if os.environ.get("NO_COLOR") else None


def settle_streams() -> None:
    """UTF-8 off a terminal; a character that a stream cannot encode is written as its code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="backslashreplace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace")
