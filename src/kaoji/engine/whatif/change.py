"""A change as it is written, `TARGET=VALUE`, and what sort of thing its target names.

A subject, a group or `*` before the colon names a fact; 参数 a parameter; a section of the scheme
(等次, 表 …), or no colon at all, a value of the scheme.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from kaoji.engine.facts.cells import shown
from kaoji.engine.plinth.coordinate import Coordinate, parse_coordinate
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.model import ROOT
from kaoji.engine.scheme.words import key_word

#: Where a change stands, as problems show it.
HERE = Place(file="--change")

#: The first equals sign that is no part of `>=` or `<=`: bands are called so.
_EQUALS = re.compile(r"(?<![<>])[=\uff1d]")
#: Chinese keyboards write these full-width.
_HALF_WIDTH = str.maketrans({"\uff1a": ":", "\uff20": "@", "\uff0f": "/", "\uff0e": "."})
#: Sections that are nodes, or hold them, and how the node is called.
_OF_NODES = {"items": "", "bonus": "加分", "deduction": "减分", "total": ROOT}


class Kind(StrEnum):
    """What a change changes."""

    FACT = "fact"
    SCHEME = "scheme"
    PARAMETER = "parameter"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the target and the value as written.

    A fact has its coordinate; a value of the scheme the section or node that it stands in and the
    way to it (`path`); a parameter its name as `path`.
    """

    kind: Kind
    target: str
    value: str
    at: Coordinate | None = None
    section: str = ""  # the English key of a section; empty for a node
    node: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A change that was made: what stood there before, if anything, and what stands there now."""

    change: Change
    before: str | None
    after: str

    def as_json(self) -> dict[str, object]:
        return {
            "kind": self.change.kind.value,
            "target": self.change.target,
            "before": self.before,
            "after": self.after,
        }


def read_changes(texts: tuple[str, ...]) -> tuple[tuple[Change, ...], tuple[Problem, ...]]:
    """Every change, and what cannot be read as one or stands there twice."""
    changes: dict[str, Change] = {}
    problems: list[Problem] = []
    for text in texts:
        found = read_change(text)
        if isinstance(found, Problem):
            problems.append(found)
        elif found.target in changes:
            problems.append(changed_twice(found))
        else:
            changes[found.target] = found
    return tuple(changes.values()), tuple(problems)


def read_change(text: str) -> Change | Problem:
    """What a text of the command line changes."""
    sign = _EQUALS.search(text)
    if sign is None or "\n" in text:
        return _no_change(text)
    target = text[: sign.start()].strip().translate(_HALF_WIDTH)
    value = text[sign.end() :].strip()
    head, colon, rest = (part.strip() for part in target.partition(":"))
    if not target or (colon and not rest):
        return _no_change(text)
    word = key_word(head, kind="scheme") if colon else None
    if colon and word is None:
        at = parse_coordinate(target)
        return _no_change(text) if at is None else Change(Kind.FACT, str(at), value, at)
    if word is not None and word.en == "parameters":
        return Change(Kind.PARAMETER, f"{head}:{rest}", value, path=rest)
    if word is not None and word.en not in _OF_NODES:
        return Change(Kind.SCHEME, f"{head}:{rest}", value, section=word.en, path=rest)
    own = "" if word is None else _OF_NODES[word.en]
    return _of_node(rest if colon else target, own=own, value=value)


def _of_node(text: str, *, own: str, value: str) -> Change | Problem:
    """A field of a node: `路径.字段`, or a setting at the top of the scheme."""
    node, dot, path = (own, ".", text) if own else text.partition(".")
    if "@" in text or not (dot and path.strip()):
        top = key_word(text, kind="scheme")
        if top is not None and "@" not in text:
            return Change(Kind.SCHEME, text, value, section=top.en)
        return _whose(text, value=value)
    return Change(Kind.SCHEME, f"{node}.{path}", value, node=node.strip(), path=path.strip())


def _no_change(text: str) -> Problem:
    return Problem(
        "bad-change",
        speak("「{text}」不是「坐标=值」", text=shown(text)),
        speak("写成 甲乡:财政收入@2016=120、财政收入.分值=16、等次:先进.不低于=88 或 参数:名称=值"),
        place=HERE,
    )


def _whose(text: str, *, value: str) -> Problem:
    return Problem(
        "bad-change",
        speak("「{text}」没有写是谁的数据，也没有写是方案的哪个值", text=shown(text)),
        speak(
            "改数据写 甲乡:{text}={value}（全体写 *:{text}），改方案写 {node}.分值={value}",
            text=shown(text),
            value=shown(value),
            node=shown(text.partition("@")[0]),
        ),
        place=HERE,
    )


def changed_twice(change: Change) -> Problem:
    """Two changes of one place: which of them is meant cannot be told."""
    return Problem(
        "change-twice",
        speak("「{target}」改了两次", target=change.target),
        speak("一个方案的试算里，一处只改一次；两种改法分两次试"),
        place=HERE,
    )
