"""What of changed rules and facts may stand behind a node that came out otherwise.

A row stands behind a node when it is of the subject, its group or all, and its key is the node or
is named by it; a rule when it is the node's own, or of a table, parameter or value that it names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from kaoji.engine.facts.book import EVERYONE, GROUP
from kaoji.engine.scheme.model import ROOT, Scheme
from kaoji.engine.scheme.words import key_word
from kaoji.engine.seal.changes import FactChange, InputChange
from kaoji.engine.seal.mentions import names_word
from kaoji.engine.seal.rules import RuleChange, node_of


class NodeText(NamedTuple):
    """What schemes say of a node: its own with what it names, and all of those that feed it."""

    own: str = ""
    fed: str = ""


class Why(NamedTuple):
    """What stands behind a move. `run`, how the run was asked for, is told where nothing else is;
    with nothing at all the reason lies with peers, feeders or history.
    """

    facts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    run: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The reasons in the published shape."""
        return {name: list(names) for name, names in self._asdict().items()}


class Changes(NamedTuple):
    """What is otherwise with two runs."""

    rules: tuple[RuleChange, ...] = ()
    facts: tuple[FactChange, ...] = ()
    parameters: tuple[InputChange, ...] = ()
    subjects: tuple[InputChange, ...] = ()
    run: tuple[InputChange, ...] = ()


#: What the parts of a scheme are for, by their keys; what stands in none moves nobody.
_ROOT = frozenset({"total", "full", "combine", "rounding", "cap", "floor", "missing", "undefined",
                   "requirements", "periods", "version_day", "part_versions"})  # fmt: skip
_NAMED = frozenset({"facts", "derived", "parameters", "tables", "scales", "dates"})
_GRADES = frozenset({"grading", "grades", "vetoes"})
_RANKS = frozenset({"rankings"})
#: Who is appraised, in which groups.
_WHO = frozenset({"subjects"})
#: What of a subject is otherwise when its standing is, and columns that place it among others.
_STANDING = ("status", "group", "rank", "grade")
_PLACING = frozenset({"类", "组别", "上级", "自", "至"})
#: What is said for the reader alone.
_NOTES = frozenset({"name", "aliases", "formerly", "clause", "reading", "supplier"})
#: Fields by which a row says how much a node counts in the one above it.
_SHARES = frozenset({"分值", "满分", "权重", "系数", "适用"})


class _Behind(NamedTuple):
    """What of the changes stands behind a node, whose it may be."""

    rules: tuple[str, ...]
    parameters: tuple[str, ...]


