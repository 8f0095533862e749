"""Verifying: the bytes are those that were sealed, and the figures come out again, digit for digit.

Nothing outside the file is read. What comes out otherwise is named, the first of it in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaoji import __version__
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak, speaking
from kaoji.engine.seal.inputs import rescored
from kaoji.engine.seal.restore import Sealed, open_seal
from kaoji.engine.seal.results import Difference, differences, results_of


@dataclass(frozen=True, slots=True)
class Verification:
    """What verifying found."""

    file: str
    is_intact: bool
    sealed: Sealed | None = None
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def passed(self) -> bool:
        """Nothing is wrong with the bytes, and everything comes out again."""
        return self.sealed is not None and not self.differences and not self.problems

    def as_json(self) -> dict[str, object]:
        """The verification in the published shape."""
        run = {} if self.sealed is None else self.sealed.run
        section = None if self.is_intact else next(one.path for one in self.problems)
        return {
            "file": self.file,
            "passed": self.passed,
            "intact": self.is_intact,
            "section": section,
            "recomputed": None if self.sealed is None else not self.differences,
            "format": None if self.sealed is None else self.sealed.format,
            "kind": None if self.sealed is None else self.sealed.kind,
            "digest": None if self.sealed is None else self.sealed.digest,
            "scheme": run.get("id"),
            "title": run.get("title"),
            "version": run.get("version"),
            "period": run.get("period"),
            "engine": {"sealed": run.get("engine"), "current": __version__},
            "subjects": 0 if self.sealed is None else len(self.sealed.results.subjects),
            "differences": [one.as_json() for one in self.differences],
            "problems": [one.as_json() for one in self.problems],
        }


#: What is wrong with the bytes, or with what they can tell this version.
_NOT_INTACT = frozenset({"not-sealed", "seal-cut", "seal-changed"})


def verify(data: bytes, *, file: str) -> Verification:
    """Verify the bytes of a sealed file."""
    found = open_seal(data, file=file)
    if isinstance(found, tuple):
        is_intact = all(one.code not in _NOT_INTACT for one in found)
        return Verification(file, is_intact, problems=found)
    with speaking(found.inputs.scheme.language):
        return _recomputed(found)


def _recomputed(sealed: Sealed) -> Verification:
    computed = results_of(rescored(sealed.inputs).result)
    found = (*_of_run(sealed), *differences(sealed.results, computed=computed))
    problems = (_differs(found, sealed=sealed),) if found else ()
    return Verification(sealed.file, is_intact=True, sealed=sealed, differences=found,
                        problems=problems)  # fmt: skip


def _of_run(sealed: Sealed) -> Iterator[Difference]:
    """What the first section says of the scheme, and the scheme does not."""
    scheme = sealed.inputs.scheme
    own = {"id": scheme.id, "language": scheme.language, "title": scheme.title,
           "version": scheme.version}  # fmt: skip
    for name, text in own.items():
        if sealed.run[name] != text:
            yield Difference(None, f"run/{name}", sealed.run[name], text)


def _differs(found: tuple[Difference, ...], *, sealed: Sealed) -> Problem:
    first, then = found[0], sealed.run.get("engine")
    where = ":".join(filter(None, (first.subject, first.what)))
    message = speak(
        "重新计算有 {count} 处与封存的不同，第一处是 {where}：封存 {sealed}，算得 {computed}",
        count=len(found),
        where=where,
        sealed=_or_nothing(first.sealed),
        computed=_or_nothing(first.computed),
    )
    if then == __version__:
        remedy = speak("引擎还是同一版：封存的数据或结果被人改过，又重新做了摘要")
    else:
        remedy = speak(
            "封存时的引擎是 {then}，现在是 {now}：用那一版核验，并看更新记录里改了什么",
            then=then,
            now=__version__,
        )
    return Problem(
        "seal-differs", message, remedy, place=Place(sealed.file), coordinate=first.subject
    )


def _or_nothing(text: str | None) -> str:
    return speak("没有") if text is None else text
