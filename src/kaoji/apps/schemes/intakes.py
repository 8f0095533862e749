"""An uploaded table as its pages show it: cells, layout, questions, what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kaoji.apps.schemes.models import Intake, Regulation
from kaoji.engine.drafting.asking import Answer
from kaoji.engine.drafting.draft import Draft, draft_of
from kaoji.engine.drafting.layout import Layout, Meaning, propose
from kaoji.engine.drafting.outline import outline_of
from kaoji.engine.drafting.regulation import Passage, propose_clause
from kaoji.engine.drafting.sheet import Table, table_of
from kaoji.engine.drafting.write import Heading
from kaoji.engine.plinth.exact import exact_text


def table_in(intake: Intake, *, sheet: int | None = None) -> Table:
    """The sheet that is worked on."""
    return table_of(intake.tables[intake.sheet if sheet is None else sheet])


def layout_in(intake: Intake) -> Layout:
    """The layout as it stands: confirmed, or proposed."""
    told = intake.layout
    if not told:
        return propose(table_in(intake))
    meanings = {int(at): Meaning(one) for at, one in told["meanings"].items()}
    return Layout(told["head_first"], told["head_last"], told["last"], meanings)


def layout_as_json(layout: Layout) -> dict[str, Any]:
    """A layout as it is stored."""
    return {
        "head_first": layout.head_first,
        "head_last": layout.head_last,
        "last": layout.last,
        "meanings": {str(at): str(one) for at, one in layout.meanings.items()},
    }


def answers_in(intake: Intake) -> dict[str, Answer]:
    """The answers as they stand."""
    return {key: Answer(*one) for key, one in intake.answers.items()}


def draft_in(intake: Intake) -> Draft:
    """What the table comes to by the answers so far."""
    return draft_of(table_in(intake), layout=layout_in(intake), answers=answers_in(intake))


def title_in(intake: Intake) -> str:
    """What the scheme is called unless somebody says otherwise."""
    table = table_in(intake)
    found = outline_of(table, layout=layout_in(intake)).title
    return found or intake.file_name.rpartition(".")[0]


def heading_in(intake: Intake) -> Heading:
    """The head of the scheme."""
    told: Mapping[str, Any] = intake.heading
    regulation: Regulation | None = intake.regulation
    basis = intake.file_name.rpartition(".")[0] if regulation is None else regulation.title
    return Heading(
        told["title"], told["key"], told["subject"], int(told["year"]), basis,
        table_in(intake).name, intake.clauses,
    )  # fmt: skip


def passages_in(regulation: Regulation) -> tuple[Passage, ...]:
    """The passages of a regulation."""
    return tuple(Passage(*one) for one in regulation.passages)


def proposed_clauses(intake: Intake, *, regulation: Regulation, draft: Draft) -> dict[str, str]:
    """The clause of each indicator: as chosen for this regulation, else by name and points."""
    passages = passages_in(regulation)
    chosen = intake.clauses if intake.regulation_id == regulation.pk else {}
    found = {}
    for item in draft.items:
        points = "" if item.points is None else exact_text(item.points)
        cell = item.leaf.cell.address
        guess = propose_clause(item.leaf.name, points=points, passages=passages)
        found[cell] = chosen.get(cell, "" if chosen else guess)
    return found


def other_sheets(intake: Intake) -> tuple[Table, ...]:
    """Sheets of the file that are not worked on: nothing of them is used."""
    return tuple(table_of(one) for at, one in enumerate(intake.tables) if at != intake.sheet)