class Reasons:
    """The changes of two runs, asked node by node; each is laid where it will be asked for."""

    def __init__(self, scheme: Scheme, *, changes: Changes, texts: Mapping[str, NodeText]) -> None:
        self._text = scheme.text
        self._changes = changes
        self._texts = texts
        self._of_node: dict[str, list[str]] = {}
        self._named: list[tuple[str, str]] = []
        self._fed: list[tuple[str, str]] = []
        self._parts: dict[str, list[RuleChange]] = {}
        for one in changes.rules:
            if not _is_note(one.path):
                self._take(one, node=node_of(one.path), is_ours=one.scheme == scheme.id)
        self._facts_of = _grouped((one.subject, at) for at, one in enumerate(changes.facts))
        self._columns_of = _grouped((one.what, one) for one in changes.subjects)
        self._nodes_in = _grouped((_above(one), one) for one in texts if one != ROOT)
        self._changed_in = _grouped((_above(one), one) for one in self._of_node if one != ROOT)
        self._behind: dict[str, _Behind] = {}
        self._facts_fed: dict[str, frozenset[int]] = {}
        self._is_key_behind: dict[tuple[str, str], bool] = {}

    def _take(self, rule: RuleChange, *, node: str | None, is_ours: bool) -> None:
        part = _word(rule.path[0], kind="scheme") if rule.path else ""
        if not is_ours:
            last = node.rpartition("/")[2] if node else "".join(rule.path[1:2])
            self._fed.append((last, rule.where))
        elif node is not None:
            self._of_node.setdefault(node, []).append(rule.where)
        elif part in _ROOT:
            self._of_node.setdefault(ROOT, []).append(rule.where)
        elif part in _NAMED:
            self._named.append(("".join(rule.path[1:2]), rule.where))
        else:
            self._parts.setdefault(part, []).append(rule)

    def of_node(self, path: str, *, subject: Mapping[str, Any]) -> Why:
        """What stands behind a node of a subject of which no deeper one has changed."""
        node = path.partition("@")[0]
        text = self._texts.get(node, NodeText())
        facts = (one.coordinate for one in self._facts_behind(node, subject=subject, text=text))
        columns = (
            one for one in self._columns(subject["subject"]) if names_word(text.own, name=one)
        )
        behind = self._behind.get(node)
        if behind is None:
            behind = self._behind[node] = self._behind_all(node, text=text)
        return self._told(Why(_once(facts), *behind, _once(columns)))

    def _behind_all(self, node: str, *, text: NodeText) -> _Behind:
        """The rules and parameters behind a node, the same for every subject."""
        rules = (
            *self._of_node.get(node, ()),
            *(where for one in self._below(node) for where in self._of_node[one]),
            *(where for name, where in self._named if names_word(text.own, name=name)),
            *(where for name, where in self._fed if names_word(text.fed, name=name)),
        )
        parameters = (
            one.field
            for one in self._changes.parameters
            if names_word(text.own, name=one.field) or names_word(text.fed, name=one.field)
        )
        return _Behind(_once(rules), _once(parameters))

    def _below(self, node: str) -> Iterable[str]:
        """Nodes right below with changed rules: they stand as they did, so their weights moved."""
        return self._changed_in.get("" if node == ROOT else node, ())

    def _facts_behind(
        self, node: str, *, subject: Mapping[str, Any], text: NodeText
    ) -> Iterator[FactChange]:
        """Rows of the subject, its group or all that go into the node; of those that feed it any,
        in the order of the changes.
        """
        scopes = dict.fromkeys(("", EVERYONE, subject["subject"], f"{GROUP}{subject['group']}"))
        facts = self._changes.facts
        ours = (at for scope in scopes for at in self._facts_of.get(scope, ()))
        own = {at for at in ours if self._is_behind(facts[at].key, node=node, text=text)}
        return (facts[at] for at in sorted(own | self._fed_facts(text.fed)))

    def _fed_facts(self, text: str) -> frozenset[int]:
        """The positions of the changed rows that feeding schemes name, whosever they are."""
        known = self._facts_fed.get(text)
        if known is None:
            facts = enumerate(self._changes.facts) if text else ()
            found = (at for at, one in facts if _is_of(one.key, node="", text=text))
            known = self._facts_fed[text] = frozenset(found)
        return known

    def _is_behind(self, key: str, *, node: str, text: NodeText) -> bool:
        """Whether rows of a key go into a node, whosever they are."""
        known = self._is_key_behind.get((key, node))
        if known is None:
            known = _is_of(key, node=node, text=text.own) or self._is_share(key, node=node)
            self._is_key_behind[key, node] = known
        return known

    def _is_share(self, key: str, *, node: str) -> bool:
        """Whether a row says how much one of the nodes right below counts."""
        below, _, field = key.rpartition(".")
        known = self._nodes_in.get("" if node == ROOT else node, ())
        return field in _SHARES and any(_is_of(below, node=one, text="") for one in known)

    def of_presence(self, subject: str) -> Why:
        """Why a subject is in one of the runs alone."""
        facts = (self._changes.facts[at].coordinate for at in self._facts_of.get(subject, ()))
        row = (one.what for one in self._columns_of.get(subject, ()))
        columns = _once(row)
        rules = () if columns else self._rules(_WHO)
        return self._told(Why(_once(facts), _once(rules), (), columns))

    def of_verdict(self, before: Mapping[str, Any], *, after: Mapping[str, Any]) -> Why:
        """What stands behind a grade or a rank, beside the points."""
        rules: list[str] = []
        if all(before[key] == after[key] for key in _STANDING):
            return Why()
        if before["grade"] != after["grade"]:
            rules += self._rules(_GRADES, grades={before["grade"], after["grade"]})
        if before["rank"] != after["rank"]:
            rules += self._rules(_RANKS)
        if before["group"] != after["group"]:
            rules += self._rules(_WHO)
        columns = (
            one
            for one in self._columns(after["subject"])
            if one in _PLACING or names_word(self._text, name=one)
        )
        return self._told(Why((), _once(rules), (), _once(columns)))

    def _rules(
        self, parts: Iterable[str], *, grades: Collection[str | None] | None = None
    ) -> list[str]:
        """The changed rules of some parts; of the ladder those of the two grades alone."""
        return [
            rule.where
            for part in sorted(parts)
            for rule in self._parts.get(part, ())
            if grades is None or part != "grades" or not rule.path[1:] or rule.path[1] in grades
        ]

    def _columns(self, subject: str) -> Iterator[str]:
        return (one.field for one in self._columns_of.get(subject, ()) if one.field)

    def _told(self, why: Why) -> Why:
        return why if any(why) else Why(run=_once(one.field for one in self._changes.run))


Kept = TypeVar("Kept")


def _grouped(pairs: Iterable[tuple[str, Kept]]) -> Mapping[str, list[Kept]]:
    """What stands under each key, in order."""
    found: dict[str, list[Kept]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return found


def _above(node: str) -> str:
    """The node right above; nothing above those of the first level."""
    return node.rpartition("/")[0]


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _word(key: str, *, kind: str) -> str:
    word = key_word(key, kind=kind)
    return "" if word is None else word.en


def _is_note(path: tuple[str, ...]) -> bool:
    """Whether a place is for the reader alone; a node may be called as a key is."""
    is_node = len(path) > 1 and _word(path[-2], kind="node") == "items"
    return bool(path) and not is_node and _word(path[-1], kind="node") in _NOTES


def _is_of(key: str, *, node: str, text: str) -> bool:
    """Whether a row's key is the node, a field of it, or a fact that the node names."""
    bare = key.rpartition(".")[0] or key
    return any(
        one == node or node.endswith(f"/{one}") or names_word(text, name=one.rpartition("/")[2])
        for one in dict.fromkeys((key, bare))
    )
