"""Circles: found exactly where a node reads itself, over the scopes in which that never ends."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.plan.nodes import Edge
from kaoji.engine.plan.order import CLOSING, circle_problems


def plan(*edges):
    """Just enough of a plan: nodes and edges."""
    found = tuple(edge if isinstance(edge, Edge) else Edge(*edge, "here") for edge in edges)
    names = dict.fromkeys(name for edge in found for name in (edge.source, edge.target))
    return SimpleNamespace(nodes=names, edges=found)


def reaches(pairs, start):
    """Everything that can be reached from a node, by trying."""
    found, todo = set(), [start]
    while todo:
        here = todo.pop()
        for source, target in pairs:
            if source == here and target not in found:
                found.add(target)
                todo.append(target)
    return found


PAIRS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=14)


@given(PAIRS)
def test_a_circle_is_found_exactly_when_there_is_one(pairs):
    is_circular = any(name in reaches(pairs, name) for name in "abcdef")
    assert bool(circle_problems(plan(*pairs))) is is_circular


@given(PAIRS)
def test_what_is_told_is_a_circle(pairs):
    for problem in circle_problems(plan(*pairs)):
        way = problem.message.split("：")[1].split(" → ")
        assert way[0] == way[-1]
        assert all(pair in pairs for pair in pairwise(way))


@pytest.mark.parametrize("reach", sorted(CLOSING))
def test_scopes_that_stay(reach):
    (problem,) = circle_problems(plan(Edge("a", "a", reach)))
    assert problem.code == "circular-reference"
    assert problem.path == "a"


@pytest.mark.parametrize("reach", ["earlier", "below", "rows"])
def test_scopes_that_end(reach):
    assert circle_problems(plan(Edge("a", "a", reach))) == ()


def test_what_is_no_node_closes_nothing():
    lonely = SimpleNamespace(nodes={"a": None}, edges=(Edge("a", "b", "here"),))
    assert circle_problems(lonely) == ()
