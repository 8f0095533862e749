"""Syntax errors in the officer's words: where, why and what to do.

Both parsers' complaints are known here; what is said of the same fault is the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.source import wide
from kaoji.engine.scheme.source.fault import Fault, Spot, fault_of
from kaoji.engine.scheme.source.strict import missing_space, question_mark

_KEY_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*[^\s:#\"'\[{]+:(?=[^\s:])")
_KEY_WITH_VALUE = re.compile(r"\s*(?:- +)*(?P<key>[^\s:#][^:#]*?):\s+\S")
_CLOSING = ("]", "}")
_HALF_COLON = re.compile(r":(?:\s|$)")
_OUT_OF_RANGE = re.compile(r"\\U(?!000|0010)[0-9a-fA-F]{8}")


def explain(error: Exception, *, text: str, file: str) -> tuple[Problem, ...]:
    """Say what is wrong with the text, most often one thing; a slip made throughout is listed."""
    fault = fault_of(error, text=text, file=file)
    rule = next(rule for shape, rule in _RULES if shape.search(fault.words))
    return tuple(rule(fault))


def _too_deep(fault: Fault) -> Iterator[Problem]:
    yield fault.problem(
        "too-deep",
        at=fault.opened,
        message=speak("嵌套太深"),
        remedy=speak("把层次减下来；若是括号多写了，删去多余的括号"),
    )


def _directive(fault: Fault) -> Iterator[Problem]:
    yield fault.problem(
        "yaml-directive",
        at=fault.opened,
        message=speak("第 {line} 行以 % 开头，会被当成 YAML 指令", line=fault.opened.line),
        remedy=speak("删去这一行；若是文字，请加英文引号"),
    )


def _anchor(fault: Fault) -> Iterator[Problem]:
    yield fault.problem(
        "yaml-anchor",
        at=fault.opened,
        message=speak("以 & 或 * 开头会被当成锚点或引用"),
        remedy=speak("若是文字，请加英文引号；锚点和引用不用，请把内容写全"),
    )


def _tag(fault: Fault) -> Iterator[Problem]:
    yield fault.problem(
        "yaml-tag",
        at=fault.opened,
        message=speak("以 ! 开头会被当成类型标记"),
        remedy=speak("若是文字，请加英文引号；类型标记不用，请删去"),
    )


def _unclosed_quote(fault: Fault) -> Iterator[Problem]:
    mixed = wide.wide_end_quote(fault.line(fault.opened.line))
    why = speak("，同一行里有全角引号，它不能收尾") if mixed else ""
    yield fault.problem(
        "unclosed-quote",
        at=fault.opened,
        message=speak("第 {line} 行的引号没有收尾{why}", line=fault.opened.line, why=why),
        remedy=speak("在文字末尾补上同样的英文引号"),
    )


def _bad_escape(fault: Fault) -> Iterator[Problem]:
    backslash = fault.line(fault.at.line).rfind("\\", 0, fault.at.column)
    at = fault.opened if "Unicode" in fault.words else Spot(fault.at.line, backslash + 1)
    yield fault.problem(
        "bad-escape",
        at=at,
        message=speak("双引号里的反斜杠 \\ 后面不是认得的转义"),
        remedy=speak("改用单引号 ' '，或把反斜杠写成 \\\\"),
    )


def _character_out_of_range(fault: Fault) -> Iterator[Problem]:
    """The Python parser leaves an impossible escape to Python, which knows no place."""
    where = ((n, _OUT_OF_RANGE.search(line)) for n, line in enumerate(fault.lines, start=1))
    at = next((Spot(number, found.start() + 1) for number, found in where if found), fault.at)
    yield fault.problem(
        "bad-escape",
        at=at,
        message=speak("双引号里的转义指向一个不存在的字符"),
        remedy=speak("直接写出这个字符，或改用单引号 ' '"),
    )


def _block_text(fault: Fault) -> Iterator[Problem]:
    yield fault.problem(
        "bad-block-text",
        at=fault.opened,
        message=speak("表示多行文字的 | 或 > 后面只能换行"),
        remedy=speak("文字从下一行写起，比键多缩进两格；若 | 或 > 是文字，请加英文引号"),
    )


def _needs_quotes(fault: Fault) -> Iterator[Problem]:
    yield fault.problem(
        "needs-quotes",
        at=fault.at,
        message=speak("不加引号的文字不能以 {mark} 开头", mark=fault.character),
        remedy=speak("给整段文字加英文引号"),
    )


def _missing_colon(fault: Fault) -> Iterator[Problem]:
    number = fault.opened.line
    slips = tuple(wide.wide_colons(fault, suspects=(number,)))
    yield from slips or (_colon_on(number, fault=fault, at=fault.opened),)


def _colon_on(number: int, *, fault: Fault, at: Spot) -> Problem:
    """Either the space behind the colon is missing, or the colon itself."""
    found = _KEY_WITHOUT_SPACE.match(fault.bare(number))
    if found is not None:
        return missing_space(Place(file=fault.file, line=number, column=found.end()))
    return fault.problem(
        "missing-colon",
        at=at,
        message=speak("第 {line} 行看来是键，却没有冒号", line=number),
        remedy=speak("在键后面写英文冒号加一个空格；若它接着上一行的文字，比上一行的键多缩进"),
    )


def _tight_colon(fault: Fault) -> Iterator[Problem]:
    yield missing_space(Place(file=fault.file, line=fault.at.line, column=fault.at.column))


def _second_colon(fault: Fault) -> Iterator[Problem]:
    """A colon where none may stand: two on one line, or the line above is the culprit."""
    number = fault.at.line
    if _HALF_COLON.search(fault.bare(number)[: fault.at.column - 1]):
        yield fault.problem(
            "needs-quotes",
            at=fault.at,
            message=speak("第 {line} 行里又出现一个冒号", line=number),
            remedy=speak("一行只写一个键；若后一个冒号属于文字，给整段文字加英文引号"),
        )
        return
    above = fault.before(number)
    slips = tuple(wide.wide_colons(fault, suspects=(number, above)))
    yield from slips or (_line_above(above, fault=fault) if above else _unclear(fault),)


def _line_above(above: int, *, fault: Fault) -> Problem:
    holder = _KEY_WITH_VALUE.match(fault.bare(above))
    if holder is None:
        return _colon_on(above, fault=fault, at=Spot(above, _indent(fault.line(above)) + 1))
    key = fault.line(above)[slice(*holder.span("key"))]
    why = speak("它在第 {line} 行下面更靠右，而那里的键“{key}”已经有值", line=above, key=key)
    return _bad_indentation(fault, why=why)


def _bad_indentation(fault: Fault, *, why: str) -> Problem:
    number = fault.at.line
    return fault.problem(
        "bad-indentation",
        at=Spot(number, _indent(fault.line(number)) + 1),
        message=speak("第 {line} 行的缩进对不上", line=number)
        + (why and speak("：{why}", why=why)),
        remedy=speak("同一层的键左边对齐，下一层比上一层多缩进两个空格"),
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _list_in_line(fault: Fault) -> Iterator[Problem]:
    yield fault.problem(
        "needs-quotes",
        at=fault.at,
        message=speak("这里不能用 {mark} 开头", mark=fault.character),
        remedy=speak("列表从下一行写起，每项一行；若是文字，给整段文字加英文引号"),
    )


def _flow(fault: Fault) -> Iterator[Problem]:
    slip = wide.wide_in_flow(fault)
    if slip is not None:
        yield slip
    elif "?" in fault.bare(fault.at.line)[: fault.at.column]:
        yield question_mark(Place(file=fault.file, line=fault.at.line, column=fault.at.column))
    elif fault.is_at_end or fault.at.line > fault.opened.line or fault.character in _CLOSING:
        yield _unclosed_bracket(fault, at=fault.opened)
    else:
        yield fault.problem(
            "missing-comma",
            at=fault.at,
            message=speak("第 {line} 行的括号里，两项之间少了逗号", line=fault.at.line),
            remedy=speak("各项之间写英文逗号加一个空格；若是一项文字，加英文引号"),
        )


def _unclosed_bracket(fault: Fault, *, at: Spot) -> Problem:
    return fault.problem(
        "unclosed-bracket",
        at=at,
        message=speak("第 {line} 行的括号没有收尾，或收尾的括号不配对", line=at.line),
        remedy=speak("[ 用 ] 收尾，{ 用 } 收尾；里层的括号先收"),
    )


def _no_content(fault: Fault) -> Iterator[Problem]:
    if fault.is_at_end:
        yield _unclosed_bracket(fault, at=fault.at)
    elif fault.character in _CLOSING:
        yield _stray(fault)
    else:
        yield fault.problem(
            "missing-item",
            at=fault.at,
            message=speak(
                "第 {line} 行在 {mark} 前面少了一项", line=fault.at.line, mark=fault.character
            ),
            remedy=speak("补上这一项，或删去多余的符号；若是文字，请加英文引号"),
        )


def _stray(fault: Fault) -> Problem:
    return fault.problem(
        "stray-bracket",
        at=fault.at,
        message=speak(
            "第 {line} 行的 {mark} 没有对应的开头", line=fault.at.line, mark=fault.character
        ),
        remedy=speak("删去它，或补上开头的括号；若是文字，给整段文字加英文引号"),
    )


def _in_block(fault: Fault) -> Iterator[Problem]:
    """Something stands among the keys or items of a block that is neither."""
    behind = fault.line(fault.at.line)[: fault.at.column - 1].rstrip()
    slips = tuple(wide.wide_colons(fault, suspects=(fault.at.line,)))
    if slips:
        yield from slips
    elif behind and fault.character in _CLOSING:
        yield _stray(fault)
    elif not behind and fault.character == ":":
        yield _keyless(fault)
    elif behind:
        yield _text_behind(fault, character=behind[-1])
    elif "collection" in fault.words:
        yield _mixed(fault)
    else:
        yield _bad_indentation(fault, why="")


def _keyless(fault: Fault) -> Problem:
    return fault.problem(
        "yaml-key",
        at=fault.at,
        message=speak("第 {line} 行的冒号前面没有键", line=fault.at.line),
        remedy=speak("在冒号前写上键；若冒号属于文字，给整段文字加英文引号"),
    )


def _text_behind(fault: Fault, *, character: str) -> Problem:
    what = speak("引号") if character in "\"'" else character
    return fault.problem(
        "text-after-end",
        at=fault.at,
        message=speak("第 {line} 行在 {what} 后面又接了文字", line=fault.at.line, what=what),
        remedy=speak("用引号或括号把整段文字包起来，或把后面的文字移走"),
    )


def _mixed(fault: Fault) -> Problem:
    return fault.problem(
        "list-and-keys",
        at=fault.at,
        message=speak("第 {line} 行：列表（- 开头的各项）里混进了别的行", line=fault.at.line),
        remedy=speak("各项都以 - 开头并左边对齐；键若属于某一项，与该项第一个键对齐"),
    )


def _behind_document(fault: Fault) -> Iterator[Problem]:
    slips = tuple(wide.wide_colons(fault, suspects=(fault.at.line, fault.before(fault.at.line))))
    yield from slips or (
        fault.problem(
            "text-after-end",
            at=fault.at,
            message=speak("第 {line} 行之前内容已经完整，后面的读不进去", line=fault.at.line),
            remedy=speak("最外层只写键（每行一个）或只写列表；检查上一行的括号、引号和冒号"),
        ),
    )


def _other(fault: Fault) -> Iterator[Problem]:
    yield _unclear(fault)


def _unclear(fault: Fault) -> Problem:
    return fault.problem(
        "yaml-syntax",
        at=fault.at,
        message=speak("第 {line} 行不合 YAML 的写法", line=fault.at.line),
        remedy=speak("检查这一行和上一行的缩进、冒号、引号和括号；文字里有特殊符号时加英文引号"),
    )


_Rule = tuple[re.Pattern[str], Callable[[Fault], Iterator[Problem]]]
_RULES: tuple[_Rule, ...] = tuple(
    (re.compile(shape), rule)
    for shape, rule in (
        ("maximum nesting", _too_deep),
        ("a directive", _directive),
        ("an anchor|an alias", _anchor),
        ("a tag|tag handle", _tag),
        ("quoted scalar; found unexpected", _unclosed_quote),
        ("-quoted scalar|a quoted scalar", _bad_escape),
        (r"chr\(\)|int too large", _character_out_of_range),
        ("a block scalar", _block_text),
        ("found unexpected ':'", _tight_colon),
        ("cannot start any token", _needs_quotes),
        ("could not find expected ':'", _missing_colon),
        ("mapping values are not allowed", _second_colon),
        ("(?:entries|keys) are not allowed", _list_in_line),
        ("a flow (?:sequence|mapping)", _flow),
        ("expected (?:the )?node content", _no_content),
        ("a block (?:mapping|collection)", _in_block),
        ("expected '?<document start>", _behind_document),
        ("", _other),
    )
)
