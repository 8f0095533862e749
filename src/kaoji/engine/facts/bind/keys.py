"""Which key and field a row names, and so what sort of row it is."""

from __future__ import annotations

from typing import assert_never

from kaoji.engine.facts.bind.bound import COMMON_FIELDS, LIST_CELLS, NIL_RETURNS, Binding
from kaoji.engine.facts.bind.struck import says_not_applicable
from kaoji.engine.facts.cells import shown
from kaoji.engine.facts.expected import Expected, OtherVersion
from kaoji.engine.facts.spoken import period_named
from kaoji.engine.facts.table import FactRow
from kaoji.engine.facts.told import hinted, listed
from kaoji.engine.plinth.names import TWINS, declared_name
from kaoji.engine.plinth.periods import parse_period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.model import InputSpec, RowKind

#: What a row may say of any indicator, by its English name.
FIELD_TWINS = {
    one: TWINS[one]
    for one in (
        "value", "target", "points", "full", "weight", "factor", "applies", "score", "earned",
    )
}  # fmt: skip


def expected_of(row: FactRow, *, subject: str, binding: Binding) -> tuple[Expected | None, str]:
    """What the row's key means: the key and the field."""
    text = row.text("key").strip()
    expectations = binding.expectations
    paths = expectations.find(text) if text else ()
    own_field = "数值"
    if not paths and "." in text:
        text, _, own_field = text.rpartition(".")
        own_field = FIELD_TWINS.get(own_field) or declared_name(own_field)
        paths = expectations.find(text)
    if len(paths) == 1:
        return expectations.keys[paths[0]], own_field
    problem = _key_problem(row, text=text, paths=paths, binding=binding)
    if problem is not None:
        binding.fault(row, subject=subject, problem=problem)
        binding.doubt(row, subject=subject)  # nobody knows what its row was to say
    return None, own_field


def is_left_to(other: OtherVersion, *, row: FactRow, subject: str, binding: Binding) -> bool:
    """Whether a row of another version's time is that version's to read.

    An indicator that it does not have yet is read by ours: how else should history be reported?
    A key that means nothing then is a problem here, where all versions are known.
    """
    text = row.text("key").strip()
    if not text or other.knows(text):
        return bool(text)
    find = binding.expectations.find
    paths = find(text) or find(text.rpartition(".")[0])
    then = other.same_as(paths[0]) if len(paths) == 1 else ()
    if paths and not then:
        return False
    if paths or row.text("scheme") or not binding.known_elsewhere(text):
        problem = _unknown_then(row, other=other, names=then, binding=binding)
        binding.fault(row, subject=subject, problem=problem)
    return True


def _unknown_then(
    row: FactRow, *, other: OtherVersion, names: tuple[str, ...], binding: Binding
) -> Problem:
    text = row.text("key").strip()
    near = nearest(text, known=binding.expectations.words)
    when = row.text("period") or row.text("date")
    if names:
        told = speak(
            "{when} 施行的 {version} 版方案里没有「{key}」，那时它叫「{names}」",
            when=when,
            version=other.name,
            key=shown(text),
            names=listed(names),
        )
        remedy = speak("写「{name}」", name=names[0])
    else:
        told = speak(
            "{when} 施行的 {version} 版方案里没有「{key}」，本版里也没有",
            when=when,
            version=other.name,
            key=shown(text),
        )
        remedy = hinted(guess=near) or speak("核对名称，或删去这一行")
    return Problem("unknown-key", told, remedy, place=row.cell("key").place)


def _key_problem(
    row: FactRow, *, text: str, paths: tuple[str, ...], binding: Binding
) -> Problem | None:
    # The run that is scored tells what no version knows, and whatever has no period.
    if binding.serves_history and (not paths or period_named(row) is None):
        return None
    place = row.cell("key").place
    if not text:
        return Problem(
            "no-key",
            speak("这一行没有写「指标」"),
            speak("写明指标、事实或参数的名称"),
            place=place,
        )
    if paths:
        return Problem(
            "ambiguous-key",
            speak(
                "「{key}」可以指 {count} 个指标：{paths}",
                key=shown(text),
                count=len(paths),
                paths=listed(paths),
            ),
            speak("写出足以区分的路径"),
            place=place,
        )
    if not row.text("scheme") and binding.known_elsewhere(text):
        return None
    guess = nearest(text, known=binding.expectations.words)
    return Problem(
        "unknown-key",
        speak("方案里没有「{key}」", key=shown(text)),
        hinted(speak("用 kaoji sheet 可以列出全部应填的指标"), guess=guess),
        place=place,
    )


def kind_of_row(row: FactRow, *, expected: Expected, own_field: str) -> RowKind | str:
    """A quantity, a list row, a ballot, a plan item, a parameter, or a given result."""
    if expected.is_node and own_field in COMMON_FIELDS and own_field != "得分":
        return RowKind.QUANTITY
    if expected.spec is None:
        return "given" if expected.is_node else "parameter"
    if own_field == "得分":
        return "given"
    if own_field != "数值":
        return RowKind.QUANTITY
    if not expected.is_node:
        return expected.spec.row_kind
    return "given" if _gives(row, expected=expected, spec=expected.spec) else expected.spec.row_kind


def _gives(row: FactRow, *, expected: Expected, spec: InputSpec) -> bool:
    """Whether a row on a leaf's key states the leaf's result instead of a fact."""
    has_value = bool(row.text("value"))
    match spec.row_kind:
        case RowKind.QUANTITY:
            is_result = not expected.reads_value or _gives_the_whole(row, expected=expected)
            return has_value and is_result
        case RowKind.BALLOT:
            is_ballot = any(row.text(key) for key in ("rater_class", "rater", "count", "work"))
            return has_value and not is_ballot and row.text("value") not in expected.options
        case RowKind.PLAN:
            is_item = row.text("work") or row.text("target") or _has_more(row)
            return has_value and not is_item and row.text("value") not in NIL_RETURNS
        case RowKind.EVENT:
            is_bare = not any(row.text(key) for key in LIST_CELLS) and not _has_more(row)
            is_word = row.text("value") in NIL_RETURNS or says_not_applicable(row)
            return has_value and is_bare and not expected.reads_value and not is_word
        case never:
            assert_never(never)


def _has_more(row: FactRow) -> bool:
    return any(cell.text for cell in row.extra.values())


def _gives_the_whole(row: FactRow, *, expected: Expected) -> bool:
    """Points judged in the parts of a period, and this row states those of the whole."""
    period = parse_period(row.text("period")) if expected.is_judged else None
    if period is None:
        return False
    parts = {(each.grain, each.part) for each in expected.asked}
    wholes = {(each.grain, each.part) for each in expected.given_at}
    return (period.grain, period.part) in wholes - parts
