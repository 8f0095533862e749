"""What a compiled expression receives, and what binds its names: the seam to schemes and flows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias, runtime_checkable

from kaoji.engine.feel.ast import Call, Expression, Name
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Value

DEFAULT_STEPS = 200_000

NO_LOCALS: Mapping[str, Value] = MappingProxyType({})


@dataclass(slots=True)
class Budget:
    """Steps left: loops and lists spend them, so that no expression runs for ever."""

    left: int = DEFAULT_STEPS

    def spend(self, steps: int, *, at: int | None = None) -> None:
        self.left -= steps
        if self.left < 0:
            message = speak("这个算式要算的步数超过了上限")
            remedy = speak("减少循环的层数，或缩短列表")
            raise FeelFailure("budget-exceeded", message, remedy=remedy, at=at)


class Frame:
    """One evaluation: the binder's own context, the variables bound so far, the steps left.

    Made for every value of every unit; most spend no steps, so the budget is made when asked for.
    """

    __slots__ = ("_budget", "context", "local")

    def __init__(
        self,
        context: Any,  # noqa: ANN401 - whatever the binder's own programs expect
        local: Mapping[str, Value] = NO_LOCALS,
        budget: Budget | None = None,
    ) -> None:
        self.context = context
        self.local = local
        self._budget = budget

    @property
    def budget(self) -> Budget:
        """The steps left, shared by all frames of one evaluation."""
        if self._budget is None:
            self._budget = Budget()
        return self._budget

    def with_local(self, name: str, *, value: Value) -> Frame:
        """A frame in which one more variable is bound; this one stays as it is."""
        return Frame(self.context, {**self.local, name: value}, self.budget)


Program: TypeAlias = Callable[[Frame], Value]


def failing(failure: Callable[[], FeelFailure]) -> Program:
    def fail(_: Frame) -> Value:
        raise failure()

    return fail


class Binder(Protocol):
    """Gives names and forms their meaning, once, at compile time."""

    def bind_name(self, name: Name, /) -> Program | None:
        """The program of a free name; None when the name is unknown."""
        ...

    def bind_form(
        self, call: Call, /, *, program_of: Callable[[Expression], Program]
    ) -> Program | None:
        """The program of a special form; None when the call is an ordinary function."""
        ...


@runtime_checkable
class ScaleBinder(Protocol):
    """A binder that also knows scales may offer their words, so that `等级 >= "合格"` works."""

    def scale_words(self, scale: str, /) -> tuple[str, ...] | None:
        """The words of a declared scale, lowest first; None when there is no such scale."""
        ...
