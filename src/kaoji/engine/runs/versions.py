"""The other versions beside a scheme's file: history and pinned parts are scored under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kaoji.engine.plinth.bilingual import Words
from kaoji.engine.plinth.problem import Problem, has_errors

if TYPE_CHECKING:
    from kaoji.engine.scheme.load.overlay import Overlay
    from kaoji.engine.scheme.model import Scheme
    from kaoji.engine.score.plain import Run

_NOT_THERE = Words(
    "{version} 版没有参数「{name}」，这次设的值对按那一版计分的部分不起作用",
    "version {version} has no parameter {name}: the value set has no effect on what it scores",
)
_NO_MATTER = Words(
    "那一版本来不用它的，不必处理", "leave it so where that version does not need it"
)


@dataclass(frozen=True, slots=True)
class Versions:
    """The sound ones as they are written, and a warning for each that cannot be used."""

    sound: tuple[Scheme, ...] = ()
    faulty: tuple[Problem, ...] = ()

    def set_up(self, *, overlay: Overlay) -> tuple[Scheme, ...]:
        """The versions with the parameters of the run, each with those that it has."""
        from kaoji.engine.scheme.load.overlay import with_overlay

        return tuple(with_overlay(one, overlay=overlay.of(one))[0] for one in self.sound)

    def problems_of(self, run: Run, *, overlay: Overlay) -> tuple[Problem, ...]:
        """What is wrong with the versions, and with the parameters of those that the run used."""
        used = run.versions_used
        told = (
            problem
            for one in self.sound
            if one.version in used
            for problem in _of_parameters(one, overlay=overlay, own=run.plan.scheme)
        )
        return (*self.faulty, *dict.fromkeys(told))


def _of_parameters(scheme: Scheme, *, overlay: Overlay, own: Scheme) -> Iterator[Problem]:
    from kaoji.engine.scheme.checks.settings import set_problems
    from kaoji.engine.scheme.load.overlay import named_in, with_overlay

    set_up, problems = with_overlay(scheme, overlay=overlay.of(scheme))
    yield from (*problems, *set_problems(set_up, was=scheme))
    theirs, ours = (tuple(one.name for one in each.parameters) for each in (scheme, own))
    for entry in overlay.parameters:
        name = named_in(ours, text=entry.key.text)
        if name is not None and named_in(theirs, text=entry.key.text) is None:
            message = _NOT_THERE.spoken(version=scheme.version, name=name)
            remedy = _NO_MATTER.spoken()
            yield Problem(
                "version-without-parameter", message, remedy, "note", place=entry.key.place
            )


def versions_beside(scheme: Scheme) -> Versions:
    """The versions of the same regulation in the folder of the file; none beside a mere text."""
    from kaoji.engine.scheme.catalogue import heads_in
    from kaoji.engine.scheme.load import load_scheme
    from kaoji.engine.score.elders import faulty_version

    file = Path(scheme.file or "")
    if not file.is_file():
        return Versions()
    sound, problems = [], []
    for one in heads_in(file.parent):
        if one.id != scheme.id or one.version == scheme.version:
            continue
        found, faults = load_scheme(one.path)
        if found is None or has_errors(faults):
            problems.append(faulty_version(one.version, path=one.path))
        else:
            sound.append(found)
    return Versions(tuple(sound), tuple(problems))
