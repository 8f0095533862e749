"""The schemes that feed another one: found, loaded, and free of circles.

They are named by pack or by a path beside the scheme's own file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kaoji.engine.plan.feeds import feeds_in
from kaoji.engine.plan.index import Kind, build_index, walk
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Problem, has_errors
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.catalogue import find_scheme
from kaoji.engine.scheme.load import load_scheme
from kaoji.engine.scheme.model import Feed, InputSpec, Scheme, ValueType

GRADES = ("等次", "grade")
_FILES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Feeders:
    """The feeding schemes by the names that feeds give them, and what is wrong with the feeds."""

    schemes: Mapping[str, Scheme] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def feeders_of(scheme: Scheme) -> Feeders:
    """Load every scheme that feeds this one, and those that feed them."""
    loaded: dict[str, Scheme] = {}
    problems: list[Problem] = []
    # With each scheme the ids that led to it, and the feed of ours by which they did.
    todo: list[tuple[Scheme, tuple[str, ...], Feed | None]] = [(scheme, (scheme.id,), None)]
    while todo:
        current, trail, first = todo.pop()
        for feed in feeds_in(current):
            if feed.scheme not in loaded:
                fed, problem = _fed(current, feed)
                if fed is None:
                    problems += [problem] if problem is not None and current is scheme else []
                    continue
                loaded[feed.scheme] = fed
            fed, ours = loaded[feed.scheme], first or feed
            if fed.id in trail:
                problems.append(_circle(ours, trail=(*trail, fed.id)))
            else:
                todo.append((fed, (*trail, fed.id), ours))
    for feed, spec in _with_inputs(scheme):
        if feed.scheme in loaded:
            problems += _misfits(feed, spec=spec, fed=loaded[feed.scheme])
    return Feeders(loaded, tuple(dict.fromkeys(problems)))


def _fed(scheme: Scheme, feed: Feed) -> tuple[Scheme | None, Problem | None]:
    name = feed.scheme
    if name.endswith(_FILES) and scheme.file is not None:
        name = str(Path(scheme.file).parent / name)
    found = find_scheme(name)
    if isinstance(found, Problem):
        return None, Problem("feed-not-found", found.message, found.remedy, place=feed.place)
    fed, problems = load_scheme(found)
    if fed is None or has_errors(problems):
        count = len([one for one in problems if one.severity == "error"])
        message = speak("引用的方案「{scheme}」有 {count} 处错误", scheme=feed.scheme, count=count)
        remedy = speak("先运行 kaoji check {name}，改好它", name=name)
        return None, Problem("feed-faulty", message, remedy, place=feed.place)
    return fed, None


def _circle(feed: Feed, *, trail: tuple[str, ...]) -> Problem:
    return Problem(
        "circular-feed",
        speak("方案互相引用：{trail}", trail=" → ".join(trail)),
        speak("去掉其中一处引用"),
        place=feed.place,
    )


# --- what is taken ------------------------------------------------------------------------------


def _with_inputs(scheme: Scheme) -> Iterator[tuple[Feed, InputSpec | None]]:
    for item in walk(scheme.root):
        if isinstance(item.source, Feed):
            yield item.source, None
        if item.input is not None and item.input.feed is not None:
            yield item.input.feed, item.input
    for spec in scheme.facts:
        if spec.feed is not None:
            yield spec.feed, spec


def _misfits(feed: Feed, *, spec: InputSpec | None, fed: Scheme) -> Iterator[Problem]:
    """A result that the other scheme does not have, or that does not fit what it is taken for."""
    if feed.take in GRADES:
        yield from _grade_misfits(feed, spec=spec, fed=fed)
        return
    index = build_index(fed)
    found = index.find(feed.take)
    if len(found) != 1 or found[0].kind not in (Kind.ITEM, Kind.DERIVED, Kind.FACT):
        near = nearest(feed.take, known=tuple(index.entries))
        remedy = speak("写 取: 总分，或它的一个指标")
        if near:
            remedy = speak("是不是「{near}」？", near=spoken_path(near[0]))
        yield Problem(
            "feed-path-unknown",
            speak("方案「{scheme}」没有「{take}」可取", scheme=feed.scheme, take=feed.take),
            remedy,
            place=feed.place,
        )


def _grade_misfits(feed: Feed, *, spec: InputSpec | None, fed: Scheme) -> Iterator[Problem]:
    if fed.grading is None or not fed.grading.grades:
        yield Problem(
            "feed-path-unknown",
            speak("方案「{scheme}」没有等次可取", scheme=feed.scheme),
            speak("写 取: 总分"),
            place=feed.place,
        )
    elif spec is None or spec.value.type not in (ValueType.CHOICE, ValueType.TEXT):
        yield Problem(
            "feed-type",
            speak("取的是方案「{scheme}」的等次，等次是词，这里要的是数", scheme=feed.scheme),
            speak("写 类型: 序 和 序: …，再用表把等次变成分"),
            place=feed.place,
        )
