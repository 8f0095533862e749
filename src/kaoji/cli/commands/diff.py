"""`kaoji diff`: two sealed runs, or two versions of a scheme: what is otherwise, who moved, why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaoji.cli.output import say_problems
from kaoji.cli.printing import say, say_json
from kaoji.cli.scoring import json_flag
from kaoji.cli.shell import DONE, FAULTY, Argument, Call, Command
from kaoji.cli.table import terminal_width, wrapped
from kaoji.cli.words import COMMA, Words

if TYPE_CHECKING:
    from kaoji.engine.plinth.problem import Problem
    from kaoji.engine.seal.changes import FactChange, InputChange
    from kaoji.engine.seal.compare import Comparison, Side
    from kaoji.engine.seal.moves import Move, NodeMove
    from kaoji.engine.seal.reasons import Why
    from kaoji.engine.seal.rules import RuleChange

_SAME = Words("没有不同", "no differences")
_HEADS = {
    "run": Words("计分方式：", "How it was scored:"),
    "rules": Words("规则，{count} 处：", "Rules, {count} {count:place|places}:"),
    "parameters": Words("参数：", "Parameters:"),
    "subjects": Words("对象表，{count} 处：", "Subjects, {count} {count:place|places}:"),
    "facts": Words("数据，{count} 行：", "Facts, {count} {count:row|rows}:"),
    "moves": Words("对象变动，{count} 个：", "Subjects that moved, {count}:"),
}
_ASKED = {
    "period": Words("周期", "period"),
    "as_of": Words("截至", "as of"),
    "open": Words("未截止", "open lists"),
    "engine": Words("引擎", "engine"),
}
_KEYS = {
    "status": Words("状态", "status"),
    "total": Words("得分", "total"),
    "rank": Words("名次", "rank"),
    "grade": Words("等次", "grade"),
}
_STATUS = {
    "final": Words("已定", "final"),
    "incomplete": Words("未完成", "incomplete"),
    "excluded": Words("不参加", "excluded"),
    "refused": Words("数据有误", "refused"),
}
_KINDS = {
    "added": Words("增加", "added"),
    "removed": Words("删去", "dropped"),
    "changed": Words("改动", "changed"),
}
_CHANGE = Words("{what} {before} → {after}", "{what} {before} → {after}")
_NONE = Words("无", "none")
_FACTS = Words("数据 {names}", "facts {names}")
_RULES = Words("规则 {names}", "rules {names}")
_PARAMETERS = Words("参数 {names}", "parameters {names}")
_SUBJECTS = Words("对象表 {names}", "subjects table {names}")
_RUN = Words("计分方式 {names}", "how it was scored: {names}")
_ELSEWHERE = Words("原因在别处：同组、引用的方案或以前各期", "by others: peers, feeders or history")
_SHOWN, _MOST_REASONS, _LONGEST = 40, 4, 60
_REST = Words("另有 {count} 处，见 --json", "{count} more, see --json")


def diff(call: Call) -> int:
    """Compare."""
    from kaoji.engine.seal.compare import compare

    sides, problems = [], []
    for name in (call["a"], call["b"]):
        side, found = _side(name)
        sides.append(side)
        problems += [one for one in found if side is None or one.severity == "error"]
    before, after = sides
    if before is None or after is None or problems:
        return _faulty(call, problems)
    comparison = compare(before, after=after)
    if call["as_json"]:
        say_json({**comparison.as_json(), "problems": []}, command="diff")
        return DONE
    width = terminal_width()
    for depth, text in _lines(comparison):
        for line in wrapped(text, width=width, indent=2 * depth, hang=2):
            say(line)
    return DONE


def _faulty(call: Call, problems: Sequence[Problem]) -> int:
    if call["as_json"]:
        lists = ("run", "rules", "parameters", "subjects", "facts", "moves")
        told = [one.as_json() for one in problems]
        say_json({"before": None, "after": None, "same": None, **{one: [] for one in lists},
                  "problems": told}, command="diff")  # fmt: skip
    else:
        say_problems(problems)
    return FAULTY


def _side(name: str) -> tuple[Side | None, Sequence[Problem]]:
    """A sealed run by its content, else a scheme by its path or name."""
    from kaoji.engine.plinth.speech import speak_from_here
    from kaoji.engine.runs.job import open_scheme
    from kaoji.engine.seal.compare import Side
    from kaoji.engine.seal.restore import open_seal

    data = _sealed_bytes(name)
    if isinstance(data, tuple):
        return None, data
    if data is not None:
        sealed = open_seal(data, file=name)
        if isinstance(sealed, tuple):
            return None, sealed
        speak_from_here(sealed.inputs.scheme.language)
        return Side(name, sealed.inputs.scheme, sealed), ()
    scheme, problems = open_scheme(name)
    return None if scheme is None else Side(name, scheme), problems


def _sealed_bytes(name: str) -> bytes | tuple[Problem, ...] | None:
    """The bytes of a sealed file, or why there are none; nothing where the name is a scheme's."""
    from kaoji.cli.commands.seal import SUFFIX
    from kaoji.engine.seal.envelope import looks_sealed
    from kaoji.engine.seal.read import read_sealed

    path = Path(name)
    is_named_so = path.suffix.lower() == SUFFIX
    data = read_sealed(path)
    if isinstance(data, tuple):
        return data if is_named_so else None
    return data if is_named_so or looks_sealed(data) else None


