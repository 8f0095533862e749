"""Results as lines, and what of them is held against a recomputation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.score.result import Result
from kaoji.engine.seal import shapes
from kaoji.engine.seal.canonical import canonical
from kaoji.engine.seal.tables import problem_record

Record = Mapping[str, Any]

#: Sentences: a newer engine may word them otherwise, and nothing is decided by them.
_WORDED = frozenset({"warnings"})
ALL = ""
#: The decision of a quota is the same one where these are.
_DECISION = ("what", "kind", "group")


@dataclass(frozen=True, slots=True)
class Results:
    """What a run came to, as the contract's shapes."""

    subjects: tuple[Record, ...] = ()
    decisions: tuple[Record, ...] = ()
    problems: tuple[Record, ...] = ()
    remarks: tuple[Record, ...] = ()  # what reading and checking told beside the run
    #: Of a public seal: by subject the keys that its own facts do not recompute; under ALL what
    #: is so of the whole.
    stated: Mapping[str, Sequence[str]] = field(default_factory=dict)


def results_of(result: Result, *, remarks: Iterable[Problem] = ()) -> Results:
    """The results of a run, with what was told beside it."""
    return Results(
        tuple(
            {**one.as_json(), "problems": list(map(problem_record, one.problems))}
            for one in result.subjects
        ),
        tuple(one.as_json() for one in result.decisions),
        tuple(map(problem_record, result.problems)),
        tuple(map(problem_record, remarks)),
    )


def result_records(results: Results) -> Iterator[object]:
    """The lines of results."""
    if ALL in results.stated:
        yield {"stated": list(results.stated[ALL])}
    for one in results.subjects:
        record: dict[str, object] = {"subject": one}
        if one["subject"] in results.stated:
            record["stated"] = list(results.stated[one["subject"]])
        yield record
    yield from ({"decision": one} for one in results.decisions)
    yield from ({"problem": one} for one in results.problems)
    yield from ({"remark": one} for one in results.remarks)


#: What a line must have, to be compared.
_SUBJECT = (
    *("subject", "name", "group", "status", "total", "interval", "grade", "rank", "nodes"),
    "problems",
)
_NODE = ("state", "exact", "value", "interval")
_PROBLEM = ("code", "severity", "coordinate")
_STATED = "stated"


def read_results(lines: Iterable[Any]) -> Results:
    """The results of lines. Raises KeyError or TypeError where they are none."""
    kinds: dict[str, list[Record]] = {"subject": [], "decision": [], "problem": [], "remark": []}
    stated: dict[str, Sequence[str]] = {}
    for line in lines:
        told = shapes.record(line)
        if told.keys() == {_STATED}:
            stated[ALL] = shapes.texts(told[_STATED])
            continue
        kind = next(one for one in kinds if one in told)
        found = _checked(told[kind], kind=kind)
        kinds[kind].append(found)
        if _STATED in told:
            stated[found["subject"]] = shapes.texts(told[_STATED])
    subjects, decisions, problems, remarks = map(tuple, kinds.values())
    return Results(subjects, decisions, problems, remarks, stated)


def _checked(told: Any, *, kind: str) -> Record:  # noqa: ANN401 - what a file says
    if kind == "decision":
        found = shapes.record(told, keys=_DECISION)
        for key in _DECISION:
            shapes.maybe_text(found[key])
        return found
    if kind != "subject":
        return _problem(told)
    found = shapes.record(told, keys=_SUBJECT)
    shapes.text(found["subject"])
    shapes.text(found["name"])
    for node in shapes.record(found["nodes"]).values():
        interval = shapes.record(node, keys=_NODE)["interval"]
        if interval is not None:
            shapes.record(interval, keys=("worst", "best"))
    for problem in shapes.records(found["problems"]):
        _problem(problem)
    return found


def _problem(told: Any) -> Record:  # noqa: ANN401 - what a file says
    found = shapes.record(told, keys=_PROBLEM)
    shapes.text(found["code"])
    shapes.maybe_text(found["coordinate"])
    return found


# --- comparing ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise: of whom, what, as sealed and as recomputed."""

    subject: str | None
    what: str
    sealed: str | None
    computed: str | None

    def as_json(self) -> dict[str, object]:
        """The difference in the published shape."""
        return {
            "subject": self.subject,
            "what": self.what,
            "sealed": self.sealed,
            "computed": self.computed,
        }


def differences(sealed: Results, *, computed: Results) -> Iterator[Difference]:
    """Everything that is not as sealed: whole subjects, their keys and nodes, decisions, errors."""
    now = {one["subject"]: one for one in computed.subjects}
    for one in sealed.subjects:
        name = one["subject"]
        again, skipped = now.pop(name, None), frozenset(sealed.stated.get(name, ()))
        if again is not None:
            yield from _of_subject(one, again, skipped=skipped)
        elif "subject" not in skipped:
            yield Difference(name, "subject", name, None)
    yield from (Difference(name, "subject", None, name) for name in now)
    stated = sealed.stated.get(ALL, ())
    if "decisions" not in stated:
        yield from _of_decisions(sealed.decisions, computed.decisions)
    if "problems" not in stated:
        yield from _of_problems(sealed.problems, computed.problems)


def _of_problems(sealed: Sequence[Record], computed: Sequence[Record]) -> Iterator[Difference]:
    before, after = _errors(sealed), _errors(computed)
    yield from (Difference(None, "problem", code, None) for code in sorted(before - after))
    yield from (Difference(None, "problem", None, code) for code in sorted(after - before))


def _of_subject(one: Record, again: Record, *, skipped: frozenset[str]) -> Iterator[Difference]:
    name = one["subject"]
    for key in one:
        if key in skipped:
            continue
        if key == "nodes":
            yield from _of_nodes(name, one[key], again[key])
        elif key == "problems":
            before, after = _errors(one[key]), _errors(again[key])
            if before != after:
                yield _differing(name, key, sorted(before), sorted(after))
        elif one[key] != again.get(key):
            yield _differing(name, key, one[key], again.get(key))


def _of_nodes(name: str, nodes: Record, again: Record) -> Iterator[Difference]:
    for path in dict.fromkeys((*nodes, *again)):
        if nodes.get(path) != again.get(path):
            yield _differing(name, f"nodes/{path}", nodes.get(path), again.get(path))


def _of_decisions(sealed: Sequence[Record], computed: Sequence[Record]) -> Iterator[Difference]:
    before, after = (
        {tuple(one[key] for key in _DECISION): _unworded(one) for one in several}
        for several in (sealed, computed)
    )
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            what = "/".join(("decisions", *(part for part in key if part)))
            yield _differing(None, what, before.get(key), after.get(key))


def _unworded(decision: Record) -> Record:
    return {key: value for key, value in decision.items() if key not in _WORDED}


def _errors(problems: Iterable[Record]) -> set[str]:
    """The errors by code and coordinate; warnings and notes are remarks."""
    return {
        " ".join(filter(None, (one["code"], one["coordinate"])))
        for one in problems
        if one["severity"] == "error"
    }


def _differing(subject: str | None, what: str, sealed: object, computed: object) -> Difference:
    texts = shown(sealed), shown(computed)
    if texts[0] == texts[1]:  # what differs is something else about it
        texts = canonical(sealed), canonical(computed)
    return Difference(subject, what, *texts)


def shown(value: object) -> str | None:
    """A value as a message shows it: what is exact of it, where it has that, else the whole."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict) and isinstance(value.get("exact"), str):
        return str(value["exact"])
    return canonical(value)
