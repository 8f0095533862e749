"""Printing GLOSSARY.md from the table of words, the rule kinds and the project's terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kaoji.engine.plinth.units import UNITS
from kaoji.engine.scheme.words.keys import KEYS, TITLES
from kaoji.engine.scheme.words.terms import TERMS
from kaoji.engine.scheme.words.values import VALUE_TITLES, VALUES
from kaoji.engine.scheme.words.word import Word

_HEAD = """\
# 词汇 · Glossary

考核方案里的每个中文键和词都有一个英文写法，两种写法都认。本页由程序打印（`make glossary`）。
Every Chinese key and word of a scheme has an English twin; both are read. This page is printed.
"""


def glossary_page() -> str:
    """The text of GLOSSARY.md."""
    parts = [
        _HEAD,
        _table("键 · Keys", rows=_rows(KEYS.items(), titles=TITLES)),
        _table("词 · Value words", rows=_rows(VALUES.items(), titles=VALUE_TITLES)),
        _table("计分方法 · Rule kinds", rows=_rule_rows()),
        _table("计量单位 · Units", rows=_unit_rows()),
        _terms(),
    ]
    return "\n".join(parts)


def _table(title: str, *, rows: Iterable[tuple[str, str, str, str]]) -> str:
    lines = [f"## {title}", "", "| 术语 | English | 用在 | 意思 |", "|---|---|---|---|"]
    lines += [f"| {zh} | `{en}` | {where} | {meaning} |" for zh, en, where, meaning in rows]
    return "\n".join(lines) + "\n"


def _rows(
    tables: Iterable[tuple[str, tuple[Word, ...]]], *, titles: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, str, str, str]]:
    """One row a word; a word that several kinds share names them all."""
    where: dict[Word, list[str]] = {}
    for kind, words in tables:
        for word in words:
            where.setdefault(word, []).append(titles[kind][0])
    for word, places in where.items():
        spelling = "、".join((word.zh, *word.also))
        yield spelling, word.en, "、".join(dict.fromkeys(places)), word.meaning


def _unit_rows() -> Iterator[tuple[str, str, str, str]]:
    for unit in UNITS:
        also = [word for word in (unit.one, *unit.also) if word]
        yield unit.zh, unit.en, "单位", f"也读 {'、'.join(also)}" if also else ""


def _rule_rows() -> Iterator[tuple[str, str, str, str]]:
    # Imported here: the rule kinds bring their own words and stand above the plain table.
    from kaoji.engine.scheme.rules import RULES  # noqa: PLC0415

    for rule in RULES.values():
        zh, en = rule.words
        yield zh, en, "计分", rule.summary_zh
        for argument in rule.arguments:
            yield argument.zh, argument.en, zh, argument.meaning
            for option in argument.options:
                yield option[0], option[1], f"{zh}的{argument.zh}", "可选的词"


def _terms() -> str:
    lines = [
        "## 项目用语 · Terms of the project",
        "",
        "一个术语在所有地方只有一个名字。° = 原文没有，从实践中补充。",
        "",
        "| 术语 | identifier |",
        "|---|---|",
    ]
    lines += [
        f"| {term.zh}{'°' if term.is_added else ''} | `{term.identifier}` |" for term in TERMS
    ]
    return "\n".join(lines) + "\n"
