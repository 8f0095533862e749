"""Commands as records on top of click: help and usage errors in two languages, exit codes.

A command says what it takes; its function gets a `Call` and returns the exit code. Nothing of
the engine is imported here.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import click

from kaoji.cli.paths import EmptyPathError
from kaoji.cli.printing import note
from kaoji.cli.table import broken, terminal_width, two_columns
from kaoji.cli.words import CHINESE, Words, chosen_language

DONE, FAULTY, USAGE = 0, 1, 2
HELP_WIDTH = 80
_END = "--"  # behind it nothing is an option


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a command: what was given, and the language asked for."""

    values: Mapping[str, Any]
    language: str = CHINESE

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - each option has its own type
        return self.values[name]

    def told(self, words: Words, **figures: object) -> str:
        """A text in the language of the call."""
        return words.told(self.language, **figures)


Runner = Callable[[Call], int]


class Option(click.Option):
    """An option with its help in both languages; `many` takes several values behind one name."""

    def __init__(self, *names: str, words: Words, many: bool = False, **settings: Any) -> None:  # noqa: ANN401
        super().__init__([*names], multiple=many, **settings)
        self.words = words
        self.many = many


class Argument(click.Argument):
    """A positional argument with its help in both languages."""

    def __init__(self, name: str, *, words: Words, **settings: Any) -> None:  # noqa: ANN401
        super().__init__([name], **settings)
        self.words = words


def flag(name: str, *, words: Words, to: str | None = None) -> Option:
    """A switch."""
    names = (name,) if to is None else (name, to)
    return Option(*names, words=words, is_flag=True)


def language_option() -> Option:
    """`--lang`, which every command takes."""
    words = Words(
        "帮助和提示的语言：zh 或 en(默认看 LANG)", "language of help and messages: zh, en"
    )
    choice = click.Choice(["zh", "en"])
    return Option("--lang", words=words, metavar="zh|en", type=choice, expose_value=False)


class Command(click.Command):
    """A command: its parameters, its help in both languages, its function."""

    def __init__(
        self,
        name: str,
        *,
        words: Words,
        run: Runner,
        params: Sequence[click.Parameter] = (),
        examples: Words | None = None,
    ) -> None:
        super().__init__(name, params=[*params, language_option()], callback=self._call)
        self.words = words
        self.examples = examples
        self.run = run

    def _call(self, **values: Any) -> int:  # noqa: ANN401
        settings = _settings(click.get_current_context())
        from kaoji.engine.plinth.speech import speaking  # heavier than a help page

        with speaking(settings.language):
            return self.run(Call(values, settings.language))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let options with several values stand before them once: `--facts a.csv b.csv`."""
        return super().parse_args(ctx, spread(args, params=self.params))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help page in the language of the call."""
        formatter.write("\n".join(_page(self, ctx)) + "\n")


def spread(args: Sequence[str], *, params: Sequence[click.Parameter]) -> list[str]:
    """Repeat the name of an option before each of its values."""
    named = {name: one for one in params if isinstance(one, click.Option) for name in one.opts}
    wanted = sum(1 for one in params if isinstance(one, click.Argument) and one.nargs == 1)
    done: list[str] = []
    last: tuple[int, str] | None = None
    rest = list(args)
    while rest:
        token = rest.pop(0)
        option = named.get(token)
        if token == _END:
            return [*done, token, *rest]
        if isinstance(option, Option) and option.many:
            values = _values(rest)
            done += [part for value in values for part in (token, value)] or [token]
            last = (len(done) - 2, values[-1]) if len(values) > 1 else last
        elif option is not None and not option.is_flag and rest:
            done += [token, rest.pop(0)]
        else:
            done.append(token)
            wanted -= not _is_option(token)
    if wanted == 1 and last is not None:  # `--facts a.csv SCHEME`: the last one is no value
        at, value = last
        done[at : at + 2] = [value]
    return done


def _values(rest: list[str]) -> list[str]:
    values = []
    while rest and not _is_option(rest[0]):
        values.append(rest.pop(0))
    return values


def _is_option(token: str) -> bool:
    return token.startswith("-") and len(token) > 1


