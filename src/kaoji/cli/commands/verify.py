"""`kaoji verify`: whether a sealed file is whole and comes out again, digit for digit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kaoji.cli.output import say_problems
from kaoji.cli.paths import FILE
from kaoji.cli.printing import say, say_json
from kaoji.cli.progress import working
from kaoji.cli.scoring import json_flag
from kaoji.cli.shell import DONE, FAULTY, Argument, Call, Command
from kaoji.cli.words import Words

if TYPE_CHECKING:
    from kaoji.engine.seal.verify import Verification

_WORKING = Words("核验", "verifying")
_PASSED = Words(
    "{file}：核验通过。{title} {version} · {period} · {count} 个对象",
    "{file}: verified. {title} {version} · {period} · {count} {count:subject|subjects}",
)
_ALL = Words("全部重新算出，一位不差", "everything recomputed, digit for digit")
_KINDS = {
    "internal": Words("内部封存", "internal seal"),
    "public": Words("公开封存", "public seal"),
}
_MADE_BY = Words(
    "{kind}，第 {format} 版格式，由 Kaoji {engine} 封存",
    "{kind}, format {format}, sealed by Kaoji {engine}",
)
_DIGEST = Words("摘要 {digest}", "digest {digest}")
_STATED = Words(
    "{count} 个对象有的结果只是照录，公开的数据不足以重新算出；其余的重新算出，一位不差",
    "{count} {count:subject has|subjects have} results that the public facts do not "
    "recompute; the others were recomputed, digit for digit",
)
_DIFFERENCE = Words(
    "  {where}：封存 {sealed}，算得 {computed}", "  {where}: sealed {sealed}, computed {computed}"
)
_MORE = Words("  另有 {count} 处", "  and {count} more")
_NOTHING = Words("没有", "nothing")
_MOST = 20


def verify(call: Call) -> int:
    """Verify a sealed file."""
    from kaoji.engine.plinth.speech import speak_from_here

    with working(call.told(_WORKING)):
        found = verified(call["file"])
    if found.sealed is not None:
        speak_from_here(found.sealed.inputs.scheme.language)
    if call["as_json"]:
        say_json(found.as_json(), command="verify")
    else:
        say_problems(found.problems)
        for line in _lines(found):
            say(line)
    return DONE if found.passed else FAULTY


def verified(path: Path) -> Verification:
    """What verifying a file finds; a file that cannot be read is not verified."""
    from kaoji.engine.seal.read import read_sealed
    from kaoji.engine.seal.verify import Verification
    from kaoji.engine.seal.verify import verify as verify_bytes

    data = read_sealed(path)
    if isinstance(data, tuple):
        return Verification(str(path), is_intact=False, problems=data)
    return verify_bytes(data, file=str(path))


def _lines(found: Verification) -> Iterator[str]:
    sealed = found.sealed
    if sealed is None:
        return
    run = sealed.run
    if found.passed:
        yield _PASSED.spoken(
            file=found.file, title=run["title"], version=run["version"],
            period=run["period"], count=len(sealed.results.subjects),
        )  # fmt: skip
        stated = sum(bool(name) for name in sealed.results.stated)
        yield _STATED.spoken(count=stated) if stated else _ALL.spoken()
        kind = _KINDS[sealed.kind].spoken()
        yield _MADE_BY.spoken(kind=kind, format=sealed.format, engine=run["engine"])
        yield _DIGEST.spoken(digest=sealed.digest)
        return
    nothing = _NOTHING.spoken()
    for one in found.differences[:_MOST]:
        where = ":".join(filter(None, (one.subject, one.what)))
        yield _DIFFERENCE.spoken(
            where=where, sealed=one.sealed or nothing, computed=one.computed or nothing
        )
    if len(found.differences) > _MOST:
        yield _MORE.spoken(count=len(found.differences) - _MOST)


COMMANDS = {
    "verify": Command(
        "verify",
        words=Words(
            "核验封存文件：有没有一个字节被改动（指出第一处在哪一节），再用其中的方案和数据重新计分，"
            "与封存的结果逐个对照。不读别的文件，不联网。通过时退出码为 0，否则为 1。",
            "Verify a sealed file: whether any byte was changed (the first section that differs "
            "is named); then score again from what is inside and compare every figure. No other "
            "file is read, no network used. Exit 0 when it passes, else 1.",
        ),
        run=verify,
        examples=Words(
            "kaoji verify 2025.kaoji\nkaoji verify 2025.kaoji --json",
            "kaoji verify 2025.kaoji\nkaoji verify 2025.kaoji --json",
        ),
        params=(
            Argument("file", type=FILE, words=Words("封存文件", "the sealed file")),
            json_flag(),
        ),
    )
}
