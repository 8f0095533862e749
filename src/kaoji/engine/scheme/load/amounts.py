"""Number places: literals with unit or percent, open parameters (待定) and free expressions.

All become formulas. A literal is written in its canonical form first, so that a printed plan
reads back as the same formula.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kaoji.engine.feel.ast import Name
from kaoji.engine.feel.names import names_in
from kaoji.engine.feel.parse import parse
from kaoji.engine.plinth.names import own_name
from kaoji.engine.plinth.problem import NOWHERE, Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.units import counted_as, own_unit, unit_word
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.shapes import Fields, scalar_of
from kaoji.engine.scheme.model import Formula, Parameter
from kaoji.engine.scheme.source import Node, Scalar
from kaoji.engine.scheme.words import value_word

POINTS = "分"

_WITH_UNIT = re.compile(r"(?P<number>[+-]?\d+(?:\.\d+)?(?:/\d+)?)\s*(?P<unit>[^\W\d_]+|%|‰)")
_VAGUE = re.compile(r"\d+(?:\.\d+)?%?\s*(?:-|—+|–|~|～|至|到)\s*\d+(?:\.\d+)?%?\s*[^\W\d_]*")


def unit_in(fields: Fields) -> str | None:
    """The 单位 of a block."""
    text = fields.text("unit")
    return None if text is None else own_unit(text)


def formula_in(fields: Fields, *, key: str, unit: str | None = None) -> Formula | None:
    """The formula under a key of the block."""
    node = fields.node(key)
    if node is None:
        return None
    return formula_of(node, desk=fields.desk, spot=fields.below(key), unit=unit)


def formula_of(node: Node, *, desk: Desk, spot: Spot, unit: str | None = None) -> Formula | None:
    """The formula of a number place whose unit, where it has one, is `unit`."""
    scalar = scalar_of(node, desk=desk, spot=spot)
    if scalar is None:
        return None
    text = scalar.text.strip()
    if is_open(text):
        return open_amount(scalar.place, desk=desk, spot=spot, unit=unit)
    if _VAGUE.fullmatch(text):
        _vague(scalar, desk=desk, spot=spot)
        return None
    canonical = _canonical(scalar, desk=desk, spot=spot, unit=unit)
    return (
        None if canonical is None else expression_of(scalar, text=canonical, desk=desk, spot=spot)
    )


def is_open(text: str) -> bool:
    """Tell whether the text leaves the amount to a parameter."""
    return value_word(text, kind="open") is not None


def open_amount(place: Place, *, desk: Desk, spot: Spot, unit: str | None = None) -> Formula:
    """A formula that names the required parameter which the open place implies."""
    parameter = Parameter(spot.name, unit=unit, clause=spot.clause, place=place)
    desk.parameters.setdefault(spot.name, parameter)
    return named(spot.name, place=place)


def named(name: str, *, place: Place = NOWHERE) -> Formula:
    """A formula that is nothing but a name, quoted so that any character may be in it."""
    return Formula(f"`{name}`", Name((name,)), place)


def written(text: str, *, place: Place = NOWHERE) -> Formula:
    """A formula that the code writes itself."""
    expression, problems = parse(text)
    if expression is None or problems:  # pragma: no cover - the code writes no faulty text
        raise ValueError(text)
    return Formula(text, expression, place)


def expression_of(scalar: Scalar, *, text: str, desk: Desk, spot: Spot) -> Formula | None:
    """Parse an expression; its problems are shown where they stand in the file."""
    expression, problems = parse(text)
    shift = len(scalar.text) - len(scalar.text.lstrip()) + scalar.quoted
    desk.problems.extend(_moved(one, scalar=scalar, shift=shift, spot=spot) for one in problems)
    place = _shifted(scalar.place, by=scalar.quoted)
    return None if expression is None else Formula(text, expression, place)


def _moved(problem: Problem, *, scalar: Scalar, shift: int, spot: Spot) -> Problem:
    offset = (problem.place.column or 1) - 1
    return problem.at(_shifted(scalar.place, by=shift + offset), path=spot.path or None)


def _shifted(place: Place, *, by: int) -> Place:
    return replace(place, column=None if place.column is None else place.column + by)


def _canonical(scalar: Scalar, *, desk: Desk, spot: Spot, unit: str | None) -> str | None:
    """The text without the unit behind a number; a unit that does not belong here is a problem."""
    text = scalar.text.strip()
    found = _WITH_UNIT.fullmatch(text)
    if found is None:
        return text
    if unit and counted_as(own_unit(found["unit"])) == counted_as(unit):
        return found["number"]
    if found["unit"] == "%":
        return f"{found['number']}%"
    ours = unit_word(unit)
    desk.refuse(
        "wrong-unit",
        message=speak(
            "“{text}”的单位是{written}，这里应是{ours}", text=text, written=found["unit"], ours=ours
        )
        if unit
        else speak("“{text}”的单位是{written}，这里没有单位", text=text, written=found["unit"]),
        remedy=speak("写成以{ours}为单位的数", ours=ours)
        if unit
        else speak("只写数；或先写明“单位”"),
        place=scalar.place,
        spot=spot,
    )
    return None


def _vague(scalar: Scalar, *, desk: Desk, spot: Spot) -> None:
    desk.refuse(
        "vague-amount",
        message=speak("“{text}”是一个幅度，不是一个数", text=scalar.text.strip()),
        remedy=speak(
            "写明取哪一个数并写“读法”，或写 待定 让本单位确定；若是减法，两边加空格和括号"
        ),
        place=scalar.place,
        spot=spot,
    )


def says(formula: Formula | None, *, name: str) -> bool:
    """Tell whether a formula reads the own field of that name, in either language."""
    return formula is not None and any(
        len(found.parts) == 1 and own_name(found.parts[0]) == name
        for found in names_in(formula.expression)
    )
