"""Three-valued answers: yes, no, or not known while facts are missing.

A result computed from them is sound: a yes or no holds for every completion of the facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

#: `None`: some completions of the missing facts say yes, some may say no.
Answer: TypeAlias = bool | None


def all_of(answers: Iterable[Answer]) -> Answer:
    """No as soon as one says no; yes when every one says yes."""
    result: Answer = True
    for answer in answers:
        if answer is False:
            return False
        if answer is None:
            result = None
    return result


def any_of(answers: Iterable[Answer]) -> Answer:
    """Yes as soon as one says yes; no when every one says no."""
    return opposite(all_of(opposite(answer) for answer in answers))


def opposite(answer: Answer) -> Answer:
    return None if answer is None else not answer


def agreed(answers: Iterable[Answer]) -> Answer:
    """The answer that every one of several possible cases gives (no case: no)."""
    different = set(answers)
    if not different:
        return False
    return different.pop() if len(different) == 1 else None
