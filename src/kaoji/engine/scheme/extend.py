"""基于 and 变更: one scheme as another with changes, down a chain of bases.

A base is named by 编号@版本 and looked for beside the file first, then among the shipped packs.
First 删, then 设, then 增, then the overlay's own keys are laid over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.catalogue import PackEntry, heads_in, shipped_schemes
from kaoji.engine.scheme.source import Block, Entry, Listing, Node, Scalar, read_file
from kaoji.engine.scheme.templates import unfolded
from kaoji.engine.scheme.trees import child, edited, index_of, merged, with_child
from kaoji.engine.scheme.words import KEYS, key_word, spelled

#: A longer chain of bases is nobody's intention.
LONGEST_CHAIN = 16

#: Where a fault stands, as problems show it.
_EXTENDS = ("基于", "extends")
_CHANGES = ("变更", "changes")

#: Codes that say that a base could not be had.
NO_BASE = frozenset({"base-not-found", "base-version", "base-circle"})

Extended = tuple[Node, tuple[Problem, ...]]


def extend_document(document: Node, *, folder: Path | None) -> Extended:
    """The document laid over its bases; as it is when it has none."""
    return _extended(document, folder=folder, chain=())


def _extended(document: Node, *, folder: Path | None, chain: tuple[str, ...]) -> Extended:
    if not isinstance(document, Block):
        return document, ()
    reference, changes = _value(document, key="extends"), _value(document, key="changes")
    own = _without(document, keys=("extends", "changes"))
    if reference is None:
        return own, () if changes is None else (_changes_without_base(changes),)
    chain = (*chain, _identity(document))
    base, problems = _base(reference, folder=folder, chain=chain)
    if base is None:
        return own, (*problems, *_unknown(changes))
    changed, faults = _changed(base, changes=changes, own=own)
    whole = merged(changed, over=own)
    if isinstance(whole, Block) and _identity(whole) == _identity(base):
        faults = (*faults, _same_identity(reference, identity=_identity(base)))
    return whole, (*problems, *faults)


def _value(block: Block, *, key: str) -> Node | None:
    entry = next((one for one in block.entries if _is_key(one, key=key)), None)
    return None if entry is None else entry.value


def _is_key(entry: Entry, *, key: str) -> bool:
    word = key_word(entry.key.text.strip(), kind="scheme")
    return word is not None and word.en == key


def _without(block: Block, *, keys: tuple[str, ...]) -> Block:
    kept = (one for one in block.entries if not any(_is_key(one, key=key) for key in keys))
    return Block(tuple(kept), block.place)


def _identity(node: Node) -> str:
    """编号@版本 of a document, as far as it has them."""
    parts = []
    for key in ("id", "version"):
        value = _value(node, key=key) if isinstance(node, Block) else None
        parts.append(value.text.strip() if isinstance(value, Scalar) else "")
    return "@".join(parts)


# --- finding the base ---------------------------------------------------------------------------


def _base(
    reference: Node, *, folder: Path | None, chain: tuple[str, ...]
) -> tuple[Block | None, tuple[Problem, ...]]:
    if not isinstance(reference, Scalar) or not reference.text.strip():
        return None, (_no_reference(reference.place),)
    name = reference.text.strip()
    if name in chain or len(chain) > LONGEST_CHAIN:
        return None, (_circle(reference, chain=chain),)
    entry = _found(name, folder=folder)
    if entry is None:
        return None, (_not_found(reference, folder=folder),)
    document, problems = read_file(entry.path)
    if not isinstance(document, Block):
        return None, problems
    base, more = _extended(document, folder=entry.path.parent, chain=chain)
    return (base if isinstance(base, Block) else None), (*problems, *more)


def _candidates(folder: Path | None) -> Iterator[PackEntry]:
    if folder is not None:
        yield from heads_in(folder)
    yield from shipped_schemes()


def _found(name: str, *, folder: Path | None) -> PackEntry | None:
    identity, _, version = name.rpartition("@")
    return next(
        (
            entry
            for entry in _candidates(folder)
            if entry.id == identity and entry.version == version
        ),
        None,
    )


def _not_found(reference: Scalar, *, folder: Path | None) -> Problem:
    """The version is wrong or left out, or there is no such scheme at all."""
    name = reference.text.strip()
    identity = name.rpartition("@")[0] or name
    entries = tuple(_candidates(folder))
    versions = tuple(dict.fromkeys(one.reference for one in entries if one.id == identity))
    if versions:
        return Problem(
            code="base-version",
            message=speak("“{identity}”没有“{name}”这个版本", identity=identity, name=name)
            if "@" in name
            else speak("“{name}”没有写版本", name=name),
            remedy=speak("有这些版本：{versions}", versions=speak("、").join(versions)),
            place=reference.place,
            path=spelled(_EXTENDS),
        )
    near = nearest(identity, known=(one.id for one in entries))
    hint = speak("；是不是“{near}”？", near=near[0]) if near else ""
    return Problem(
        code="base-not-found",
        message=speak("找不到所基于的方案“{name}”：文件旁边没有，自带的方案里也没有", name=name),
        remedy=speak("写 编号@版本，并把那个文件放在旁边{hint}", hint=hint),
        place=reference.place,
        path=spelled(_EXTENDS),
    )


def _no_reference(place: Place) -> Problem:
    return Problem(
        code="base-not-found",
        message=speak("“基于”要写一个 编号@版本"),
        remedy=speak("写成 基于: 编号@版本"),
        place=place,
        path=spelled(_EXTENDS),
    )


def _circle(reference: Scalar, *, chain: tuple[str, ...]) -> Problem:
    way = " → ".join((*chain, reference.text.strip()))
    return Problem(
        code="base-circle",
        message=speak("“基于”绕成了圈或链太长：{way}", way=way),
        remedy=speak("让最底下的方案不再基于别的方案"),
        place=reference.place,
        path=spelled(_EXTENDS),
    )


def _same_identity(reference: Node, *, identity: str) -> Problem:
    return Problem(
        code="base-same-identity",
        message=speak(
            "改动后的方案和所基于的方案都叫“{identity}”，分不清是哪一个", identity=identity
        ),
        remedy=speak("给这个方案写自己的 编号 或 版本"),
        place=reference.place,
        path=spelled(_EXTENDS),
    )


def _changes_without_base(changes: Node) -> Problem:
    return Problem(
        code="changes-without-base",
        message=speak("有“变更”而没有“基于”，不知道改的是哪个方案"),
        remedy=speak("写上 基于: 编号@版本，或直接改正文"),
        place=changes.place,
        path=spelled(_CHANGES),
    )


# --- changing it --------------------------------------------------------------------------------


def _changed(base: Block, *, changes: Node | None, own: Block) -> Extended:
    """The base after 删, 设 and 增; `own` brings templates of its own."""
    if changes is None:
        return base, ()
    if not isinstance(changes, Block):
        return base, (_wrong_shape(changes, wanted=speak("设、增、删")),)
    problems = list(_unknown(changes))
    tree: Node = base
    for kind, editor in (("drop", _drop), ("set", _set), ("add", _add)):
        node = next((one.value for one in changes.entries if _change(one) == kind), None)
        listed = _listed(node, kind=kind, problems=problems)
        # A use that a path enters is expanded; what it is to be expanded with comes first.
        for path, value in sorted(listed, key=lambda pair: not _is_of_templates(_steps(pair[0]))):
            change = _Change(path, kind, editor(value), own)
            tree = _applied(tree, change=change, problems=problems)
    return tree, tuple(problems)


def _change(entry: Entry) -> str | None:
    word = key_word(entry.key.text.strip(), kind="changes")
    return None if word is None else word.en


def _unknown(changes: Node | None) -> Iterator[Problem]:
    known = speak("、").join(spelled((word.zh, word.en)) for word in KEYS["changes"])
    for entry in changes.entries if isinstance(changes, Block) else ():
        if _change(entry) is None:
            yield Problem(
                code="unknown-key",
                message=speak("变更里没有“{key}”这个键", key=entry.key.text),
                remedy=speak("可以写：{known}", known=known),
                place=entry.key.place,
                path=spelled(_CHANGES),
            )


def _listed(node: Node | None, *, kind: str, problems: list[Problem]) -> list[tuple[Scalar, Node]]:
    """Each path with its value; paths to drop have none of interest."""
    if node is None:
        return []
    if kind != "drop":
        if isinstance(node, Block):
            return [(entry.key, entry.value) for entry in node.entries]
        problems.append(_wrong_shape(node, wanted=speak("路径: 值")))
        return []
    items = node.items if isinstance(node, Listing) else (node,)
    problems.extend(
        _wrong_shape(one, wanted=speak("路径")) for one in items if not isinstance(one, Scalar)
    )
    return [(one, one) for one in items if isinstance(one, Scalar)]


def _wrong_shape(node: Node, *, wanted: str) -> Problem:
    return Problem(
        code="wrong-shape",
        message=speak("变更这里要写{wanted}", wanted=wanted),
        remedy=speak("写成 变更: {设: {路径: 值}, 增: {路径: 值}, 删: [路径]}"),
        place=node.place,
        path=spelled(_CHANGES),
    )


Edit = Callable[[Node, str], Node | None]


def _set(value: Node) -> Edit:
    def edit(container: Node, step: str) -> Node | None:
        found = child(container, step=step)
        if found is None:
            return None
        index, old = found
        return with_child(container, index=index, value=merged(old, over=value))

    return edit


def _drop(_value: Node) -> Edit:
    def edit(container: Node, step: str) -> Node | None:
        found = child(container, step=step)
        return None if found is None else with_child(container, index=found[0], value=None)

    return edit


def _add(value: Node) -> Edit:
    def edit(container: Node, step: str) -> Node | None:
        found = child(container, step=step)
        if found is not None:
            joined = _joined(found[1], more=value)
            return None if joined is None else with_child(container, index=found[0], value=joined)
        if not isinstance(container, Block):
            return None
        key = Scalar(step, quoted=False, place=value.place)
        return Block((*container.entries, Entry(key, value)), container.place)

    return edit


def _joined(node: Node, *, more: Node) -> Node | None:
    """A list with more items, or a block with more keys; `None`: something is there already."""
    if isinstance(node, Listing) and isinstance(more, Listing):
        return Listing((*node.items, *more.items), node.place)
    if not isinstance(node, Block) or not isinstance(more, Block):
        return None
    if any(index_of(node, key=entry.key.text) is not None for entry in more.entries):
        return None
    return Block((*node.entries, *more.entries), node.place)


@dataclass(frozen=True, slots=True)
class _Change:
    """One change: where, what kind, how it is done, and the overlay that it stands in."""

    path: Scalar
    kind: str
    edit: Edit
    own: Block


def _steps(path: Scalar) -> tuple[str, ...]:
    return tuple(step.strip() for step in path.text.strip().split("/") if step.strip())


def _is_of_templates(steps: tuple[str, ...]) -> bool:
    """Whether a path leads into a template or to the arguments of a use."""
    words = (key_word(step, kind="node") for step in steps)
    first = key_word(steps[0], kind="scheme") if steps else None
    is_template = first is not None and first.en == "templates"
    return is_template or any(word is not None and word.en == "with" for word in words)


def _applied(tree: Node, *, change: _Change, problems: list[Problem]) -> Node:
    steps, kind = _steps(change.path), change.kind
    changed = edited(tree, steps=steps, edit=change.edit) if steps and kind == "set" else None
    if changed is not None:
        return changed
    # What comes of a template is there for whoever reads the path, though not in the text.
    whole = unfolded(tree, steps=steps, beside=change.own) if steps else tree
    changed = edited(whole, steps=steps, edit=change.edit) if steps else None
    if changed is not None:
        return changed
    depth = _reach(whole, steps=steps)
    problems.append(_not_applied(change.path, steps=steps, depth=depth, kind=kind, tree=whole))
    return tree


def _reach(tree: Node, *, steps: tuple[str, ...]) -> int:
    """How many steps of a path are there."""
    for depth, step in enumerate(steps):
        found = child(tree, step=step)
        if found is None:
            return depth
        tree = found[1]
    return len(steps)


def _not_applied(
    path: Scalar, *, steps: tuple[str, ...], depth: int, kind: str, tree: Node
) -> Problem:
    if depth == len(steps) and steps:
        return Problem(
            code="change-exists",
            message=speak("“{path}”原来已经有了，不能再增", path=path.text),
            remedy=speak("要改它，写在“设”下"),
            place=path.place,
            path=spelled(_CHANGES),
        )
    missing = "/".join(steps[: depth + 1]) or path.text
    last = depth == len(steps) - 1
    return Problem(
        code="change-not-found",
        message=speak("所基于的方案里没有“{missing}”", missing=missing),
        remedy=_remedy(tree, steps=steps, depth=depth, is_new=last and kind == "set"),
        place=path.place,
        path=spelled(_CHANGES),
    )


def _remedy(tree: Node, *, steps: tuple[str, ...], depth: int, is_new: bool) -> str:
    for step in steps[:depth]:
        found = child(tree, step=step)
        tree = found[1] if found else tree
    known = tree.keys() if isinstance(tree, Block) else ()
    near = nearest(steps[depth], known=known) if steps else ()
    hint = speak("是不是“{near}”？", near=near[0]) if near else _here(known)
    more = speak("；要新加，写在“增”下") if is_new else ""
    return f"{hint}{more}".lstrip() or speak("检查路径")


def _here(known: tuple[str, ...]) -> str:
    return speak("这里有：{names}", names=speak("、").join(known[:12])) if known else ""
