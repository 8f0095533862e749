"""Places on a scale: what compiles to words becomes steps, and no other scale may stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kaoji.engine.feel.frame import Frame
from kaoji.engine.feel.kinds import ChoiceType
from kaoji.engine.feel.steps import Steps
from kaoji.engine.feel.types import check_types
from kaoji.engine.plan.binder import NameBinder
from kaoji.engine.plan.index import Index
from kaoji.engine.plan.nodes import Amount
from kaoji.engine.plan.typing import PlanTypes
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import Derived, Scheme


def steps_of(scheme: Scheme, *, scale: str | None) -> Steps | None:
    """The steps of a declared scale; an undeclared one is told by the records' checks."""
    words = scheme.scales.get(scale or "")
    return None if words is None or scale is None else Steps(scale, words)


def on_scale(amount: Amount, *, steps: Steps | None) -> Amount:
    """The amount with its words made steps."""
    if steps is None:
        return amount
    inner, constant = amount.program, amount.constant

    def program(frame: Frame) -> Value:
        return steps.step_of(inner(frame))

    # A constant that is no word of the scale is told where the words are checked.
    is_known = constant is not None and (not isinstance(constant, str) or constant in steps.words)
    step = steps.step_of(constant) if is_known and constant is not None else None
    return replace(amount, program=program, constant=step)


def scale_problems(scheme: Scheme, *, index: Index) -> Iterator[Problem]:
    """Derived values of one scale whose formula gives steps of another."""
    for derived in (one for one in scheme.derived if one.scale in scheme.scales):
        found = _scale_of_formula(derived, scheme=scheme, index=index)
        if found not in (None, derived.scale):
            yield Problem(
                "wrong-type",
                speak(
                    "「{key}」的类型是序「{scale}」，算式得出的是序「{found}」上的等级",
                    key=derived.key,
                    scale=derived.scale,
                    found=found,
                ),
                speak(
                    "写 类型: {found}，或用 if … then … else … 逐级换成「{scale}」的词",
                    found=found,
                    scale=derived.scale,
                ),
                place=derived.formula.place,
                path=derived.key,
            )


def _scale_of_formula(derived: Derived, *, scheme: Scheme, index: Index) -> str | None:
    binder = NameBinder(index, derived.key, scales=scheme.scales)
    scope = PlanTypes(binder, scheme)
    found, _problems = check_types(derived.formula.expression, scope=scope)
    return found.scale if isinstance(found, ChoiceType) else None
