"""A second opinion on grades, seats and ranks, by brute force and without the engine's code.

A world is plain data about complete facts. Where a tie goes to a body, every decision that the
body could take is tried: the answer is the list of all outcomes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, groupby, product


@dataclass(frozen=True)
class Rule:
    """One grade: how many seats, who counts, and what happens at the edges."""

    floor: Fraction | None = None
    share: Fraction | None = None
    count: int | None = None
    rounding: str = "half_up"
    base: str = "all"
    ties: str = "decide"
    passes_on: bool = True
    by_group: bool = False

    @property
    def is_rationed(self):
        return self.share is not None or self.count is not None


@dataclass(frozen=True)
class Person:
    score: Fraction
    second: Fraction = Fraction(0)
    group: str = "一"
    failed: frozenset = frozenset()  # grades whose side condition fails
    barred: frozenset = frozenset()  # grades whose bar holds
    vetoes: frozenset = frozenset()  # numbers of the vetoes that hold


@dataclass(frozen=True)
class World:
    rules: tuple
    people: dict = field(hash=False)
    vetoes: tuple = ()  # each a tuple of (act, grade number or steps)


@dataclass(frozen=True)
class Start:
    """Where someone comes in; `keeps_out` are grades that a veto would take away again."""

    entry: int = 0
    is_put: bool = False
    keeps_out: frozenset = frozenset()
    ghosts: frozenset = frozenset()  # grades whose order still counts the vetoed subject


def seats_of(rule, *, members, barred):
    if rule.count is not None:
        return rule.count
    base = len(members) if rule.base == "all" else len(members) - len(barred)
    raw = rule.share * base
    if rule.rounding == "floor":
        return raw.numerator // raw.denominator
    if rule.rounding == "ceiling":
        return -(-raw.numerator // raw.denominator)
    return (2 * raw.numerator + raw.denominator) // (2 * raw.denominator)


def winners(rule, *, ordered, seats):
    """Every set of winners; `ordered` is a list of (key, name)."""
    safe, left = set(), seats
    ranked = sorted(ordered, key=lambda pair: pair[0], reverse=True)
    for _, level in groupby(ranked, key=lambda pair: pair[0]):
        names = [name for _, name in level]
        if len(names) <= left:
            safe |= set(names)
            left -= len(names)
        elif left and rule.ties == "decide":
            return [safe | set(chosen) for chosen in combinations(names, left)]
        else:
            return [safe | set(names)] if left and rule.ties == "all_in" else [safe]
    return [safe]


def key_of(person):
    return (person.score, person.second)


def outcomes(world, *, starts):
    """Every (name → grade number, name → grades in whose order it stood)."""
    nobody = {name: frozenset() for name in starts}
    found = [({}, nobody)]
    for rung in range(len(world.rules)):
        found = [
            outcome
            for ended, stood in found
            for outcome in _after_grade(world, starts, rung, (ended, stood))
        ]
    below = dict.fromkeys(starts, len(world.rules))
    return [(below | ended, stood) for ended, stood in found]


def _after_grade(world, starts, rung, so_far):
    ended, stood = so_far
    out = {name for name in starts if _is_out(world, starts[name], name, rung)}
    standing = {name for name in starts if name not in ended and _stands(world, starts, name, rung)}
    ghosts = {name for name in starts if starts[name].entry > rung and rung in starts[name].ghosts}
    stood = {name: rungs | ({rung} if name in standing else set()) for name, rungs in stood.items()}
    for chosen in _choices(world, world.rules[rung], standing | ghosts, out):
        won = dict.fromkeys((chosen & standing) - out, rung)
        yield ended | won, stood


def _is_out(world, start, name, rung):
    """Kept from the grade by a bar or by a veto; nobody is kept from the lowest."""
    if rung < start.entry:
        return True
    is_last = rung == len(world.rules) - 1
    return not is_last and (rung in world.people[name].barred or rung in start.keeps_out)


def _stands(world, starts, name, rung):
    """Reaches the grade and fulfils its condition."""
    start, person, rule = starts[name], world.people[name], world.rules[rung]
    if rung < start.entry:
        return False
    is_put = start.is_put and rung == start.entry
    if not is_put and rule.floor is not None and person.score < rule.floor:
        return False
    return rung == len(world.rules) - 1 or rung not in person.failed


def _choices(world, rule, candidates, out):
    """Every set of those who may hold the grade, one for each decision of the body."""
    if not rule.is_rationed:
        return [candidates]
    options = []
    for members in pools(world, by_group=rule.by_group):
        inside = candidates & members if not rule.passes_on else (candidates & members) - out
        seats = seats_of(rule, members=members, barred=out & members)
        ordered = [(key_of(world.people[name]), name) for name in sorted(inside)]
        options.append(winners(rule, ordered=ordered, seats=seats))
    return [set().union(*sets) for sets in product(*options)]


def pools(world, *, by_group):
    if not by_group:
        return [set(world.people)]
    words = {person.group for person in world.people.values()}
    return [{n for n, person in world.people.items() if person.group == word} for word in words]


def vetoed(world, *, name, rung):
    """The grade after the vetoes that hold, in the order written."""
    last = len(world.rules) - 1
    for number, effects in enumerate(world.vetoes):
        for act, what in effects if number in world.people[name].vetoes else ():
            if act == "cap":
                rung = max(rung, what)
            elif act == "floor":
                rung = min(rung, what)
            elif act == "set":
                rung = what
            elif rung + what <= last:
                rung += what
            else:
                rung = last
    return rung


def _start(world, name, rung, stood):
    places = range(len(world.rules))
    if rung in places and vetoed(world, name=name, rung=rung) != rung:
        return Start(vetoed(world, name=name, rung=rung), True, ghosts=frozenset(stood))
    moved = (place for place in places if vetoed(world, name=name, rung=place) != place)
    return Start(keeps_out=frozenset(moved))


def judged(world):
    """Every outcome after vetoes: a list of name → grade number (one past the last: none)."""
    free = {name: Start() for name in world.people}
    results = []
    for ended, stood in outcomes(world, starts=free):
        starts = {n: _start(world, n, ended[n], stood[n]) for n in world.people}
        results += [after for after, _ in outcomes(world, starts=starts)]
    return results


def ranks(keys, *, method):
    """Give name → rank by counting, from name → key (the greater is better)."""
    found = {}
    for name, key in keys.items():
        better = [other for other in keys.values() if other > key]
        level = [other for other in keys.values() if other == key]
        if method == "competition":
            found[name] = Fraction(1 + len(better))
        elif method == "dense":
            found[name] = Fraction(1 + len(set(better)))
        else:
            places = range(len(better) + 1, len(better) + len(level) + 1)
            found[name] = Fraction(sum(places), len(level))
    return found
