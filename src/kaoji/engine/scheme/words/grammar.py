"""The grammar of scheme files, printed from the table of words: keys, value words, rule kinds."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.scheme.words.keys import KEYS, TITLES
from kaoji.engine.scheme.words.values import VALUE_TITLES, VALUES
from kaoji.engine.scheme.words.word import Word


def grammar_lines() -> Iterator[str]:
    """The grammar as text: each block's keys in both spellings, then value words, then rules."""
    yield "方案文件的语法 · the grammar of scheme files"
    yield "每个键和词都有中英两种写法,两种都认。"
    yield "Every key and word has two spellings; both are read."
    for kind, words in KEYS.items():
        yield ""
        yield f"[{kind}] {TITLES[kind][0]}"
        yield from (f"  {_spelled(word)} — {word.meaning}" for word in words)
    for kind, words in VALUES.items():
        yield ""
        yield f"<{kind}> {VALUE_TITLES[kind][0]}"
        yield f"  {' | '.join(_spelled(word) for word in words)}"
    yield ""
    yield "[scoring] 计分方法 · rule kinds"
    for rule in _rules():
        yield f"  {rule['zh']}/{rule['en']} — {rule['meaning']}"
        arguments = rule["arguments"]
        for argument in arguments if isinstance(arguments, list) else ():
            default = f"(默认 {argument['default']})" if argument["default"] else ""
            must = "(必填)" if argument["required"] else default
            yield f"    {argument['zh']}/{argument['en']} — {argument['meaning']}{must}"


def _spelled(word: Word) -> str:
    return "/".join(word.spellings)


def grammar_json() -> dict[str, object]:
    """The grammar for other programs."""
    return {
        "keys": {kind: [_word(word) for word in words] for kind, words in KEYS.items()},
        "values": {kind: [_word(word) for word in words] for kind, words in VALUES.items()},
        "rules": _rules(),
    }


def _word(word: Word) -> dict[str, object]:
    return {"zh": word.zh, "en": word.en, "also": list(word.also), "meaning": word.meaning}


def _rules() -> list[dict[str, object]]:
    # Imported here: the rule kinds bring their own words and stand above the plain table.
    from kaoji.engine.scheme.rules import RULES  # noqa: PLC0415

    return [
        {
            "zh": rule.words[0],
            "en": rule.words[1],
            "meaning": rule.summary_zh,
            "arguments": [
                {
                    "zh": one.zh,
                    "en": one.en,
                    "shape": one.shape.value,
                    "meaning": one.meaning,
                    "required": one.required,
                    "default": one.default,
                }
                for one in rule.arguments
            ],
        }
        for rule in RULES.values()
    ]
