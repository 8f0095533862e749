"""The types of derived values whose block does not say one: those that their formulas have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kaoji.engine.feel.kinds import DATE, TEXT, TRUTH, BasicType, ChoiceType, NumberType, Type
from kaoji.engine.feel.types import check_types
from kaoji.engine.plan.binder import NameBinder
from kaoji.engine.plan.index import build_index
from kaoji.engine.plan.typing import PlanTypes
from kaoji.engine.scheme.model import Derived, Scheme, ValueType

_BASIC: Mapping[str, ValueType] = {
    TRUTH.name: ValueType.TRUTH,
    TEXT.name: ValueType.TEXT,
    DATE.name: ValueType.DATE,
}


def with_types(scheme: Scheme) -> Scheme:
    """The scheme with every derived value typed.

    One value may rest on another, so each round types those whose sources the round before has
    typed; a chain has no more links than there are values.
    """
    for _round in scheme.derived:
        after = _typed(scheme)
        if after.derived == scheme.derived:
            return after
        scheme = after
    return scheme


def _typed(scheme: Scheme) -> Scheme:
    if all(one.is_typed for one in scheme.derived):
        return scheme
    index = build_index(scheme)

    def inferred(derived: Derived) -> Derived:
        if derived.is_typed:
            return derived
        binder = NameBinder(index, derived.key, scales=scheme.scales)
        found, _problems = check_types(derived.formula.expression, scope=PlanTypes(binder, scheme))
        return _with(derived, found=found)

    return replace(scheme, derived=tuple(map(inferred, scheme.derived)))


def _with(derived: Derived, *, found: Type) -> Derived:
    """What the formula turns out to be; of anything unclear the type that its shape shows."""
    match found:
        case NumberType():
            return replace(derived, type=ValueType.NUMBER, scale=None)
        case ChoiceType(scale):
            return replace(derived, type=ValueType.CHOICE, scale=scale)
        case BasicType(name) if name in _BASIC:
            return replace(derived, type=_BASIC[name], scale=None)
        case _:
            return derived
