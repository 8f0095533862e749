"""The entry point: `kaoji COMMAND`. Nothing of the engine is imported before a command runs."""

from __future__ import annotations

from kaoji.cli.memory import collect_seldom
from kaoji.cli.printing import settle_streams
from kaoji.cli.shell import Entry, LazyGroup
from kaoji.cli.words import Words

_AT = "kaoji.cli.commands"

ENTRIES = {
    "packs": Entry(f"{_AT}.packs", Words("列出自带的方案", "the schemes that come with it")),
    "check": Entry(f"{_AT}.check", Words("检查方案，一次列出全部问题", "all problems of schemes")),
    "test": Entry(f"{_AT}.test", Words("运行方案里的算例", "run the worked cases in schemes")),
    "plan": Entry(f"{_AT}.plan", Words("展开的方案和计算计划", "the expanded scheme and its plan")),
    "sheet": Entry(
        f"{_AT}.sheet", Words("应填报的数据，一张空表", "the facts owed, as an empty table")
    ),
    "score": Entry(f"{_AT}.score", Words("计分、定等、排名", "points, grades, ranks")),
    "explain": Entry(
        f"{_AT}.explain", Words("一个对象的分数怎样得来", "how a subject's result came about")
    ),
    "due": Entry(f"{_AT}.due", Words("期限到哪天，迟了几天", "when a limit ends, how late it is")),
    "schema": Entry(
        f"{_AT}.schema", Words("方案的语法和各命令 JSON 的格式", "the grammar, and schemas of JSON")
    ),
    "demo": Entry(f"{_AT}.demo", Words("演示：一个虚构县的一年", "an invented county's year")),
    "whatif": Entry(
        f"{_AT}.whatif", Words("改几个数或方案的值，看结果怎样变", "change values and see")
    ),
    "seal": Entry(f"{_AT}.seal", Words("计分并封存成一个文件", "score and seal into one file")),
    "verify": Entry(f"{_AT}.verify", Words("核验封存的计分", "check and recompute a sealed run")),
    "diff": Entry(
        f"{_AT}.diff", Words("比较两个版本或两次计分", "compare versions or sealed runs")
    ),
    "serve": Entry(f"{_AT}.serve", Words("在浏览器里使用考绩", "the office in the browser")),
    "backup": Entry(f"{_AT}.backup", Words("备份全部数据成一个文件", "all data in one file")),
    "verify-backup": Entry(f"{_AT}.backup", Words("核验备份文件", "check a backup byte by byte")),
    "restore": Entry(
        f"{_AT}.backup", Words("把备份恢复到空的系统", "restore into an empty installation")
    ),
    "upgrade": Entry(
        f"{_AT}.backup", Words("先备份，再更新数据表", "back up, then renew the tables")
    ),
    "appoint": Entry(f"{_AT}.appoint", Words("换一名管理员", "another administrator")),
}

kaoji = LazyGroup(
    "kaoji",
    words=Words(
        "考绩：考核办法写成方案，精确计分，逐步说明。",
        "Kaoji: a regulation written as a scheme, scored exactly and explained step by step.",
    ),
    entries=ENTRIES,
)


def run() -> None:
    """The console script."""
    collect_seldom()
    settle_streams()
    kaoji.run()
