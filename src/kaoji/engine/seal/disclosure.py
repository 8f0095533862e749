"""The results of a public seal: the run's own where they may be told, marked where the published
facts do not recompute them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kaoji.engine.plinth.speech import speaking
from kaoji.engine.score.result import Result, Status
from kaoji.engine.score.session import Scored
from kaoji.engine.seal.envelope import PUBLIC, envelope_bytes
from kaoji.engine.seal.inputs import Inputs, rescored
from kaoji.engine.seal.make import sections_of
from kaoji.engine.seal.public import Published, Withheld, published
from kaoji.engine.seal.results import ALL, Record, Results, differences, results_of

#: What is said of a subject that is not final comes from the published facts alone: the bounds of
#: the run may rest on a few ballots.
_OPEN = ("interval", "grades_possible", "rank_range", "blocking")
_SILENT: Mapping[str, Any] = {
    "interval": None, "grades_possible": [], "rank_range": None, "blocking": [],
}  # fmt: skip


def sealed_for_public(inputs: Inputs, *, scored: Scored) -> tuple[bytes, tuple[Withheld, ...]]:
    """The public seal of a run without errors, and what is withheld in it."""
    with speaking(inputs.scheme.language):
        public = published(inputs, run=scored.run)
        results = disclosed(scored.result, public=public)
    told = [{"scheme": one.scheme, "subject": one.subject} for one in public.withheld]
    sections = sections_of(public.inputs, results=results, more={"withheld": told})
    return envelope_bytes(sections, kind=PUBLIC), public.withheld


def disclosed(result: Result, *, public: Published) -> Results:
    """The results that may be told, with what the published facts cannot recompute."""
    again = results_of(rescored(public.inputs).result)
    computed = {one["subject"]: one for one in again.subjects}
    silent = {one.subject: one for one in public.withheld if one.scheme == public.inputs.scheme.id}
    subjects = tuple(
        _subject(
            public.names.cleaned({**one, "nodes": {}, "problems": []}) | {"nodes": one["nodes"]},
            computed.get(one["subject"]),
            withheld=silent.get(one["subject"]),
        )
        for one in results_of(result).subjects
    )
    decisions = tuple(
        public.names.cleaned({**one.as_json(), "warnings": []}) for one in result.decisions
    )
    found = Results(subjects, decisions)
    return Results(subjects, decisions, stated=_stated(found, again=again))


def _subject(one: Record, again: Record | None, *, withheld: Withheld | None) -> Record:
    told = {**one}
    if one["status"] != Status.FINAL:
        told |= {key: (again or _SILENT)[key] for key in _OPEN}
    told["nodes"] = {} if withheld is not None or again is None else dict(_nodes(one, again))
    if withheld is not None and not withheld.keeps_total:
        told["total"] = None
    return told


def _nodes(one: Record, again: Record) -> Iterator[tuple[str, Record]]:
    """The nodes that the published facts give as well; a panel's result is a given one here."""
    for path, node in again["nodes"].items():
        own = one["nodes"].get(path)
        if own is not None and {**own, "state": ""} == {**node, "state": ""}:
            yield path, node


def _stated(found: Results, *, again: Results) -> Mapping[str, list[str]]:
    """By subject the keys that come out otherwise from what is published."""
    stated: dict[str, set[str]] = {}
    for one in differences(found, computed=again):
        key = one.what.partition("/")[0] + ("s" if one.what == "problem" else "")
        stated.setdefault(one.subject or ALL, set()).add(key)
    return {subject: sorted(keys) for subject, keys in stated.items()}
