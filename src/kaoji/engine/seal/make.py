"""Sealing: inputs and results as the sections of one canonical file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from kaoji import __version__
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.calendars import DEFAULT_CALENDAR, load_calendar
from kaoji.engine.scheme.model import Scheme
from kaoji.engine.score.result import Result
from kaoji.engine.seal.envelope import INTERNAL, Section, envelope_bytes, section
from kaoji.engine.seal.inputs import Inputs
from kaoji.engine.seal.results import Results, result_records, results_of
from kaoji.engine.seal.settings import setting_records
from kaoji.engine.seal.tables import fact_records, own_name, subject_records


def sealed(inputs: Inputs, *, result: Result, remarks: Iterable[Problem] = ()) -> bytes:
    """The internal seal of a run: everything it was made of, and what it came to."""
    found = results_of(result, remarks=remarks)
    return envelope_bytes(sections_of(inputs, results=found), kind=INTERNAL)


def sections_of(
    inputs: Inputs, *, results: Results, more: dict[str, Any] | None = None
) -> Iterator[Section]:
    """The sections in their order; `more` goes into the first one."""
    yield section("run", values=[{**run_record(inputs), **(more or {})}])
    yield section("scheme", values=_text_lines(inputs.scheme))
    for name, one in sorted(inputs.feeders.items()):
        yield section(f"feeder:{name}", values=_text_lines(one))
    for name, one in _versions(inputs.tables.versions):
        yield section(f"version:{name}", values=_text_lines(one))
    yield section("parameters", values=setting_records(inputs.settings))
    yield section("subjects", values=subject_records(inputs.tables.subjects))
    yield section("facts", values=fact_records(inputs.tables.facts))
    yield section("results", values=result_records(results))


def _versions(schemes: Iterable[Scheme]) -> Iterator[tuple[str, Scheme]]:
    """The other versions with their names; a copy beside the file is a second one."""
    seen: Counter[str] = Counter()
    for one in sorted(schemes, key=lambda scheme: scheme.version):
        seen[one.version] += 1
        count = seen[one.version]
        yield one.version if count == 1 else f"{one.version} ({count})", one


def run_record(inputs: Inputs) -> dict[str, Any]:
    """What was asked for, of which scheme, by which engine."""
    scheme, tables = inputs.scheme, inputs.tables
    calendar, _problems = load_calendar(DEFAULT_CALENDAR)
    return {
        "as_of": None if tables.as_of is None else tables.as_of.isoformat(),
        "calendar": {
            "name": DEFAULT_CALENDAR,
            "revision": None if calendar is None else calendar.revision,
        },
        "engine": __version__,
        "id": scheme.id,
        "language": scheme.language,
        "open": list(tables.open_paths),
        "period": str(tables.period),
        "sources": [
            {"kind": one.kind, "name": own_name(one.name), "sha256": one.sha256}
            for one in tables.facts.sources
        ],
        "title": scheme.title,
        "version": scheme.version,
    }


def _text_lines(scheme: Scheme) -> list[str]:
    return scheme.text.removesuffix("\n").split("\n")
