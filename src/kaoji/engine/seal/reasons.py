"""What of changed rules and facts may stand behind a node that came out otherwise.

A row stands behind a node when it is of the subject, its group or all, and its key is the node or
is named by it; a rule when it is the node's own, or of a table, parameter or value that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from kaoji.engine.facts.book import EVERYONE, GROUP
from kaoji.engine.seal.changes import FactChange
from kaoji.engine.seal.rules import RuleChange, node_of


class NodeText(NamedTuple):
    """What schemes say of a node: its own, and all of those whose results it takes."""

    own: str = ""
    fed: str = ""


class Reasons:
    """The changes of two runs, asked node by node."""

    def __init__(
        self,
        scheme: str,
        rules: Iterable[RuleChange],
        facts: Iterable[FactChange],
        texts: Mapping[str, NodeText],
    ) -> None:
        self._facts = tuple(facts)
        self._texts = texts
        self._of_node: dict[str, list[str]] = {}
        self._named: list[tuple[str, str]] = []
        self._fed: list[tuple[str, str]] = []
        for one in rules:
            self._take(one, node=node_of(one.path), is_ours=one.scheme == scheme)

    def _take(self, rule: RuleChange, *, node: str | None, is_ours: bool) -> None:
        if not is_ours:
            last = node.rpartition("/")[2] if node else "".join(rule.path[1:2])
            self._fed.append((last, rule.where))
        elif node is not None:
            self._of_node.setdefault(node, []).append(rule.where)
        else:
            self._named.append(("".join(rule.path[1:2]), rule.where))

    def of_node(
        self, path: str, *, subject: Mapping[str, Any]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The rows and the rules behind a node of a subject."""
        node = path.partition("@")[0]
        text = self._texts.get(node, NodeText())
        facts = (
            one.coordinate
            for one in self._facts
            if (_concerns(one, subject=subject) and _is_of(one.key, node=node, text=text.own))
            or _is_of(one.key, node="", text=text.fed)
        )
        rules = [
            *self._of_node.get(node, ()),
            *(where for name, where in self._named if _names(text.own, name)),
            *(where for name, where in self._fed if _names(text.fed, name)),
        ]
        return tuple(dict.fromkeys(facts)), tuple(dict.fromkeys(rules))

    def of_verdicts(self) -> tuple[str, ...]:
        """The rules outside nodes, where grades, ranks and vetoes are."""
        return tuple(where for _name, where in self._named)


def _concerns(change: FactChange, *, subject: Mapping[str, Any]) -> bool:
    """Whether a row is of the subject, of its group, or of all."""
    return change.subject in ("", EVERYONE, subject["subject"], f"{GROUP}{subject['group']}")


def _is_of(key: str, *, node: str, text: str) -> bool:
    """Whether a row's key is the node, a field of it, or a fact that the node names."""
    bare = key.rpartition(".")[0] or key
    return any(
        one == node or node.endswith(f"/{one}") or _names(text, one.rpartition("/")[2])
        for one in dict.fromkeys((key, bare))
    )


def _names(text: str, name: str) -> bool:
    """Whether a text holds a name as a word of its own."""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
