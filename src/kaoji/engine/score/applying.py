"""What 适用 rules out for a unit: then nobody owes its facts, nor a nil return."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kaoji.engine.facts.book import steps_above
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.periods import Period, parse_period

if TYPE_CHECKING:
    from kaoji.engine.score.reading import Reading


def ruled_out_in(run: Reading) -> Callable[[str, str, str], bool]:
    """Which keys a subject does not owe in a period, the period as it is written."""

    def ruled_out(key: str, subject: str, period: str) -> bool:
        when = parse_period(period) or run.period
        return is_ruled_out(run, path=key, subject=subject, period=when)

    return ruled_out


def is_ruled_out(run: Reading, *, path: str, subject: str, period: Period) -> bool:
    """Whether a key is surely not applicable to a subject in a period, or a group above it.

    What depends on facts stays asked for: only an answer that no fact can change rules out.
    """
    return any(
        _is_surely_out(run, one, subject, period)
        for one in (*steps_above(path), path)
        if one in run.plan.nodes
    )


def _is_surely_out(run: Reading, path: str, subject: str, period: Period) -> bool:
    asked = ("ruled out", path, subject, period)
    if asked in run.caches:  # 适用 that reads the very list, or one of its own group
        return False
    run.caches[asked] = True
    try:
        return run.applies(path, subject=subject, period=period) is False
    except FeelFailure:
        return False
    finally:
        del run.caches[asked]
