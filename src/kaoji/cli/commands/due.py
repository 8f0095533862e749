"""`kaoji due`: when a limit ends, and how late something came."""

from __future__ import annotations

from kaoji.cli.printing import say_lines
from kaoji.cli.scoring import json_flag
from kaoji.cli.shell import USAGE, Argument, Call, Command, Option, flag
from kaoji.cli.words import Words


def due(call: Call) -> int:
    """Answer when a limit ends."""
    from kaoji.cli.due import run_due

    code, text = run_due(**call.values, language=call.language)
    say_lines(text.rstrip("\n"), err=code == USAGE and not call["as_json"])
    return code


COMMANDS = {
    "due": Command(
        "due",
        words=Words(
            "算期限：从一天起若干工作日、天或月，或写明的一天；提交了的，迟了几天。",
            "When a limit ends: so many working days, days or months after a day, or a named "
            "day; and how late something came.",
        ),
        run=due,
        examples=Words(
            "kaoji due 2024-01-15 --workdays 10 --submitted 2024-01-31\n"
            "kaoji due 2024-02-07 --months 1 --json",
            "kaoji due 2024-01-15 --workdays 10 --submitted 2024-01-31\n"
            "kaoji due 2024-02-07 --months 1 --json",
        ),
        params=(
            Argument("start", words=Words("起算的一天：2024-02-07", "the first day: 2024-02-07")),
            Option(
                "--workdays",
                metavar="N",
                words=Words("多少个工作日，起算日不计", "so many working days after START"),
            ),
            Option(
                "--days", metavar="N", words=Words("多少天，起算日不计", "so many days after START")
            ),
            Option("--months", metavar="N", words=Words("多少个月", "so many months after START")),
            Option("--on", metavar="DATE", words=Words("写明的一天", "a named day")),
            Option("--submitted", metavar="DATE", words=Words("提交的那天", "the day it came")),
            Option(
                "--calendar",
                metavar="NAME",
                words=Words(
                    "放假安排：自带的编号或文件（默认 cn）", "holidays: a name or a file (cn)"
                ),
            ),
            flag(
                "--duration",
                words=Words("持续时间：起算日也数", "a duration: the first day counts"),
            ),
            flag(
                "--stays", words=Words("到期遇休息日不顺延", "an end on a rest day does not move")
            ),
            json_flag(),
        ),
    )
}
