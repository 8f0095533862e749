"""The parts of WordprocessingML that python-docx has no word for.

Lengths arrive in hundredths of a point or in millimetres and leave in the units of the format:
twentieths of a point, halves of a point.
"""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as Drawn
from docx.text.run import Run

from kaoji.engine.paper.measures import BODY_FONT, BODY_SIZE, CHARACTER_PITCH, LINE_PITCH

#: 25.4 mm are 1440 twentieths of a point.
_TWIPS, _MILLIMETRES = 14400, 254

_AFTER_BORDERS = {qn("w:tabs"), qn("w:adjustRightInd")}


@dataclass(frozen=True, slots=True)
class Type:
    """How characters look. `pitch` 0 leaves them as wide as they are."""

    font: str = BODY_FONT
    size: int = BODY_SIZE
    colour: str = ""
    pitch: int = CHARACTER_PITCH


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands; indents are characters of the text in hundredths, heights are
    points in hundredths. What is higher or lower than a line of the text stands off the grid.
    """

    align: str = "both"
    first: int = 0
    left: int = 0
    right: int = 0
    line: int = LINE_PITCH
    before: int = 0
    keep: bool = False
    on_grid: bool = True
    may_grow: bool = False


def twips(millimetres: int) -> int:
    """Millimetres in twentieths of a point, to the nearest."""
    return (millimetres * _TWIPS + _MILLIMETRES // 2) // _MILLIMETRES


def points(hundredths: int) -> int:
    """Hundredths of a point in twentieths, to the nearest."""
    return (hundredths + 2) // 5


def element(tag: str, **attributes: object) -> BaseOxmlElement:
    """An element of the main namespace with attributes of it: `element("w:jc", val="right")`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def set_type(run: Run, *, type_: Type) -> None:
    """Give a run its font for both scripts, its size, colour and pitch."""
    properties = run._element.get_or_add_rPr()
    latin = "Times New Roman"
    properties.append(
        element("w:rFonts", ascii=latin, hAnsi=latin, eastAsia=type_.font, hint="eastAsia")
    )
    if type_.colour:
        properties.append(element("w:color", val=type_.colour))
    if type_.pitch and type_.size == BODY_SIZE:
        properties.append(element("w:spacing", val=points(type_.pitch - BODY_SIZE)))
    properties.append(element("w:sz", val=type_.size // 50))
    properties.append(element("w:szCs", val=type_.size // 50))


def set_shape(paragraph: Drawn, *, shape: Shape) -> None:
    """Give a paragraph its lines, its indents and its side."""
    properties = paragraph._element.get_or_add_pPr()
    if shape.keep:
        properties.append(element("w:keepNext"))
    properties.append(element("w:widowControl", val=0))
    properties.append(element("w:adjustRightInd", val=0))
    if not shape.on_grid:
        properties.append(element("w:snapToGrid", val=0))
    rule = "atLeast" if shape.may_grow else "exact"
    properties.append(
        element(
            "w:spacing",
            before=points(shape.before),
            after=0,
            line=points(shape.line),
            lineRule=rule,
        )
    )
    indents = {"firstLine": shape.first, "left": shape.left, "right": shape.right}
    given = {name: chars for name, chars in indents.items() if chars}
    if given:
        properties.append(element("w:ind", **_indents(given)))
    properties.append(element("w:jc", val=shape.align))


def _indents(given: dict[str, int]) -> dict[str, int]:
    """Indents as lengths: programs differ in what they take for the width of a character."""
    return {
        "hanging" if name == "firstLine" and chars < 0 else name: points(
            abs(chars) * CHARACTER_PITCH // 100
        )
        for name, chars in given.items()
    }


def set_rule(paragraph: Drawn, *, side: str, colour: str, weight: int, space: int) -> None:
    """Draw the one line along a paragraph: weight in eighths of a point, space in points."""
    properties = paragraph._element.get_or_add_pPr()
    borders = element("w:pBdr")
    next(one for one in properties if one.tag in _AFTER_BORDERS).addprevious(borders)
    borders.append(element(f"w:{side}", val="single", sz=weight, space=space, color=colour))


def add_page_number(paragraph: Drawn, *, type_: Type) -> None:
    """— 1 —, the number a field that the reader's program fills in."""
    for text, field in (("— ", ""), ("", "begin"), ("PAGE", "instr"), ("", "end"), (" —", "")):
        run = paragraph.add_run("" if field else text)
        set_type(run, type_=type_)
        if field in ("begin", "end"):
            run._element.append(element("w:fldChar", fldCharType=field))
        elif field:
            instruction = element("w:instrText")
            instruction.text = text
            run._element.append(instruction)