# --- as text --------------------------------------------------------------------------------------

Lines = Iterator[tuple[int, str]]


def _lines(comparison: Comparison) -> Lines:
    """The comparison: depth and text."""
    yield 0, f"{_about(comparison.before)} → {_about(comparison.after)}"
    if comparison.is_same:
        yield 0, _SAME.spoken()
        return
    yield from _section("run", [_asked(one) for one in comparison.run])
    yield from _section("rules", [_rule(one) for one in comparison.rules])
    parameters = [_changed(one.field, one.before, one.after) for one in comparison.parameters]
    yield from _section("parameters", parameters)
    yield from _section("subjects", [_subject(one) for one in comparison.subjects])
    yield from _section("facts", [_fact(one) for one in comparison.facts])
    if comparison.moves:
        yield 0, _HEADS["moves"].spoken(count=len(comparison.moves))
        for move in comparison.moves:
            yield from _move(move, only_the_run=comparison.only_the_run)


def _about(side: Side) -> str:
    period = "" if side.sealed is None else f" {side.sealed.run['period']}"
    return f"{Path(side.file).name}({side.scheme.title} {side.scheme.version}{period})"


def _section(name: str, texts: Sequence[str]) -> Lines:
    if not texts:
        return
    yield 0, _HEADS[name].spoken(count=len(texts))
    yield from ((1, text) for text in texts[:_SHOWN])
    if len(texts) > _SHOWN:
        yield 1, _REST.spoken(count=len(texts) - _SHOWN)


def _changed(what: str, before: str | None, after: str | None) -> str:
    texts = (_short(one) or _NONE.spoken() for one in (before, after))
    return _CHANGE.spoken(**dict(zip(("before", "after"), texts, strict=True)), what=what)


