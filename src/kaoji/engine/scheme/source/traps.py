"""Texts that mean one thing on paper and another to YAML, or to the eye of its reader.

Only what stands without quotes can be a trap: quotes say that the author means the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaoji.engine.plinth.exact import LONGEST_NUMBER
from kaoji.engine.plinth.problem import Problem, Severity
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.source.nodes import Scalar

#: Longer keys are sentences that lost their quotes or their line break.
LONGEST_KEY = 200

_NUMBER_TRAPS = (
    (re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"), marked("六十进制数或时刻")),
    (re.compile(r"[-+]?0[xX][0-9a-fA-F_]+"), marked("十六进制数")),
    (re.compile(r"[-+]?0[bB][01_]+"), marked("二进制数")),
    (re.compile(r"[-+]?0o?[0-9][0-9_]*"), marked("八进制数或去掉前面的 0")),
    (re.compile(r"[-+]?[0-9][0-9.]*_[0-9_.]*"), marked("带下划线的数")),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), marked("无穷大或非数")),
    (
        re.compile(r"[-+]?(?:[0-9][0-9_]*\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]+"),
        marked("科学记数法的数"),
    ),
)
_TRUTH = marked("是或否")
_TRUTH_TRAPS = frozenset(
    spelling
    for word in ("yes", "no", "on", "off")
    for spelling in (word, word.title(), word.upper())
)
_TRUTH_DOUBTS = frozenset("yYnN")
_MAY_BE_NUMBER = frozenset("+-.0123456789")

_WIDE_SPACES = "\u3000\xa0"
_WIDE_COLON = "\uff1a"
_WIDE_COMMAS = ("\uff0c", "\u3001")
_WIDE_BRACKETS = ("\uff3b", "\uff5b")
_WIDE_KEY = re.compile(r"(?:^|[ \n])[\w\uff08\uff09]{1,20}\uff1a")
_WIDE_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’|「[^「」]*」")
_UNFIT_IN_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def number_trap(text: str) -> str | None:
    """What a reader of YAML would silently make of the plain text; `None`: just what it says."""
    if text in _TRUTH_TRAPS or text in _TRUTH_DOUBTS:
        return _TRUTH
    if text[:1] not in _MAY_BE_NUMBER or len(text) > LONGEST_NUMBER:
        return None
    return next((name for shape, name in _NUMBER_TRAPS if shape.fullmatch(text)), None)


def has_surrogate(text: str) -> bool:
    """Tell whether an escape made half a character, which no file can hold."""
    return bool(_SURROGATE.search(text))


def key_traps(key: Scalar) -> Iterator[Problem]:
    """What is wrong with a key."""
    text = key.text
    if len(text) > LONGEST_KEY:
        yield _problem(
            key,
            code="key-too-long",
            message=speak(
                "键有 {length} 个字，超过上限 {most} 个字", length=len(text), most=LONGEST_KEY
            ),
            remedy=speak("键用短名；长文字写在冒号后面，并加英文引号"),
        )
    if not key.quoted:
        yield from _plain_key_traps(key)
    yield from _text_traps(key)


def _plain_key_traps(key: Scalar) -> Iterator[Problem]:
    if not key.text:
        yield _problem(
            key,
            code="yaml-key",
            message=speak("冒号前面没有键"),
            remedy=speak("在冒号前写上键，或删去这一项"),
        )
    elif key.text == "<<":
        yield _problem(
            key,
            code="yaml-merge",
            message=speak("不用 YAML 的合并键 <<"),
            remedy=speak("把要并入的内容写全，或用“模板”“基于”"),
        )
    elif _WIDE_COLON in key.text:
        yield _wide_colon(key, severity="error")


def value_traps(value: Scalar, *, in_flow: bool, may_be_key: bool) -> Iterator[Problem]:
    """What is wrong with a value; `may_be_key`: a line of its own that a key could stand on."""
    if not value.quoted:
        if in_flow and any(comma in value.text for comma in _WIDE_COMMAS):
            yield _wide_comma(value)
        if may_be_key and _WIDE_KEY.search(value.text):
            yield _wide_colon(value, severity="warning")
        if _WIDE_QUOTED.fullmatch(value.text):
            yield _wide_quotes(value)
        if value.text.startswith(_WIDE_BRACKETS):
            yield _wide_bracket(value)
    yield from _text_traps(value)


def _text_traps(scalar: Scalar) -> Iterator[Problem]:
    unfit = _UNFIT_IN_TEXT.search(scalar.text)
    if unfit is not None:
        yield _problem(
            scalar,
            code="control-character",
            message=speak("引号里的转义写出了控制字符 U+{code:04X}", code=ord(unfit[0])),
            remedy=speak("删去这个转义；文字里只允许可见字符、换行和 \\t"),
        )
    if not scalar.quoted:
        yield from _number_traps(scalar)
        if scalar.text.strip(_WIDE_SPACES) != scalar.text:
            yield _wide_space(scalar)


def _number_traps(scalar: Scalar) -> Iterator[Problem]:
    meaning = number_trap(scalar.text)
    if meaning is None:
        return
    word = scalar.text
    is_truth = meaning == _TRUTH
    instead = (
        speak("若是是非，写 是/否 或 true/false") if is_truth else speak("若是数，写成普通小数")
    )
    yield _problem(
        scalar,
        code="yaml-number-trap",
        severity="warning" if word in _TRUTH_DOUBTS else "error",
        message=speak(
            "“{word}”没有加引号，许多软件会把它悄悄读成{meaning}", word=word, meaning=speak(meaning)
        ),
        remedy=speak('若是文字，写成 "{word}"；{instead}', word=word, instead=instead),
    )


def _wide_colon(scalar: Scalar, *, severity: Severity) -> Problem:
    return _problem(
        scalar,
        code="fullwidth-colon",
        severity=severity,
        message=speak("“{text}”里是全角冒号，不会被当成键的冒号", text=_short(scalar.text)),
        remedy=speak("若前面是键，改成英文冒号加一个空格；若整句是文字，加英文引号"),
    )


def _wide_comma(scalar: Scalar) -> Problem:
    return _problem(
        scalar,
        code="fullwidth-comma",
        severity="warning",
        message=speak("括号里的“{text}”用的是全角逗号或顿号，只算一项", text=_short(scalar.text)),
        remedy=speak("若是几项，改用英文逗号加一个空格；若是一项文字，加英文引号"),
    )


def _wide_quotes(scalar: Scalar) -> Problem:
    return _problem(
        scalar,
        code="fullwidth-quote",
        severity="warning",
        message=speak("{text} 的引号不是英文引号，会成为文字的一部分", text=_short(scalar.text)),
        remedy=speak('若只想标明是文字，改用英文引号 "…"；若引号本来属于文字，外面再加英文引号'),
    )


def _wide_bracket(scalar: Scalar) -> Problem:
    return _problem(
        scalar,
        code="fullwidth-bracket",
        severity="warning",
        message=speak("“{text}”以全角括号开头，不会被当成列表或一组键", text=_short(scalar.text)),
        remedy=speak("若是列表或一组键，改用英文括号 [ ] 或 { }；若是文字，加英文引号"),
    )


def _wide_space(scalar: Scalar) -> Problem:
    return _problem(
        scalar,
        code="fullwidth-space",
        message=speak(
            "“{text}”的开头或末尾是全角空格或不换行空格，会成为文字的一部分",
            text=_short(scalar.text),
        ),
        remedy=speak("缩进和间隔改用普通空格；若空格本来属于文字，加英文引号"),
    )


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:19]}…"


def _problem(
    scalar: Scalar, *, code: str, message: str, remedy: str, severity: Severity = "error"
) -> Problem:
    return Problem(code=code, message=message, remedy=remedy, severity=severity, place=scalar.place)
