"""The demonstration's county in the browser: built anew, served, tried once, removed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kaoji.cli.printing import note, say_lines
from kaoji.cli.shell import DONE, FAULTY, USAGE, Call
from kaoji.cli.words import Words

if TYPE_CHECKING:
    from kaoji.site.demo.signing_in import SignIn
    from kaoji.site.serving import Place

FOLDER = "kaoji-demo"
#: Every so many days of the story, how far it is.
STRIDE = 20

_BUILDING = Words(
    "正在建演示县：56 个单位、318 人、五套方案一年半的考核……",
    "building the county: 56 units, 318 people, a year and a half under five schemes ...",
)
_READY = Words("ready  {address}", "ready  {address}")
_WHO = Words(
    "每种角色一个登录（口令为本次随机生成；其余的人未启用）：",
    "one sign-in for each role (passwords drawn for this county; nobody else has begun):",
)
_LINE = Words(
    "  {role}  {name}  登录名 {username}  口令 {password}",
    "  {role}  {name}  sign-in name {username}  password {password}",
)
_CODE = Words(
    "      动态口令 {code}（30 秒内有效，以后用 {kaoji} demo --codes 查看）",
    "      code {code} (for 30 seconds; later: {kaoji} demo --codes)",
)
_LINK = Words("      导入验证器：{link}", "      for an app: {link}")
_END = Words(
    "数据在 {folder}；按 Ctrl+C 停止，再运行会重建；{kaoji} demo --remove 删除演示县。",
    "data in {folder}; Ctrl+C ends it, running again builds it anew; {kaoji} demo --remove "
    "removes the county.",
)
_TRIED = Words(
    "试过：首页能打开，{username} 能登录。", "tried: the pages answer, {username} gets in."
)
_FAILED = Words("没有试成：{why}", "failed: {why}")
_GONE = Words("已删除：{name}。审计记录留下。", "removed: {name}. Its log stays.")
_NONE = Words("{folder} 里没有演示单位。", "there is no invented organisation in {folder}.")


def show_county(call: Call, *, address: str) -> int:
    """Build the county and serve it; with --once try it and end."""
    from kaoji.cli.commands.serve import BAD_ADDRESS, place_at
    from kaoji.site.serving import refuse_taken

    place = place_at(address)
    if place is None:
        note(call.told(BAD_ADDRESS, text=address))
        return USAGE
    if call["once"]:
        with _for_once():
            return _serve(call, place=_free(place))
    refuse_taken(place)
    os.environ.setdefault("KAOJI_DATA", FOLDER)
    return _serve(call, place=place)


def _serve(call: Call, *, place: Place) -> int:
    _set_up()
    from kaoji.site import serving
    from kaoji.site.demo.building import build, remove
    from kaoji.site.demo.signing_in import sign_ins

    remove()
    note(call.told(_BUILDING))
    known = sign_ins(build(report=_report))
    failed: list[str] = []

    def when_ready() -> None:
        _tell(call, place=place, known=known)
        if call["once"]:
            failed.extend(_tried(call, place=place, known=known))
            os.kill(os.getpid(), signal.SIGTERM)

    serving.serve_all(place, when_ready=when_ready)
    return FAULTY if failed else DONE


def _report(done: int, total: int, told: str) -> None:
    """A line now and then: the log of a service stays short."""
    if done % STRIDE == 0 or done == total:
        note(f"  {done} / {total}  {told}")


def _tell(call: Call, *, place: Place, known: tuple[SignIn, ...]) -> None:
    from kaoji.cli.commands.demo import own_name

    kaoji = own_name()
    say_lines(call.told(_READY, address=f"http://{place.host}:{place.port}"))
    say_lines(call.told(_WHO))
    for one in known:
        say_lines(
            call.told(
                _LINE,
                role=str(one.role.label),
                name=one.user.name,
                username=one.user.username,
                password=one.password,
            )
        )
        if one.device is not None:
            say_lines(call.told(_CODE, code=one.code, kaoji=kaoji))
            say_lines(call.told(_LINK, link=one.link))
    if not call["once"]:
        say_lines(call.told(_END, folder=os.environ["KAOJI_DATA"], kaoji=kaoji))


def _tried(call: Call, *, place: Place, known: tuple[SignIn, ...]) -> Iterator[str]:
    from kaoji.site.demo.trying import what_fails

    one = next(one for one in known if one.device is None)
    why = what_fails(f"http://{place.host}:{place.port}", sign_in=one)
    if why:
        note(call.told(_FAILED, why=why))
        yield why
    else:
        say_lines(call.told(_TRIED, username=one.user.username))


def remove_county(call: Call) -> int:
    """Take every invented organisation of an installation away."""
    os.environ.setdefault("KAOJI_DATA", FOLDER)
    if not Path(os.environ["KAOJI_DATA"]).is_dir() and "KAOJI_DATABASE" not in os.environ:
        say_lines(call.told(_NONE, folder=os.environ["KAOJI_DATA"]))
        return DONE
    _set_up()
    from kaoji.site.demo.building import remove

    gone = remove()
    for one in gone:
        say_lines(call.told(_GONE, name=one.name))
    if not gone:
        say_lines(call.told(_NONE, folder=os.environ["KAOJI_DATA"]))
    return DONE


def show_codes() -> int:
    """The codes of the administrators of the county, at this moment."""
    os.environ.setdefault("KAOJI_DATA", FOLDER)
    _set_up()
    from kaoji.site.demo.signing_in import codes_now

    for user, code in codes_now():
        say_lines(f"{user.username}  {user.name}  {code}")
    return DONE


def _set_up() -> None:
    from kaoji.site.preparing import prepare, set_up

    set_up(settings_module="kaoji.site.settings.dev")
    for step in prepare(with_static_files=False, renews=True):
        note(step)


@contextmanager
def _for_once() -> Iterator[None]:
    """A folder of its own, gone afterwards; whatever installation there is is left alone."""
    folder = tempfile.mkdtemp(prefix="kaoji-demo-")
    os.environ["KAOJI_DATA"] = folder
    os.environ.pop("KAOJI_DATABASE", None)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free(place: Place) -> Place:
    """The same place at a port that nobody uses."""
    from dataclasses import replace

    with socket.socket() as asked:
        asked.bind((place.host, 0))
        return replace(place, port=asked.getsockname()[1])
