"""Parameters changed: the row that sets one for all, else as `--set` would set it."""

from __future__ import annotations

from collections.abc import Iterable

from kaoji.engine.scheme.load.overlay import Overlay, named_in
from kaoji.engine.scheme.model import Parameter, Scheme
from kaoji.engine.scheme.source import Block, Entry, Node, Scalar
from kaoji.engine.whatif.change import HERE, Change, Made
from kaoji.engine.whatif.facts import Ledger


def settings_of(
    changes: Iterable[Change], *, scheme: Scheme, was: Scheme, ledger: Ledger
) -> Overlay:
    """An overlay for the parameters that no row of the facts sets; rows change in the ledger.

    `was` is the scheme with the parameters that the run has set already.
    """
    entries: list[Entry] = []
    known = {one.name: one for one in (*scheme.parameters, *was.parameters)}
    for change in changes:
        name, group = _named(change.path, known=tuple(known))
        if name in known and not group and ledger.set_parameter(change, name=name):
            continue
        value: Node = Scalar(change.value, quoted=False, place=HERE)
        if group:
            value = Block((Entry(Scalar(group, quoted=False, place=HERE), value),), HERE)
        entries.append(Entry(Scalar(name, quoted=False, place=HERE), value))
        before = _stated(known[name], group=group) if name in known else None
        ledger.made.append(Made(change, before, change.value))
    return Overlay(tuple(entries))


def _named(text: str, *, known: tuple[str, ...]) -> tuple[str, str]:
    """A parameter and, behind a dot, the class for which it is set."""
    found = named_in(known, text=text)
    if found is not None:
        return found, ""
    head, _, group = text.rpartition(".")
    found = named_in(known, text=head) if head else None
    return (text, "") if found is None else (found, group.strip())


def _stated(parameter: Parameter, *, group: str) -> str | None:
    """What the scheme, or the run, says so far."""
    formula = parameter.by_class.get(group) or parameter.default
    return None if formula is None else formula.text
