"""Reading expressions and the tests of band tables: text in, syntax tree and problems out.

Nothing here raises: a faulty text gives no tree and says what is wrong, where, and what to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kaoji.engine.feel.ast import Expression, Name, Range, Text, Truth, UnaryTest
from kaoji.engine.feel.cursor import DEEPEST, SyntaxFaultError, too_deep
from kaoji.engine.feel.grammar import Grammar
from kaoji.engine.feel.lexer import fault, tokens_of
from kaoji.engine.feel.names import depth_of
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak

LONGEST = 4000

Parsed = tuple[Expression | None, tuple[Problem, ...]]

_NUMBER = r"[+\-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*%?"
_WORD_SIGNS = {
    ">=": "不低于|不少于|不小于|至少",
    ">": "超过|高于|大于|多于",
    "<=": "不超过|不高于|不大于|不多于|至多",
    "<": "不满|低于|未满|不足|小于|少于",
}
_SIGN_OF_WORD = {word: sign for sign, words in _WORD_SIGNS.items() for word in words.split("|")}
_WORDS = "|".join(sorted(_SIGN_OF_WORD, key=len, reverse=True))
_BEFORE = re.compile(rf"(?P<word>{_WORDS})\s*(?P<number>{_NUMBER})")
_BEHIND = re.compile(
    rf"(?P<number>{_NUMBER})\s*(?P<own>\(含\)|\(不含\)|及|)\s*(?P<side>以上|以下|以内)"
)
_HALF = rf"(?:(?:{_WORDS})\s*{_NUMBER}|{_NUMBER}\s*(?:\(含\)|\(不含\)|及|)\s*以[上下内])"
_BOTH = re.compile(rf"({_HALF})\s*[,且]?\s*({_HALF})")
_DASHED = re.compile(rf"{_NUMBER}\s*(?:-|–|—+|~|至|到|\.\.)\s*{_NUMBER}")
_UNITED = re.compile(rf"(?:{_WORDS})?\s*(?P<number>{_NUMBER})\s*[^\W\d]")
_EVEN = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        "、": ",",
        "\u3000": " ",
    }
)


def parse(text: str) -> Parsed:
    """Read an expression; columns of problems count from 1 within it."""
    return _read(text, rule=Grammar.expression)


def parse_test(text: str) -> Parsed:
    """Read a test of a band table: `>= 90`, `[80..90)`, `90以上`, `不满60`, `-`, a word."""
    even = text.translate(_EVEN).strip()
    if even == "-":
        return Truth(value=True), ()
    for pattern, reader in ((_DASHED, _dashed), (_BOTH, _both)):
        if found := pattern.fullmatch(even):
            return reader(found)
    if (half := _half(even)) is not None:
        return half
    if (found := _UNITED.match(even)) is not None:
        return None, (_with_unit(even, number=found["number"].strip()),)
    tree, problems = _read(text, rule=lambda grammar: grammar.test(least=1))
    if isinstance(tree, Name) and len(tree.parts) == 1:
        return Text(tree.parts[0], at=tree.at), ()
    return tree, problems


def _read(text: str, *, rule: Callable[[Grammar], Expression]) -> Parsed:
    if len(text) > LONGEST:
        return None, (_too_long(len(text)),)
    tokens, problems = tokens_of(text)
    if problems:
        return None, problems
    if len(tokens) == 1:
        return None, (_empty(),)
    grammar = Grammar(tokens)
    try:
        tree = rule(grammar)
        grammar.finish()
    except SyntaxFaultError as stopped:
        return None, (stopped.problem,)
    if depth_of(tree) > DEEPEST:
        return None, (too_deep(tree.at),)
    return tree, ()


def _half(text: str) -> Parsed | None:
    """`不满90` or `90以上`; `None` when the text is neither."""
    if found := _BEFORE.fullmatch(text):
        return _signed_test(_SIGN_OF_WORD[found["word"]], number=found["number"])
    found = _BEHIND.fullmatch(text)
    if found is None:
        return None
    if found["side"] == "以上":
        return _signed_test(">" if "不" in found["own"] else ">=", number=found["number"])
    if not found["own"]:
        return None, (_vague(text, number=found["number"].strip()),)
    return _signed_test("<" if "不" in found["own"] else "<=", number=found["number"])


def _signed_test(sign: str, *, number: str) -> Parsed:
    return _read(f"{sign}{number}", rule=lambda grammar: grammar.test(least=1))


def _both(found: re.Match[str]) -> Parsed:
    """`60以上不满80`: one half bounds below, the other above."""
    halves = [_half(found[1]), _half(found[2])]
    problems = tuple(problem for half in halves if half is not None for problem in half[1])
    if problems:
        return None, problems
    tests = [half[0] for half in halves if half is not None]
    lower = [test for test in tests if isinstance(test, UnaryTest) and ">" in test.op]
    upper = [test for test in tests if isinstance(test, UnaryTest) and "<" in test.op]
    if len(lower) != 1 or len(upper) != 1:
        return None, (_one_sided(found[0]),)
    low, high = lower[0], upper[0]
    return Range(low.operand, high.operand, "=" in low.op, "=" in high.op), ()


def _dashed(found: re.Match[str]) -> Parsed:
    problem = fault(
        "vague-band",
        at=0,
        message=speak("「{text}」没有说明两端含不含本数，也可能是减法。", text=found[0]),
        remedy=speak("写成 [80..90]（两端都含）或 [80..90)（含 80、不含 90）。"),
    )
    return None, (problem,)


def _vague(text: str, *, number: str) -> Problem:
    return fault(
        "vague-band",
        at=0,
        message=speak("「{text}」没有说明含不含 {number}。", text=text, number=number),
        remedy=speak(
            "不含写「不满{number}」或 < {number}；含写「不超过{number}」或 <= {number}。",
            number=number,
        ),
    )


def _with_unit(text: str, *, number: str) -> Problem:
    return fault(
        "words-in-band",
        at=0,
        message=speak(
            "「{text}」的数 {number} 后面有字，不知道是单位还是文字。", text=text, number=number
        ),
        remedy=speak("档次里的数不写单位（单位随所判断的量）；若整个是文字，用引号括起来。"),
    )


def _one_sided(text: str) -> Problem:
    return fault(
        "one-sided-band",
        at=0,
        message=speak("「{text}」的两半限在同一边。", text=text),
        remedy=speak("一半写下限，一半写上限，例如 60以上不满80。"),
    )


def _too_long(length: int) -> Problem:
    return fault(
        "expression-too-long",
        at=LONGEST,
        message=speak("表达式有 {length} 个字，超过 {most} 个。", length=length, most=LONGEST),
        remedy=speak("拆成几个派生量。"),
    )


def _empty() -> Problem:
    return fault(
        "empty-expression",
        at=0,
        message=speak("表达式是空的。"),
        remedy=speak("写上一个量、名称或算式。"),
    )
