"""What a printed page says, read with the standard library's parser."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

#: What has no end tag.
VOID = {"meta", "br", "hr", "img", "link", "col"}


@dataclass
class Page(HTMLParser):
    """Tables as rows of cells, headings, and everything that is not balanced or not our own."""

    tables: list[list[list[str]]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.tables[-1][-1].append("")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "src", "href"):
                self.faults.append(f"{tag} {name}={value}")
        if tag == "script":
            self.faults.append("script")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_data(self, data):
        text = " ".join(data.split())
        if not text:
            return
        if self.open and self.open[-1] == "style":
            return
        self.texts.append((self.open[-1] if self.open else "", text))
        if {"td", "th"} & set(self.open):
            self.tables[-1][-1][-1] += text

    @property
    def words(self):
        return " ".join(text for _, text in self.texts)


def read(html):
    page = Page()
    page.feed(html)
    page.close()
    assert page.faults == []
    assert page.open == []
    return page
