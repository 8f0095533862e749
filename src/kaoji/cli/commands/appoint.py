"""`kaoji appoint`: another person becomes one of the three administrators."""

from __future__ import annotations

import click

from kaoji.cli.operating import telling_faults
from kaoji.cli.printing import say
from kaoji.cli.shell import DONE, Argument, Call, Command
from kaoji.cli.words import Words

APPOINTED = Words(
    "已任命{name}，原来的那位不能再登录。请本人打开考绩网址后接：{path}",
    "appointed {name}; whoever it was cannot sign in any more. Open at the address: {path}",
)


def appoint(call: Call) -> int:
    """Appoint, and say where the new administrator sets a password."""
    from kaoji.site.preparing import set_up

    set_up(settings_module="kaoji.site.settings.base")
    from kaoji.site.appointing import appoint

    told = {one: call[one] for one in ("code", "role", "username", "name")}
    say(call.told(APPOINTED, name=call["name"], path=appoint(**told)))
    return DONE


COMMANDS = {
    "appoint": Command(
        "appoint",
        words=Words(
            "换一名管理员：新人得到启用链接，原来的那位随即停用。记入审计。",
            "Another administrator: who is new gets a link, who it was is closed. It is logged.",
        ),
        run=telling_faults(appoint),
        examples=Words(
            "kaoji appoint hean audit lu-ping 卢平", "kaoji appoint hean audit lu-ping 'Lu Ping'"
        ),
        params=(
            Argument("code", words=Words("单位代码", "the code of the organisation")),
            Argument(
                "role",
                words=Words("system 系统、security 安全或 audit 审计", "system, security or audit"),
                type=click.Choice(("system", "security", "audit")),
            ),
            Argument("username", words=Words("新管理员的登录名", "the sign-in name")),
            Argument("name", words=Words("新管理员的姓名", "the name")),
        ),
    ),
}
