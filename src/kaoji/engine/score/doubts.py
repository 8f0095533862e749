"""What a refused row leaves open for those who read the subject: a superior, its peers.

A refused figure counts as missing and a list may still grow; what other rows would make up without
the refused one is in doubt as a whole. So is a node in which working out has found an error. A row
that names its period leaves open only what is read of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kaoji.engine.facts.book import WHOLLY, FactBook
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Annex, Node, Poll
from kaoji.engine.plinth.coordinate import parse_coordinate
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.model import ROOT

if TYPE_CHECKING:
    from kaoji.engine.score.plain import Run


def is_in_doubt(node: Node, *, spot: Spot, book: FactBook) -> bool:
    """Whether a refused row could have changed the node otherwise than by its figure or list."""
    fields = book.doubtful(node.path, subject=spot.subject, period=spot.period)
    if not fields or isinstance(node.way, Poll | Annex):
        return bool(fields)
    declared = () if node.spec is None else ("数值", *node.spec.fields)
    return bool(fields - {"", *declared})


def is_any_refused(facts: Iterable[str], *, book: FactBook) -> bool:
    """Whether one of the missing facts, by its name, may be what a refused row was to say."""
    return bool(book.doubts) and any(_may_be_refused(fact, book=book) for fact in facts)


def _may_be_refused(fact: str, *, book: FactBook) -> bool:
    at = parse_coordinate(fact)
    if at is None or at.subject is None or at.period is None:
        return True
    return bool(book.doubtful(at.path, subject=at.subject, period=at.period))


def doubt_what_was_refused(run: Run) -> bool:
    """Put in doubt the nodes in which working out found errors; whether there are new ones."""
    found = (*_found_wrong(run), *_refused_by_elders(run))
    new = [
        run.book.doubt(path, field=WHOLLY, subject=subject, period=period)
        for path, subject, period in found
    ]
    return any(new)


def _found_wrong(run: Run) -> Iterator[tuple[str, str, Period | None]]:
    """Node ("" for the whole of the subject), subject and period of each error of the run."""
    elders = run.elder_runs.values()
    told = {one for elder in elders for some in elder.book.refused.values() for one in some}
    for subject, problems in run.problems.items():
        for problem in problems:
            if problem.severity == "error" and problem not in told:
                path = problem.path or ""
                is_node = path != ROOT and path in run.plan.nodes
                yield path if is_node else "", subject, _earlier_period(problem, run=run)


def _earlier_period(problem: Problem, *, run: Run) -> Period | None:
    """The past period in which working out failed; what fails in the scored one may do so for what
    it reads of any other.
    """
    at = parse_coordinate(problem.coordinate or "")
    is_past = at is not None and at.period is not None and at.period.last_day < run.period.first_day
    return at.period if at is not None and is_past else None


def _refused_by_elders(run: Run) -> Iterator[tuple[str, str, Period | None]]:
    """The same of rows that earlier versions refused: their keys need not be ours, so no first
    value of ours stands for anything of then.
    """
    for elder in run.elder_runs.values():
        for subject in elder.book.refused:
            then = {
                period
                for (_path, who), rows in elder.book.doubts.items()
                for _field, period in rows
                if who == subject
            }
            yield from (("", subject, period) for period in then or {None})
