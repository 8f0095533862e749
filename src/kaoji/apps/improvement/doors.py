"""What this room shows in the rail and in the help."""

from __future__ import annotations

from kaoji.apps.improvement import forms
from kaoji.apps.improvement.listings import ITEMS
from kaoji.apps.improvement.permissions import DECIDE, DRAW_UP, SEE, WORK
from kaoji.web.meanings import explain, words_of
from kaoji.web.shell import Door, open_door

_HELP = (
    ("draw", "起草改进清单", forms.DrawForm, DRAW_UP),
    ("measures", "报改进措施", forms.MeasuresForm, WORK),
    ("decide", "审措施、销号", forms.DecideForm, DECIDE),
    ("report", "报改进进展", forms.ReportForm, WORK),
)


def open_doors() -> None:
    """Called once, when the application is ready."""
    open_door(
        Door(name="improvement:list", word="改进", icon="clipboard-check", right=SEE, order=47)
    )
    explain("improvement", title="改进清单", words=ITEMS.words, right=SEE)
    for key, title, form, right in _HELP:
        explain(f"improvement-{key}", title=title, words=words_of(form), right=right)
