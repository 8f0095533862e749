"""模板 and 套用: a subtree with arguments, expanded before anything is checked.

`$name` inside a text is replaced by the argument's text; a value that is `$name` and nothing else
becomes the argument itself, whatever its shape. The keys beside 套用 are laid over the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.source import Block, Entry, Listing, Node, Scalar
from kaoji.engine.scheme.trees import child, merged, with_child
from kaoji.engine.scheme.words import key_word, spelled

#: All nodes that templates may make in one document, and how deep the whole may nest.
MOST_NODES = 50_000
DEEPEST = 64

_TEMPLATES = ("模板", "templates")

_MARK = re.compile(r"\$([^\W\d]\w*)")


@dataclass(frozen=True, slots=True)
class _Template:
    arguments: tuple[str, ...]
    body: Node


@dataclass(slots=True)
class _Workshop:
    """The templates, the problems so far, and how many nodes were made."""

    templates: Mapping[str, _Template]
    problems: list[Problem] = field(default_factory=list)
    made: int = 0
    is_full: bool = False

    def refuse(self, code: str, *, message: str, remedy: str, place: Place) -> None:
        self.problems.append(Problem(code, message, remedy, place=place))


def expand_templates(document: Node) -> tuple[Node, tuple[Problem, ...]]:
    """The document with every 套用 replaced by what it stands for, and without 模板."""
    if not isinstance(document, Block):
        return document, ()
    problems: list[Problem] = []
    templates: dict[str, _Template] = {}
    rest: list[Entry] = []
    for entry in document.entries:
        if _is(entry, key="templates", kind="scheme"):
            templates.update(_templates(entry.value, problems=problems))
        else:
            rest.append(entry)
    shop = _Workshop(templates, problems)
    entries = tuple(_section(entry, shop=shop) for entry in rest)
    if shop.is_full:
        # Half of an explosion helps nobody: what was written stays as it was.
        entries = tuple(rest)
    return Block(entries, document.place), tuple(dict.fromkeys(shop.problems))


def _section(entry: Entry, *, shop: _Workshop) -> Entry:
    """One top-level entry, expanded; worked cases hold facts, and facts use no templates."""
    if _is(entry, key="examples", kind="scheme"):
        return entry
    return Entry(entry.key, _expanded(entry.value, shop=shop, using=(), depth=1))


def _is(entry: Entry, *, key: str, kind: str) -> bool:
    word = key_word(entry.key.text.strip(), kind=kind)
    return word is not None and word.en == key


def _value(block: Block, *, key: str, kind: str) -> Node | None:
    return next((one.value for one in block.entries if _is(one, key=key, kind=kind)), None)


def unfolded(document: Node, *, steps: tuple[str, ...], beside: Block) -> Node:
    """The document with every use that a path enters replaced by what it stands for.

    The templates are its own, under those that stand `beside` it. A path into a template or to the
    arguments of a use enters no use; a use that is at fault stays, and is told of when all are
    expanded.
    """
    templates: dict[str, _Template] = {}
    for block in (document, beside):
        node = _value(block, key="templates", kind="scheme") if isinstance(block, Block) else None
        templates.update(_templates(node, problems=[]) if node is not None else ())
    first = key_word(steps[0], kind="scheme") if steps else None
    is_within = first is None or first.en != "templates"
    return _opened(document, steps=steps, templates=templates) if is_within else document


def _opened(node: Node, *, steps: tuple[str, ...], templates: Mapping[str, _Template]) -> Node:
    if not steps:
        return node
    word = key_word(steps[0], kind="node")
    name = _value(node, key="use", kind="node") if isinstance(node, Block) else None
    if name is not None and (word is None or word.en not in ("use", "with")):
        shop = _Workshop(templates)
        whole = _used(node, name=name, shop=shop, using=(), depth=1)  # type: ignore[arg-type]
        node = node if shop.problems else whole
    found = child(node, step=steps[0])
    if found is None:
        return node
    below = _opened(found[1], steps=steps[1:], templates=templates)
    return with_child(node, index=found[0], value=below)


# --- reading the templates ----------------------------------------------------------------------


def _templates(node: Node, *, problems: list[Problem]) -> Iterator[tuple[str, _Template]]:
    if not isinstance(node, Block):
        problems.append(_misshaped(node, wanted=speak("名字: {参数: [...], 内容: {...}}")))
        return
    for entry in node.entries:
        template = _template(entry, problems=problems)
        if template is not None:
            yield entry.key.text.strip(), template


def _template(entry: Entry, *, problems: list[Problem]) -> _Template | None:
    block = entry.value
    body = _value(block, key="body", kind="template") if isinstance(block, Block) else None
    if not isinstance(block, Block) or body is None:
        problems.append(_misshaped(block, wanted=speak("参数和内容")))
        return None
    problems.extend(_unknown_keys(block))
    written = _value(block, key="arguments", kind="template")
    items = written.items if isinstance(written, Listing) else () if written is None else (written,)
    names = []
    for item in items:
        name = item.text.strip().removeprefix("$") if isinstance(item, Scalar) else ""
        if _MARK.fullmatch(f"${name}"):
            names.append(name)
        else:
            problems.append(
                _misshaped(item, wanted=speak("参数的名字（汉字、字母、数字、下划线）"))
            )
    return _Template(tuple(names), body)


def _unknown_keys(block: Block) -> Iterator[Problem]:
    for entry in block.entries:
        if key_word(entry.key.text.strip(), kind="template") is None:
            yield Problem(
                "unknown-key",
                speak("模板里没有“{key}”这个键", key=entry.key.text),
                speak("只有 参数 和 内容"),
                place=entry.key.place,
                path=spelled(_TEMPLATES),
            )


def _misshaped(node: Node, *, wanted: str) -> Problem:
    return Problem(
        "wrong-shape",
        speak("模板这里要写{wanted}", wanted=wanted),
        speak("写成{wanted}", wanted=wanted),
        place=node.place,
        path=spelled(_TEMPLATES),
    )


# --- expanding ----------------------------------------------------------------------------------


def _expanded(node: Node, *, shop: _Workshop, using: tuple[str, ...], depth: int) -> Node:
    """The node with all uses below it expanded; `using` are the templates being expanded."""
    if isinstance(node, Scalar) or shop.is_full:
        return node
    if depth > DEEPEST:
        _too_deep(node.place, shop=shop)
        return Scalar("", quoted=True, place=node.place)
    if isinstance(node, Listing):
        items = (_expanded(one, shop=shop, using=using, depth=depth + 1) for one in node.items)
        return Listing(tuple(items), node.place)
    name = _value(node, key="use", kind="node")
    if name is not None:
        return _used(node, name=name, shop=shop, using=using, depth=depth)
    return _inside(node, shop=shop, using=using, depth=depth)


def _inside(block: Block, *, shop: _Workshop, using: tuple[str, ...], depth: int) -> Block:
    entries = (
        Entry(one.key, _expanded(one.value, shop=shop, using=using, depth=depth + 1))
        for one in block.entries
    )
    return Block(tuple(entries), block.place)


def _used(block: Block, *, name: Node, shop: _Workshop, using: tuple[str, ...], depth: int) -> Node:
    """One use: the body with its arguments, under the keys that stand beside 套用."""
    kept = tuple(
        one
        for one in block.entries
        if not _is(one, key="use", kind="node") and not _is(one, key="with", kind="node")
    )
    own = _inside(Block(kept, block.place), shop=shop, using=using, depth=depth)
    template = _template_named(name, shop=shop, using=using)
    if template is None or not isinstance(name, Scalar):
        return own
    given = _given(block, template=template, name=name, shop=shop)
    body = _filled(template.body, given=given, shop=shop, via=name.place)
    within = (*using, name.text.strip())
    body = _expanded(body, shop=shop, using=within, depth=depth)
    return merged(body, over=own) if kept else body


def _template_named(name: Node, *, shop: _Workshop, using: tuple[str, ...]) -> _Template | None:
    if not isinstance(name, Scalar) or not name.text.strip():
        shop.refuse(
            "wrong-shape",
            message=speak("“套用”要写一个模板的名字"),
            remedy=speak("写成 套用: 模板的名字"),
            place=name.place,
        )
        return None
    text = name.text.strip()
    if text in using:
        shop.refuse(
            "template-circle",
            message=speak("模板绕成了圈：{way}", way=" → ".join((*using, text))),
            remedy=speak("模板不能（间接）套用自己"),
            place=name.place,
        )
        return None
    template = shop.templates.get(text)
    if template is None:
        near = nearest(text, known=shop.templates) or tuple(shop.templates)[:8]
        shop.refuse(
            "unknown-template",
            message=speak("没有“{text}”这个模板", text=text),
            remedy=speak("有：{names}", names=speak("、").join(near))
            if near
            else speak("在顶层“模板”下写出它"),
            place=name.place,
        )
    return template


def _given(block: Block, *, template: _Template, name: Scalar, shop: _Workshop) -> dict[str, Node]:
    """The arguments of one use; one that is left out or not declared is a problem."""
    written = _value(block, key="with", kind="node")
    if written is not None and not isinstance(written, Block):
        shop.refuse(
            "wrong-shape",
            message=speak("“实参”要写一组键"),
            remedy=speak("写成 实参: {名字: 值}"),
            place=written.place,
        )
    entries = written.entries if isinstance(written, Block) else ()
    given = {one.key.text.strip().removeprefix("$"): one.value for one in reversed(entries)}
    for entry in entries:
        text = entry.key.text.strip().removeprefix("$")
        if text not in template.arguments:
            shop.refuse(
                "unknown-argument",
                message=speak("模板“{name}”没有参数“{text}”", name=name.text, text=text),
                remedy=speak(
                    "它的参数：{names}", names=speak("、").join(template.arguments) or speak("没有")
                ),
                place=entry.key.place,
            )
    for text in template.arguments:
        if text not in given:
            shop.refuse(
                "missing-argument",
                message=speak("套用“{name}”没有给参数“{text}”", name=name.text, text=text),
                remedy=speak("在“实参”下写上 {text}: …", text=text),
                place=name.place,
            )
            # Left open, so that its absence is told once and not at every place that uses it.
            given[text] = Scalar("待定", quoted=False, place=name.place)
    return given


# --- filling in ---------------------------------------------------------------------------------


def _filled(node: Node, *, given: Mapping[str, Node], shop: _Workshop, via: Place) -> Node:
    """A copy of a body with the arguments in place, which remembers where it was used."""
    shop.made += 1
    if shop.made > MOST_NODES:
        _too_many(via, shop=shop)
        return node
    place = replace(node.place, via=via)
    if isinstance(node, Scalar):
        whole = _MARK.fullmatch(node.text.strip())
        if whole is not None and whole[1] in given:
            return _counted(given[whole[1]], shop=shop, via=via)
        return _text_filled(replace(node, place=place), given=given, shop=shop)
    if isinstance(node, Listing):
        items = (_filled(one, given=given, shop=shop, via=via) for one in node.items)
        return Listing(tuple(items), place)
    entries = (
        Entry(
            _text_filled(
                replace(one.key, place=replace(one.key.place, via=via)), given=given, shop=shop
            ),
            _filled(one.value, given=given, shop=shop, via=via),
        )
        for one in node.entries
    )
    return Block(tuple(entries), place)


def _counted(node: Node, *, shop: _Workshop, via: Place) -> Node:
    """An argument itself; its own nodes count as made, for it may stand in many places."""
    size, depth = _extent(node)
    shop.made += size
    if shop.made > MOST_NODES:
        _too_many(via, shop=shop)
    if depth > DEEPEST:
        _too_deep(via, shop=shop)
        return Scalar("", quoted=True, place=node.place)
    return node


def _extent(node: Node) -> tuple[int, int]:
    """How many nodes a tree has, and how deep it nests."""
    level: list[Node] = [node]
    size = depth = 0
    while level:
        size += len(level)
        depth += 1
        level = [below for one in level for below in _children(one)]
    return size, depth


def _children(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Listing):
        return node.items
    return () if isinstance(node, Scalar) else tuple(one.value for one in node.entries)


def _text_filled(scalar: Scalar, *, given: Mapping[str, Node], shop: _Workshop) -> Scalar:
    if "$" not in scalar.text:
        return scalar
    names = sorted(given, key=len, reverse=True)

    def fill(found: re.Match[str]) -> str:
        name = next((one for one in names if found[1].startswith(one)), None)
        argument = given.get(name or "")
        if isinstance(argument, Scalar) and name is not None:
            return argument.text + found[1][len(name) :]
        _unfit(found[0], scalar=scalar, is_known=name is not None, names=names, shop=shop)
        return found[0]

    return replace(scalar, text=_MARK.sub(fill, scalar.text))


def _unfit(mark: str, *, scalar: Scalar, is_known: bool, names: list[str], shop: _Workshop) -> None:
    if is_known:
        shop.refuse(
            "wrong-shape",
            message=speak("“{mark}”是一组键或列表，不能放进文字里", mark=mark),
            remedy=speak("让它单独作一个值"),
            place=scalar.place,
        )
        return
    shop.refuse(
        "unknown-argument",
        message=speak("模板里的“{mark}”不是它的参数", mark=mark),
        remedy=speak("参数有：{names}", names=speak("、").join(names) or speak("没有")),
        place=scalar.place,
    )


def _too_many(place: Place, *, shop: _Workshop) -> None:
    """Told at the use that began it, not where the count ran out."""
    while place.via is not None:
        place = place.via
    if not shop.is_full:
        shop.refuse(
            "template-too-large",
            message=speak("套用展开后超过 {most} 个节点", most=MOST_NODES),
            remedy=speak("减少套用的层数或次数"),
            place=place,
        )
    shop.is_full = True


def _too_deep(place: Place, *, shop: _Workshop) -> None:
    if not shop.is_full:
        shop.refuse(
            "template-too-deep",
            message=speak("套用展开后嵌套超过 {most} 层", most=DEEPEST),
            remedy=speak("减少模板套模板的层数"),
            place=place,
        )
    shop.is_full = True
