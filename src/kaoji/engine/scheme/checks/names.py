"""Names: none that means two things, none of a key or pool that is something else."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.checks.amounts import items_of
from kaoji.engine.scheme.model import Item, Scheme


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check the names of the sections against each other and against the nodes."""
    named, items = tuple(_named(scheme)), tuple(items_of(scheme))
    yield from _twice(named)
    yield from _beside_nodes(named, items=items)
    yield from _spoken_alike(named, items=items)
    for column, place, path in _pools(scheme):
        yield from _pool(column, names={name for name, _what, _at in named}, place=place, path=path)
    yield from _examples(scheme)


def _named(scheme: Scheme) -> Iterator[tuple[str, str, Place]]:
    """Everything that expressions may name beside the nodes."""
    yield from ((spec.path, marked("事实"), spec.place) for spec in scheme.facts)
    yield from ((one.key, marked("派生"), one.place) for one in scheme.derived)
    opened = {one.name for one in scheme.tables}
    for one in scheme.parameters:
        # A table without content is a parameter of its own name.
        if not (one.table is not None and one.name in opened):
            yield one.name, marked("参数"), one.place
    yield from ((one.name, marked("表"), one.place) for one in scheme.tables)


def _twice(named: tuple[tuple[str, str, Place], ...]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for name, what, place in named:
        if name in seen:
            yield Problem(
                "duplicate-name",
                speak(
                    "「{name}」既是{one}又是{other}",
                    name=name,
                    one=speak(seen[name]),
                    other=speak(what),
                ),
                speak("给其中一个换名字"),
                place=place,
                path=name,
            )
        seen.setdefault(name, what)


def _beside_nodes(
    named: tuple[tuple[str, str, Place], ...], *, items: tuple[Item, ...]
) -> Iterator[Problem]:
    """A first-level node of that name would be the same thing; a deeper one is only hidden."""
    paths = {item.path for item in items}
    words = {word: item.path for item in items for word in (item.key, item.name, *item.aliases)}
    for name, what, place in named:
        if name in paths:
            yield Problem(
                "duplicate-name",
                speak(
                    "「{name}」既是{one}又是{other}",
                    name=name,
                    one=speak("指标"),
                    other=speak(what),
                ),
                speak("给其中一个换名字"),
                place=place,
                path=name,
            )
        elif name in words:
            yield Problem(
                "hidden-name",
                speak(
                    "算式里的「{name}」是指{what}，不是指标「{path}」",
                    name=name,
                    what=speak(what),
                    path=spoken_path(words[name]),
                ),
                speak("换一个名字；要用那个指标时写 `{path}`", path=words[name]),
                "warning",
                place=place,
                path=name,
            )


def _spoken_alike(
    named: tuple[tuple[str, str, Place], ...], *, items: tuple[Item, ...]
) -> Iterator[Problem]:
    """A name that English has for 加分 or 减分, beside them: sheets would call two alike."""
    ours = {spoken_path(item.path) for item in items if spoken_path(item.path) != item.path}
    authors = (*((item.path, item.place) for item in items), *((name, at) for name, _, at in named))
    for path, place in authors:
        if path in ours:
            yield Problem(
                "duplicate-name",
                speak("「{name}」已经是{what}的名称", name=path, what=speak("加分、减分")),
                speak("换一个名字"),
                place=place,
                path=path,
            )


# --- pools ----------------------------------------------------------------------------------------


def _pools(scheme: Scheme) -> Iterator[tuple[str, Place, str]]:
    for grade in scheme.grading.grades if scheme.grading is not None else ():
        if grade.quota is not None and grade.quota.pool is not None:
            yield grade.quota.pool, grade.quota.place, grade.name
    for honour in scheme.honours:
        if honour.quota.pool is not None:
            yield honour.quota.pool, honour.quota.place, honour.name
    for ranking in scheme.rankings:
        if ranking.pool is not None:
            yield ranking.pool, ranking.place, ranking.name


def _pool(column: str, *, names: set[str], place: Place, path: str) -> Iterator[Problem]:
    """A pool is a column of the subjects table, not something of the scheme."""
    if column in names:
        yield Problem(
            "not-a-column",
            speak(
                "「{path}」按「{column}」分组，「{column}」是事实、参数或表，不是对象表的列",
                path=spoken_path(path),
                column=column,
            ),
            speak("写对象表的列名，如 组别、类"),
            place=place,
            path=path,
        )


def _examples(scheme: Scheme) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in scheme.examples:
        if one.id in seen:
            yield Problem(
                "duplicate-name",
                speak("算例「{id}」写了两个", id=one.id),
                speak("换一个编号"),
                "warning",
                place=one.place,
                path="算例",
            )
        seen.add(one.id)
