"""A subject's total and rank in print."""

from __future__ import annotations

from kaoji.engine.explain.overview import rank_text, total_text
from kaoji.engine.explain.pages.printing import MINUS
from kaoji.engine.plinth.speech import speak
from kaoji.engine.score.result import SubjectResult


def total_shown(subject: SubjectResult) -> str:
    """The total in print, or its bounds."""
    return total_text(subject).strip("[]").replace("-", MINUS).replace("..", speak("～"))


def rank_shown(subject: SubjectResult) -> str:
    """The rank in print, or its range."""
    return rank_text(subject).replace("-", speak("～"))