def _short(text: str | None) -> str:
    line = " ".join((text or "").split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _asked(one: InputChange) -> str:
    return _changed(_ASKED[one.field].spoken(), one.before, one.after)


def _rule(one: RuleChange) -> str:
    return _changed(f"{one.where}:", one.before, one.after)


def _subject(one: InputChange) -> str:
    what = f"{one.what} {one.field}" if one.field else one.what
    return _changed(what, one.before, one.after)


def _fact(one: FactChange) -> str:
    from kaoji.engine.plinth.names import spoken_coordinate

    parts = [_changed(_column(each.field), each.before, each.after)
             for each in one.fields]  # fmt: skip
    if one.kind != "changed":
        values = (each.after if one.kind == "added" else each.before for each in one.fields)
        parts = [COMMA.spoken().join(filter(None, values))]
    where, kind = spoken_coordinate(one.coordinate), _KINDS[one.kind].spoken()
    return f"{where} {kind}: {_short('; '.join(parts))}"


def _column(name: str) -> str:
    """A column as its header has it in the language of the call."""
    from kaoji.engine.facts.columns import FACT_COLUMNS

    known = {one.key: Words(one.chinese, one.english) for one in FACT_COLUMNS}
    return known[name].spoken() if name in known else name


def _move(move: Move, *, only_the_run: bool) -> Lines:
    parts = [
        _changed(words.spoken(), *_pair(move, key))
        for key, words in _KEYS.items()
        if move.pair(key)[0] != move.pair(key)[1]
    ]
    yield 1, f"{move.name}: {', '.join(parts)}" if parts else move.name
    from kaoji.engine.plinth.names import spoken_path

    for node in move.nodes:
        yield 2, f"{_changed(spoken_path(node.path), node.before, node.after)}{_signed(node)}"
        yield 3, _why(node.why, only_the_run=only_the_run)
    if not move.nodes:
        yield 2, _why(move.why, only_the_run=only_the_run)


def _pair(move: Move, key: str) -> tuple[str | None, str | None]:
    """What stood and stands under a key; points as they are shown, where that tells them apart."""
    old, new = move.pair(key)
    if key == "status":
        old, new = (None if one is None else _STATUS[one].spoken() for one in (old, new))
    if key == "total":
        shown = _shown_total(move.before), _shown_total(move.after)
        return shown if shown[0] != shown[1] else (old, new)
    return old, new


def _shown_total(subject: Mapping[str, Any] | None) -> str | None:
    total = None if subject is None else subject["total"]
    return None if total is None else str(total["shown"])


def _signed(node: NodeMove) -> str:
    change = node.change
    return "" if change is None else f" ({'' if change.startswith('-') else '+'}{change})"


def _why(why: Why, *, only_the_run: bool) -> str:
    """The reasons; how the run was asked for is the only one where nothing else is otherwise."""
    told = [
        words.spoken(names=_some(names))
        for words, names in (
            (_FACTS, why.facts),
            (_RULES, why.rules),
            (_PARAMETERS, why.parameters),
            (_SUBJECTS, why.subjects),
            (_RUN, [_ASKED[name].spoken() for name in why.run]),
        )
        if names
    ]
    if not told or (why.run and not only_the_run):
        told.append(_ELSEWHERE.spoken())
    return "; ".join(told)


def _some(names: Sequence[str]) -> str:
    more = " …" if len(names) > _MOST_REASONS else ""
    return COMMA.spoken().join(names[:_MOST_REASONS]) + more


COMMANDS = {
    "diff": Command(
        "diff",
        words=Words(
            "比较两次封存的计分，或一个方案的两个版本：哪些规则、参数、对象、数据不同，哪些对象的得分、"
            "名次、等次变了，变在哪些指标，由哪几行数据、哪几条规则引起。\n"
            "一边是封存文件、一边是方案时只比较规则。有没有不同，退出码都是 0。",
            "Compare two sealed runs, or two versions of a scheme: which rules, parameters, "
            "subjects and facts differ, whose points, ranks and grades moved, at which nodes, by "
            "which rows and rules.\n"
            "A sealed run and a scheme: the rules only. Exit 0 with and without differences.",
        ),
        run=diff,
        examples=Words(
            "kaoji diff 2024.kaoji 2025.kaoji\n"
            "kaoji diff draft.kaoji final.kaoji --json\n"
            "kaoji diff towns-2016.1.yaml towns-2016.2.yaml",
            "kaoji diff 2024.kaoji 2025.kaoji\n"
            "kaoji diff draft.kaoji final.kaoji --json\n"
            "kaoji diff towns-2016.1.yaml towns-2016.2.yaml",
        ),
        params=(
            Argument("a",
                     words=Words("封存文件，或方案的编号或路径", "a sealed file, or a scheme")),
            Argument("b",
                     words=Words("与它比较的另一个", "the other one")),
            json_flag(),
        ),
    )
}  # fmt: skip
