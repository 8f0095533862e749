"""Parameters at run time: set by a facts row, else by class, date or default.

A parameter that nobody filled stops only what needs it, and says which clause leaves it open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import Formula, Parameter, Scheme
from kaoji.engine.score.roster import CLASSES

if TYPE_CHECKING:
    from kaoji.engine.score.reading import Reading


def parameter_value(run: Reading, *, name: str, subject: str, period: Period) -> Value:
    """Set by a facts row for the subject, its class or all; else as the scheme states it."""
    figure = run.book.parameter(name, subject=subject, period=period)
    if figure is not None:
        return figure.value
    parameter = next(one for one in run.plan.scheme.parameters if one.name == name)
    formula = stated(parameter, words=class_words(run, subject=subject), period=period)
    if formula is None:
        raise FeelFailure(
            "open-parameter",
            f"参数「{name}」没有填{_cited(parameter)}",
            remedy=f"用 --set {name}=… 或 --given 补上",
        )
    spot = run.spot("", subject=subject, period=period)
    return run.amount(run.compiled(formula), spot=spot)


def open_table(scheme: Scheme, *, name: str) -> FeelFailure:
    """What is said of a table that nobody has filled in."""
    found = next((one for one in scheme.parameters if one.name == name), None)
    clause = "" if found is None else _cited(found)
    return FeelFailure(
        "open-parameter", f"表「{name}」没有填{clause}", remedy="用 --given 补上这张表"
    )


def _cited(parameter: Parameter) -> str:
    return f"(依据 {parameter.clause})" if parameter.clause else ""


def class_words(run: Reading, *, subject: str) -> tuple[str, ...]:
    """The words of a subject's classes: 组别, then 类."""
    return tuple(word for name in CLASSES if (word := run.roster.column(subject, name=name)))


def stated(parameter: Parameter, *, words: tuple[str, ...], period: Period) -> Formula | None:
    """What the scheme says: by class, else the latest that has come into force, else default."""
    for word in words:
        if word in parameter.by_class:
            return parameter.by_class[word]
    in_force = [dated for dated in parameter.dated if dated[0] <= period.last_day]
    if in_force:
        return max(in_force, key=lambda dated: dated[0])[1]
    return parameter.default
