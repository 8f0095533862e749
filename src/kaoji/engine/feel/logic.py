"""Three-valued logic of FEEL, over truths that may be unknown."""

from __future__ import annotations

from collections.abc import Callable

from kaoji.engine.feel.failure import type_failure
from kaoji.engine.feel.show import described
from kaoji.engine.feel.unknowns import NULLS, cases, hull, null_of
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Null, OneOf, Value


def logical_not(value: Value) -> Value:
    if isinstance(value, bool):
        return not value
    if isinstance(value, OneOf):
        return cases((value,), evaluate=lambda only: logical_not(only[0]))
    if isinstance(value, Null):
        return value
    raise not_a_truth(value)


def logical_and(*values: Value) -> Value:
    """False as soon as one is false, whatever the rest; else null beats true; true of none."""
    return _decided(values, by=False)


def logical_or(*values: Value) -> Value:
    """True as soon as one is true, whatever the rest; else null beats false; false of none."""
    return _decided(values, by=True)


def _decided(values: tuple[Value, ...], *, by: bool) -> Value:
    wrong = next((one for one in values if not isinstance(one, bool | Null | OneOf)), None)
    if wrong is not None:
        raise not_a_truth(wrong)
    if any(value is by for value in values):
        return by
    result: Value = not by
    for value in values:
        result = _pair(result, value, by=by)
    return result


def _pair(left: Value, right: Value, *, by: bool) -> Value:
    if isinstance(left, OneOf) or isinstance(right, OneOf):
        if _may_be_anything(left) or _may_be_anything(right):
            left, right = _as_truth(left), _as_truth(right)
        return cases((left, right), evaluate=lambda pair: _pair(*pair, by=by))
    if not isinstance(left, bool | Null) or not isinstance(right, bool | Null):
        raise not_a_truth(left if not isinstance(left, bool | Null) else right)
    if left is by or right is by:
        return by
    null = null_of(left, right)
    return not by if null is None else null


def _may_be_anything(value: Value) -> bool:
    return isinstance(value, OneOf) and not value.options


def _as_truth(value: Value) -> Value:
    """An unknown of which nothing is listed, where only a truth can stand."""
    if isinstance(value, OneOf) and not value.options:
        return OneOf((True, False, *NULLS), value.ways, tight=False)
    return value


def select(condition: Value, *, then: Callable[[], Value], otherwise: Callable[[], Value]) -> Value:
    """If condition then … else …

    A null condition gives that null, where FEEL would take `else`: an absence never turns into a
    result by itself. An unknown one gives the hull of what may come out.
    """
    if isinstance(condition, bool):
        return then() if condition else otherwise()
    if isinstance(condition, Null):
        return condition
    if isinstance(condition, OneOf):
        options = _as_truth(condition)
        branches = [select(option, then=then, otherwise=otherwise) for option in options.options]  # type: ignore[union-attr]
        return hull(branches, cause=options)
    raise not_a_truth(condition)


def not_a_truth(value: Value) -> Exception:
    return type_failure(speak("{what}不是真假值，不能作条件", what=described(value)))
