"""What this room shows in the rail and in the help."""

from __future__ import annotations

from kaoji.apps.appraisals import forms
from kaoji.apps.appraisals.listings import CYCLES
from kaoji.apps.appraisals.permissions import SCORE, SEE_CYCLES, SET_UP
from kaoji.web.meanings import explain, words_of
from kaoji.web.shell import Door, open_door


def open_doors() -> None:
    """Called once, when the application is ready."""
    open_door(Door(name="appraisals:list", word="考核", icon="scale", right=SEE_CYCLES, order=20))
    explain("appraisals-cycles", title="考核", words=CYCLES.words, right=SEE_CYCLES)
    explain("appraisals-set-up", title="设立考核", words=words_of(forms.CycleForm), right=SET_UP)
    explain("appraisals-score", title="计分", words=words_of(forms.ScoreForm), right=SCORE)
