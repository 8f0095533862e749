"""Parameters at run time: set by a facts row, else by class, date or default.

A parameter that nobody filled stops only what needs it, and says which clause leaves it open.
"""

from __future__ import annotations

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.scales import steps_of
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import Formula, Parameter, Schedule, Scheme
from kaoji.engine.score.asked import Asked
from kaoji.engine.score.roster import CLASSES


def parameter_value(run: Asked, *, name: str, subject: str, period: Period) -> Value:
    """Set by a facts row for the subject, its class or all; else as the scheme states it."""
    figure = run.book.parameter(name, subject=subject, period=period)
    if figure is not None:
        return figure.value
    parameter = next(one for one in run.plan.scheme.parameters if one.name == name)
    formula = stated(parameter, words=class_words(run, subject=subject), period=period)
    if formula is None:
        raise FeelFailure(
            "open-parameter",
            speak("参数「{name}」没有填{cited}", name=name, cited=_cited(parameter)),
            remedy=speak("用 --set {name}=… 或 --given 补上", name=name),
        )
    spot = run.spot("", subject=subject, period=period)
    value = run.amount(run.compiled(formula), spot=spot)
    return on_its_scale(value, parameter=parameter, scheme=run.plan.scheme)


def on_its_scale(value: Value, *, parameter: Parameter, scheme: Scheme) -> Value:
    """The step that a word of a parameter is, where the parameter is on a scale."""
    steps = steps_of(scheme, scale=parameter.scale)
    return value if steps is None else steps.step_of(value)


def open_table(scheme: Scheme, *, name: str) -> FeelFailure:
    """What is said of a table that nobody has filled in."""
    found = next((one for one in scheme.parameters if one.name == name), None)
    cited = "" if found is None else _cited(found)
    message = speak("表「{name}」没有填{cited}", name=name, cited=cited)
    return FeelFailure("open-parameter", message, remedy=speak("用 --given 补上这张表"))


def _cited(parameter: Parameter) -> str:
    return speak("（依据 {clause}）", clause=parameter.clause) if parameter.clause else ""


def class_words(run: Asked, *, subject: str) -> tuple[str, ...]:
    """The words of a subject's classes: 组别, then 类."""
    return tuple(word for name in CLASSES if (word := run.roster.column(subject, name=name)))


def stated(parameter: Parameter, *, words: tuple[str, ...], period: Period) -> Formula | None:
    """What the scheme says: by class, else the latest that has come into force, else default.

    A class with a schedule of its own has what is in force, and before that its own default.
    """
    for word in words:
        own = _in_force(parameter.dated_by_class.get(word, ()), period=period)
        own = parameter.by_class.get(word) if own is None else own
        if own is not None:
            return own
    found = _in_force(parameter.dated, period=period)
    return parameter.default if found is None else found


def _in_force(schedule: Schedule, *, period: Period) -> Formula | None:
    """The latest value that holds on the last day of the period."""
    here = [dated for dated in schedule if dated[0] <= period.last_day]
    return max(here, key=lambda dated: dated[0])[1] if here else None
