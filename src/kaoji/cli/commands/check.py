"""`kaoji check`: everything that is wrong with schemes, all at once."""

from __future__ import annotations

from kaoji.cli.output import say_problems
from kaoji.cli.printing import say, say_json
from kaoji.cli.scoring import json_flag
from kaoji.cli.shell import DONE, FAULTY, Argument, Call, Command
from kaoji.cli.words import Words

_CLEAN = Words("{count} 个方案，没有问题", "schemes: {count}, no problems")


def check(call: Call) -> int:
    """Check schemes; the problems are the result."""
    from kaoji.cli.library import check_all
    from kaoji.engine.plinth.problem import has_errors

    problems = check_all(call["schemes"])
    if call["as_json"]:
        say_json({"problems": [one.as_json() for one in problems]}, command="check")
    else:
        say_problems(problems, err=False)
        if not problems:
            count = len(call["schemes"])
            say(_CLEAN.spoken(count=count) if count == 1 else call.told(_CLEAN, count=count))
    return FAULTY if has_errors(problems) else DONE


COMMANDS = {
    "check": Command(
        "check",
        words=Words(
            "检查方案，一次列出全部问题：文件：行：列: 代码 说明（怎么改）。算例也一并运行。\n"
            "有错误时退出码为 1，只有警告时为 0。",
            "All problems of schemes at once, FILE:LINE:COLUMN: CODE message (remedy); worked "
            "cases are run as well.\nExit 1 with errors, 0 with warnings only.",
        ),
        run=check,
        examples=Words(
            "kaoji check zhengding-towns\nkaoji check towns.yaml departments.yaml --json",
            "kaoji check zhengding-towns\nkaoji check towns.yaml departments.yaml --json",
        ),
        params=(
            Argument(
                "schemes",
                nargs=-1,
                required=True,
                words=Words("方案的编号或路径，可写几个", "names or paths of schemes"),
            ),
            json_flag(),
        ),
    )
}
