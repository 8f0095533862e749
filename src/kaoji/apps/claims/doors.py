"""What this room shows in the help; its pages are reached from the cycle."""

from __future__ import annotations

from kaoji.apps.claims import forms
from kaoji.apps.claims.listings import CLAIMS
from kaoji.apps.claims.permissions import DECIDE, SEE_CLAIMS, SEND
from kaoji.web.meanings import explain, words_of


def open_doors() -> None:
    """Called once, when the application is ready."""
    explain("claims", title="加减分申报", words=CLAIMS.words, right=SEE_CLAIMS)
    explain("claims-decide", title="认定申报", words=words_of(forms.DecideForm), right=DECIDE)
    explain("claims-collect", title="汇入数据", words=words_of(forms.CollectForm), right=DECIDE)
    explain("claims-letter", title="发会签函", words=words_of(forms.LetterForm), right=SEND)
