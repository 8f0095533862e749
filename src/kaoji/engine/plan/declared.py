"""The columns that a scheme reads beside those of the contract, by their headers."""

from __future__ import annotations

from kaoji.engine.facts.bind.bound import COMMON_FIELDS
from kaoji.engine.plan.index import walk
from kaoji.engine.plan.lower import input_of
from kaoji.engine.scheme.model import Scheme


def declared_headers(*schemes: Scheme) -> frozenset[str]:
    """Every declared field of every leaf and fact, and those that every key has: such a header is
    never a typing error.
    """
    found = set(COMMON_FIELDS)
    for scheme in schemes:
        for item in walk(scheme.root):
            if not item.children:
                found.update(input_of(item).fields)
        for spec in scheme.facts:
            found.update(spec.fields)
    return frozenset(found)
