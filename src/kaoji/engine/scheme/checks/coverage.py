"""Which values the tests of a table cover: each key's values cut into pieces that no test divides.

A piece is a number, the numbers between two neighbouring edges, or a word. Every test holds for
all of a piece or for none of it, so that finitely many questions settle gaps and overlaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from types import MappingProxyType
from typing import TypeAlias

from kaoji.engine.feel import ast
from kaoji.engine.feel.compile import compile_expression
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.frame import Frame, Program
from kaoji.engine.feel.names import calls_in, children, names_in
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.words.spoken import spoken_value


@dataclass(frozen=True, slots=True)
class Stretch:
    """One number (both ends the same), or all numbers between two, the ends left out."""

    low: Fraction | None
    high: Fraction | None

    @property
    def is_point(self) -> bool:
        """A single number."""
        return self.low is not None and self.low == self.high

    @property
    def sample(self) -> Fraction:
        """A number of the stretch."""
        if self.low is None:
            return Fraction(0) if self.high is None else self.high - 1
        return self.low + 1 if self.high is None else (self.low + self.high) / 2

    def has_whole(self) -> bool:
        """Tell whether a whole number lies in the stretch."""
        if self.is_point:
            return self.low is not None and self.low.denominator == 1
        if self.low is None or self.high is None:
            return True
        return floor(self.low) + 1 <= ceil(self.high) - 1


Piece: TypeAlias = Stretch | str | bool


def is_sliver(piece: Piece) -> bool:
    """Tell whether it is a stretch between two numbers in which no whole number lies."""
    return isinstance(piece, Stretch) and not piece.is_point and not piece.has_whole()


#: Any word that no test speaks of, where the words are not declared.
OTHER = ""


@dataclass(frozen=True, slots=True)
class Domain:
    """What is known of the values of a key before any table is looked at."""

    low: Fraction | None = None
    high: Fraction | None = None
    words: tuple[str, ...] = ()
    is_whole: bool = False


ANYTHING = Domain()


@dataclass(frozen=True, slots=True)
class Axis:
    """The pieces of one key; `covers`: those of each test.

    `inside` are those that have to be covered, `possible` all those that it can be: where nothing
    is declared, more than the tests speak of.
    """

    pieces: tuple[Piece, ...]
    inside: frozenset[int]
    possible: frozenset[int]
    covers: tuple[frozenset[int], ...]


def axis_of(tests: Sequence[ast.Expression | None], *, domain: Domain) -> Axis | None:
    """The pieces of one key under all its tests; `None` when a test is no plain one."""
    if not all(test is None or _is_plain(test) for test in tests):
        return None
    pieces = _pieces(tests, domain=domain)
    covers = []
    for test in tests:
        covered = _covered(test, pieces=pieces)
        if covered is None:
            return None
        covers.append(covered)
    inside = _inside(tests, pieces, covers, domain=domain)
    return Axis(pieces, inside, _possible(pieces, domain=domain), tuple(covers))


def is_anything(test: ast.Expression | None) -> bool:
    """Tell whether the test is `-`, which holds for all."""
    return test is None or (isinstance(test, ast.Truth) and test.value)


def _is_plain(test: ast.Expression) -> bool:
    return not names_in(test) and not calls_in(test)


# --- pieces ---------------------------------------------------------------------------------------


def _pieces(tests: Sequence[ast.Expression | None], *, domain: Domain) -> tuple[Piece, ...]:
    stated = [test for test in tests if test is not None and not is_anything(test)]
    literals = [one for test in stated for one in _literals(test)]
    if any(isinstance(one, ast.Truth) for one in literals):
        return (True, False)
    words = [one.value for one in literals if isinstance(one, ast.Text)]
    if words or domain.words:
        others = () if domain.words else (OTHER,)
        return tuple(dict.fromkeys((*domain.words, *words, *others)))
    edges = {value for test in stated for value in _numbers(test)}
    edges |= {edge for edge in (domain.low, domain.high) if edge is not None}
    return tuple(_stretches(sorted(edges)))


def _literals(test: ast.Expression) -> Iterator[ast.Expression]:
    if isinstance(test, ast.Text | ast.Truth):
        yield test
    for part in children(test):
        yield from _literals(part)


def _numbers(test: ast.Expression) -> Iterator[Fraction]:
    """The literal numbers of a test, with their signs."""
    if isinstance(test, ast.Number):
        yield test.value
    elif isinstance(test, ast.Unary) and isinstance(test.operand, ast.Number):
        yield -test.operand.value
    else:
        for part in children(test):
            yield from _numbers(part)


def _stretches(edges: list[Fraction]) -> Iterator[Stretch]:
    if not edges:
        yield Stretch(None, None)
        return
    yield Stretch(None, edges[0])
    for low, high in pairwise(edges):
        yield Stretch(low, low)
        yield Stretch(low, high)
    yield Stretch(edges[-1], edges[-1])
    yield Stretch(edges[-1], None)


# --- what holds where -----------------------------------------------------------------------------


def _covered(test: ast.Expression | None, *, pieces: tuple[Piece, ...]) -> frozenset[int] | None:
    """The pieces for which the test holds; `None` when it cannot be asked of one."""
    if is_anything(test) or test is None:
        return frozenset(range(len(pieces)))
    try:
        return frozenset(place for place, piece in enumerate(pieces) if _holds(test, piece=piece))
    except FeelFailure:
        return None


def _holds(test: ast.Expression, *, piece: Piece) -> bool:
    asked: ast.Expression
    match piece:
        case Stretch():
            asked = ast.Number(piece.sample)
        case bool():
            asked = ast.Truth(piece)
        case _:
            asked = ast.Text(piece)
    program = compile_expression(ast.Membership(asked, (test,)), binder=_Nothing())
    return program(Frame(None)) is True


class _Nothing:
    """A binder for expressions without names."""

    def bind_name(self, _name: ast.Name, /) -> Program | None: ...

    def bind_form(self, _call: ast.Call, /, **_kwargs: object) -> Program | None: ...


def _inside(
    tests: Sequence[ast.Expression | None],
    pieces: tuple[Piece, ...],
    covers: list[frozenset[int]],
    *,
    domain: Domain,
) -> frozenset[int]:
    """The pieces that the key can be. Where an end of the range is not known, nothing beyond the
    outermost band is asked for.
    """
    if not all(isinstance(piece, Stretch) for piece in pieces):
        known = {piece for piece in pieces if not domain.words or piece in domain.words} - {OTHER}
        return frozenset(place for place, piece in enumerate(pieces) if piece in known)
    stated = [own for test, own in zip(tests, covers, strict=True) if not is_anything(test)]
    reached = frozenset().union(*stated) if stated else frozenset(range(len(pieces)))
    first = min(reached, default=0) if domain.low is None else 0
    last = max(reached, default=-1) if domain.high is None else len(pieces) - 1
    return frozenset(
        place for place in range(first, last + 1) if _is_possible(pieces[place], domain=domain)
    )


def _possible(pieces: tuple[Piece, ...], *, domain: Domain) -> frozenset[int]:
    return frozenset(
        place
        for place, piece in enumerate(pieces)
        if _is_possible(piece, domain=domain)
        and (not isinstance(piece, str) or not domain.words or piece in domain.words)
    )


def _is_possible(piece: Piece, *, domain: Domain) -> bool:
    if not isinstance(piece, Stretch):
        return True
    below = domain.low is not None and (piece.low is None or piece.low < domain.low)
    above = domain.high is not None and (piece.high is None or piece.high > domain.high)
    return not below and not above and (not domain.is_whole or piece.has_whole())


# --- in words -------------------------------------------------------------------------------------


def told(pieces: Sequence[Piece], *, places: frozenset[int]) -> tuple[str, ...]:
    """Pieces in words; neighbouring stretches are told as one."""
    found: list[str] = []
    for run in _runs(sorted(places)):
        first, last = pieces[run[0]], pieces[run[-1]]
        if isinstance(first, Stretch) and isinstance(last, Stretch):
            found.append(_between(first, last))
        else:
            found += [_word(pieces[place]) for place in run]
    return tuple(found)


def _runs(places: list[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for place in places:
        if run and place != run[-1] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _word(piece: Piece) -> str:
    if isinstance(piece, bool):
        return spoken_value("true" if piece else "false", kind="truth")
    return speak("「{word}」", word=piece)


#: A stretch in words, by its two ends: itself in it, just beside it, or none.
_ENDS = MappingProxyType(
    {
        ("in", "in"): marked("从 {low} 到 {high}"),
        ("in", "beside"): marked("从 {low} 小于 {high}"),
        ("in", None): marked("从 {low}"),
        ("beside", "in"): marked("大于 {low} 到 {high}"),
        ("beside", "beside"): marked("大于 {low} 小于 {high}"),
        ("beside", None): marked("大于 {low}"),
        (None, "in"): marked("到 {high}"),
        (None, "beside"): marked("小于 {high}"),
        (None, None): marked("任何数"),
    }
)


def _between(first: Stretch, last: Stretch) -> str:
    if first.is_point and first == last and first.low is not None:
        return exact_text(first.low)
    edges = {"low": first.low, "high": last.high}
    values = {name: exact_text(edge) for name, edge in edges.items() if edge is not None}
    ends = _end(first.low, is_in=first.is_point), _end(last.high, is_in=last.is_point)
    return speak(_ENDS[ends], **values)


def _end(edge: Fraction | None, *, is_in: bool) -> str | None:
    if edge is None:
        return None
    return "in" if is_in else "beside"
