"""What a scheme offers, in one record: whom it scores, its periods, nodes, grades, parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaoji.engine.plan.index import walk
from kaoji.engine.plinth.speech import speaking
from kaoji.engine.scheme.model import Parameter, Scheme
from kaoji.engine.scheme.words.spoken import spoken_value


@dataclass(frozen=True, slots=True)
class Summary:
    """One scoreable class of a regulation."""

    name: str
    title: str
    version: str
    classes: tuple[str, ...]
    periods: tuple[str, ...]
    groups: tuple[str, ...]
    nodes: tuple[str, ...]
    grades: tuple[str, ...]
    honours: tuple[str, ...]
    parameters: tuple[Parameter, ...]

    def as_json(self) -> dict[str, object]:
        """The summary in the contract's shape."""
        return {
            "name": self.name,
            "title": self.title,
            "version": self.version,
            "classes": list(self.classes),
            "periods": list(self.periods),
            "groups": list(self.groups),
            "nodes": list(self.nodes),
            "grades": list(self.grades),
            "honours": list(self.honours),
            "parameters": [
                {
                    "name": one.name,
                    "type": one.type.value,
                    "required": one.required,
                    "clause": one.clause,
                }
                for one in self.parameters
            ],
        }


def summary_of(scheme: Scheme, *, name: str = "") -> Summary:
    """Summarise a scheme; `name` is what it is scored by."""
    with speaking(scheme.language):
        periods = tuple(dict.fromkeys(_periods(scheme)))
    return Summary(
        name=name or scheme.id,
        title=scheme.title,
        version=scheme.version,
        classes=scheme.subjects.kinds,
        periods=periods,
        groups=tuple(dict.fromkeys(_pools(scheme))),
        nodes=tuple(item.path for item in walk(scheme.root)),
        grades=tuple(one.name for one in scheme.grading.grades) if scheme.grading else (),
        honours=tuple(one.name for one in scheme.honours),
        parameters=scheme.parameters,
    )


def _periods(scheme: Scheme) -> Iterator[str]:
    """The grain of a run, then every part and finer grain that a node is scored by."""
    yield spoken_value(scheme.grain.value, kind="grain")
    for item in walk(scheme.root):
        if item.parts is not None:
            yield from item.parts.names
            if item.parts.grain is not None:
                yield spoken_value(item.parts.grain.value, kind="grain")


def _pools(scheme: Scheme) -> Iterator[str]:
    """The columns of the subjects table by which seats and ranks are counted apart."""
    grades = scheme.grading.grades if scheme.grading else ()
    quotas = [*(grade.quota for grade in grades), *(one.quota for one in scheme.honours)]
    for quota in quotas:
        if quota is not None and quota.pool:
            yield quota.pool
    for ranking in scheme.rankings:
        if ranking.pool:
            yield ranking.pool
