"""`kaoji seal`: a run as one sealed file, which `kaoji verify` recomputes years later."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kaoji.cli.output import say_problems, usage_fault, write_file
from kaoji.cli.paths import FILE
from kaoji.cli.printing import note, say_json
from kaoji.cli.scoring import json_flag, scored, scoring_options
from kaoji.cli.shell import DONE, FAULTY, Call, Command, Option, flag
from kaoji.cli.words import COMMA, Words

if TYPE_CHECKING:
    from kaoji.engine.plinth.problem import Problem
    from kaoji.engine.runs.job import Outcome

SUFFIX = ".kaoji"
_BAD_SUFFIX = Words(
    "-o {path}：封存文件的名字以 .kaoji 结尾",
    "-o {path}: the name of a sealed file ends with .kaoji",
)
_NO_NAME = Words("-o {path}：不能写这个文件（{why}）", "-o {path}: cannot be written ({why})")
_IS_FOLDER = Words("-o {path}：这是文件夹", "-o {path}: this is a folder")
_DIGEST = Words("摘要 {digest}", "digest {digest}")
_ERRORS = Words(
    "有 {count} 处错误，一并封存；改正后再封存一次才好作为凭据",
    "{count} {count:error is|errors are} sealed with it; mend {count:it|them} and "
    "seal again before relying on it",
)
_NOT_PUBLIC = Words(
    "有 {count} 处错误，没有公开封存：改正后再来",
    "{count} {count:error|errors}: not sealed for the public; mend {count:it|them} first",
)
_WITHHELD = Words(
    "{count} 个对象的票不足 {fewest} 张，分项没有公开：{names}",
    "{count} {count:subject has|subjects have} fewer than {fewest} ballots, "
    "their parts are withheld: {names}",
)
_MOST_NAMES = 12


def seal(call: Call) -> int:
    """Score and seal."""
    target: Path = call["output"]
    code = _check_target(call, target)
    if code:
        return code
    outcome = scored(call)
    if isinstance(outcome, int):
        return outcome
    if not call["as_json"]:
        say_problems(outcome.all_problems)
    made = _made(call, outcome)
    if made is None:
        return _told(call, outcome, made=None) or FAULTY
    code = write_file(
        call,
        target,
        write=lambda path: _written(path, made.data),
        count=made.data.count(b"\n"),
    )
    return _told(call, outcome, made=made if code == DONE else None) or code or outcome.exit_code


def _check_target(call: Call, target: Path) -> int:
    if target.suffix.lower() != SUFFIX:
        return usage_fault(call, _BAD_SUFFIX, path=target)
    try:
        is_folder = target.is_dir()
    except OSError as error:  # such as a name that is too long
        return usage_fault(call, _NO_NAME, path=target, why=error.strerror or error)
    return usage_fault(call, _IS_FOLDER, path=target) if is_folder else DONE


@dataclass(frozen=True, slots=True)
class _Made:
    """A file in the making, and of whom it tells less than the run has."""

    data: bytes
    withheld: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What stands in the last line."""
        from kaoji.engine.seal.envelope import digest_told

        return digest_told(self.data)


def _made(call: Call, outcome: Outcome) -> _Made | None:
    """The file's bytes; nothing where there is nothing that may be sealed."""
    from kaoji.engine.seal.disclosure import sealed_for_public

    inputs = outcome.inputs
    if inputs is None or outcome.scored is None:
        return None
    if call["public"]:
        errors = _errors(outcome)
        if errors:
            note(_NOT_PUBLIC.spoken(count=errors))
            return None
        data, withheld = sealed_for_public(inputs, scored=outcome.scored)
        return _Made(data, tuple(dict.fromkeys(one.subject for one in withheld)))
    return _Made(outcome.sealed())


def _errors(outcome: Outcome) -> int:
    return sum(one.severity == "error" for one in outcome.all_problems)


def _written(path: Path, data: bytes) -> tuple[Problem, ...]:
    from kaoji.engine.seal.write import write_sealed

    return write_sealed(path, data=data)


def _told(call: Call, outcome: Outcome, *, made: _Made | None) -> int:
    """Say what was sealed."""
    if call["as_json"]:
        say_json(_record(call, outcome, made=made), command="seal")
    elif made is not None:
        note(_DIGEST.spoken(digest=made.digest))
        if made.withheld:
            note(_about_withheld(made.withheld))
        if _errors(outcome):
            note(_ERRORS.spoken(count=_errors(outcome)))
    return DONE


def _about_withheld(names: tuple[str, ...]) -> str:
    from kaoji.engine.seal.panels import FEWEST

    shown = COMMA.spoken().join(names[:_MOST_NAMES]) + (" …" if len(names) > _MOST_NAMES else "")
    return _WITHHELD.spoken(count=len(names), fewest=FEWEST, names=shown)


def _record(call: Call, outcome: Outcome, *, made: _Made | None) -> dict[str, object]:
    from kaoji.engine.seal.envelope import FORMAT, INTERNAL, PUBLIC

    result = outcome.result
    return {
        "file": None if made is None else str(call["output"]),
        "digest": None if made is None else made.digest,
        "format": FORMAT,
        "kind": PUBLIC if call["public"] else INTERNAL,
        "scheme": result.scheme,
        "version": result.version,
        "period": None if result.period is None else str(result.period),
        "subjects": len(result.subjects),
        "withheld": [] if made is None else list(made.withheld),
        "problems": [one.as_json() for one in outcome.all_problems],
    }


COMMANDS = {
    "seal": Command(
        "seal",
        words=Words(
            "计分并封存：展开的方案、参数、数据、对象和结果写成一个文本文件，每一节有摘要，末行是全文的"
            "摘要。kaoji verify 多年后不联网也能重新算出每一个数。它防的是差错，不证明是谁封的。\n"
            "--public 只留可以公布的：没有选票、评分人和个别领导的打分；票数不足的分项不公开。",
            "Score and seal: expanded scheme, parameters, facts, subjects and results in one text "
            "file, each section with its digest, the last line with that of the whole. kaoji "
            "verify recomputes every figure offline, years later. It proves accident, not "
            "authorship.\n"
            "--public keeps what may be published: no ballot, no rater, no mark of one leader; "
            "parts with too few ballots are withheld.",
        ),
        run=seal,
        examples=Words(
            "kaoji seal towns.yaml --facts a.csv --subjects s.csv -o 2025.kaoji\n"
            "kaoji seal towns.yaml --facts a.csv --public -o towns-2025.kaoji",
            "kaoji seal towns.yaml --facts a.csv --subjects s.csv -o 2025.kaoji\n"
            "kaoji seal towns.yaml --facts a.csv --public -o towns-2025.kaoji",
        ),
        params=(
            *scoring_options(),
            Option("-o", "output", type=FILE, required=True, metavar="FILE.kaoji",
                   words=Words("封存到哪个文件", "the sealed file")),
            flag("--public", words=Words("公开的封存：只留可以公布的",
                                         "only what may be published")),
            json_flag(),
        ),
    )
}  # fmt: skip
