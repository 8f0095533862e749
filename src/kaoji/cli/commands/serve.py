"""`kaoji serve`: the office in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaoji.cli.operating import telling_faults
from kaoji.cli.printing import note, say_lines
from kaoji.cli.shell import DONE, USAGE, Call, Command, Option, flag
from kaoji.cli.words import Words

if TYPE_CHECKING:
    from kaoji.site.serving import Place

BAD_ADDRESS = Words(
    "「{text}」不是地址：应写成 主机:端口，例如 127.0.0.1:8000",
    "“{text}” is no address: write host:port, 127.0.0.1:8000",
)
READY = Words("ready  {address}", "ready  {address}")
NEXT = Words(
    "首次启用：打开 {address}/first-run/ ，启用码 {token}",
    "first run: {address}/first-run/, token {token}",
)


def serve(call: Call) -> int:
    """Run the office until a signal ends it."""
    place = place_at(call["address"], processes=call["processes"], threads=call["threads"])
    if place is None:
        note(call.told(BAD_ADDRESS, text=call["address"]))
        return USAGE
    from kaoji.site.preparing import prepare, set_up

    set_up(settings_module=f"kaoji.site.settings.{'dev' if call['dev'] else 'base'}")
    from kaoji.site import serving

    _look_at_modes()
    if call["only"]:
        serving.run_part(call["only"], place=place)
        return DONE
    serving.refuse_taken(place)
    for step in prepare(with_static_files=not call["dev"]):
        note(step)
    serving.serve_all(place, when_ready=lambda: _tell(call, place))
    return DONE


def _look_at_modes() -> None:
    """What others may read is told; what would let them in as anybody stops the start."""
    from django.conf import settings

    from kaoji.site import modes, nightly

    modes.refuse_open_keys(settings.DATA)
    for sentence in modes.told_of_modes(settings.DATA, backups=nightly.backup_folder()):
        note(sentence)


def place_at(address: str, *, processes: int = 1, threads: int = 4) -> Place | None:
    """Where to listen, from what was typed; nothing where it is no address."""
    from kaoji.site.serving import Place

    host, _colon, port = address.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65_536:
        return None
    return Place(host, int(port), processes=processes, threads=threads)


def _tell(call: Call, place: Place) -> None:
    from django.conf import settings

    from kaoji.apps.accounts.actions import await_first_run

    address = f"http://{place.host}:{place.port}"
    say_lines(call.told(READY, address=address))
    token = await_first_run()
    if token:
        # Behind a proxy people come by another address than the one listened at.
        say_lines(call.told(NEXT, address=settings.SITE_ADDRESS or address, token=token))


COMMANDS = {
    "serve": Command(
        "serve",
        words=Words(
            "在浏览器里使用考绩：网页、后台工作和时钟一起运行，直到按 Ctrl+C。",
            "The office in the browser: pages, background work and the clock, until Ctrl+C.",
        ),
        run=telling_faults(serve),
        examples=Words(
            "kaoji serve\nkaoji serve --address 0.0.0.0:8000 --processes 2",
            "kaoji serve\nkaoji serve --address 0.0.0.0:8000 --processes 2",
        ),
        params=(
            Option(
                "--address",
                default="127.0.0.1:8000",
                metavar="HOST:PORT",
                words=Words("在哪里听候：主机:端口", "where to listen: host:port"),
            ),
            Option(
                "--only",
                metavar="PART",
                default="",
                words=Words(
                    "只运行一部分：web、worker 或 clock", "one part only: web, worker or clock"
                ),
            ),
            Option("--processes", type=int, default=1, words=Words("网页进程数", "web processes")),
            Option(
                "--threads", type=int, default=4, words=Words("每个进程的线程数", "threads each")
            ),
            flag("--dev", words=Words("试用：不要求 HTTPS", "for trying things: without HTTPS")),
        ),
    ),
}
