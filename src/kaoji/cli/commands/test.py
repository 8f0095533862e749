"""`kaoji test`: the worked cases in schemes; without arguments those of all shipped ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaoji.cli.output import say_problems
from kaoji.cli.printing import coloured, say, say_json
from kaoji.cli.progress import working
from kaoji.cli.scoring import json_flag
from kaoji.cli.shell import DONE, FAULTY, Argument, Call, Command
from kaoji.cli.words import Words

if TYPE_CHECKING:
    from kaoji.engine.score.examples import CaseResult

_PASSED = Words("{count} 个算例，全部成立", "cases: {count}, all hold")
_FAILED = Words("{count} 个算例，{failed} 个不成立", "cases: {count}, of which fail: {failed}")
_NOT_RUN = Words("方案有错误，算例没有运行", "the scheme has errors, no case was run")
_SOME_RUN = Words(
    "{count} 个算例成立；另有错误，见上", "cases that hold: {count}; there are errors, see above"
)
_MISSED = Words(
    "  {key}：应得 {expected}，算得 {actual}", "  {key}: expected {expected}, got {actual}"
)
_WORKING = Words("运行算例", "running the cases")


def test(call: Call) -> int:
    """Run the worked cases."""
    from kaoji.cli.library import run_cases
    from kaoji.engine.plinth.problem import has_errors
    from kaoji.engine.plinth.speech import spoken_language

    with working(call.told(_WORKING)):
        ran = run_cases(call["schemes"])
    cases, problems = ran.cases, ran.problems
    failed = [case for case in cases if not case.passed]
    faults = [problem for problem in problems if problem.severity == "error"]
    if call["as_json"]:
        say_json({
            "cases": [case.as_json() for case in cases],
            "problems": [problem.as_json() for problem in faults],
        }, command="test")  # fmt: skip
        return FAULTY if failed or has_errors(problems) else DONE
    say_problems(faults)
    for case, language in zip(cases, ran.languages, strict=True):
        if not case.passed:
            _say_failed(case, language=language)
    is_faulty = has_errors(problems)
    told = _FAILED if failed else _ending(len(cases), is_faulty=is_faulty)
    is_of_one = len(call["schemes"]) == 1
    language = spoken_language() if is_of_one else call.language
    say(told.told(language, count=len(cases), failed=len(failed)))
    return FAULTY if failed or is_faulty else DONE


def _say_failed(case: CaseResult, *, language: str) -> None:
    """A case that does not hold, in the language of its scheme."""
    say(coloured(f"✗ {case.scheme} · {case.id}", colour="red"))
    # What kept the case from being scored is told above, once.
    for key in case.missed if case.is_scored or not case.faults else ():
        expected, actual = case.expected[key], case.actual[key]
        say(_MISSED.told(language, key=key, expected=expected, actual=actual))


def _ending(count: int, *, is_faulty: bool) -> Words:
    """What is told when no case has failed."""
    if not is_faulty:
        return _PASSED
    return _SOME_RUN if count else _NOT_RUN


COMMANDS = {
    "test": Command(
        "test",
        words=Words(
            "运行方案里的算例（给定、应得）；不写方案时运行全部自带方案的。"
            "有不成立的，退出码为 1。",
            "Run the worked cases in schemes; without a scheme those of all shipped ones. "
            "Exit 1 when one fails.",
        ),
        run=test,
        examples=Words(
            "kaoji test\nkaoji test towns.yaml",
            "kaoji test\nkaoji test towns.yaml",
        ),
        params=(
            Argument(
                "schemes",
                nargs=-1,
                required=False,
                words=Words("方案的编号或路径，可写几个", "names or paths of schemes"),
            ),
            json_flag(),
        ),
    )
}
