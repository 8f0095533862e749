"""The bound of a term's error holds for what doubles really compute."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from kaoji.engine.explain.formulas import deciding, terms
from kaoji.engine.explain.formulas.terms import NoFormulaError, Several, Why, literal
from kaoji.engine.plinth.exact import Rounding
from tests.engine.explain.formulas.sheets import evaluated


def number(text):
    return literal(Fraction(text))


def random_term(chance, depth):
    """A formula of random steps, its figures of every size."""
    if not depth:
        return literal(
            Fraction(chance.randint(-(10**9), 10**9), chance.choice((1, 3, 7, 1000, 10**6)))
        )
    left, right = random_term(chance, depth - 1), random_term(chance, depth - 1)
    try:
        match chance.randint(0, 7):
            case 0:
                return terms.added([left, right])
            case 1:
                return terms.minus(left, right=right)
            case 2:
                return terms.times(left, right=right)
            case 3:
                return terms.over(left, right=right)
            case 4:
                return terms.greatest([left, right])
            case 5:
                return terms.magnitude(left)
            case 6:
                return terms.powered(left, times_itself=2)
            case _:
                return Several((left, right, left)).median()
    except NoFormulaError:
        return left


def test_doubles_stay_within_the_bound():
    chance = Random(1)
    for _each in range(3000):
        term = random_term(chance, chance.randint(1, 4))
        assert abs(Fraction(evaluated(term.text)) - term.number) <= term.error, term.text


@pytest.mark.parametrize(
    ("text", "is_exact"), [("0.5", True), ("100", True), ("0.1", False), ("1/3", False)]
)
def test_what_a_double_holds_has_no_error(text, is_exact):
    assert (number(text).error == 0) is is_exact


def test_a_long_figure_is_written_with_as_many_digits_as_a_double_tells_apart():
    term = number("1234567890.12345678901234567890")
    assert term.text == "1234567890.1234568"
    assert abs(Fraction(float(term.text)) - term.number) <= term.error


def test_a_divisor_that_may_be_nought_is_refused():
    tenths = terms.added([number("0.1"), number("0.2"), number("-0.3")])
    with pytest.raises(NoFormulaError) as close:
        terms.over(number("1"), right=terms.added([tenths, number("0.00000000000000000001")]))
    assert close.value.why is Why.CLOSE
    with pytest.raises(NoFormulaError) as nought:
        terms.over(number("1"), right=number("0"))
    assert nought.value.why is Why.WAY


# --- ties and edges -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["89.95", "2.25", "-0.05", "89.9500000001", "89.94999999999"])
def test_a_tie_is_never_rounded_by_a_formula(text):
    with pytest.raises(NoFormulaError) as none:
        deciding.rounded(number(text), places=1, mode=Rounding.HALF_UP)
    assert none.value.why is Why.CLOSE


@pytest.mark.parametrize(
    ("text", "places", "mode", "want"),
    [
        ("89.951", 1, Rounding.HALF_UP, "90"),
        ("89.9500001", 1, Rounding.HALF_EVEN, "90"),
        ("12", 0, Rounding.DOWN, "12"),
        ("12.3", 0, Rounding.UP, "13"),
        ("-1.27", 1, Rounding.DOWN, "-1.2"),
        ("1234", -2, Rounding.HALF_UP, "1200"),
    ],
)
def test_away_from_a_tie_it_is(text, places, mode, want):
    term = deciding.rounded(number(text), places=places, mode=mode)
    assert term.value == Fraction(want)
    assert abs(Fraction(evaluated(term.text)) - term.number) <= term.error


def test_floor_and_its_edge():
    assert deciding.floored(number("-1.5"), places=0).value == -2
    assert deciding.floored(number("2.37"), places=1).value == Fraction("2.3")
    with pytest.raises(NoFormulaError):
        deciding.floored(number("2.3"), places=1)


def test_whole_steps_of_whole_numbers_are_sure():
    steps = terms.over(number("20"), right=number("10"))
    assert deciding.rounded(steps, places=0, mode=Rounding.DOWN).value == 2
    thirds = terms.over(number("0.3"), right=number("0.1"))
    with pytest.raises(NoFormulaError):
        deciding.rounded(thirds, places=0, mode=Rounding.DOWN)


def test_the_same_figure_twice_is_level_and_a_computed_one_is_not_held_against_it():
    assert deciding.compared(number("0.3"), sign=">=", right=number("0.3")).value is True
    computed = terms.added([number("0.1"), number("0.2")])
    with pytest.raises(NoFormulaError):
        deciding.compared(computed, sign=">=", right=number("0.3"))
    whole = terms.added([number("1"), number("2")])
    assert deciding.compared(whole, sign=">", right=number("3")).value is False


def test_a_branch_that_is_not_taken_may_be_unknown():
    yes = deciding.compared(number("2"), sign=">", right=number("1"))
    made = deciding.chosen(yes, then=number("5"), otherwise=terms.NOT_KNOWN)
    assert evaluated(made.text) == 5
    with pytest.raises(NoFormulaError):
        deciding.chosen(yes, then=terms.NOT_KNOWN, otherwise=number("5"))


# --- what is refused rather than guessed ----------------------------------------------------------


def refused(make):
    with pytest.raises(NoFormulaError) as none:
        make()
    return none.value.why is Why.WAY


WORD, TRUTH = terms.Term("A1", "优"), terms.Term("A2", value=True)


def test_only_what_is_of_one_sort_is_compared():
    assert deciding.compared(WORD, sign="=", right=terms.Term("B1", "良")).value is False
    assert deciding.compared(TRUTH, sign="!=", right=terms.Term("B1", value=False)).value is True
    assert refused(lambda: deciding.compared(WORD, sign="<", right=WORD))
    assert refused(lambda: deciding.compared(WORD, sign="=", right=TRUTH))
    assert refused(lambda: deciding.compared(WORD, sign="=", right=terms.NOT_KNOWN))


def test_a_word_is_no_number_and_a_number_no_truth():
    assert refused(lambda: terms.added([number("1"), WORD]))
    assert refused(lambda: deciding.chosen(number("1"), then=number("2"), otherwise=number("3")))


def test_of_nothing_there_is_a_sum_and_no_mean():
    nothing = Several(())
    assert terms.added([]).value == nothing.sum().value == 0
    for fold in (nothing.mean, nothing.greatest, nothing.least, nothing.median):
        assert refused(fold)
    assert refused(lambda: terms.mean_of([]))


def test_the_highest_few_are_taken_of_cells_and_of_no_fewer():
    cells = Several((number("5"), number("3"), number("4")), "A1:A3")
    assert cells.sum_of_highest(2).value == 9
    assert cells.sum_of_lowest(2).value == 7
    assert refused(lambda: cells.sum_of_highest(4))
    assert refused(lambda: Several(cells.terms).sum_of_lowest(1))


def test_what_no_cell_takes_is_no_formula():
    many = [number(str(at)) for at in range(terms.MOST_ARGUMENTS + 1)]
    assert terms.greatest(many[:-1]).value == terms.MOST_ARGUMENTS - 1
    assert refused(lambda: terms.greatest(many))
    assert refused(Several(tuple(many)).median)
    long = [number("123456789012345")] * ((terms.LONGEST_FORMULA - 1) // 16)  # and a sign
    assert terms.added(long).value == 123456789012345 * len(long)
    assert refused(lambda: terms.added([*long, *long[:2]]))
