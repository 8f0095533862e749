"""Random formulas whose value lies at a tie or an edge, or a hair beside it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from kaoji.engine.explain.formulas import deciding, terms
from kaoji.engine.explain.formulas.terms import NoFormulaError, Term, Why
from kaoji.engine.plinth.exact import Rounding, round_to

MODES = tuple(Rounding)


def near_tie_terms(chance: Random, *, count: int) -> Iterator[tuple[Term, Fraction | bool]]:
    """Formulas that were dared, each with its exact value; those refused are left out."""
    for _each in range(count):
        term, value = one(chance)
        if term is not None:
            yield term, value


def one(chance: Random) -> tuple[Term | None, Fraction | bool]:
    """A rounding or a comparison near its tie or edge; nothing where none was dared."""
    places = chance.randint(0, 4)
    target = edge(chance, places=places) + hair(chance)
    made = reaching(chance, target)
    assert made.value == target
    if chance.random() < 0.5:
        mode = chance.choice(MODES)
        return dared(lambda: deciding.rounded(made, places=places, mode=mode)), round_to(
            target, places=places, mode=mode
        )
    line = (
        Fraction(chance.randint(-(10**6), 10**6), 10**places) if chance.random() < 0.1 else target
    )
    line -= chance.choice((Fraction(0), hair(chance)))
    sign = chance.choice(("<", "<=", ">", ">=", "=", "!="))
    made_line = terms.literal(line)
    told = {
        "<": target < line, "<=": target <= line, ">": target > line, ">=": target >= line,
        "=": target == line, "!=": target != line,
    }  # fmt: skip
    return dared(lambda: deciding.compared(made, sign=sign, right=made_line)), told[sign]


def dared(make) -> Term | None:
    try:
        return make()
    except NoFormulaError as none:
        if none.why is not Why.CLOSE:
            raise
        return None


def edge(chance: Random, *, places: int) -> Fraction:
    """A tie, or a step, of a rounding to places."""
    half = chance.choice((Fraction(0), Fraction(1, 2)))
    size = 10 ** chance.randint(0, 6)
    return (chance.randint(-size, size) + half) / 10**places


def hair(chance: Random) -> Fraction:
    """Nothing, or very little, or little enough to be dared."""
    if chance.random() < 0.25:
        return Fraction(0)
    size = Fraction(chance.randint(1, 9), 10 ** chance.randint(3, 20))
    return size * chance.choice((-1, 1))


def reaching(chance: Random, target: Fraction) -> Term:
    """A formula of ordinary steps that comes to exactly this number."""
    made = terms.literal(target)
    for _step in range(chance.randint(1, 6)):
        figure = Fraction(chance.randint(1, 10**6), 10 ** chance.randint(0, 5))
        match chance.randint(0, 4):
            case 0:
                made = terms.minus(terms.added([made, terms.literal(figure)]),
                                   right=terms.literal(figure))  # fmt: skip
            case 1:
                made = terms.over(terms.times(made, right=terms.literal(figure)),
                                  right=terms.literal(figure))  # fmt: skip
            case 2:
                third = terms.literal(made.number / 3)
                made = terms.added([third, third, third])
            case 3:
                share = Fraction(chance.randint(1, 99), 100)
                made = terms.added(
                    [terms.times(made, right=terms.literal(one)) for one in (share, 1 - share)]
                )
            case _:
                made = terms.greatest([made, terms.literal(made.number - figure)])
    return made
