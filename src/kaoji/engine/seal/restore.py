"""From an intact sealed file to the run: its schemes, tables and results as records again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kaoji.engine.plinth.periods import parse_period
from kaoji.engine.plinth.problem import Place, Problem, has_errors
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load import load_expanded
from kaoji.engine.scheme.model import Scheme
from kaoji.engine.scheme.source import read_document
from kaoji.engine.score.session import Tables
from kaoji.engine.seal import shapes
from kaoji.engine.seal.envelope import Envelope, Section, open_envelope, title_of
from kaoji.engine.seal.form import kind_fault, section_fault
from kaoji.engine.seal.inputs import Inputs
from kaoji.engine.seal.results import Results, read_results
from kaoji.engine.seal.settings import settings_of
from kaoji.engine.seal.tables import fact_table, subject_rows

#: What reading lines of another making may raise; the digests say only who has not changed them.
_MALFORMED = (
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    IndexError,
    StopIteration,
    RecursionError,
)
#: What the first section must say, and what of it is a text.
_TEXTS = ("engine", "id", "language", "period", "title", "version")
_RUN = (*_TEXTS, "as_of", "open")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed run, read."""

    file: str
    format: int
    kind: str
    digest: str
    run: Mapping[str, Any]
    inputs: Inputs
    results: Results


Opened = Sealed | tuple[Problem, ...]


def open_seal(data: bytes, *, file: str) -> Opened:
    """The run of a sealed file, or why there is none."""
    envelope = open_envelope(data, file=file)
    if isinstance(envelope, Problem):
        return (envelope,)
    fault = section_fault(envelope.sections, number=envelope.format)
    if fault is not None:
        return (fault.at(Place(file), path=fault.path),)
    return _Restoring(envelope, file).sealed()


class _Restoring:
    """One file being read, section by section."""

    def __init__(self, envelope: Envelope, file: str) -> None:
        self._envelope, self._file = envelope, file
        self._at = "run"
        self._problems: list[Problem] = []

    def sealed(self) -> Opened:
        """The whole, or what is wrong with it."""
        try:
            found = self._sealed()
        except _MALFORMED:
            return (_malformed(self._at).at(Place(self._file), path=self._at),)
        return tuple(self._problems) if self._problems else found

    def _sealed(self) -> Sealed:
        envelope = self._envelope
        run = shapes.record(next(self._section("run").values()), keys=_RUN)
        for name in _TEXTS:
            shapes.text(run[name])
        scheme = self._scheme(self._section("scheme"))
        feeders = {name: self._scheme(one) for name, one in envelope.sections_of("feeder")}
        versions = tuple(self._scheme(one) for _, one in envelope.sections_of("version"))
        settings = settings_of(self._section("parameters").values())
        subjects = subject_rows(self._section("subjects").values())
        facts = fact_table(self._section("facts").values())
        results = read_results(self._section("results").values())
        self._at = "run"
        period = parse_period(run["period"])
        if period is None:
            raise ValueError(run["period"])
        tables = Tables(
            facts,
            subjects,
            period=period,
            as_of=None if run["as_of"] is None else date.fromisoformat(run["as_of"]),
            open_paths=shapes.texts(run["open"]),
            versions=versions,
        )
        inputs = Inputs(scheme, tables, settings, feeders)
        fault = kind_fault(envelope.kind, run=run, inputs=inputs, results=results)
        if fault is not None:
            self._problems.append(fault.at(Place(self._file), path=fault.path))
        return Sealed(
            self._file, envelope.format, envelope.kind, envelope.digest, run, inputs, results
        )

    def _section(self, name: str) -> Section:
        self._at = name
        return self._envelope.section(name)

    def _scheme(self, section: Section) -> Scheme:
        """A scheme from its expanded text; what is wrong with it now was not wrong then."""
        self._at = section.name
        text = "\n".join(section.values()) + "\n"
        document, problems = read_document(text, file=title_of(section.name))
        if document is None:
            raise ValueError(section.name)
        scheme, more = load_expanded(document, file=title_of(section.name))
        faults = (*problems, *more)
        if scheme is None or has_errors(faults):
            self._problems += [_refused(section.name), *faults]
        if scheme is None:  # pragma: no cover - a document that can be read gives a scheme
            raise ValueError(section.name)
        return scheme


def _malformed(name: str) -> Problem:
    return Problem(
        "seal-malformed",
        speak("封存文件的摘要都对，“{section}”一节却读不通", section=title_of(name)),
        speak("它不是 kaoji seal 写出来的；重新封存，或取得原来的文件"),
    )


def _refused(name: str) -> Problem:
    return Problem(
        "seal-scheme-refused",
        speak("封存的“{section}”按现在的规则读不通，不能重新计算", section=title_of(name)),
        speak("用封存时的 Kaoji 版本核验；下面是读不通的地方"),
    )
