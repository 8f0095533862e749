"""Earlier versions: history is scored under the version that was in force then."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kaoji.engine.facts.expected import OtherVersion
from kaoji.engine.plan.index import Index, build_index
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
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
        scheme = version_in_force((own, *self.versions), day=deciding_day(own, period=period))
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
        elder.book.share_doubts(self.run.book)
        for subject, problems in elder.book.refused.items():
            for problem in problems:
                self.run.fault(subject, problem=problem)
        return elder


def deciding_day(scheme: Scheme, *, period: Period) -> date:
    """The day of a period whose version is chosen: its last one, unless 定版日 states another."""
    stated = scheme.version_day
    if stated is None:
        return period.last_day
    if stated == "first":
        return period.first_day
    month, day = (int(text) for text in stated.split("-"))
    year = period.own_year.first_day.year
    return date(year, month, min(day, monthrange(year, month)[1]))


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


def not_in_force(scheme: Scheme, *, versions: tuple[Scheme, ...], period: Period) -> Problem | None:
    """The warning that a period is scored under a version while another one was in force."""
    day = deciding_day(scheme, period=period)
    then = version_in_force((scheme, *versions), day=day)
    if then is None or then.version == scheme.version:
        return None
    where = speak("（{file}）", file=Path(then.file).name) if then.file else ""
    return Problem(
        "version-not-in-force",
        speak(
            "{day} 施行的是 {then} 版{where}，这次按 {version} 版计分",
            day=day,
            then=then.version,
            where=where,
            version=scheme.version,
        ),
        speak("按当时的版本计分，就写那一版的文件；确要按这一版的，不必处理"),
        "warning",
    )


def faulty_version(version: str, *, path: Path) -> Problem:
    """The warning that a version beside the file cannot be used."""
    return Problem(
        "version-faulty",
        speak(
            "{version} 版（{file}）有错误，没有用来计算以前的值", version=version, file=path.name
        ),
        speak("先用 kaoji check {file} 检查并改正", file=path.name),
        "warning",
        place=Place(str(path)),
    )


def other_version_of(
    plan: Plan, *, versions: tuple[Scheme, ...], period: Period
) -> Callable[[Period], OtherVersion | None]:
    """The other version in force in a period, if it is another; the scored one is always ours."""
    scheme, known = plan.scheme, {one.version: _as_other(one, index=plan.index) for one in versions}

    def other(asked: Period) -> OtherVersion | None:
        if not versions or period.contains(asked):
            return None
        day = deciding_day(scheme, period=asked)
        found = version_in_force((scheme, *versions), day=day)
        return None if found is None else known.get(found.version)

    return other


def _as_other(scheme: Scheme, *, index: Index) -> OtherVersion:
    theirs = build_index(scheme)

    def find(key: str) -> tuple[str, ...]:
        return tuple(one.path for one in theirs.find(key))

    def same_as(path: str) -> tuple[str, ...]:
        return tuple(one.path for one in theirs.same_as(path, ours=index))

    return OtherVersion(scheme.version, find, same_as)