# --- the group ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """A command of the group: where its module is, and one line about it."""

    module: str
    words: Words


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for the whole call."""

    language: str


def _settings(ctx: click.Context) -> Settings:
    found = ctx.find_root().obj
    return found if isinstance(found, Settings) else Settings(CHINESE)


class LazyGroup(click.Group):
    """The group of all commands; a command's module is imported when it is called."""

    def __init__(self, name: str, *, words: Words, entries: Mapping[str, Entry]) -> None:
        super().__init__(name, params=[language_option()], invoke_without_command=True)
        self.words = words
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names in the order of a working day."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command's module."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        from importlib import import_module

        commands: Mapping[str, click.Command] = import_module(entry.module).COMMANDS
        return commands[cmd_name]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named first; an unknown one with a suggestion."""
        if args[0] not in self.entries and not _is_option(args[0]):
            raise click.UsageError(_unknown_command(args[0], group=self, ctx=ctx), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Without a command the list of commands."""
        if not ctx._protected_args and not ctx.args:  # noqa: SLF001 - click has no public name for it
            click.echo(self.get_help(ctx))
            return DONE
        try:
            return super().invoke(ctx)
        except OSError as error:
            return _unwritten(error, language=_settings(ctx).language)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands."""
        formatter.write("\n".join(_group_page(self, ctx)) + "\n")

    def run(self, args: Sequence[str] | None = None) -> NoReturn:
        """Run a command line and exit with the contract's codes."""
        given = sys.argv[1:] if args is None else list(args)
        settings = Settings(chosen_language(given, environment=os.environ))
        sys.exit(self._code(given, settings=settings))

    def _code(self, given: list[str], *, settings: Settings) -> int:
        try:
            code: object = self.main(given, prog_name="kaoji", standalone_mode=False, obj=settings)
        except click.ClickException as wrong:
            for line in _usage_lines(wrong, settings.language):
                note(line)
            return USAGE
        except click.Abort:
            note(_STOPPED.told(settings.language))
            return FAULTY
        return code if isinstance(code, int) else DONE


def _unwritten(error: OSError, *, language: str) -> int:
    """Who reads the output has had enough, or there is no room for it; the rest is a bug."""
    if error.errno == errno.EPIPE:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the flush at the end
        return DONE
    if error.errno == errno.ENOSPC:
        note(_FULL.told(language))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULTY
    raise error


_FULL = Words(
    "kaoji: 磁盘已满，结果没有写完；腾出空间再来一次",
    "kaoji: the disk is full and the result is not whole; make room and run it again",
)
_STOPPED = Words("已中断", "stopped")


def _unknown_command(name: str, *, group: LazyGroup, ctx: click.Context) -> str:
    from kaoji.engine.plinth.spelling import nearest

    language = _settings(ctx).language
    near = nearest(name, known=group.entries)
    if near:
        return _NEAR_COMMAND.told(language, name=name, near=near[0])
    return _NO_COMMAND.told(language, name=name)


_NO_COMMAND = Words(
    "没有命令「{name}」；kaoji --help 列出全部命令", "no command {name!r}; see kaoji --help"
)
_NEAR_COMMAND = Words(
    "没有命令「{name}」；是不是 {near}？", "no command {name!r}; did you mean {near}?"
)


# --- help pages -----------------------------------------------------------------------------------

_USAGE_WORD = Words("用法", "Usage")
_ARGUMENTS = Words("参数", "Arguments")
_OPTIONS = Words("选项", "Options")
_COMMANDS = Words("命令", "Commands")
_EXAMPLES = Words("例如", "Examples")
_COMMAND = Words("命令", "COMMAND")
_SHOW_HELP = Words("显示帮助", "show this page")
_CODES = Words(
    "退出码：0 做完了（也包括数据还不全的）；1 方案或数据有错，或检查没有通过；\n"
    "2 命令写错，或尚未建成",
    "Exit code: 0 done, incomplete units included; 1 errors in the input or a failed check;\n"
    "2 a wrong call, or not built yet",
)
_MORE = Words(
    "kaoji 命令 --help 看每个命令的用法", "kaoji COMMAND --help tells how to use a command"
)


def _width() -> int:
    return min(terminal_width() or HELP_WIDTH, 100)


