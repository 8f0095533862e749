"""What a refused row leaves open for those who read the subject: a superior, its peers.

A refused figure is missing by itself and a list may still grow; what other rows would make up
without the refused one is in doubt as a whole.
"""

from __future__ import annotations

from kaoji.engine.facts.book import FactBook
from kaoji.engine.plan.nodes import Annex, Node, Poll


def is_in_doubt(node: Node, *, subject: str, book: FactBook) -> bool:
    """Whether a refused row could have changed the node otherwise than by its figure or list."""
    fields = book.doubtful(node.path, subject=subject)
    if not fields or isinstance(node.way, Poll | Annex):
        return bool(fields)
    declared = () if node.spec is None else ("数值", *node.spec.fields)
    return bool(fields - {"", *declared})
