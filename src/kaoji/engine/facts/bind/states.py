"""The state of a row (状态): only what is confirmed counts; an empty state is a confirmed one."""

from __future__ import annotations

from kaoji.engine.facts.cells import shown
from kaoji.engine.facts.table import Cell
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak

COUNTED = frozenset({"", "已认定", "confirmed"})
PENDING = frozenset({"拟", "待认定", "已撤销", "proposed", "withdrawn"})


def unknown_state(cell: Cell) -> Problem:
    """A word that is no state."""
    return Problem(
        "unknown-word",
        speak("状态「{text}」不认识", text=shown(cell.text)),
        speak("写「已认定」「拟」或「已撤销」"),
        place=cell.place,
    )