def _page(command: Command, ctx: click.Context) -> Iterator[str]:
    language = _settings(ctx).language
    arguments = [one for one in command.params if isinstance(one, Argument)]
    options = [one for one in command.params if isinstance(one, Option)]
    places = [_place(one) for one in arguments]
    places += [_usage_of(one) for one in options if one.required]
    line = " ".join([ctx.command_path, *places, f"[{_OPTIONS.told(language)}]"])
    yield f"{_USAGE_WORD.told(language)}: {line}"
    yield ""
    for paragraph in command.words.told(language).split("\n"):
        yield from broken(paragraph, room=_width())
    if arguments:
        yield f"\n{_ARGUMENTS.told(language)}:"
        yield from two_columns(
            [(_name(a), a.words.told(language)) for a in arguments], width=_width()
        )
    yield f"\n{_OPTIONS.told(language)}:"
    pairs = [(_usage_of(one), one.words.told(language)) for one in options]
    yield from two_columns([*pairs, ("--help", _SHOW_HELP.told(language))], width=_width())
    if command.examples is not None:
        yield f"\n{_EXAMPLES.told(language)}:"
        yield from (f"  {line}" for line in command.examples.told(language).split("\n"))


def _group_page(group: LazyGroup, ctx: click.Context) -> Iterator[str]:
    language = _settings(ctx).language
    yield f"{_USAGE_WORD.told(language)}: kaoji {_COMMAND.told(language)} ..."
    yield ""
    yield from broken(group.words.told(language), room=_width())
    yield f"\n{_COMMANDS.told(language)}:"
    pairs = [(name, entry.words.told(language)) for name, entry in group.entries.items()]
    yield from two_columns(pairs, width=_width())
    yield ""
    for line in _CODES.told(language).split("\n"):
        yield from broken(line, room=_width())
    yield _MORE.told(language)


def _name(argument: click.Argument) -> str:
    return (argument.name or "").upper()


def _place(argument: click.Argument) -> str:
    name = _name(argument)
    more = f"{name}..." if argument.nargs == -1 else name
    return more if argument.required else f"[{more}]"


def _usage_of(option: Option) -> str:
    if option.is_flag:
        return option.opts[0]
    metavar = option.metavar or "TEXT"
    return f"{option.opts[0]} {metavar}{'...' if option.many else ''}"


# --- usage errors ---------------------------------------------------------------------------------

_SEE = Words("用法见：{path} --help", "see: {path} --help")
_NO_OPTION = Words("没有选项 {name}", "no option {name}")
_NEAR = Words("{text}；是不是 {near}？", "{text}; did you mean {near}?")
_NO_VALUE = Words("选项 {name} 后面要写值", "option {name} needs a value")
_MISSING = Words("缺少 {name}", "{name} is missing")
_BAD = Words("{name} 不能写「{message}」", "{name}: {message}")
_EMPTY = Words("{name} 后面的文件名是空的", "{name}: the name of the file is empty")
_ONE_OF = Words("{name} 只能写其中之一：{choices}", "{name} is one of: {choices}")
_EXTRA = Words("多出了参数：{message}", "unexpected argument: {message}")


def _usage_lines(wrong: click.ClickException, language: str) -> Iterator[str]:
    yield f"kaoji: {_explained(wrong, language)}"
    context = getattr(wrong, "ctx", None)
    if context is not None:
        yield _SEE.told(language, path=context.command_path)


def _explained(wrong: click.ClickException, language: str) -> str:
    match wrong:
        case click.NoSuchOption(option_name=name):
            text = _NO_OPTION.told(language, name=name)
            near = wrong.possibilities
            return _NEAR.told(language, text=text, near=near[0]) if near else text
        case click.BadOptionUsage(option_name=name):
            return _NO_VALUE.told(language, name=name)
        case click.MissingParameter(param=param) if param is not None:
            return _MISSING.told(language, name=_called(param))
        case click.BadParameter(param=click.Parameter(type=click.Choice() as choice) as param):
            choices = ", ".join(map(str, choice.choices))
            return _ONE_OF.told(language, name=_called(param), choices=choices)
        case EmptyPathError(param=param) if param is not None:
            return _EMPTY.told(language, name=_called(param))
        case click.BadParameter(param=param) if param is not None:
            return _BAD.told(language, name=_called(param), message=wrong.message)
        case _ if "extra argument" in wrong.message:
            return _EXTRA.told(language, message=wrong.message.partition("(")[2].rstrip(")."))
        case _:
            return wrong.format_message()


def _called(param: click.Parameter) -> str:
    return param.opts[0] if isinstance(param, click.Option) else (param.name or "").upper()
