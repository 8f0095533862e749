"""Values of the scheme changed in its tree: what then stands there is read and checked as if it
had been written so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kaoji.engine.plan.index import Entry as Named
from kaoji.engine.plan.index import Index, Kind
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import ENGLISH, speak, spoken_language
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.model import ROOT
from kaoji.engine.scheme.rules import rule_named
from kaoji.engine.scheme.source import (
    Block,
    Entry,
    Listing,
    Node,
    Scalar,
    read_document,
)
from kaoji.engine.scheme.words import KEYS, chinese_key, key_word, spelled, spellings_of
from kaoji.engine.whatif.change import HERE, Change, Made
from kaoji.engine.whatif.tree import (
    Found,
    Reached,
    below,
    blocks_of,
    follow,
    keys_below,
    replaced,
    with_entry,
)

#: The records of the sections that map names to them.
_KINDS = {
    "grades": "grade", "honours": "honour", "vetoes": "veto", "rankings": "ranking",
    "tables": "table", "facts": "fact", "derived": "derived", "consequences": "consequence",
}  # fmt: skip
#: Sections that are one record.
_SINGLE = {"grading": "grading", "subjects": "subjects"}
#: What the index finds outside the nodes, and its section.
_SECTIONS = {Kind.FACT: "facts", Kind.DERIVED: "derived", Kind.TABLE: "tables"}
_MOST_NAMES = 12


@dataclass(slots=True)
class Editor:
    """Changes a document step by step; remembers what was made and what was not found.

    The index is that of the scheme as the document has it before.
    """

    index: Index
    changes: tuple[Change, ...]
    document: Node = field(init=False)
    made: list[Made] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def edit(self, document: Node) -> Node:
        """The document with every change that could be made."""
        self.document = document
        for change in self.changes:
            value = self._value(change)
            if value is not None:
                self._apply(change, value)
        return self.document

    def _value(self, change: Change) -> Node | None:
        """The value as a file would have it: a text, or a list or block between brackets."""
        if not change.value:
            return Scalar("", quoted=False, place=HERE)
        key = "value" if spoken_language() == ENGLISH else "值"
        document, problems = read_document(f"{key}: {change.value}", file=HERE.file or "")
        self.problems += (replace(one, place=HERE, path=change.target) for one in problems)
        found = document.get(key) if isinstance(document, Block) else None
        if found is None or any(one.severity == "error" for one in problems):
            return None
        if isinstance(found, Scalar) and not found.quoted and " #" in change.value:
            return Scalar(change.value, quoted=False, place=HERE)  # no comment stands in a call
        return _placed(found)

    def _apply(self, change: Change, value: Node) -> None:
        if change.section:
            self._in_section(change, value)
            return
        entries = self.index.find(change.node)
        word = None if entries else key_word(change.node, kind="scheme")
        if word is not None and word.en == "parameters":
            self.problems.append(_is_parameter(change, name=change.path))
            return
        if word is not None:  # 等次.先进.不低于 for 等次:先进.不低于
            self._in_section(replace(change, section=word.en), value)
            return
        if len(entries) != 1:
            known = tuple(self.index.entries)
            found = tuple(one.path for one in entries)
            self.problems.append(no_such_path(change, name=change.node, found=found, known=known))
            return
        (entry,) = entries
        self._in_entry(change, entry, value)

    def _in_entry(self, change: Change, entry: Named, value: Node) -> None:
        if entry.kind in _SECTIONS:
            path = f"{entry.path}.{change.path}"
            self._in_section(replace(change, section=_SECTIONS[entry.kind], path=path), value)
        elif entry.kind is Kind.PARAMETER:
            self.problems.append(_is_parameter(change, name=entry.path))
        else:
            self._in_node(change, value, path=entry.path)

    # -- sections ----------------------------------------------------------------------------------

    def _in_section(self, change: Change, value: Node) -> None:
        top = Found((), self.document)
        section = top.down(change.section)
        if section is None and not change.path:
            self._add(change, top, key=change.target, value=value)
            return
        if section is None:
            self.problems.append(_no_section(change, known=top.keys))
            return
        reached = follow(section, path=change.path)
        kind = _SINGLE.get(change.section) or (
            _KINDS.get(change.section) if reached.depth else None
        )
        if not reached.rest:
            self._put(change, reached.found, value)
        elif reached.depth <= 1 and kind is not None and _may_stand(reached, kind=kind):
            self._add(change, reached.found, key=reached.rest, value=value)
        else:
            words = () if kind is None or reached.depth > 1 else spellings_of(KEYS[kind])
            self.problems.append(_no_field(change, reached=reached, known=words))

    # -- nodes -------------------------------------------------------------------------------------

    def _in_node(self, change: Change, value: Node, *, path: str) -> None:
        blocks = blocks_of(self.document, path=path, index=self.index)
        reached = [follow(one, path=change.path) for one in blocks]
        done = next((one for one in reached if not one.rest), None)
        if done is not None:
            self._put(change, done.found, value)
            return
        if not reached:
            self.problems.append(_not_written(change))
            return
        deepest = max(reached, key=lambda one: one.depth)
        if not deepest.depth and path != ROOT:
            self._inside(change, deepest, value)
        elif not self._below_scoring(change, blocks, deepest, value):
            self._beyond(change, deepest, value)

    def _below_scoring(
        self, change: Change, blocks: tuple[Found, ...], reached: Reached, value: Node
    ) -> bool:
        """An argument behind 计分 that is not written yet."""
        owners = (one for one in blocks if one.down("scoring") == reached.found)
        return any(self._argument(change, Reached(one, reached.rest), value) for one in owners)

    def _inside(self, change: Change, reached: Reached, value: Node) -> None:
        """A key that stands somewhere inside the node, or could."""
        inside = below(reached.found, path=reached.rest)
        if len(inside) == 1:
            self._put(change, inside[0], value)
        elif inside:
            self.problems.append(_many(change, count=len(inside)))
        elif _may_stand(reached, kind="node") or not self._argument(change, reached, value):
            self._beyond(change, reached, value)

    def _argument(self, change: Change, reached: Reached, value: Node) -> bool:
        """An argument of the way of scoring that is not written yet."""
        scoring, key = reached.found.down("scoring"), reached.rest
        word = _rule_word(scoring)
        rule = None if word is None else rule_named(word)
        if scoring is None or word is None or rule is None:
            return False
        if not any(key in (one.zh, one.en) for one in rule.arguments):
            return False
        inner = scoring.down(word)
        if inner is None and isinstance(value, Scalar) and value.is_empty:
            self.problems.append(_nothing_there(change))
            return True
        if inner is None:
            added = Block((Entry(Scalar(key, quoted=False, place=HERE), value),), HERE)
            called = Scalar(word, quoted=False, place=scoring.node.place)
            whole = Block((Entry(called, added),), scoring.node.place)
            self.document = replaced(self.document, way=scoring.way, value=whole)
            self.made.append(Made(change, None, compact(value)))
            return True
        if isinstance(inner.node, Block):
            self._add(change, inner, key=key, value=value)
            return True
        return False

    def _beyond(self, change: Change, reached: Reached, value: Node) -> None:
        """A key that is not written yet: a word of nodes is added, anything else is unknown."""
        if not reached.depth and _may_stand(reached, kind="node"):
            self._add(change, reached.found, key=reached.rest, value=value)
            return
        words = (*keys_below(reached.found), *spellings_of(KEYS["node"]))
        self.problems.append(_no_field(change, reached=reached, known=words))

    # -- changing ----------------------------------------------------------------------------------

    def _put(self, change: Change, found: Found, value: Node) -> None:
        is_gone = isinstance(value, Scalar) and value.is_empty
        self.document = replaced(self.document, way=found.way, value=None if is_gone else value)
        self.made.append(Made(change, compact(found.node), compact(value)))

    def _add(self, change: Change, found: Found, *, key: str, value: Node) -> None:
        if isinstance(value, Scalar) and value.is_empty:
            self.problems.append(_nothing_there(change))
            return
        self.document = with_entry(self.document, way=found.way, key=key, value=value)
        self.made.append(Made(change, None, compact(value)))


def _may_stand(reached: Reached, *, kind: str) -> bool:
    """Whether what is left of the way is one word that such a record may have."""
    is_block = isinstance(reached.found.node, Block)
    return is_block and key_word(reached.rest, kind=kind) is not None


def _rule_word(scoring: Found | None) -> str | None:
    """How the way of scoring of a node is called."""
    if scoring is None:
        return None
    if isinstance(scoring.node, Scalar):
        return scoring.node.text.strip()
    return next((key for key in scoring.keys if rule_named(key) is not None), None)


def _placed(node: Node) -> Node:
    """The value with every place here: lines of a call tell nobody anything."""
    if isinstance(node, Scalar):
        return replace(node, place=HERE)
    if isinstance(node, Listing):
        return Listing(tuple(_placed(one) for one in node.items), HERE)
    entries = (Entry(replace(one.key, place=HERE), _placed(one.value)) for one in node.entries)
    return Block(tuple(entries), HERE)


def compact(node: Node) -> str:
    """What stands in the tree, on one line."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return f"[{', '.join(compact(one) for one in node.items)}]"
    pairs = (f"{one.key.text}: {compact(one.value)}" for one in node.entries)
    return f"{{{', '.join(pairs)}}}"


