"""What this room shows in the rail and in the help."""

from __future__ import annotations

from kaoji.apps.annexes import forms
from kaoji.apps.annexes.listings import TABLES
from kaoji.apps.annexes.permissions import APPROVE, DECLARE, FILL, SEE
from kaoji.web.meanings import explain, words_of
from kaoji.web.shell import Door, open_door

_HELP = (
    ("declare", "设立个性指标表", forms.AnnexForm, DECLARE),
    ("decide", "审批个性指标表", forms.DecideForm, APPROVE),
    ("change", "请求调整个性指标", forms.ChangeForm, FILL),
)


def open_doors() -> None:
    """Called once, when the application is ready."""
    open_door(Door(name="annexes:list", word="个性指标", icon="list-details", right=SEE, order=23))
    explain("annexes", title="个性指标表", words=TABLES.words, right=SEE)
    for key, title, form, right in _HELP:
        explain(f"annexes-{key}", title=title, words=words_of(form), right=right)
