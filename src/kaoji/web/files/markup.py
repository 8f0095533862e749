"""XML of a paper as the program reads it that opens the paper: words, formulas, ways outside.

A parser tells them, for whatever can be written in several ways (prefixes, escapes, sections) is
found by no pattern. Declarations of entities have been refused before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from kaoji.web.files.refusing import refuse

_SAFE = ("http:", "https:", "mailto:", "#")


@dataclass(slots=True)
class Markup:
    """What a part says: all its words, its formulas one by one, whether it leads outside."""

    words: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    leads_outside: bool = False
    is_in_formula: bool = False

    def begins(self, name: str, told: Mapping[str, str]) -> None:
        """An element begins."""
        match _plain(name):
            case "Relationship":
                self.leads_outside |= _leads_outside({_plain(one): told[one] for one in told})
            case "f":
                self.is_in_formula = True
                self.formulas.append("")

    def ends(self, name: str) -> None:
        """An element ends."""
        self.is_in_formula = self.is_in_formula and _plain(name) != "f"

    def says(self, text: str) -> None:
        """Words stand between."""
        self.words.append(text)
        if self.is_in_formula:
            self.formulas[-1] += text


def markup_of(part: bytes) -> Markup:
    """Read a part; one that no program could read is refused."""
    found, parser = Markup(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = found.begins
    parser.EndElementHandler = found.ends
    parser.CharacterDataHandler = found.says
    try:
        parser.Parse(part, True)  # noqa: FBT003 - expat takes no keywords
    except (expat.ExpatError, LookupError, ValueError):
        refuse("package-broken", reason=_("文件损坏，打不开"), remedy=_("请重新另存后再传"))
    return found


def _plain(name: str) -> str:
    return name.rpartition(":")[2]


def _leads_outside(told: Mapping[str, str]) -> bool:
    """Links that somebody has to click lead outside by right; nothing else does."""
    if told.get("TargetMode", "").strip().casefold() != "external":
        return False
    is_link = told.get("Type", "").strip().endswith("/hyperlink")
    return not (is_link and told.get("Target", "").strip().casefold().startswith(_SAFE))
