"""`kaoji schema NAME`: the grammar of scheme files, and JSON Schemas of every `--json`."""

from __future__ import annotations

from kaoji.cli.output import usage_fault
from kaoji.cli.printing import say, say_json
from kaoji.cli.scoring import json_flag
from kaoji.cli.shell import DONE, Argument, Call, Command
from kaoji.cli.words import Words

_LIST = Words(
    "写一个名字：scheme(方案的语法)，或 {names}（该命令 --json 的格式）",
    "give a name: scheme (the grammar), or {names} (the JSON of that command)",
)
_UNKNOWN = Words("没有「{name}」；可写：scheme、{names}", "no {name}; there are: scheme, {names}")


def schema(call: Call) -> int:
    """Print a schema, the grammar, or the names there are."""
    from kaoji.cli.schemas import GRAMMAR, SCHEMAS, schema_of

    name, names = call["name"], tuple(SCHEMAS)
    if name is None:
        if call["as_json"]:
            say_json(["scheme", *SCHEMAS])
        else:
            say(call.told(_LIST, names=names))
        return DONE
    if name in GRAMMAR:
        return _grammar(call)
    found = schema_of(name)
    if found is None:
        return usage_fault(call, _UNKNOWN, name=name, names=names)
    say_json(found)
    return DONE


def _grammar(call: Call) -> int:
    from kaoji.engine.scheme.words.grammar import grammar_json, grammar_lines

    if call["as_json"]:
        say_json(grammar_json())
    else:
        for line in grammar_lines():
            say(line)
    return DONE


COMMANDS = {
    "schema": Command(
        "schema",
        words=Words(
            "方案文件的语法（scheme），或某个命令 --json 的 JSON Schema。不写名字时列出有哪些。",
            "The grammar of scheme files (scheme), or the JSON Schema of a command's --json. "
            "Without a name the names there are.",
        ),
        run=schema,
        examples=Words(
            "kaoji schema scheme\n"
            "kaoji schema score > score.schema.json",
            "kaoji schema scheme\n"
            "kaoji schema score > score.schema.json",
        ),
        params=(
            Argument("name", required=False,
                     words=Words("scheme，或命令名", "scheme, or the name of a command")),
            json_flag(),
        ),
    )
}  # fmt: skip
