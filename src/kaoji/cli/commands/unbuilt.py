"""Commands that the contract promises and that are not there yet: they say so, exit 2."""

from __future__ import annotations

import click

from kaoji.cli.output import not_built
from kaoji.cli.shell import Argument, Call, Command, Runner
from kaoji.cli.words import Words

_ABOUT = Words("尚未建成。", "Not built yet.")
_NAMES = ("seal", "verify", "diff")


def _saying(name: str) -> Runner:
    def say_so(call: Call) -> int:
        return not_built(call, f"kaoji {name}")

    return say_so


def _unbuilt(name: str) -> Command:
    rest = Argument(
        "rest",
        nargs=-1,
        required=False,
        type=click.UNPROCESSED,
        words=Words("不论写什么都答「尚未建成」", "whatever is given, the answer is the same"),
    )
    command = Command(name, words=_ABOUT, run=_saying(name), params=(rest,))
    command.context_settings = {"ignore_unknown_options": True}
    return command


COMMANDS = {name: _unbuilt(name) for name in _NAMES}
