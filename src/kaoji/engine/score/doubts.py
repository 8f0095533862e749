"""What a refused row leaves open for those who read the subject: a superior, its peers.

A refused figure counts as missing and a list may still grow; what other rows would make up without
the refused one is in doubt as a whole. So is a node in which working out has found an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaoji.engine.facts.book import WHOLLY, FactBook
from kaoji.engine.plan.nodes import Annex, Node, Poll
from kaoji.engine.scheme.model import ROOT

if TYPE_CHECKING:
    from kaoji.engine.score.plain import Run


def is_in_doubt(node: Node, *, subject: str, book: FactBook) -> bool:
    """Whether a refused row could have changed the node otherwise than by its figure or list."""
    fields = book.doubtful(node.path, subject=subject)
    if not fields or isinstance(node.way, Poll | Annex):
        return bool(fields)
    declared = () if node.spec is None else ("数值", *node.spec.fields)
    return bool(fields - {"", *declared})


def doubt_what_was_refused(run: Run) -> bool:
    """Put in doubt the nodes in which working out found errors; whether there are new ones."""
    is_new = False
    for subject, problems in run.problems.items():
        for problem in problems:
            if problem.severity != "error":
                continue
            path = problem.path or ""
            if path == ROOT or path not in run.plan.nodes:
                path = ""  # it is about the whole: nothing of the subject is trusted
            if WHOLLY not in run.book.doubtful(path, subject=subject):
                run.book.doubt(path, field=WHOLLY, subject=subject)
                is_new = True
    return is_new
