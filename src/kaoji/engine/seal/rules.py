"""Changed rules: two expanded schemes side by side, key by key.

Worked cases are left aside, for no result comes from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kaoji.engine.scheme.model import ROOT, Scheme
from kaoji.engine.scheme.source import (
    Block,
    Listing,
    Node,
    Scalar,
    dump_document,
    read_document,
)
from kaoji.engine.scheme.words import key_word
from kaoji.engine.seal.mentions import Mentions

_CASES = "examples"
#: Keys whose children are nodes, and keys that are nodes themselves.
_CHILDREN, _NODES = "items", frozenset({"bonus", "deduction"})


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One place of a scheme that says something else; nothing before: added, after: dropped."""

    scheme: str
    path: tuple[str, ...]
    before: str | None
    after: str | None

    @property
    def where(self) -> str:
        """The place as a path."""
        return "/".join(self.path)

    def as_json(self) -> dict[str, object]:
        """The change in the published shape."""
        return {
            "scheme": self.scheme,
            "path": self.where,
            "before": self.before,
            "after": self.after,
        }


def rule_changes(before: Scheme | None, *, after: Scheme | None) -> Iterator[RuleChange]:
    """What two schemes say otherwise; a scheme that is not there says nothing."""
    one = after or before
    if one is None:
        return
    for path, old, new in _changes(_tree(before), _tree(after), ()):
        if not _is_case(path):
            yield RuleChange(one.id, path, old, new)


def _tree(scheme: Scheme | None) -> Node | None:
    return None if scheme is None else read_document(scheme.text, file=scheme.id)[0]


def _is_case(path: tuple[str, ...]) -> bool:
    word = key_word(path[0], kind="scheme") if path else None
    return word is not None and word.en == _CASES


Change = tuple[tuple[str, ...], str | None, str | None]


def _changes(before: Node | None, after: Node | None, path: tuple[str, ...]) -> Iterator[Change]:
    if isinstance(before, Block) and isinstance(after, Block):
        yield from _of_blocks(before, after, path)
    elif (
        isinstance(before, Listing)
        and isinstance(after, Listing)
        and len(before.items) == len(after.items)
        and not all(isinstance(item, Scalar) for item in (*before.items, *after.items))
    ):
        for number, (old, new) in enumerate(zip(before.items, after.items, strict=True), start=1):
            yield from _changes(old, new, (*path, str(number)))
    else:
        texts = _text(before), _text(after)
        if texts[0] != texts[1]:
            yield path, *texts


def _of_blocks(before: Block, after: Block, path: tuple[str, ...]) -> Iterator[Change]:
    old, new = _values(before), _values(after)
    for key in {**old, **new}:
        yield from _changes(old.get(key), new.get(key), (*path, key))
    # A key that stands twice is told by its first place, and its places are compared too.
    keys = before.keys(), after.keys()
    orders = [[key for key in one if key in old and key in new] for one in keys]
    if orders[0] != orders[1]:
        yield path, "、".join(orders[0]), "、".join(orders[1])


def _values(block: Block) -> dict[str, Node]:
    """What stands under each key, that of the first of equal keys."""
    found: dict[str, Node] = {}
    for entry in block.entries:
        found.setdefault(entry.key.text, entry.value)
    return found


def _text(node: Node | None) -> str | None:
    if node is None:
        return None
    return node.text if isinstance(node, Scalar) else dump_document(node).rstrip("\n")


# --- which nodes a rule is of ---------------------------------------------------------------------


def node_of(path: Iterable[str]) -> str | None:
    """The node that a place of the text belongs to, by its path; nothing outside nodes."""
    steps: list[str] = []
    is_name = False
    for key in path:
        word = key_word(key, kind="node")
        if is_name:
            steps.append(key)
            is_name = False
        elif word is not None and word.en == _CHILDREN:
            is_name = True
        elif word is not None and word.en in _NODES:
            steps.append(key)
    return "/".join(steps) or None


def node_texts(scheme: Scheme) -> dict[str, str]:
    """All that a scheme says of each node itself, the nodes below left out."""
    return _gathered(scheme, name=node_of)


#: Parts of a scheme whose entries are named by formulas.
_NAMED = frozenset({"facts", "derived", "parameters", "tables", "scales"})


def whole_texts(scheme: Scheme) -> dict[str, str]:
    """The same with what the scheme says of the things that they name, and what those name; the
    whole above them and those things stand there too, each naming itself.
    """
    nodes, named = node_texts(scheme), _gathered(scheme, name=_named_at)
    nodes = {ROOT: "", **{name: name for name in named}, **nodes}
    mentions = Mentions(named)
    further = {name: mentions.within(text) for name, text in named.items()}
    return {
        path: "\n".join((text, *(named[one] for one in _reached(mentions.within(text), further))))
        for path, text in nodes.items()
    }


def _reached(first: tuple[str, ...], further: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    """The names that a text holds, those in what they stand for, and so on, each once."""
    found = dict.fromkeys(first)
    new = list(first)
    while new:
        after = dict.fromkeys(name for one in new for name in further[one] if name not in found)
        found.update(after)
        new = list(after)
    return found


def _named_at(path: tuple[str, ...]) -> str | None:
    word = key_word(path[0], kind="scheme") if len(path) > 1 else None
    return path[1] if word is not None and word.en in _NAMED else None


def _gathered(scheme: Scheme, *, name: Callable[[tuple[str, ...]], str | None]) -> dict[str, str]:
    """The texts of a scheme by the names of their places; places without a name left out."""
    found: dict[str, list[str]] = {}

    def gather(node: Node | None, path: tuple[str, ...]) -> None:
        if isinstance(node, Scalar):
            found.setdefault(name(path) or "", []).append(node.text)
        for item in node.items if isinstance(node, Listing) else ():
            gather(item, path)
        for entry in node.entries if isinstance(node, Block) else ():
            gather(entry.value, (*path, entry.key.text))

    gather(_tree(scheme), ())
    return {place: "\n".join(texts) for place, texts in found.items() if place}
