"""Comparing: two sealed runs, two versions of a scheme, or one of each (then their rules)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kaoji.engine.scheme.model import Scheme
from kaoji.engine.seal.changes import (
    FactChange,
    InputChange,
    asked_changes,
    fact_changes,
    setting_changes,
    subject_changes,
)
from kaoji.engine.seal.moves import Move, moves
from kaoji.engine.seal.reasons import Changes, NodeText, Reasons
from kaoji.engine.seal.restore import Sealed
from kaoji.engine.seal.rules import RuleChange, rule_changes, whole_texts


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: a scheme, and the run where it is a sealed one."""

    file: str
    scheme: Scheme
    sealed: Sealed | None = None

    def as_json(self) -> dict[str, object]:
        """The side in the published shape."""
        run = {} if self.sealed is None else self.sealed.run
        return {
            "file": self.file,
            "kind": "scheme" if self.sealed is None else self.sealed.kind,
            "scheme": self.scheme.id,
            "title": self.scheme.title,
            "version": self.scheme.version,
            "period": run.get("period"),
            "engine": run.get("engine"),
            "digest": None if self.sealed is None else self.sealed.digest,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is otherwise."""

    before: Side
    after: Side
    run: tuple[InputChange, ...] = ()
    rules: tuple[RuleChange, ...] = ()
    parameters: tuple[InputChange, ...] = ()
    subjects: tuple[InputChange, ...] = ()
    facts: tuple[FactChange, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def is_same(self) -> bool:
        """Nothing is otherwise."""
        return not (
            self.run or self.rules or self.parameters or self.subjects or self.facts or self.moves
        )

    @property
    def only_the_run(self) -> bool:
        """Nothing but how the runs were asked for is otherwise."""
        return not (self.rules or self.parameters or self.subjects or self.facts)

    def as_json(self) -> dict[str, object]:
        """The comparison in the published shape."""
        return {
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            "same": self.is_same,
            "run": [_without(one, "what") for one in self.run],
            "rules": [one.as_json() for one in self.rules],
            "parameters": [_without(one, "what") for one in self.parameters],
            "subjects": [one.as_json() for one in self.subjects],
            "facts": [one.as_json() for one in self.facts],
            "moves": [one.as_json() for one in self.moves],
        }


def _without(change: InputChange, name: str) -> dict[str, object]:
    return {key: value for key, value in change.as_json().items() if key != name}


def compare(before: Side, *, after: Side) -> Comparison:
    """Hold one against the other."""
    old, new = before.sealed, after.sealed
    rules = tuple(_rules(before, after))
    if old is None or new is None:
        return Comparison(before, after, rules=rules)
    changes = Changes(
        rules,
        tuple(fact_changes(old, after=new)),
        tuple(setting_changes(old, after=new)),
        tuple(subject_changes(old, after=new)),
        tuple(asked_changes(old, after=new)),
    )
    reasons = Reasons(after.scheme, changes=changes, texts=_texts((old, new)))
    return Comparison(
        before,
        after,
        run=changes.run,
        rules=rules,
        parameters=changes.parameters,
        subjects=changes.subjects,
        facts=changes.facts,
        moves=tuple(moves(old.results, after=new.results, reasons=reasons)),
    )


def _rules(before: Side, after: Side) -> Iterator[RuleChange]:
    """Of the schemes themselves, and of those that feed both runs or one."""
    yield from rule_changes(before.scheme, after=after.scheme)
    if before.sealed is None or after.sealed is None:
        return
    old, new = (one.sealed.inputs.feeders for one in (before, after) if one.sealed)
    for name in dict.fromkeys((*old, *new)):
        yield from rule_changes(old.get(name), after=new.get(name))


def _texts(runs: Iterable[Sealed]) -> Mapping[str, NodeText]:
    """What the schemes say of each node, by its path, with what those say that feed it."""
    own: dict[str, str] = {}
    fed: dict[str, str] = {}
    for run in runs:
        for path, text in whole_texts(run.inputs.scheme).items():
            own[path] = f"{own.get(path, '')}\n{text}"
            for name, scheme in run.inputs.feeders.items():
                if name in text:
                    fed[path] = f"{fed.get(path, '')}\n{scheme.text}"
    return {path: NodeText(text, fed.get(path, "")) for path, text in own.items()}
