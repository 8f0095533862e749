"""Printing docs/language: the chapters with a caption over each block, the tables of words.

`make spec` writes the pages, `make check` says when one is stale. Every example on them is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kaoji.engine.feel.manual import code, expressions_page, table
from kaoji.engine.scheme.checks.codes import problems_page
from kaoji.engine.scheme.rules import RULES, RuleKind
from kaoji.engine.scheme.words import KEYS, TITLES, VALUE_TITLES, VALUES
from tests.spec.read import FILES, chapters, parts, title_of

CAPTIONS = {
    "scheme": "方案",
    "facts": "数据",
    "subjects": "对象表",
    "given": "补充",
    "run": "命令",
    "expect": "应得",
}
#: Where the page of expressions stands among the chapters.
EXPRESSIONS = (13, "expressions.md", "算式", "Expressions")

_MARK = re.compile(r"\{\{rule (?P<kind>\w+)\}\}")

_HEAD = """\
# 考核方案的写法 · The scheme language

本手册由测试打印：每个例子都是完整的方案、数据和手算的结果，测试逐个运行、逐数核对。
*This manual is printed from tests: every example is a whole scheme with its data and a result
worked out by hand; each is run and compared exactly.*

想写什么，先在目录里找最像的一个例子，抄下来改。第一次写，先读第 1、2、3 章；
缺数、不适用怎样算见第 6 章；算式里有哪些函数、中英文怎样写见第 13 章。
用英文写方案的，从第 4 章的[英文例子][english]开始。
*Find the example that is nearest to what you need, copy it, change it. Read chapters 1 to 3
first; what is missing or does not apply is in chapter 6, every function in both languages in
chapter 13. Writing in English, start from the [example in chapter 4][english].*

[english]: 04-rule-kinds.md#整个用英文写的方案--a-whole-scheme-in-english
"""

_TAIL = """\
## 附表 · Tables

- [键和词 · Keys and words](keys.md)：每个中文键、词和它的英文写法 · all keys and words, with twins
- [问题代码 · Problem codes](problems.md)：是什么、怎样改 · what each problem means, what to do
- [词汇 · Glossary](../../GLOSSARY.md)
"""


def language_pages() -> dict[str, str]:
    """Every page by its file name."""
    pages = {path.name: chapter_page(path) for path in chapters()}
    pages["README.md"] = contents_page()
    pages["expressions.md"] = _chapter_of_expressions()
    pages["problems.md"] = problems_page()
    pages["keys.md"] = keys_page()
    return pages


def _chapter_of_expressions() -> str:
    """The page of expressions, numbered and linked like the chapters it stands among."""
    number, name, chinese, _english = EXPRESSIONS
    page = expressions_page().replace(f"# {chinese}", f"# {number} {chinese}", 1)
    return f"{page.rstrip()}\n\n{_way_on(name)}"


# --- contents -----------------------------------------------------------------------------------


def contents_page() -> str:
    """The table of contents."""
    listed = [(number_of(path), path.name, *title_of(path)) for path in chapters()]
    lines: list[str] = []
    for number, name, chinese, english in sorted([*listed, EXPRESSIONS]):
        lines.append(f"{number}. [{chinese} · {english}]({name})")
        lines += [f"   - {title}" for title in _sections(name)]
    return "\n".join([_HEAD, "## 目录 · Contents", "", *lines, "", _TAIL])


def number_of(path: Path) -> int:
    """A chapter's number."""
    return int(path.name[:2])


def _sections(name: str) -> Iterator[str]:
    path = next((one for one in chapters() if one.name == name), None)
    text = expressions_page() if path is None else path.read_text(encoding="utf-8")
    for kind, number, title in parts(text):
        if kind == "heading" and number > 1:
            yield f"[{title}]({name}#{anchor(title)})"


def anchor(title: str) -> str:
    """The anchor that GitHub gives a heading."""
    kept = re.sub(r"[^\w\- ]", "", title.lower())
    return kept.replace(" ", "-")


# --- chapters -----------------------------------------------------------------------------------


def chapter_page(path: Path) -> str:
    """A chapter as it is read: blocks under captions, the arguments of rule kinds."""
    lines: list[str] = []
    for kind, number, text in parts(path.read_text(encoding="utf-8")):
        if kind == "heading":
            first = f"{number_of(path)} " if number == 1 else ""
            lines.append(f"{'#' if number == 1 else '##'} {first}{text}")
        elif kind == "text":
            lines.append(_filled(text))
        else:
            lines += _block(kind.removeprefix("block "), text=text)
    return "\n".join(lines).rstrip("\n") + "\n\n" + _way_on(path.name)


def _block(info: str, *, text: str) -> list[str]:
    words = info.split()
    fence = [f"```{words[0] if words else ''}".rstrip(), text.rstrip("\n"), "```"]
    if len(words) < 2:
        return fence
    role = words[1]
    file = words[2] if len(words) > 2 else FILES.get(role)
    name = f" `{file}`" if file else ""
    return [f"**{CAPTIONS[role]}**{name}", "", *fence]


def _filled(line: str) -> str:
    found = _MARK.fullmatch(line)
    return line if found is None else arguments_of(RULES[found["kind"]]).rstrip("\n")


def arguments_of(rule: RuleKind) -> str:
    """What a rule kind does, and its arguments."""
    chinese, english = rule.words
    head = f"**{chinese}** `{english}`：{rule.summary_zh}。{rule.summary_en[0].upper()}"
    head += f"{rule.summary_en[1:]}.\n"
    if not rule.arguments:
        return head
    rows = (
        (
            f"{one.zh} `{one.en}`",
            one.meaning + ("（必写）" if one.required else ""),
            _options(one.options) or code(one.default or "—"),
        )
        for one in rule.arguments
    )
    return f"{head}\n{table(('参数', '意思', '不写时，或可写的词'), rows=rows)}"


def _options(options: tuple[tuple[str, str], ...]) -> str:
    return "、".join(f"{chinese} `{english}`" for chinese, english in options)


def _way_on(name: str) -> str:
    order = sorted([*((number_of(one), one.name) for one in chapters()), EXPRESSIONS[:2]])
    names = [name for _number, name in order]
    at = names.index(name)
    before = f"[← 上一章 · previous]({names[at - 1]}) · " if at else ""
    after = f" · [下一章 · next →]({names[at + 1]})" if at + 1 < len(names) else ""
    return f"---\n\n{before}[目录 · contents](README.md){after}\n"


# --- keys ---------------------------------------------------------------------------------------

_KEYS_HEAD = """\
# 键和词 · Keys and words

每种记录能写哪些键，每个地方能写哪些词。两种写法都认。
*Which keys each record takes, which words each place knows; both spellings are read.*
"""


def keys_page() -> str:
    """The keys by the record they stand in, the words by the place they stand in."""
    lines = [_KEYS_HEAD]
    for kind, words in KEYS.items():
        lines += [f"## {TITLES[kind][0]}的键 · {kind}", "", _words(words)]
    lines += ["## 词 · Words", ""]
    for kind, words in VALUES.items():
        lines += [f"### {VALUE_TITLES[kind][0]} · {kind}", "", _words(words)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _words(words: tuple[object, ...]) -> str:
    rows = (
        ("、".join((word.zh, *word.also)), code(word.en), word.meaning)  # type: ignore[attr-defined]
        for word in words
    )
    return table(("中文", "English", "意思"), rows=rows)
