"""The verbs of a page: on a phone the main one stands, the others wait behind 更多操作."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

#: With fewer than these beside the main verb there is room on a phone.
FEW = 2
_ALONE = frozenset({"br", "hr", "img", "input", "link", "meta"})
_MAIN = "kj-button-main"


@dataclass(slots=True)
class Verb:
    """One element among the verbs of a page: its markup, and whether the main button is in it."""

    markup: str
    is_main: bool


@dataclass(slots=True)
class _Reader(HTMLParser):
    """Takes markup apart at its outermost elements."""

    text: str
    found: list[Verb] = field(default_factory=list)
    depth: int = 0
    start: int = 0
    is_main: bool = False

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=False)
        self.begins = [0]
        for line in self.text.split("\n"):
            self.begins.append(self.begins[-1] + len(line) + 1)
        self.feed(self.text)
        self.close()
        if self.depth:  # never closed: shown as it is
            self._end(len(self.text))

    @property
    def place(self) -> int:
        line, column = self.getpos()
        return self.begins[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.depth:
            self.start, self.is_main = self.place, False
        self.is_main = self.is_main or _MAIN in (dict(attrs).get("class") or "").split()
        if tag not in _ALONE:
            self.depth += 1
        elif not self.depth:
            self._end(self.place + len(self.get_starttag_text() or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<path/>` begins and ends at once."""
        if not self.depth:
            self.handle_starttag(tag, attrs)
            self.depth = 0

    def handle_endtag(self, tag: str) -> None:
        if tag in _ALONE or not self.depth:
            return
        self.depth -= 1
        if not self.depth:
            self._end(self.text.index(">", self.place) + 1)

    def handle_data(self, data: str) -> None:
        """Words that stand in no element are one of the verbs."""
        if not self.depth and data.strip():
            self.found.append(Verb(data, is_main=False))

    def _end(self, end: int) -> None:
        self.found.append(Verb(self.text[self.start : end], self.is_main))


def verbs_in(markup: str) -> tuple[Verb, ...]:
    """The verbs in the markup of a page's actions, in their order."""
    return tuple(_Reader(markup).found)


def are_many(verbs: tuple[Verb, ...]) -> bool:
    """Whether a phone hides all but the main one."""
    return sum(not one.is_main for one in verbs) >= FEW