# --- what is not found ----------------------------------------------------------------------------


def _fault(change: Change, *, code: str, message: str, remedy: str) -> Problem:
    return Problem(code, message, remedy, place=HERE, path=change.target)


def no_such_path(
    change: Change, *, name: str, found: tuple[str, ...], known: tuple[str, ...]
) -> Problem:
    """A name that nothing has, or several have."""
    if found:
        paths = speak("、").join(map(spoken_path, found))
        return _fault(
            change,
            code="ambiguous-key",
            message=speak("「{name}」可以指：{paths}", name=name, paths=paths),
            remedy=speak("写出足以区分的路径"),
        )
    words = {path.rpartition("/")[2]: path for path in known} | {path: path for path in known}
    near = nearest(name, known=words)
    hint = (
        speak("是不是「{near}」？", near=spoken_path(words[near[0]]))
        if near
        else speak("kaoji plan 列出全部指标")
    )
    message = speak("方案里没有「{name}」", name=name)
    return _fault(change, code="unknown-key", message=message, remedy=hint)


def _is_parameter(change: Change, *, name: str) -> Problem:
    return _fault(
        change,
        code="bad-change",
        message=speak("「{name}」是参数，不是指标", name=name),
        remedy=speak("写 参数:{name}=值", name=name),
    )


