"""XML parts of workbooks as a stream of events, without document types and entities.

Namespaces are dropped: strict and transitional workbooks then look the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TypeAlias
from xml.parsers import expat

from kaoji.engine.facts.readers.archive import DAMAGE

_PIECE = 64 * 1024

#: What reading a broken part raises, the archive's own faults among them; an encoding that
#: nobody knows is a `LookupError`.
BROKEN = (*DAMAGE, expat.ExpatError, LookupError)


#: An element begins (with its attributes) or ends (`None`), and the text since the last event.
Event: TypeAlias = tuple[str, dict[str, str] | None, str]


class _LocalNames(dict[str, str]):
    """Expat's `namespace name` → the name alone, worked out once for each."""

    def __missing__(self, name: str) -> str:
        space, _, local = name.rpartition(" ")
        # The one namespace whose attributes repeat the names of another on the same element.
        local = f"calc-{local}" if "calcext" in space else local
        self[name] = local
        return local


class _Handlers:
    """Turns expat's calls into events, piece by piece of the file."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._names = _LocalNames()
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        for key in attributes:
            if " " in key:
                attributes = {self._names[key]: value for key, value in attributes.items()}
                break
        self.events.append((self._names[name], attributes, self._taken()))

    def end(self, name: str) -> None:
        self.events.append((self._names[name], None, self._taken()))

    def text(self, text: str) -> None:
        self._text.append(text)

    def _taken(self) -> str:
        """The text since the last event, joined once: adding piece to piece would be quadratic."""
        text = "".join(self._text)
        self._text.clear()
        return text

    def doctype(self, *_: object) -> None:
        raise ValueError("a workbook part declares no document type")


def events(stream: IO[bytes]) -> Iterator[Event]:
    """The events of one part; a broken part raises one of `BROKEN`."""
    handlers = _Handlers()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.CharacterDataHandler = handlers.text
    parser.StartDoctypeDeclHandler = handlers.doctype
    while piece := stream.read(_PIECE):
        parser.Parse(piece, False)  # noqa: FBT003 - expat takes no keywords
        yield from handlers.events
        handlers.events.clear()
    parser.Parse(b"", True)  # noqa: FBT003
    yield from handlers.events
