"""Tokens of an expression: what an officer types, full-width signs and Chinese keywords included.

Every character keeps its offset, so that a problem points at the very sign that caused it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import marked, speak

Kind = Literal["number", "text", "name", "quoted", "keyword", "sign", "end"]

#: What is written → the keyword it means. A keyword inside a longer name is part of the name.
KEYWORDS = {
    "or": "or",
    "and": "and",
    "not": "not",
    "if": "if",
    "then": "then",
    "else": "else",
    "for": "for",
    "in": "in",
    "return": "return",
    "some": "some",
    "every": "every",
    "satisfies": "satisfies",
    "between": "between",
    "true": "true",
    "false": "false",
    "null": "null",
    "如果": "if",
    "则": "then",
    "否则": "else",
    "且": "and",
    "或": "or",
    "非": "not",
    "真": "true",
    "是": "true",
    "假": "false",
    "否": "false",
    "空": "null",
}

#: Keywords that people write right behind a number, longest first.
_STICKY = (
    *("satisfies", "between", "return", "then", "else", "and", "or", "in"),
    *("否则", "则", "且", "或"),
)

_SAME_SIGN = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        "、": ",",
        "×": "*",
        "÷": "/",
        "−": "-",
        "\u3000": " ",
        "\u00a0": " ",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
    }
)
_CLOSERS = {
    "“": "”“",
    "”": "”“",
    "‘": "’‘",
    "’": "’‘",
    "'": "'＇",
    "＇": "'＇",
    '"': '"＂',
    "＂": '"＂',
    "`": "`｀",
    "｀": "`｀",
}
_ONE_SIGN = {"≤": "<=", "≥": ">=", "≠": "!="}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", '"': '"', "'": "'"}

_TOKEN = re.compile(
    r"(?P<blank>\s+|//[^\n]*|/\*.*?\*/)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?P<tail>\w*)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<quote>[\"'`])"
    r"|(?P<foreign>==|&&|\|\||<>|=<|=>|/\*)"
    r"|(?P<sign>\*\*|\.\.|<=|>=|!=|[≤≥≠=<>+\-*/()\[\],:.%@])",
    re.DOTALL,
)
_NAME = re.compile(r"[^\W\d]\w*")
_EXPONENT = re.compile(r"[eE](?:[0-9]+$|$)")

_FOREIGN = {
    "==": marked("相等写一个等号 =。"),
    "&&": marked("「并且」写 and 或 且。"),
    "||": marked("「或者」写 or 或 或。"),
    "<>": marked("不等写 != 或 ≠。"),
    "=<": marked("小于等于写 <= 或 ≤。"),
    "=>": marked("大于等于写 >= 或 ≥。"),
    "!": marked("否定写 not(…) 或 非（…）；不等写 !=。"),
    "&": marked("「并且」写 and 或 且。"),
    "|": marked("「或者」写 or 或 或。"),
    "^": marked("乘方写 **。"),
    "?": marked("选择写 if … then … else …（如果 … 则 … 否则 …）。"),
    ";": marked("各项之间用逗号隔开。"),
    "{": marked("表达式里没有花括号；列表写 [a, b]。"),
    "}": marked("表达式里没有花括号；列表写 [a, b]。"),
    "—": marked("减号写 -；区间写 [80..90)。"),
    "–": marked("减号写 -；区间写 [80..90)。"),
    "~": marked("区间写 [80..90)。"),
    "【": marked("列表、区间用 [ ]。"),
    "】": marked("列表、区间用 [ ]。"),
    "√": marked("开方写函数，并写明精度。"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """One sign, word or literal; `text` is the ASCII or English form, `end` the offset behind."""

    kind: Kind
    text: str
    at: int
    end: int
    number: Fraction = Fraction(0)
    raw: str = ""


def fault(code: str, *, at: int, message: str, remedy: str) -> Problem:
    """A problem at an offset of the expression; columns count from 1."""
    return Problem(code, message, remedy, place=Place(column=at + 1))


def tokens_of(text: str) -> tuple[tuple[Token, ...], tuple[Problem, ...]]:
    """Cut an expression into tokens (the last is `end`), with all faulty characters at once."""
    scanner = _Scanner(text)
    scanner.run()
    return tuple(scanner.tokens), tuple(scanner.problems)


def is_plain_name(text: str) -> bool:
    """Tell whether expressions can say the name without back-quotes."""
    is_even = text == text.translate(_SAME_SIGN)
    return is_even and _NAME.fullmatch(text) is not None and text not in KEYWORDS


class _Scanner:
    def __init__(self, text: str) -> None:
        self.raw = text
        self.even = text.translate(_SAME_SIGN)
        self.at = 0
        self.tokens: list[Token] = []
        self.problems: list[Problem] = []

    def run(self) -> None:
        while self.at < len(self.raw):
            found = _TOKEN.match(self.even, self.at)
            if found is None:
                self._refuse_sign(self.even[self.at])
            elif found["quote"]:
                self._read_quoted()
            else:
                self._read_plain(found)
        self.tokens.append(Token("end", "", self.at, self.at))

    def _read_plain(self, found: re.Match[str]) -> None:
        if found["foreign"]:
            self._refuse_sign(found["foreign"])
            return
        if found["number"]:
            self._read_number(found)
        elif found["name"]:
            word = found["name"]
            kind: Kind = "keyword" if word in KEYWORDS else "name"
            self._add(kind, KEYWORDS.get(word, word), end=found.end(), raw=word)
        elif found["sign"]:
            sign = found["sign"]
            self._add("sign", _ONE_SIGN.get(sign, sign), end=found.end())
        self.at = found.end()

    def _add(self, kind: Kind, text: str, *, end: int, raw: str = "") -> None:
        self.tokens.append(Token(kind, text, self.at, end, raw=raw))

    def _read_number(self, found: re.Match[str]) -> None:
        digits, tail = found["number"], found["tail"]
        if not tail:
            number = Fraction(digits)
            self.tokens.append(Token("number", digits, self.at, found.end(), number=number))
        elif _EXPONENT.match(tail) and (tail[1:] or self.even[found.end() :][:1] in {"+", "-"}):
            self._refuse(
                "number-exponent",
                message=speak("数「{text}…」用了指数写法。", text=f"{digits}{tail}"),
                remedy=speak("把数写全，例如 1e3 写成 1000。"),
            )
        else:
            self._refuse_tail(digits, tail=tail)

    def _refuse_tail(self, digits: str, *, tail: str) -> None:
        """A name cannot begin with a digit: a keyword stuck to a number is the usual cause."""
        stuck = next((word for word in _STICKY if tail.startswith(word)), None)
        if stuck is not None:
            remedy = speak(
                "「{word}」前后要空一格：{digits} {word} …；若整个是名称，用反引号括起来。",
                word=stuck,
                digits=digits,
            )
        else:
            remedy = speak(
                "若是名称，用反引号括起来：`{text}`；若是数，去掉后面的字。", text=f"{digits}{tail}"
            )
        self._refuse(
            "name-starts-with-digit",
            message=speak("「{text}」以数字开头，不能作名称。", text=f"{digits}{tail}"),
            remedy=remedy,
        )

    def _refuse_sign(self, sign: str) -> None:
        length = len(sign)
        if sign == "/*":
            self._refuse(
                "unclosed-comment",
                message=speak("注释「/*」没有写完。"),
                remedy=speak("在注释末尾加上 */。"),
            )
            length = len(self.raw) - self.at
        elif sign in _FOREIGN:
            self._refuse(
                "foreign-sign",
                message=speak("表达式里不用「{sign}」。", sign=sign),
                remedy=speak(_FOREIGN[sign]),
            )
        else:
            self._refuse(
                "unexpected-character",
                message=speak("表达式里不能有字符「{sign}」。", sign=sign),
                remedy=speak("去掉它；名称里若有这个字符，用反引号把整个名称括起来。"),
            )
        self.at += length

    def _refuse(self, code: str, *, message: str, remedy: str) -> None:
        self.problems.append(fault(code, at=self.at, message=message, remedy=remedy))

    def _read_quoted(self) -> None:
        """Text between quotes stands as typed: full-width signs keep their width."""
        closers = _CLOSERS[self.raw[self.at]]
        is_name = "`" in closers
        pieces, end = [], self.at + 1
        while end < len(self.raw) and self.raw[end] not in closers:
            piece, end = _piece(self.raw, at=end, is_name=is_name)
            pieces.append(piece)
        if end >= len(self.raw):
            what = speak("反引号") if is_name else speak("引号")
            self._refuse(
                "unclosed-quote",
                message=speak("从第 {at} 个字开始的{what}没有收尾。", at=self.at + 1, what=what),
                remedy=speak("在末尾补上「{sign}」。", sign=closers[0]),
            )
        elif is_name and not pieces:
            self._refuse(
                "empty-name",
                message=speak("反引号里没有名称。"),
                remedy=speak("在两个反引号之间写上名称或路径。"),
            )
        else:
            self._add("quoted" if is_name else "text", "".join(pieces), end=end + 1)
        self.at = end + 1


def _piece(text: str, *, at: int, is_name: bool) -> tuple[str, int]:
    """One character of a quoted text, escapes read, and the offset behind it."""
    following = text[at + 1 : at + 2]
    if text[at] != "\\" or (is_name and following not in {"\\", "`", "｀"}):
        return text[at], at + 1
    if is_name:
        return following, at + 2
    if following in _ESCAPES:
        return _ESCAPES[following], at + 2
    code = text[at + 2 : at + 6]
    if following == "u" and re.fullmatch(r"[0-9A-Fa-f]{4}", code):
        return chr(int(code, 16)), at + 6
    return "\\", at + 1
