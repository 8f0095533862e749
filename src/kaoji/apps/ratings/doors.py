"""What this room adds to the help: its forms and lists. It is reached from a cycle."""

from __future__ import annotations

from kaoji.apps.ratings import forms
from kaoji.apps.ratings.listings import RATINGS
from kaoji.apps.ratings.permissions import DRAW_UP, ENTER_PAPER, REOPEN, SEE_RATINGS
from kaoji.web.access import PUBLIC
from kaoji.web.meanings import explain, words_of


def explain_all() -> None:
    """Called once, when the application is ready."""
    explain("ratings", title="评议打分", words=RATINGS.words, right=SEE_RATINGS)
    told = (
        ("ratings-draw-up", "组织评议", forms.DrawUpForm, DRAW_UP),
        ("ratings-raters", "登记评分人", forms.RatersForm, DRAW_UP),
        ("ratings-recuse", "登记回避", forms.RecuseForm, DRAW_UP),
        ("ratings-codes", "发一次性码", forms.CodesForm, DRAW_UP),
        ("ratings-extend", "延长评议时间", forms.ExtendForm, REOPEN),
        ("ratings-hand-out", "发出评分表", forms.HandOutForm, ENTER_PAPER),
        ("ratings-take-back", "收回评分表", forms.TakeBackForm, ENTER_PAPER),
        ("ratings-void", "作废评分表", forms.VoidForm, ENTER_PAPER),
        ("ratings-code", "用一次性码打分", forms.CodeForm, PUBLIC),
    )
    for key, title, form, right in told:
        explain(key, title=title, words=words_of(form), right=right)
