"""Order and circles: references over node × scope; a node may read itself only earlier or below."""

from __future__ import annotations

from collections.abc import Iterable

from kaoji.engine.plan.nodes import Edge, Plan
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak

#: Scopes in which a reference stays at the same coordinate level, so that a loop never ends.
CLOSING = frozenset({"here", "child", "peers", "part"})


def circle_problems(plan: Plan) -> tuple[Problem, ...]:
    """One problem for each circle, at the reference that closes it."""
    return _walked(plan)[1]


#: How many references may hang on one another. Regulations need a dozen; explaining tells each in
#: its turn, so there has to be an end.
LONGEST_CHAIN = 100


def chain_problems(plan: Plan) -> tuple[Problem, ...]:
    """The first node from which a chain of references is too long to be told."""
    length: dict[str, int] = {}
    outgoing = _outgoing(plan)
    for path in read_before(plan):
        below = (length.get(edge.target, 0) for edge in outgoing.get(path, ()))
        length[path] = 1 + max(below, default=0)
        if length[path] > LONGEST_CHAIN:
            return (_too_long(plan, path),)
    return ()


def _too_long(plan: Plan, path: str) -> Problem:
    return Problem(
        "chain-too-long",
        speak(
            "从「{path}」起，一个引用一个，超过 {most} 层",
            path=spoken_path(path),
            most=LONGEST_CHAIN,
        ),
        speak("把中间的派生合并成几个算式，或改用 合计、子项() 一次汇总"),
        place=plan.nodes[path].place,
        path=path,
    )


def read_before(plan: Plan) -> tuple[str, ...]:
    """Every node after those that it reads, so that a long chain is never asked from its end."""
    return _walked(plan)[0]


def readers_of(plan: Plan, *, sources: Iterable[str]) -> frozenset[str]:
    """The nodes that read one of these, directly or through others, and they themselves."""
    readers: dict[str, list[str]] = {}
    for edge in plan.edges:
        readers.setdefault(edge.target, []).append(edge.source)
    for path, node in plan.nodes.items():
        for extra in node.extras:
            readers.setdefault(extra, []).append(path)
    found = set(sources)
    todo = list(found)
    while todo:
        for reader in readers.get(todo.pop(), ()):
            if reader not in found:
                found.add(reader)
                todo.append(reader)
    return frozenset(found)


def _walked(plan: Plan) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The nodes in the order in which they are left, and the circles met."""
    outgoing = _outgoing(plan)
    found: list[Problem] = []
    done: dict[str, None] = {}
    for start in plan.nodes:
        if start not in done:
            _walk(start, outgoing=outgoing, done=done, found=found)
    return tuple(done), tuple(found)


def _outgoing(plan: Plan) -> dict[str, list[Edge]]:
    outgoing: dict[str, list[Edge]] = {}
    for edge in plan.edges:
        if edge.reach in CLOSING and edge.target in plan.nodes:
            outgoing.setdefault(edge.source, []).append(edge)
    return outgoing


def _walk(
    start: str, *, outgoing: dict[str, list[Edge]], done: dict[str, None], found: list[Problem]
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
            done[left] = None
        elif edge.target in on_trail:
            found.append(_circle(trail[trail.index(edge.target) :], edge=edge))
        elif edge.target not in done:
            trail.append(edge.target)
            on_trail.add(edge.target)
            stack.append(iter(outgoing.get(edge.target, ())))


def _circle(loop: list[str], *, edge: Edge) -> Problem:
    way = " → ".join(map(spoken_path, (*loop, loop[0])))
    return Problem(
        "circular-reference",
        speak("互相引用，算不出来：{way}", way=way),
        speak("去掉其中一处引用；要用以前的值请写 上年(…) 或 上期(…)"),
        place=edge.place,
        path=edge.source,
    )
