"""Earlier versions: history is scored under the version that was in force then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from kaoji.engine.plinth.periods import Period
from kaoji.engine.scheme.model import Scheme
from kaoji.engine.score.plain import Run

#: Makes the run of a version for a period; the last argument are the other versions.
Prepare = Callable[[Scheme, Period, tuple[Scheme, ...]], Run]


@dataclass(slots=True)
class Elders:
    """Runs of the versions that were in force in earlier periods, made when they are asked for."""

    run: Run
    versions: tuple[Scheme, ...]
    prepare: Prepare
    made: dict[tuple[str, Period], Run] = field(default_factory=dict)

    def in_force(self, period: Period) -> Run | None:
        """The run of another version for a period; `None` when it is this version's own."""
        own = self.run.plan.scheme
        scheme = version_in_force((own, *self.versions), day=period.last_day)
        if scheme is None or scheme.version == own.version:
            return None
        key = (scheme.version, period)
        if key not in self.made:
            self.made[key] = self._prepared(scheme, period=period)
        return self.made[key]

    def _prepared(self, scheme: Scheme, *, period: Period) -> Run:
        """A run of another version; what is wrong with its facts is told here."""
        every = (self.run.plan.scheme, *self.versions)
        others = tuple(one for one in every if one.version != scheme.version)
        elder = self.prepare(scheme, period, others)
        for subject, problems in elder.book.refused.items():
            for problem in problems:
                self.run.fault(subject, problem=problem)
        return elder


def version_in_force(schemes: Iterable[Scheme], *, day: date) -> Scheme | None:
    """The version that holds on a day: the latest that has come into force and is not repealed."""
    holding = [
        (one.effective, one)
        for one in schemes
        if one.effective is not None
        and one.effective <= day
        and (one.repealed is None or day <= one.repealed)
    ]
    return max(holding, key=lambda pair: pair[0])[1] if holding else None


def is_of_other_version(
    scheme: Scheme, *, versions: tuple[Scheme, ...], period: Period
) -> Callable[[Period], bool]:
    """Whether another version is in force in a period; the scored period is always ours."""

    def is_other(asked: Period) -> bool:
        if not versions or period.contains(asked):
            return False
        found = version_in_force((scheme, *versions), day=asked.last_day)
        return found is not None and found.version != scheme.version

    return is_other
