"""Binding rows to a scheme: what each row is, for whom and when, and every reason why not.

What a row is follows from its key (scheme.md §8): a quantity, a row of a list, a ballot, a plan
item, a parameter, or a given result that stands for a node's computation. Nothing is dropped in
silence: a row is bound, or a problem names it.
"""

from kaoji.engine.facts.bind.whole import bind_facts

__all__ = ["bind_facts"]
