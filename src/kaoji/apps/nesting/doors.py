"""What this room shows in the help; its pages are reached from the cycle."""

from __future__ import annotations

from kaoji.apps.nesting import forms
from kaoji.apps.nesting.permissions import NAME
from kaoji.web.meanings import explain, words_of


def open_doors() -> None:
    """Called once, when the application is ready."""
    explain("nesting-name", title="指定下级结果", words=words_of(forms.FeedForm), right=NAME)
    explain("nesting-end", title="停用下级结果", words=words_of(forms.EndForm), right=NAME)
