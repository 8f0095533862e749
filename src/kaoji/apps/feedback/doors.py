"""What this room shows in the help; its pages are reached from the cycle."""

from __future__ import annotations

from kaoji.apps.feedback import forms
from kaoji.apps.feedback.permissions import FILL_BONUS, PREPARE, RELEASE_BONUS
from kaoji.web.meanings import explain, words_of


def open_doors() -> None:
    """Called once, when the application is ready."""
    explain("feedback-set-up", title="通报和反馈", words=words_of(forms.SetUpForm), right=PREPARE)
    explain(
        "feedback-bonus", title="奖金分配的口径", words=words_of(forms.BonusForm), right=FILL_BONUS
    )
    explain(
        "feedback-bonus-line", title="奖金分配", words=words_of(forms.LineForm), right=FILL_BONUS
    )
    explain(
        "feedback-bonus-return",
        title="退回奖金分配",
        words=words_of(forms.ReasonForm),
        right=RELEASE_BONUS,
    )
