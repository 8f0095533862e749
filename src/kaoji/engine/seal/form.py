"""The form of an intact file: the sections of its format, each once and in their order, and of a
public one that it holds nothing which only an internal one may hold.

Right digests say that nobody has changed a line since, not that Kaoji has written it: an internal
file whose first line was made to say public must not pass for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kaoji.engine.facts.columns import SUBJECT_COLUMNS
from kaoji.engine.facts.table import FactRow
from kaoji.engine.plan.declared import declared_headers
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.seal.envelope import END, HEAD, NEXT, PUBLIC, Section, title_of
from kaoji.engine.seal.inputs import Inputs
from kaoji.engine.seal.names import LEFT_OUT, is_word_of
from kaoji.engine.seal.results import Results

#: Columns of the facts that no public file has (no ballot is bound without one), and those that
#: say no more than that they are filled in.
SECRET = frozenset({"rater", "rater_class", "replaces"})
REMARKS = frozenset({"source", "evidence", "note"})
OWN_COLUMNS = frozenset(column.chinese for column in SUBJECT_COLUMNS)


def section_fault(sections: Iterable[Section], *, number: int) -> Problem | None:
    """The first section that does not stand where the format has it."""
    follow = NEXT[number]
    seen: set[str] = set()
    last = HEAD
    for name in (*(one.name for one in sections), END):
        kind = name.partition(":")[0]
        if name in seen or (name != END and _has_part(name) is not (kind in _NAMED)):
            return _unexpected(name, number=number)
        if kind not in follow[last]:
            return _misplaced(name, last=last, number=number)
        seen.add(name)
        last = kind
    return None


#: Sections of which there may be several, each with its own name behind a colon.
_NAMED = frozenset({"feeder", "version"})


def _has_part(name: str) -> bool:
    return bool(name.partition(":")[2])


def _misplaced(name: str, *, last: str, number: int) -> Problem:
    """A section that comes too early tells that one is missing; any other is one too many."""
    kind, order = name.partition(":")[0], [HEAD, *NEXT[number], END]
    if kind in order and order.index(kind) > order.index(last):
        return _missing(NEXT[number][last][-1], number=number)
    return _unexpected(name, number=number)


def _missing(name: str, *, number: int) -> Problem:
    message = speak(
        "封存文件里没有“{section}”一节，第 {number} 版格式在这里要有",
        section=title_of(name),
        number=number,
    )
    return Problem("seal-malformed", message, _remedy(), path=name)


def _unexpected(name: str, *, number: int) -> Problem:
    message = speak(
        "封存文件里的“{section}”一节不合第 {number} 版格式：没有这样的节，或者重复、不在它的位置",
        section=title_of(name),
        number=number,
    )
    return Problem("seal-malformed", message, _remedy(), path=name)


def _remedy() -> str:
    return speak("它不是 kaoji seal 写出来的；重新封存，或取得原来的文件")


# --- public and internal --------------------------------------------------------------------------

Found = tuple[str, str]  # the section, and what of it should not be there


def kind_fault(
    kind: str, *, run: Mapping[str, Any], inputs: Inputs, results: Results
) -> Problem | None:
    """What a file of this kind may not hold, the first of it."""
    if kind == PUBLIC:
        found = next(_not_public(run, inputs, results), None)
    else:
        found = next(_not_internal(run, results), None)
    return None if found is None else _wrong_kind(kind, found)


def _not_internal(run: Mapping[str, Any], results: Results) -> Iterator[Found]:
    """An internal file leaves nothing out, so that nothing of it is exempt from comparing."""
    if "withheld" in run:
        yield "run", "withheld"
    if results.stated:
        yield "results", "stated"


def _not_public(run: Mapping[str, Any], inputs: Inputs, results: Results) -> Iterator[Found]:
    if not isinstance(run.get("withheld"), list):
        yield "run", speak("没有写明哪些不公开")
    if run.get("sources"):
        yield "run", "sources"
    schemes = (inputs.scheme, *inputs.feeders.values(), *inputs.tables.versions)
    rules = "\n".join(one.text for one in schemes)
    for one in inputs.tables.subjects:
        yield from (
            ("subjects", name)
            for name in one.attributes
            if name not in OWN_COLUMNS and not is_word_of(name, rules=rules)
        )
    declared = declared_headers(*schemes)
    for row in inputs.tables.facts.rows:
        yield from (("facts", what) for what in _secrets(row, declared=declared))
    yield from (("facts", one.code) for one in inputs.tables.facts.problems)
    yield from (("results", one["code"]) for one in (*results.problems, *results.remarks))
    for told in results.subjects:
        yield from (("results", one["code"]) for one in told["problems"])
    yield from (("results", text) for one in results.decisions for text in one.get("warnings", ()))


def _secrets(row: FactRow, *, declared: frozenset[str]) -> Iterator[str]:
    """What a row says that is not for the public."""
    yield from (name for name in row.cells if name in SECRET)
    yield from (name for name in REMARKS if row.text(name) not in ("", LEFT_OUT))
    yield from (name for name in row.extra if name not in declared)
    yield from filter(None, (row.place.file, row.place.sheet))


def _wrong_kind(kind: str, found: Found) -> Problem:
    section, what = found
    if kind == PUBLIC:
        message = speak(
            "封存文件写着公开封存，“{section}”一节却有不能公开的内容：{what}",
            section=title_of(section),
            what=what,
        )
        remedy = speak("不要传播；用 kaoji seal --public 重新封存")
        return Problem("seal-not-public", message, remedy, path=section)
    message = speak(
        "封存文件写着内部封存，“{section}”一节却有公开封存才有的内容：{what}",
        section=title_of(section),
        what=what,
    )
    return Problem("seal-malformed", message, _remedy(), path=section)
