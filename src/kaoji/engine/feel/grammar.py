"""From tokens to a syntax tree: operators by precedence, everything else by its first token.

The first fault ends the reading: what follows a broken bracket would only be guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from kaoji.engine.feel.ast import (
    Access,
    Binary,
    Call,
    Compare,
    Conditional,
    DateLiteral,
    Expression,
    Filter,
    For,
    ListOf,
    Membership,
    Name,
    NullLiteral,
    Number,
    Quantified,
    Range,
    Text,
    Truth,
    Unary,
    UnaryTest,
)
from kaoji.engine.feel.cursor import Cursor, SyntaxFaultError, is_sign, stop
from kaoji.engine.feel.lexer import Token
from kaoji.engine.plinth.speech import speak

COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
COMPARING, ADDING, TIGHTEST = 3, 4, 7
LEVELS = {
    "or": 1,
    "and": 2,
    **dict.fromkeys((*COMPARISONS, "in", "between"), COMPARING),
    "+": ADDING,
    "-": ADDING,
    "*": 5,
    "/": 5,
    "**": 6,
}
_STARTING_SIGNS = frozenset("([]-@")
_STARTING_WORDS = frozenset({"if", "for", "some", "every", "not", "true", "false", "null"})
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Grammar(Cursor):
    """Reads one expression or test from its tokens."""

    # --- operators ------------------------------------------------------------------------

    def expression(self) -> Expression:
        """A whole expression."""
        return self.operation(least=1)

    def operation(self, *, least: int) -> Expression:
        """Operators that bind at least so tightly; equal ones group from the left."""
        self.go_deeper()
        left, ceiling = self.signed(), TIGHTEST
        while least <= (level := self.level()) <= ceiling:
            left = self.combined(left, level=level)
            ceiling = level
        self.depth -= 1
        return left

    def level(self) -> int:
        """How tightly the next token binds as an operator; 0: it is none."""
        return LEVELS.get(self.here.text, 0) if self.here.kind in {"sign", "keyword"} else 0

    def combined(self, left: Expression, *, level: int) -> Expression:
        """The left side with the operator that follows and its right side."""
        if level == COMPARING:
            return self.compared(left)
        token = self.advance()
        right = self.operation(least=level + 1)
        return Binary(token.text, left, right, at=left.at)

    def compared(self, left: Expression) -> Expression:
        """A comparison, `between` or `in`; it cannot be followed by a second one."""
        token = self.advance()
        result: Expression
        if token.text == "in":
            result = Membership(left, self.tests(), at=left.at)
        elif token.text == "between":
            low = self.operation(least=ADDING)
            self.expect_word("and", written="and", opener=token)
            high = self.operation(least=ADDING)
            result = Membership(left, (Range(low, high, at=low.at),), at=left.at)
        else:
            result = Compare(token.text, left, self.operation(least=ADDING), at=left.at)
        if self.level() == COMPARING:
            raise stop(
                "chained-comparison",
                token=self.here,
                message=speak(
                    "比较不能连写：「{first}」之后又有「{second}」。",
                    first=token.text,
                    second=self.here.text,
                ),
                remedy=speak("写成 x between a and b、x in [a..b)，或用 and 连接两个比较。"),
            )
        return result

    def tests(self) -> tuple[Expression, ...]:
        """What stands on the right of `in`: one test, or several in brackets."""
        opener = self.here
        if not self.skip("("):
            return (self.test(least=ADDING),)
        first = self.test(least=1)
        if self.sees(".."):
            return (self.range_from(first, opener=opener),)
        found = [first]
        while self.skip(","):
            found.append(self.test(least=1))
        self.expect(")", opener=opener)
        return tuple(found)

    def test(self, *, least: int) -> Expression:
        """One test: `>= 90`, a range, a list or a value."""
        token = self.here
        if token.kind == "sign" and token.text in COMPARISONS:
            self.advance()
            return UnaryTest(token.text, self.operation(least=ADDING), at=token.at)
        return self.operation(least=least)

    def signed(self) -> Expression:
        """A value with its minus signs; they bind tighter than any other operator."""
        token = self.here
        if not self.skip("-"):
            return self.extended(self.value())
        self.go_deeper()
        operand = self.signed()
        self.depth -= 1
        return Unary("-", operand, at=token.at)

    # --- values ---------------------------------------------------------------------------

    def extended(self, value: Expression) -> Expression:
        """A value with its filters, fields and percent signs."""
        while True:
            token = self.here
            if self.sees("[") and starts_value(self.following):
                self.advance()
                condition = self.expression()
                self.expect("]", opener=token)
                value = Filter(value, condition, at=value.at)
            elif self.skip("."):
                value = Access(value, self.field_name(), at=value.at)
            elif self.skip("%"):
                value = Binary("/", value, Number(Fraction(100), at=token.at), at=value.at)
            else:
                return value

    def value(self) -> Expression:
        """A literal, a name, a call, a bracket or a form with keywords."""
        token = self.here
        if token.kind == "number":
            return self.number()
        if token.kind == "text":
            self.advance()
            return Text(token.text, at=token.at)
        if token.kind in {"name", "quoted"}:
            return self.named()
        reader = _READERS.get(token.text) if token.kind in {"sign", "keyword"} else None
        if reader is None:
            raise self.missing_operand()
        self.advance()
        return reader(self, token)

    def number(self) -> Number:
        """A number, with the percent sign that may follow it."""
        token = self.advance()
        if self.skip("%"):
            return Number(token.number / 100, is_percent=True, at=token.at)
        return Number(token.number, at=token.at)

    def named(self) -> Expression:
        """A dotted name, or a call where a bracket follows."""
        words = self.words_before("(")
        token = self.advance()
        if words > 1:
            names = [token.text] + [self.advance().text for _ in range(words - 1)]
            return self.call(" ".join(names), at=token.at)
        if self.sees("("):
            return self.call(token.text, at=token.at)
        parts = [token.text]
        while self.skip("."):
            parts.append(self.field_name())
        if self.sees("("):
            raise stop(
                "call-on-name",
                token=self.here,
                message=speak("「{name}」是字段，不能当函数用。", name=".".join(parts)),
                remedy=speak("函数写在前面，量写在括号里：函数(量)。"),
            )
        return Name(tuple(parts), at=token.at)

    def words_before(self, sign: str) -> int:
        """How many plain words, one space apart, stand from here directly before the sign."""
        count = 1
        while _is_word(self.tokens[self.index + count - 1]):
            last, token = self.tokens[self.index + count - 1 : self.index + count + 1]
            if is_sign(token, among=(sign,)):
                return count
            if not _is_word(token) or token.at != last.end + 1:
                return 0
            count += 1
        return 0

    def field_name(self) -> str:
        """The name behind a dot; a keyword may be one."""
        token = self.here
        if token.kind not in {"name", "quoted", "keyword"}:
            raise stop(
                "missing-field",
                token=token,
                message=speak("「.」后面缺少字段名。"),
                remedy=speak("写上字段名；名称以数字开头或有符号时用反引号括起来。"),
            )
        self.advance()
        return token.raw or token.text

    def call(self, function: str, *, at: int) -> Call:
        """The arguments of a call: all by place or all by name."""
        opener = self.advance()
        arguments: list[Expression] = []
        names: list[str] = []
        while not self.sees(")"):
            spot = self.here
            name = self.argument_name()
            arguments.append(self.expression())
            names += [name] if name is not None else []
            if name in names[:-1] or len(names) not in {0, len(arguments)}:
                raise _mixed(spot, function=function)
            if not self.skip(","):
                break
            if self.sees(")"):
                raise self.missing_operand()
        self.expect(")", opener=opener)
        return Call(function, tuple(arguments), tuple(names) or None, at=at)

    def argument_name(self) -> str | None:
        """The name of a named argument, with its colon taken."""
        count = 1 if is_sign(self.following, among=(":",)) else self.words_before(":")
        if not count or self.here.kind not in {"name", "quoted"}:
            return None
        words = [self.advance().text for _ in range(count)]
        self.advance()
        return " ".join(words)

    def bracket(self, opener: Token) -> Expression:
        """`(a)` or an open range `(a..b)`."""
        inner = self.expression()
        if self.sees(".."):
            return self.range_from(inner, opener=opener)
        if self.sees(","):
            raise stop(
                "list-in-round-brackets",
                token=self.here,
                message=speak("圆括号里只能有一个量。"),
                remedy=speak("几个量的列表用方括号：[a, b]。"),
            )
        self.expect(")", opener=opener)
        return inner

    def square(self, opener: Token) -> Expression:
        """`[a, b]` or a closed range `[a..b]`."""
        if self.skip("]"):
            return ListOf((), at=opener.at)
        items = [self.expression()]
        if self.sees(".."):
            return self.range_from(items[0], opener=opener)
        while self.skip(","):
            items.append(self.expression())
        self.expect("]", opener=opener)
        return ListOf(tuple(items), at=opener.at)

    def open_range(self, opener: Token) -> Expression:
        """`]a..b]`: open below."""
        if not starts_value(self.here):
            self.index -= 1
            raise self.missing_operand()
        low = self.operation(least=ADDING)
        if not self.sees(".."):
            raise stop(
                "unopened-bracket",
                token=opener,
                message=speak("「]」没有对应的「[」。"),
                remedy=speak("去掉它，或补上左括号。"),
            )
        return self.range_from(low, opener=opener)

    def range_from(self, low: Expression, *, opener: Token) -> Range:
        """The rest of a range, from its two dots on."""
        self.advance()
        high = self.operation(least=ADDING)
        closer = self.here
        if not self.sees("]", ")", "["):
            self.expect("]", opener=opener)
        self.advance()
        return Range(low, high, opener.text == "[", closer.text == "]", at=opener.at)

    # --- forms with keywords --------------------------------------------------------------

    def conditional(self, opener: Token) -> Expression:
        """Read `if … then … else …`; a comma may stand before then and else."""
        condition = self.expression()
        self.skip_comma_before("then")
        self.expect_word(
            "then", written=_as_in(opener, english="then", chinese="则"), opener=opener
        )
        then = self.expression()
        self.skip_comma_before("else")
        self.expect_word(
            "else", written=_as_in(opener, english="else", chinese="否则"), opener=opener
        )
        return Conditional(condition, then, self.expression(), at=opener.at)

    def skip_comma_before(self, word: str) -> None:
        """Take a comma that only separates the parts of a sentence."""
        if self.sees(",") and is_sign(self.following, among=(word,)):
            self.advance()

    def each(self, opener: Token) -> For:
        """Read `for x in list return e`."""
        variable, source = self.binding(opener)
        self.expect_word("return", written="return", opener=opener)
        return For(variable, source, self.expression(), at=opener.at)

    def quantified(self, opener: Token) -> Quantified:
        """Read `some x in list satisfies c`, or every."""
        variable, source = self.binding(opener)
        self.expect_word("satisfies", written="satisfies", opener=opener)
        return Quantified(opener.text, variable, source, self.expression(), at=opener.at)

    def binding(self, opener: Token) -> tuple[str, Expression]:
        """The variable of a form and the list it runs over."""
        token = self.here
        if token.kind not in {"name", "quoted"}:
            raise stop(
                "missing-variable",
                token=token,
                message=speak("「{word}」后面缺少变量名。", word=opener.raw),
                remedy=speak("写成 {word} x in 列表 …。", word=opener.raw),
            )
        self.advance()
        self.expect_word("in", written="in", opener=opener)
        source = self.expression()
        if self.sees(",", ".."):
            raise stop(
                "one-variable-only",
                token=self.here,
                message=speak("「{word}」只能走一个列表。", word=opener.raw),
                remedy=speak("逐级嵌套；一段整数写 [a..b]。"),
            )
        return token.text, source

    def negation(self, opener: Token) -> Unary:
        """not(c)."""
        bracket = self.here
        if not self.skip("("):
            raise stop(
                "missing-bracket",
                token=bracket,
                message=speak("「{word}」后面要用括号。", word=opener.raw),
                remedy=speak("写成 {word}（条件）。", word=opener.raw),
            )
        operand = self.expression()
        self.expect(")", opener=bracket)
        return Unary("not", operand, at=opener.at)

    def literal(self, token: Token) -> Expression:
        """true, false, null."""
        if token.text == "null":
            return NullLiteral(at=token.at)
        return Truth(token.text == "true", at=token.at)

    def date(self, opener: Token) -> DateLiteral:
        """@"2016-01-20"."""
        token = self.here
        day = _day(token.text) if token.kind == "text" else None
        if day is None:
            raise stop(
                "bad-date",
                token=opener,
                message=speak("「@」后面不是日期。"),
                remedy=speak('日期写成 @"2016-01-20"，年四位、月日各两位，须是真有的日子。'),
            )
        self.advance()
        return DateLiteral(day, at=opener.at)


_READERS: dict[str, Callable[[Grammar, Token], Expression]] = {
    "(": Grammar.bracket,
    "[": Grammar.square,
    "]": Grammar.open_range,
    "@": Grammar.date,
    "if": Grammar.conditional,
    "for": Grammar.each,
    "some": Grammar.quantified,
    "every": Grammar.quantified,
    "not": Grammar.negation,
    "true": Grammar.literal,
    "false": Grammar.literal,
    "null": Grammar.literal,
}


def starts_value(token: Token) -> bool:
    """Tell whether a value can begin with the token: so `b[` at the end of a range is a bracket."""
    if token.kind == "sign":
        return token.text in _STARTING_SIGNS
    if token.kind == "keyword":
        return token.text in _STARTING_WORDS
    return token.kind != "end"


def _is_word(token: Token) -> bool:
    return token.kind == "name" and token.text.isascii()


def _as_in(opener: Token, *, english: str, chinese: str) -> str:
    return english if opener.raw == "if" else chinese


def _day(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _mixed(token: Token, *, function: str) -> SyntaxFaultError:
    return stop(
        "mixed-arguments",
        token=token,
        message=speak(
            "「{function}」的参数有的写了名字，有的没写，或同名写了两次。", function=function
        ),
        remedy=speak("要么都按顺序写，要么每个都写「名字: 值」。"),
    )