def _no_section(change: Change, *, known: tuple[str, ...]) -> Problem:
    word = spelled((chinese_key(change.section, kind="scheme"), change.section))
    return _fault(
        change,
        code="change-not-found",
        message=speak("方案里没有写「{section}」", section=word),
        remedy=speak("方案里有：{names}", names=speak("、").join(known)),
    )


def _no_field(change: Change, *, reached: Reached, known: Iterable[str]) -> Problem:
    keys = reached.found.keys
    name = re.split("[./]", reached.rest)[0]
    near = nearest(name, known=(*keys, *known))
    if near:
        remedy = speak("是不是「{near}」？", near=near[0])
    elif keys:
        remedy = speak("这里有：{names}", names=speak("、").join(keys[:_MOST_NAMES]))
    else:
        remedy = speak("kaoji plan 打印展开的方案")
    message = speak("「{target}」：没有「{name}」", target=change.target, name=name)
    return _fault(change, code="change-not-found", message=message, remedy=remedy)


def _many(change: Change, *, count: int) -> Problem:
    return _fault(
        change,
        code="ambiguous-key",
        message=speak("「{target}」在这个指标里有 {count} 处", target=change.target, count=count),
        remedy=speak("写出经过的各个键，如 评价.评分.评分人.部门.权重"),
    )


def _not_written(change: Change) -> Problem:
    message = speak("「{target}」在方案的文字里找不到", target=change.target)
    remedy = speak("kaoji plan 打印展开的方案")
    return _fault(change, code="change-not-found", message=message, remedy=remedy)


def _nothing_there(change: Change) -> Problem:
    message = speak("「{target}」没有写，不能删去", target=change.target)
    remedy = speak("核对名称；要改成一个值，写在等号后面")
    return _fault(change, code="change-not-found", message=message, remedy=remedy)
