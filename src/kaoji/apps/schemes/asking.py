"""Questions as a page asks them, and the answers as it sends them back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kaoji.engine.drafting.asking import NUMBER, Answer, Question
from kaoji.engine.drafting.draft import Draft


class Option(NamedTuple):
    """An answer that may be given; `typed`: what stands in its field."""

    key: str
    word: str
    takes: str
    typed: str
    is_chosen: bool
    is_number: bool


class Asked(NamedTuple):
    """A question on its page. `is_proposed`: what is ticked is our proposal, nobody's answer."""

    question: Question
    options: tuple[Option, ...]
    is_open: bool
    is_proposed: bool


def asked(draft: Draft, *, posted: Mapping[str, str]) -> tuple[Asked, ...]:
    """The questions, those without an answer first; what was just sent is not lost."""
    found = [_asked(one, posted=posted) for one in draft.questions]
    return tuple(sorted(found, key=lambda one: one.question.is_answered))


def _asked(question: Question, *, posted: Mapping[str, str]) -> Asked:
    given = _sent(question, posted=posted) or question.answer
    chosen = given.choice if given is not None else question.proposed
    options = tuple(
        Option(
            one.key, one.word, one.takes, _typed(question, key=one.key, given=given),
            one.key == chosen, one.takes == NUMBER,
        )
        for one in question.choices
    )  # fmt: skip
    is_open = given is not None and given.is_open
    return Asked(question, options, is_open, given is None and bool(question.proposed))


def _typed(question: Question, *, key: str, given: Answer | None) -> str:
    if given is not None and given.choice == key:
        return given.typed
    return question.typed


def answers_from(posted: Mapping[str, str], *, draft: Draft) -> dict[str, Answer]:
    """The answers of a page to the questions that it asked."""
    found = {}
    for question in draft.questions:
        answer = _sent(question, posted=posted)
        if answer is not None:
            found[question.key] = answer
    return found


def _sent(question: Question, *, posted: Mapping[str, str]) -> Answer | None:
    """A choice; or the only field that something was typed into."""
    key = question.key
    typed = {
        one.key: posted.get(f"t:{key}:{one.key}", "").strip()
        for one in question.choices
        if one.takes
    }
    choice = posted.get(f"c:{key}", "")
    filled = [one for one, text in typed.items() if text and text != question.typed]
    if not choice and len(filled) == 1:
        choice = filled[0]
    if not choice:
        return None
    return Answer(choice, typed.get(choice, ""), posted.get(f"o:{key}") == "1")
