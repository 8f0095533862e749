"""Order and circles: references over node × scope; a node may read itself only earlier or below."""

from __future__ import annotations

from kaoji.engine.plan.nodes import Edge, Plan
from kaoji.engine.plinth.problem import Problem

#: Scopes in which a reference stays at the same coordinate level, so that a loop never ends.
CLOSING = frozenset({"here", "child", "peers", "part"})


def circle_problems(plan: Plan) -> tuple[Problem, ...]:
    """One problem for each circle, at the reference that closes it."""
    outgoing: dict[str, list[Edge]] = {}
    for edge in plan.edges:
        if edge.reach in CLOSING and edge.target in plan.nodes:
            outgoing.setdefault(edge.source, []).append(edge)
    found: list[Problem] = []
    done: set[str] = set()
    for start in plan.nodes:
        if start not in done:
            _walk(start, outgoing=outgoing, done=done, found=found)
    return tuple(found)


def _walk(
    start: str, *, outgoing: dict[str, list[Edge]], done: set[str], found: list[Problem]
) -> None:
    """Depth first without recursion; `trail` is the way from the start to where we stand."""
    trail = [start]
    on_trail = {start}
    stack = [iter(outgoing.get(start, ()))]
    while stack:
        edge = next(stack[-1], None)
        if edge is None:
            stack.pop()
            left = trail.pop()
            on_trail.discard(left)
            done.add(left)
        elif edge.target in on_trail:
            found.append(_circle(trail[trail.index(edge.target) :], edge=edge))
        elif edge.target not in done:
            trail.append(edge.target)
            on_trail.add(edge.target)
            stack.append(iter(outgoing.get(edge.target, ())))


def _circle(loop: list[str], *, edge: Edge) -> Problem:
    way = " → ".join((*loop, loop[0]))
    return Problem(
        "circular-reference",
        f"互相引用,算不出来:{way}",
        "去掉其中一处引用;要用以前的值请写 上年(…) 或 上期(…)",
        place=edge.place,
        path=edge.source,
    )
