"""A bench for tests: values, cases and conditions are given, nothing is computed.

A condition is a `Formula` whose text is a key: of `truths` (per subject), or of `rules`, Python
functions of (bench, subject, names). Numbers are read from the formula's own text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from kaoji.engine.feel.ast import NullLiteral
from kaoji.engine.plinth.exact import Rounding, round_to
from kaoji.engine.plinth.periods import Grain
from kaoji.engine.scheme.model import (
    Act,
    EffectStep,
    Formula,
    Grade,
    Grading,
    Item,
    Quota,
    Scheme,
    SeatRounding,
    Subjects,
    Veto,
)


def formula(text):
    return Formula(text, NullLiteral())


def number(text):
    """`3/4`, `25%` or `0.25`, exactly."""
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def grade(name, floor=None, **more):
    return Grade(name, None if floor is None else formula(floor), **more)


def share(text, rounding=SeatRounding.HALF_UP, **more):
    return Quota(share=formula(text), rounding=rounding, **more)


def seats(text, **more):
    return Quota(count=formula(text), **more)


def veto(name, *effects, **more):
    """Effects as pairs: ("cap", "合格"), ("down", 1), ("bar", ("单位",))."""
    return Veto(name, effects=tuple(_step(*effect) for effect in effects), **more)


def _step(act, what):
    if act == "down":
        return EffectStep(Act.DOWN, steps=what)
    if act == "bar":
        return EffectStep(Act.BAR, whom=what)
    return EffectStep(Act(act), grade=what)


def scheme(grades=(), *, on_published=False, places=2, **more):
    grading = Grading(on_published=on_published, grades=tuple(grades)) if grades else None
    return Scheme(
        title="测试方案",
        id="t",
        version="1",
        effective=None,
        basis=None,
        subjects=Subjects(),
        grain=Grain.YEAR,
        root=Item("总分", "总分"),
        places=places,
        grading=grading,
        **more,
    )


@dataclass
class BenchDouble:
    scheme: Scheme
    values: dict = field(default_factory=dict)  # subject → value, or {path: value}
    cases: dict = field(default_factory=dict)  # subject → {name: truth}
    truths: dict = field(default_factory=dict)  # subject → {text: truth}
    columns: dict = field(default_factory=dict)  # subject → {column: word}
    rules: dict = field(default_factory=dict)  # text → function
    unranked: frozenset = frozenset()
    period_last_day: date = date(2016, 12, 31)

    @property
    def subjects(self):
        return tuple(self.values)

    def value(self, subject, *, path):
        given = self.values[subject]
        found = given.get(path) if isinstance(given, dict) else given if path == "总分" else None
        return Fraction(found) if isinstance(found, str | int) else found

    def published(self, subject, *, path):
        value = self.value(subject, path=path)
        if not isinstance(value, Fraction):
            return None
        return round_to(value, places=self.scheme.places, mode=Rounding.HALF_UP)

    def truth(self, subject, *, formula, names):
        if formula.text in self.rules:
            return self.rules[formula.text](self, subject, names)
        return self.truths.get(subject, {}).get(formula.text, False)

    def number(self, subject, *, formula, names):
        if formula.text in self.rules:
            return self.rules[formula.text](self, subject, names)
        return number(formula.text)

    def case(self, subject, *, name):
        return self.cases.get(subject, {}).get(name, False)

    def column(self, subject, *, column):
        return self.columns.get(subject, {}).get(column, "")

    def may_rank(self, subject):
        return subject not in self.unranked
