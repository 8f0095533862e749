"""What this room shows in the rail and in the help."""

from __future__ import annotations

from kaoji.apps.selfscore import forms
from kaoji.apps.selfscore.listings import COMPARED, SHEETS
from kaoji.apps.selfscore.permissions import OPEN, RETURN, SEE, SEE_ALL
from kaoji.web.meanings import explain, words_of
from kaoji.web.shell import Door, open_door


def open_doors() -> None:
    """Called once, when the application is ready."""
    open_door(Door(name="selfscore:list", word="自评", icon="pencil", right=SEE, order=42))
    explain("selfscore", title="自评", words=SHEETS.words, right=SEE)
    explain("selfscore-compared", title="自评对照", words=COMPARED.words, right=SEE_ALL)
    explain("selfscore-open", title="布置自评", words=words_of(forms.RoundForm), right=OPEN)
    explain("selfscore-return", title="退回自评", words=words_of(forms.ReturnForm), right=RETURN)
