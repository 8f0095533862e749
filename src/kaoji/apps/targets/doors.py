"""What this room shows in the rail and in the help."""

from __future__ import annotations

from kaoji.apps.targets import forms
from kaoji.apps.targets.listings import OWN_TARGETS, TARGETS
from kaoji.apps.targets.permissions import ANSWER, CONFIRM, PROPOSE, SEE_ALL
from kaoji.web.meanings import explain, words_of
from kaoji.web.shell import Door, open_door

_HELP = (
    ("begin", "开始目标下达", forms.BeginForm, PROPOSE),
    ("total", "上级总数", forms.TotalForm, PROPOSE),
    ("adopt", "审定下达", forms.AdoptForm, PROPOSE),
    ("ask", "请求调整目标", forms.ChangeForm, ANSWER),
    ("decide", "议定目标调整", forms.DecideForm, PROPOSE),
    ("return", "退回目标调整", forms.ReturnForm, CONFIRM),
)


def open_doors() -> None:
    """Called once, when the application is ready."""
    open_door(Door(name="targets:list", word="目标", icon="list-details", right=SEE_ALL, order=22))
    open_door(
        Door(name="targets:own", word="本单位目标", icon="list-details", right=ANSWER, order=22)
    )
    explain("targets", title="目标", words=TARGETS.words, right=SEE_ALL)
    explain("own-targets", title="本单位目标", words=OWN_TARGETS.words, right=ANSWER)
    for key, title, form, right in _HELP:
        explain(f"targets-{key}", title=title, words=words_of(form), right=right)
