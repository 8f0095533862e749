"""各期版本: parts of the period that are scored under another version of the scheme.

Facts of such a part are read by that version; what comes of it is taken over as it is. A node
whose full points differ between the two cannot be put together, and is refused by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kaoji.engine.facts.book import EVERYONE
from kaoji.engine.plan.index import walk
from kaoji.engine.plan.nodes import Node
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.periods import Period, part_of
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.plinth.values import NOT_APPLICABLE
from kaoji.engine.scheme.model import Pin, Scheme
from kaoji.engine.score.outcome import Outcome, State

if TYPE_CHECKING:
    from fractions import Fraction

    from kaoji.engine.score.plain import Run


def pinned_parts(scheme: Scheme, *, period: Period) -> dict[Period, Pin]:
    """The pinned parts of the scored year."""
    return {part_of(period.own_year, pin.part): pin for pin in scheme.pins}


def is_pinned(period: Period, *, pinned: Iterable[Period]) -> bool:
    """A pinned part, or a piece of one."""
    return any(part == period or part.contains(period) for part in pinned)


@dataclass(slots=True)
class Pinned:
    """The runs of the versions that parts are pinned to, made when they are asked for."""

    run: Run
    pinned: dict[Period, Pin]
    versions: tuple[Scheme, ...]
    prepare: Callable[[Scheme, Period], Run]
    made: dict[Period, Run | None] = field(default_factory=dict)

    def run_of(self, period: Period) -> Run | None:
        """The run of another version for a part; nothing for a part of our own."""
        for part, pin in self.pinned.items():
            if is_pinned(period, pinned=(part,)):
                if part not in self.made:
                    self.made[part] = self._prepared(part, pin)
                return self.made[part]
        return None

    def _prepared(self, part: Period, pin: Pin) -> Run | None:
        scheme = next((one for one in self.versions if one.version == pin.version), None)
        if scheme is None:
            self.run.book.refuse(EVERYONE, problem=missing_version(pin))
            return None
        then = self.prepare(scheme, part)
        for subject, problems in then.book.refused.items():
            for problem in problems:
                self.run.fault(subject, problem=problem)
        return then

    def outcome(self, node: Node, *, subject: str, period: Period) -> Outcome | None:
        """What the other version makes of a node in a part; nothing where the part is ours."""
        then = self.run_of(period)
        if then is None:
            return None
        path = self.path_then(node.path, then=then)
        if path is None:
            if node.stage is not None:
                self.run.fault(subject, problem=_no_such_node(node, then, period))
            return Outcome(State.NOT_APPLICABLE, NOT_APPLICABLE)
        if node.stage is not None:
            self._check_scale(node, then, path, subject=subject, period=period)
            self._show_below(node, then, subject=subject, period=period)
        found = then.outcome(path, subject=subject, period=period)
        for problem in then.problems.get(subject, ()):
            self.run.fault(subject, problem=problem)
        return found

    def path_then(self, path: str, *, then: Run) -> str | None:
        """Where a node of ours stands in the other version."""
        found = then.plan.index.same_as(path, ours=self.run.plan.index)
        is_one = len(found) == 1 and found[0].path in then.plan.nodes
        return found[0].path if is_one else None

    def _show_below(self, node: Node, then: Run, *, subject: str, period: Period) -> None:
        """What both versions have below the node stands in the result too."""
        for path in self.run.plan.nodes:
            if path.startswith(f"{node.path}/") and self.path_then(path, then=then):
                self.run.outcome(path, subject=subject, period=period)

    def _check_scale(
        self, node: Node, then: Run, path: str, *, subject: str, period: Period
    ) -> None:
        ours = self.run.full(node.path, subject=subject, period=self.run.period)
        theirs = then.full(path, subject=subject, period=period)
        if ours != theirs:
            problem = _other_scale(node, then, ours=ours, theirs=theirs, period=period)  # type: ignore[arg-type]
            self.run.fault(subject, problem=problem)


# --- what may be wrong with a pin -----------------------------------------------------------------


def pin_problems(scheme: Scheme, *, known_versions: Iterable[str] | None) -> Iterator[Problem]:
    """Pins of parts that there are not, and to versions that are not beside the file."""
    stages = (item.parts for item in walk(scheme.root) if item.parts is not None)
    parts = tuple(dict.fromkeys(name for stage in stages for name in stage.names))
    for pin in scheme.pins:
        if pin.part not in parts:
            yield _unknown_part(pin, parts=parts)
        elif pin.version == scheme.version or (
            known_versions is not None and pin.version not in known_versions
        ):
            yield missing_version(pin)


def _unknown_part(pin: Pin, *, parts: tuple[str, ...]) -> Problem:
    near = nearest(pin.part, known=parts)
    if near:
        remedy = speak("是不是「{near}」？", near=near[0])
    elif parts:
        remedy = speak("可写：{names}", names=speak("、").join(parts))
    else:
        remedy = speak("可写：先写周期")
    message = speak("各期版本写了「{part}」，方案的「周期」里没有这一期", part=pin.part)
    return Problem("unknown-part", message, remedy, place=pin.place)


def missing_version(pin: Pin) -> Problem:
    """A version that is not there, or is this very one."""
    return Problem(
        "pinned-version",
        speak(
            "「{part}」按 {version} 版计分，而旁边没有同一编号的这一版",
            part=pin.part,
            version=pin.version,
        ),
        speak("把那一版的方案文件放在同一个文件夹；本版自己的期不必写"),
        place=pin.place,
    )


def _no_such_node(node: Node, then: Run, period: Period) -> Problem:
    version = then.plan.scheme.version
    return Problem(
        "no-such-node-then",
        speak(
            "「{period}」按 {version} 版计分，{then} 版里没有「{node}」",
            period=period,
            version=version,
            then=version,
            node=spoken_path(node.path),
        ),
        speak("那一期的得分另行给定，或不把这一项分到那一期"),
        place=node.place,
        path=node.path,
    )


def _other_scale(
    node: Node, then: Run, *, ours: Fraction, theirs: Fraction, period: Period
) -> Problem:
    version = then.plan.scheme.version
    return Problem(
        "pinned-scale",
        speak(
            "「{node}」在 {version} 版满分 {theirs}，本版 {ours}，「{period}」的得分不能直接合成",
            node=spoken_path(node.path),
            version=version,
            theirs=exact_text(theirs),
            ours=exact_text(ours),
            period=period,
        ),
        speak("写明怎样折算：给两版写同样的 满分，或把那一期折算后的得分作为给定"),
        place=node.place,
        path=node.path,
    )
