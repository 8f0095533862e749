"""Parameters at run time: set by a facts row, else by class, date or default.

A parameter that nobody filled stops only what needs it, and says which clause leaves it open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import Formula, Parameter

if TYPE_CHECKING:
    from kaoji.engine.score.reading import Reading


def parameter_value(run: Reading, name: str, *, subject: str, period: Period) -> Value:
    """Set by a facts row for the subject, its class or all; else as the scheme states it."""
    words = class_words(run, subject)
    for scope in run.book.scopes(subject):
        figure = run.book.parameters.get(name, {}).get(scope)
        if figure is not None:
            return figure.value
    return _stated(run, _parameter(run, name), subject=subject, words=words, period=period)


def class_words(run: Reading, subject: str) -> tuple[str, ...]:
    """The words of a subject's classes: 组别, then 类."""
    return tuple(word for name in ("组别", "类") if (word := run.roster.column(subject, name=name)))


def _parameter(run: Reading, name: str) -> Parameter:
    return next(one for one in run.plan.scheme.parameters if one.name == name)


def _stated(
    run: Reading, parameter: Parameter, *, subject: str, words: tuple[str, ...], period: Period
) -> Value:
    formula: Formula | None = next(
        (parameter.by_class[word] for word in words if word in parameter.by_class), None
    )
    if formula is None:
        for since, dated in sorted(parameter.dated, key=lambda pair: pair[0]):
            if since <= period.last_day:
                formula = dated
    formula = formula or parameter.default
    if formula is None:
        clause = f"(依据 {parameter.clause})" if parameter.clause else ""
        raise FeelFailure(
            "open-parameter", f"参数「{parameter.name}」没有填{clause}",
            remedy=f"用 --set {parameter.name}=… 或 --given 补上",
        )  # fmt: skip
    spot = run.spot("", subject=subject, period=period)
    return run.amount(run.compiled(formula), spot=spot)
