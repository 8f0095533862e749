"""A question about one cell, what may be answered, and the desk that keeps them in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from kaoji.engine.drafting.sheet import Cell
from kaoji.engine.plinth.exact import parse_decimal

NUMBER, TEXT = "number", "text"


class Answer(NamedTuple):
    """What somebody has answered; `is_open`: the drafting meeting is to look at it again."""

    choice: str
    typed: str = ""
    is_open: bool = False


class Choice(NamedTuple):
    """One answer that may be given; `takes`: what is typed with it."""

    key: str
    word: str
    takes: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is unclear: where it stands, what stands there, what may be answered."""

    key: str
    address: str
    quote: str
    text: str
    choices: tuple[Choice, ...]
    proposed: str = ""
    typed: str = ""
    answer: Answer | None = None

    @property
    def is_answered(self) -> bool:
        return self.answer is not None


class Desk:
    """Takes questions; gives the answer where there is a good one."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.asked: list[Question] = []
        self._answers = answers

    def ask(self, question: Question) -> Answer | None:
        """The answer, where it is one of those that may be given."""
        given = self._answers.get(question.key)
        answer = given if given is not None and _fits(given, question=question) else None
        self.asked.append(replace(question, answer=answer))
        return answer


def _fits(answer: Answer, *, question: Question) -> bool:
    choice = next((one for one in question.choices if one.key == answer.choice), None)
    if choice is None:
        return False
    if choice.takes == NUMBER:
        number = parse_decimal(answer.typed.strip())
        return number is not None and number > 0
    return bool(answer.typed.strip()) or not choice.takes


def about(cell: Cell, *, kind: str) -> tuple[str, str, str]:
    """The key, the address and the quotation of a question about a cell."""
    return f"{kind}:{cell.address}", cell.address, cell.text
