"""From a table, a layout and answers to the draft: pure, and the same every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kaoji.engine.drafting.asking import Answer, Desk, Question
from kaoji.engine.drafting.layout import Layout, Meaning
from kaoji.engine.drafting.outline import Leaf, Outline, outline_of
from kaoji.engine.drafting.settle import Item, settled
from kaoji.engine.drafting.sheet import Cell, Table
from kaoji.engine.drafting.sums import Sums, sums_of, unchecked
from kaoji.engine.drafting.write import Heading, scheme_text


@dataclass(frozen=True, slots=True)
class Draft:
    """What a table comes to so far."""

    items: tuple[Item, ...]
    questions: tuple[Question, ...]
    unused: tuple[Cell, ...]
    outline: Outline
    sums: Sums

    @property
    def open_count(self) -> int:
        """Questions that nobody has answered."""
        return sum(not one.is_answered for one in self.questions)

    def text(self, heading: Heading) -> str:
        """The scheme's text. Worth reading only when no question is left."""
        return scheme_text(
            self.items, outline=self.outline, sums=self.sums, heading=heading, unused=self.unused
        )


def draft_of(table: Table, *, layout: Layout, answers: Mapping[str, Answer]) -> Draft:
    """Read the table by the layout and settle it by the answers."""
    outline = outline_of(table, layout=layout)
    desk = Desk(answers)
    is_share = bool(layout.columns(Meaning.WEIGHT)) and not layout.columns(Meaning.POINTS)
    items = settled(outline.leaves, desk=desk, is_share=is_share)
    sums = sums_of(items, outline=outline, desk=desk)
    unused = tuple(_unused(table, outline=outline, items=items))
    questions = tuple(desk.asked)
    return Draft(items, questions, unused, outline, sums)


def _unused(table: Table, *, outline: Outline, items: tuple[Item, ...]) -> Iterator[Cell]:
    """Cells that nothing was made of, and those of rows, groups and sums that were left out."""
    kept = {cell.address for item in items for cell in cells_of(item.leaf)}
    left = {cell.address for leaf in outline.leaves for cell in cells_of(leaf)} - kept
    groups = {item.leaf.path[:n] for item in items for n in range(1, len(item.leaf.path) + 1)}
    left |= {cell.address for path, cell in outline.groups.items() if path not in groups}
    left |= {one.cell.address for one in unchecked(outline, items=items)}
    for cell in table.own_cells:
        if cell.address in left or cell.address not in outline.used:
            yield cell


def cells_of(leaf: Leaf) -> Iterator[Cell]:
    """Every cell that an indicator was made of."""
    yield leaf.cell
    if leaf.points is not None:
        yield leaf.points
    for found in (leaf.rules, leaf.sources, leaf.units, leaf.serials, leaf.remarks):
        yield from found
