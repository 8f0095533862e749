"""What the page of a result's papers shows: each paper with where it stands, who has not signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaoji.apps.appraisals.models import Final
from kaoji.apps.documents.enums import PaperState
from kaoji.apps.documents.models import Paper, Receipt
from kaoji.apps.feedback.actions.lettering import waiting_for
from kaoji.apps.feedback.enums import Step
from kaoji.apps.feedback.papers.letters import NOTICE, key_of


@dataclass(frozen=True, slots=True)
class Line:
    """A paper that is to be: to whom, and the paper once it is drafted."""

    name: str
    paper: Paper | None
    is_notice: bool = False

    @property
    def receipts(self) -> list[Receipt]:
        """Who gets it."""
        return list(self.paper.receipts.all()) if self.paper is not None else []

    @property
    def silent(self) -> list[Receipt]:
        """Who has not signed for it, once it is issued."""
        if self.paper is None or self.paper.state != PaperState.ISSUED:
            return []
        return [one for one in self.receipts if one.signed_at is None]

    @property
    def signed(self) -> int:
        """How many have signed."""
        return sum(one.signed_at is not None for one in self.receipts)

    @property
    def shape(self) -> str:
        """The shape of its state."""
        if self.paper is None:
            return "idle"
        return "done" if self.paper.state == PaperState.ISSUED else "going"


@dataclass(frozen=True, slots=True)
class Overview:
    """All papers of a result."""

    lines: tuple[Line, ...]
    papers: tuple[Paper, ...]

    @property
    def undrafted(self) -> int:
        """How many are not there yet."""
        return sum(one.paper is None for one in self.lines)

    @property
    def issued(self) -> int:
        """How many are out."""
        return sum(one.paper is not None and one.paper.is_numbered for one in self.lines)

    @property
    def silent(self) -> list[tuple[Line, Receipt]]:
        """Every receipt that is not signed."""
        return [(line, one) for line in self.lines for one in line.silent]

    @property
    def steps(self) -> list[tuple[Step, int]]:
        """What can be done with several now, and with how many."""
        found = [(step, len(waiting_for(step, papers=self.papers))) for step in Step]
        return [(step, count) for step, count in found if count]


def overview_of(final: Final, *, names: Sequence[tuple[int, str]], papers: Sequence[Paper],
                notice: str) -> Overview:  # fmt: skip
    """The notice first, then the letters as the units stand."""
    held = {one.origin_key: one for one in papers}
    lines = [Line(notice, held.get(key_of(final, what=NOTICE)), is_notice=True)]
    lines += [Line(name, held.get(key_of(final, what=str(key)))) for key, name in names]
    return Overview(tuple(lines), tuple(papers))
