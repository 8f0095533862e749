"""A reader's place in a row of tokens, and the faults that end a reading."""

from __future__ import annotations

from kaoji.engine.feel.lexer import Token, fault
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import marked, speak

DEEPEST = 60

SPOKEN = {
    "并且": marked("「并且」写 且 或 and。"),
    "而且": marked("「而且」写 且 或 and。"),
    "或者": marked("「或者」写 或 或 or。"),
    "否则如果": marked("写成两个词：否则 如果 …。"),
    "等于": marked("「等于」写 =。"),
    "大于": marked("「大于」写 >。"),
    "小于": marked("「小于」写 <。"),
    "不低于": marked("「不低于」写 >=。"),
    "不超过": marked("「不超过」写 <=。"),
}

_OPERATOR_MISSING = marked("两个量之间要有运算符；名称里有空格或符号时用反引号括起来。")


class SyntaxFaultError(Exception):
    """The first fault of a text; caught where the reading began, never seen outside."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Cursor:
    """Walks along tokens; whatever it refuses ends the reading with a placed problem."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.index = 0
        self.depth = 0

    @property
    def here(self) -> Token:
        """The token that is read next."""
        return self.tokens[self.index]

    @property
    def following(self) -> Token:
        """The token after `here` (the end again at the end)."""
        return self.tokens[min(self.index + 1, len(self.tokens) - 1)]

    def advance(self) -> Token:
        """Take the next token."""
        token = self.here
        self.index = min(self.index + 1, len(self.tokens) - 1)
        return token

    def sees(self, *signs: str) -> bool:
        """Tell whether the next token is one of these signs or keywords."""
        return is_sign(self.here, among=signs)

    def skip(self, sign: str) -> bool:
        """Take the sign if it comes next."""
        if not self.sees(sign):
            return False
        self.advance()
        return True

    def finish(self) -> None:
        """Refuse what is left behind a complete expression."""
        token = self.here
        if token.kind == "end":
            return
        if is_sign(token, among=("[",)):
            self.advance()
            raise self.missing_operand()
        if is_sign(token, among=(")", "]")):
            raise stop(
                "unopened-bracket",
                token=token,
                message=speak("「{sign}」没有对应的左括号。", sign=token.text),
                remedy=speak("去掉它，或补上左括号。"),
            )
        raise stop(
            "trailing-text",
            token=token,
            message=speak("从「{text}」起读不下去：前面已是一个完整的表达式。", text=_shown(token)),
            remedy=speak(SPOKEN.get(token.text, _OPERATOR_MISSING)),
        )

    def expect(self, sign: str, *, opener: Token) -> None:
        """Take the closing bracket, or say which opening one lacks it."""
        if self.skip(sign):
            return
        if self.here.kind != "end" and not self.sees(")", "]"):
            self.finish()
        raise stop(
            "unclosed-bracket",
            token=opener,
            message=speak(
                "第 {at} 个字的「{opener}」没有对应的「{sign}」。",
                at=opener.at + 1,
                opener=opener.text,
                sign=sign,
            ),
            remedy=speak("在该收尾的地方补上「{sign}」。", sign=sign),
        )

    def expect_word(self, word: str, *, written: str, opener: Token) -> None:
        """Take the keyword that the form needs."""
        if self.skip(word):
            return
        instead = SPOKEN.get(self.here.text)
        add = speak("补上「{word}」，前后用空格隔开。", word=written)
        raise stop(
            "missing-keyword",
            token=self.here,
            message=speak("「{opener}」后面缺少「{word}」。", opener=opener.raw, word=written),
            remedy=add if instead is None else speak(instead),
        )

    def missing_operand(self) -> SyntaxFaultError:
        """A place where a value should stand and none does."""
        before = self.tokens[self.index - 1] if self.index else None
        token = self.here
        return stop(
            "missing-operand",
            token=token,
            message=_operand_missing(before, found=token),
            remedy=speak("补上数、名称或括号里的表达式。"),
        )

    def go_deeper(self) -> None:
        """Count one level of nesting and stop where it is too deep."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise SyntaxFaultError(too_deep(self.here.at))


def too_deep(at: int) -> Problem:
    """The problem of an expression that is nested beyond reading."""
    return fault(
        "expression-too-deep",
        at=at,
        message=speak("表达式套得太深，超过 {most} 层。", most=DEEPEST),
        remedy=speak("拆成几个派生量；很长的连加写成列表求和。"),
    )


def is_sign(token: Token, *, among: tuple[str, ...]) -> bool:
    return token.kind in {"sign", "keyword"} and token.text in among


def _operand_missing(before: Token | None, *, found: Token) -> str:
    """No value behind a sign, or at the beginning; what stands there instead, if anything."""
    if before is None:  # something stands there: an empty text is told before it is read
        return speak("开头缺少一个量，却遇到「{found}」。", found=_shown(found))
    if found.kind == "end":
        return speak("「{before}」后面缺少一个量。", before=_shown(before))
    return speak(
        "「{before}」后面缺少一个量，却遇到「{found}」。",
        before=_shown(before),
        found=_shown(found),
    )


def _shown(token: Token) -> str:
    return token.raw or token.text


def stop(code: str, *, token: Token, message: str, remedy: str) -> SyntaxFaultError:
    return SyntaxFaultError(fault(code, at=token.at, message=message, remedy=remedy))
