"""What this room shows in the help; its pages are reached from the cycle and the workbench."""

from __future__ import annotations

from kaoji.apps.verification import forms
from kaoji.apps.verification.listings import CHECKS, VISITS
from kaoji.apps.verification.permissions import ARRANGE, SEE, SEE_VISITS, SIGN, VERIFY
from kaoji.web.meanings import explain, words_of


def open_doors() -> None:
    """Called once, when the application is ready."""
    explain("verification", title="核验", words=CHECKS.words, right=SEE)
    explain("verification-decide", title="逐项核验", words=words_of(forms.DecideForm), right=VERIFY)
    explain("verification-draw", title="抽取", words=words_of(forms.DrawForm), right=ARRANGE)
    explain("verification-visits", title="现场核查日程", words=VISITS.words, right=SEE_VISITS)
    explain("verification-sign", title="确认事实", words=words_of(forms.SignForm), right=SIGN)
