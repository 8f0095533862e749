"""What a reading gathers beside its records: problems, parameters and tables that the text implies.

A spot says where the reading stands in the scheme, in the scheme's own words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.model import Parameter, Table


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the scheme: the steps from the root, and the clause and supplier that hold."""

    steps: tuple[str, ...] = ()
    clause: str | None = None
    supplier: str | None = None  # 责任单位 of the nearest group that names one
    shown: tuple[str, ...] = ()  # the same steps in the language of the file

    def down(self, step: str, *, shown: str | None = None) -> Spot:
        """The spot below this one; `shown` where a word of the language is no author's name."""
        return replace(self, steps=(*self.steps, step), shown=(*self.shown, shown or step))

    @property
    def path(self) -> str:
        """The path as problems show it."""
        return "/".join(self.shown)

    @property
    def label(self) -> str:
        """The last step as problems show it."""
        return self.shown[-1] if self.shown else speak("文件")

    @property
    def name(self) -> str:
        """The name of a parameter or table that stands here without a name of its own."""
        return ".".join(self.shown)


@dataclass(slots=True)
class Desk:
    """The one thing that changes while a document is read."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    names: frozenset[str] = frozenset()  # parameters, facts and derived values by their keys
    keys: frozenset[str] = frozenset()  # keys of nodes

    def refuse(self, code: str, *, message: str, remedy: str, place: Place, spot: Spot) -> None:
        """Note an error."""
        self.problems.append(
            Problem(code=code, message=message, remedy=remedy, place=place, path=spot.path or None)
        )


def suggestion(word: str, *, known: Iterable[str]) -> str:
    """A remedy that names the nearest known word, else those that are allowed here."""
    words = tuple(known)
    near = nearest(word, known=words, most=2) or _sharing(word, known=words)
    if len(near) > 1:
        return speak("是不是要写“{near}”或“{other}”？", near=near[0], other=near[1])
    if near:
        return speak("是不是要写“{near}”？", near=near[0])
    if not words:
        return speak("这里没有可以写的名称：删去它")
    some = speak("、").join(words[:12])
    return (
        speak("可以写：{some} ……", some=some)
        if len(words) > 12
        else speak("可以写：{some}", some=some)
    )


def _sharing(word: str, *, known: tuple[str, ...]) -> tuple[str, ...]:
    """The known Chinese word with most characters in common; none when none has any."""
    letters = {letter for letter in word if ord(letter) > 0x2E7F}
    best = max(known, key=lambda name: len(letters & set(name)), default="")
    return (best,) if letters & set(best) else ()
