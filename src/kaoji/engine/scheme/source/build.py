"""From the parser's events to the tree, without recursion and without expanding anything.

Events come one by one, so a bomb of nested references or brackets is met where it begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias, cast

import yaml

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.source.findings import Findings
from kaoji.engine.scheme.source.nodes import Block, Entry, Listing, Node, Scalar
from kaoji.engine.scheme.source.strict import flow_faults, header_faults, tight_colon
from kaoji.engine.scheme.source.traps import has_surrogate, key_traps, value_traps

#: Deeper nesting than any regulation has; it also keeps every later walk over the tree shallow.
DEEPEST = 64

#: YAML's key for merging; refused, and what stands under it is left out.
MERGE = "<<"

_NOTHING = frozenset(("~", "null", "Null", "NULL"))


@dataclass(slots=True)
class _OpenListing:
    place: Place
    in_flow: bool
    items: list[Node] = field(default_factory=list)

    def closed(self) -> Listing:
        return Listing(tuple(self.items), self.place)


@dataclass(slots=True)
class _OpenBlock:
    """A block being read; `awaits_value` with `key` None means that the key was refused."""

    place: Place
    in_flow: bool
    entries: list[Entry] = field(default_factory=list)
    awaits_value: bool = False
    key: Scalar | None = None
    known: dict[str, Place] = field(default_factory=dict)

    def closed(self) -> Block:
        return Block(tuple(self.entries), self.place)


_Open: TypeAlias = _OpenListing | _OpenBlock


class TreeBuilder:
    """Takes the events of one document; `root` is the tree once all are taken."""

    def __init__(self, text: str, *, file: str, findings: Findings) -> None:
        self.root: Node | None = None
        self._lines = text.split("\n")
        self._file = file
        self._findings = findings
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> bool:
        """Take one event; False when reading on would lead nowhere."""
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event)
            case yaml.AliasEvent():
                return self._alias(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                return self._collection(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                return self._place(self._open.pop().closed(), event=event)
            case yaml.DocumentStartEvent():
                return self._document(event)
        return True

    def _document(self, event: yaml.DocumentStartEvent) -> bool:
        self._documents += 1
        if self._documents == 1:
            return True
        return self._stop(
            event,
            code="yaml-multiple-documents",
            message=speak("一个文件里有几份文档（用 --- 隔开）"),
            remedy=speak("一个文件只写一份；删去 ---，或拆成几个文件"),
        )

    def _scalar(self, event: yaml.ScalarEvent) -> bool:
        self._refuse_extras(event)
        quoted = event.style not in (None, "")
        text = "" if not quoted and event.value in _NOTHING else event.value
        if has_surrogate(text):
            return self._stop(
                event,
                code="bad-escape",
                message=speak("引号里的转义写出了半个字符，不能保存"),
                remedy=speak("直接写出这个字符，或写全 \\U 加八位十六进制数"),
            )
        scalar = Scalar(text, quoted, self._spot(event))
        style = event.style or ""
        self._note_all(header_faults(scalar, style=style, line=self._line(scalar.place)))
        return self._place(scalar, event=event)

    def _alias(self, event: yaml.AliasEvent) -> bool:
        name = f"*{event.anchor}"
        self._note(event, **_anchor_words(name))
        return self._place(Scalar(name, quoted=True, place=self._spot(event)), event=event)

    def _collection(self, event: yaml.CollectionStartEvent) -> bool:
        self._refuse_extras(event)
        if len(self._open) >= DEEPEST:
            return self._stop(
                event,
                code="too-deep",
                message=speak("嵌套超过 {most} 层", most=DEEPEST),
                remedy=speak("把层次减下来；若是括号多写了，删去多余的括号"),
            )
        kind = _OpenBlock if isinstance(event, yaml.MappingStartEvent) else _OpenListing
        self._open.append(kind(self._spot(event), bool(event.flow_style)))
        return True

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._note(event, **_anchor_words(f"&{event.anchor}"))
        if event.tag is not None:
            self._note(
                event,
                code="yaml-tag",
                message=speak("不用 YAML 的类型标记（这里是 {tag}）", tag=event.tag),
                remedy=speak("删去以 ! 开头的标记；若是文字，请加英文引号"),
            )

    def _place(self, node: Node, *, event: yaml.Event) -> bool:
        """Put a finished node where it belongs."""
        if not self._open:
            self.root = node
            self._check_value(node, event=event, in_flow=False, line=0)
            return True
        parent = self._open[-1]
        if isinstance(parent, _OpenListing):
            self._check_value(node, event=event, in_flow=parent.in_flow, line=node.place.line)
            parent.items.append(node)
        elif parent.awaits_value:
            self._take_value(node, block=parent, event=event)
        else:
            self._take_key(node, block=parent, event=event)
        return True

    def _take_key(self, node: Node, *, block: _OpenBlock, event: yaml.Event) -> None:
        block.awaits_value = True
        block.key = None
        if not isinstance(node, Scalar):
            self._findings.add(_key_not_text(node.place))
            return
        self._note_all(key_traps(node))
        if node.text == MERGE and not node.quoted:
            return
        if block.in_flow:
            self._note_all(flow_faults(node))
            end = self._at(event.end_mark)
            self._note_all(tight_colon(node, end=end, line=self._line(end)))
        earlier = block.known.setdefault(node.text, node.place)
        if earlier is not node.place:
            self._findings.add(_duplicate(node, earlier=earlier))
        block.key = node

    def _take_value(self, node: Node, *, block: _OpenBlock, event: yaml.Event) -> None:
        block.awaits_value = False
        if block.key is None:
            return
        is_empty = isinstance(node, Scalar) and not node.text
        if is_empty and self._spot(event) == self._at(event.end_mark):
            # Nothing was written: the parsers differ where that is, so it is where the key is.
            node = replace(node, place=block.key.place)
        line = None if block.in_flow else block.key.place.line
        self._check_value(node, event=event, in_flow=block.in_flow, line=line)
        block.entries.append(Entry(block.key, node))

    def _check_value(
        self, node: Node, *, event: yaml.Event, in_flow: bool, line: int | None
    ) -> None:
        """Look for traps; a value is suspect on other lines than the `line` where it belongs."""
        if not isinstance(node, Scalar):
            return
        may_be_key = not in_flow and line != cast("yaml.Mark", event.end_mark).line + 1
        self._note_all(value_traps(node, in_flow=in_flow, may_be_key=may_be_key))
        if in_flow:
            self._note_all(flow_faults(node))

    def _note_all(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self._findings.add(problem)

    def _stop(self, event: yaml.Event, *, code: str, message: str, remedy: str) -> bool:
        self._note(event, code=code, message=message, remedy=remedy)
        return False

    def _note(self, event: yaml.Event, *, code: str, message: str, remedy: str) -> None:
        self._findings.add(
            Problem(code=code, message=message, remedy=remedy, place=self._spot(event))
        )

    def _spot(self, event: yaml.Event) -> Place:
        return self._at(event.start_mark)

    def _line(self, place: Place) -> str:
        return self._lines[(place.line or 1) - 1]

    def _at(self, mark: object) -> Place:
        """Both parsers leave marks on every event; they count characters from 0."""
        spot = cast("yaml.Mark", mark)
        return Place(file=self._file, line=spot.line + 1, column=spot.column + 1)


def _anchor_words(name: str) -> dict[str, str]:
    return {
        "code": "yaml-anchor",
        "message": speak("不用 YAML 的锚点和引用（这里是 {name}）", name=name),
        "remedy": speak("把内容写全，或用“模板”；若是文字，请加英文引号"),
    }


def _key_not_text(place: Place) -> Problem:
    return Problem(
        code="yaml-key",
        message=speak("键只能是文字，这里的键是列表或一组键"),
        remedy=speak("若是 {{…}} 之类的文字，请加英文引号；否则把括号换成一个短名"),
        place=place,
    )


def _duplicate(key: Scalar, *, earlier: Place) -> Problem:
    return Problem(
        code="duplicate-key",
        message=speak(
            "键“{key}”重复：第 {line} 行第 {column} 列已经写过，"
            "第 {own_line} 行第 {own_column} 列又写了一次",
            key=key.text,
            line=earlier.line,
            column=earlier.column,
            own_line=key.place.line,
            own_column=key.place.column,
        ),
        remedy=speak("删去其中一个，或给它另起一个键"),
        place=key.place,
    )
