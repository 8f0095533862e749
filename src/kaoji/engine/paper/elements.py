"""What stands in an official paper, in the order of GB/T 9704-2012, clause 7.

A paper is content only; sizes and fonts belong to `measures` and the two writers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kaoji.engine.paper.numbering import PaperNumber


@dataclass(frozen=True, slots=True)
class Head:
    """The red head (版头, clause 7.2): who issues, under which number."""

    issuer: str  # 发文机关标志, as printed in red
    number: PaperNumber | None = None
    signers: tuple[str, ...] = ()  # 签发人: papers to a higher body only
    urgency: str = ""  # 特急 or 加急


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a level 1–4: 一、 （一） 1. （1） (clause 7.3.3)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text, its first line two characters in.

    `lead` opens the paragraph in the font of its level: a heading that the text goes on from.
    """

    text: str
    lead: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its share of the width, and how its cells stand."""

    head: str
    share: int = 1
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its head is repeated on every page, no row is cut by the end of a page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes to sign in, side by side: who signs, with room for name, seal and day."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page, as an annex does (clause 7.3.8)."""


Block = Heading | Paragraph | Table | Boxes | PageBreak


@dataclass(frozen=True, slots=True)
class Foot:
    """The foot (版记, clause 7.4): who else gets it, who printed it and when."""

    copies_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None

    @property
    def is_filled(self) -> bool:
        """Whether anything stands in it; an empty foot is not printed."""
        return bool(self.copies_to or self.printed_by or self.printed_on)


@dataclass(frozen=True, slots=True)
class Paper:
    """An official paper.

    `state` is printed above the head while the paper is not issued: 征求意见稿, 试运行 and such.
    `running` stands small above the text of every page: which version the page is of. `is_wide`:
    on A3 across, for tables with many columns.
    """

    title: str
    blocks: tuple[Block, ...]
    head: Head | None = None
    addressee: str = ""  # 主送机关
    attachments: tuple[str, ...] = ()  # 附件说明
    signed_by: str = ""  # 发文机关署名
    signed_on: date | None = None  # 成文日期
    remark: str = ""  # 附注
    foot: Foot = field(default=Foot())
    state: str = ""
    running: str = ""
    is_wide: bool = False


def day_text(day: date) -> str:
    """The day in Arabic numerals without leading zeros (clause 7.3.5.4): 2026年3月1日."""
    return "{}年{}月{}日".format(day.year, day.month, day.day)  # noqa: UP032 - it is not spoken
