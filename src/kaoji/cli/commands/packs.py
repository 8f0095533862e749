"""`kaoji packs`: the schemes that come with it, one line a scoreable class."""

from __future__ import annotations

from kaoji.cli.output import say_problems
from kaoji.cli.printing import say, say_json
from kaoji.cli.scoring import json_flag
from kaoji.cli.shell import DONE, FAULTY, Call, Command
from kaoji.cli.table import table, terminal_width
from kaoji.cli.words import Words

_HEADERS = (
    Words("编号", "name"), Words("版本", "version"), Words("对象", "classes"),
    Words("名称", "title"),
)  # fmt: skip


def packs(call: Call) -> int:
    """List the shipped schemes."""
    from kaoji.cli.library import shipped_summaries
    from kaoji.engine.plinth.problem import has_errors

    summaries, problems = shipped_summaries()
    if call["as_json"]:
        say_json([one.as_json() for one in summaries], command="packs")
    else:
        rows = [
            (one.name, one.version, kind, one.title)
            for one in summaries
            for kind in one.classes or ("",)
        ]
        headers = [call.told(words) for words in _HEADERS]
        width = terminal_width()
        lines = list(table(headers, rows=rows, width=width))
        for line in lines if width is not None else lines[1:]:  # off a terminal a line is a scheme
            say(line)
    say_problems(one for one in problems if one.severity == "error")
    return FAULTY if has_errors(problems) else DONE


COMMANDS = {
    "packs": Command(
        "packs",
        words=Words(
            "列出自带的方案，每类对象一行；编号就是计分时写的 SCHEME。",
            "List the shipped schemes, one line a class of subjects; the name is what a run "
            "calls SCHEME.",
        ),
        run=packs,
        examples=Words(
            "kaoji packs\nkaoji packs --json",
            "kaoji packs\nkaoji packs --json",
        ),
        params=(json_flag(),),
    )
}
