"""`kaoji explain -o FILE.xlsx`: the result of one subject, or of all, as live formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaoji.cli.output import check_target, not_built, say_problems, usage_fault
from kaoji.cli.printing import note
from kaoji.cli.scoring import files_read, scored
from kaoji.cli.shell import DONE, FAULTY, Call
from kaoji.cli.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kaoji.cli.api import Outcome
    from kaoji.engine.score.result import SubjectResult

_WRITTEN = Words(
    "已写出 {path}:公式 {live} 格,以精确值为准的 {exact} 格",
    "{path} written: cells with formulas {live}, with their exact text {exact}",
)
_REPLACED = Words("替换了原来的 {path}", "{path} is replaced")
_WHOLE = Words(
    "--node 和 --json 不能与 -o FILE.xlsx 一起写:工作簿总是从总分算起",
    "--node and --json do not go with -o FILE.xlsx: a workbook begins with the total",
)


def explain_to_file(
    call: Call, *, subject_of: Callable[[Call, Outcome], SubjectResult | int]
) -> int:
    """Write the workbook; `subject_of` finds the one that is asked for."""
    target: Path = call["output"]
    if target.suffix.lower() != ".xlsx":
        return not_built(call, f"-o {target}")
    if call["node"] is not None or call["as_json"]:
        return usage_fault(call, _WHOLE)
    code = check_target(call, target, inputs=files_read(call))
    if code:
        return code
    outcome = scored(call, tracing=True)
    if isinstance(outcome, int):
        return outcome
    if outcome.scored is None:
        say_problems(outcome.all_problems)
        return FAULTY
    return _write(call, outcome, subject_of=subject_of)


def _write(
    call: Call, outcome: Outcome, *, subject_of: Callable[[Call, Outcome], SubjectResult | int]
) -> int:
    from kaoji.engine.explain.formulas.workbook import write_formulas

    subjects, problems = outcome.result.subjects, outcome.all_problems
    if call["subject"] is not None:
        found = subject_of(call, outcome)
        if isinstance(found, int):
            return found
        subjects, problems = (found,), outcome.problems_concerning(found)
    say_problems(problems)
    if outcome.scored is None:  # pragma: no cover - the caller has asked
        return FAULTY
    is_there = call["output"].exists()
    made = write_formulas(call["output"], scored=outcome.scored, subjects=subjects)
    say_problems(made.problems)
    if made.problems:
        return FAULTY
    if is_there:
        note(call.told(_REPLACED, path=call["output"]))
    paths = " ".join(map(str, made.paths))
    exact = sum(made.tally.exact.values())
    note(call.told(_WRITTEN, path=paths, live=made.tally.live, exact=exact))
    return outcome.exit_code or DONE
