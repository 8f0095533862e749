"""The foot between its lines, at the lower edge of the last page (clause 7.4).

It stands in a text box that is anchored to the last paragraph: the one way that Word, WPS and
LibreOffice all keep at the edge.
"""

from __future__ import annotations

from collections.abc import Iterator

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.shared import Mm, Twips
from docx.text.paragraph import Paragraph as Drawn

from kaoji.engine.paper import measures
from kaoji.engine.paper.docx.ooxml import Shape, Type, set_rule, set_type
from kaoji.engine.paper.docx.tables import Writer
from kaoji.engine.paper.elements import Foot, day_text

_TYPE = Type(size=measures.SMALL_SIZE, pitch=0)
_LINE, _RULE = 2200, 200
#: Lines in eighths of a point: 0.35 mm outside, 0.25 mm inside.
_OUTER, _INNER = 8, 6
#: Quarters of a character of 14 points that fit between one character free on either side.
_ROOM = measures.CHARACTERS * measures.CHARACTER_PITCH * 4 // measures.SMALL_SIZE - 8
_WIDTH = measures.CHARACTERS * measures.CHARACTER_PITCH // 100

_BOX = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:rect filled="f" stroked="f"
 style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;z-index:1;\
mso-position-horizontal:left;mso-position-horizontal-relative:margin;\
mso-position-vertical:bottom;mso-position-vertical-relative:margin">
<v:textbox inset="0,0,0,0"><w:txbxContent/></v:textbox></v:rect></w:pict></w:r>"""


def add_foot(foot: Foot, *, writer: Writer) -> None:
    """Who else gets it, who printed it and when."""
    anchor = writer.document.paragraphs[-1]
    lines = list(_lines(writer, foot))
    ruled = [_rule(writer, _OUTER)]
    for place, paragraph in enumerate(lines, start=1):
        ruled += [paragraph, _rule(writer, _INNER if place < len(lines) else _OUTER)]
    height = sum(_rows(paragraph.text) for paragraph in lines) * _LINE // 100 + 8
    box = parse_xml(_BOX.format(width=_WIDTH, height=height))
    anchor._element.append(box)
    content = next(one for one in box.iter() if one.tag.endswith("}txbxContent"))
    content.extend(paragraph._element for paragraph in ruled)


def _rule(writer: Writer, weight: int) -> Drawn:
    """A line as wide as the text: those of paragraphs would keep to their indents."""
    paragraph = writer.line("", shape=Shape("left", line=_RULE))
    set_rule(paragraph, side="top", colour="000000", weight=weight, space=0)
    return paragraph


def _lines(writer: Writer, foot: Foot) -> Iterator[Drawn]:
    if foot.copies_to:
        copies = "抄送：" + "，".join(foot.copies_to) + "。"
        shape = Shape("left", left=400, right=100, first=-300, line=_LINE)
        yield writer.line(copies, shape=shape, type_=_TYPE)
    if foot.printed_by or foot.printed_on:
        printed = writer.line(
            foot.printed_by, shape=Shape("left", left=100, line=_LINE), type_=_TYPE
        )
        if foot.printed_on:
            edge = Mm(measures.TEXT_WIDTH) - Twips(measures.SMALL_SIZE // 5)
            printed.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
            set_type(printed.add_run("\t" + day_text(foot.printed_on) + "印发"), type_=_TYPE)
        yield printed


def _rows(text: str) -> int:
    """How many lines a text takes in the foot."""
    return -(-measures.width_of(text) // _ROOM)
