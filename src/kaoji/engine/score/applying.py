"""What 适用 rules out for a unit before any fact is known: its own facts are not asked for."""

from __future__ import annotations

from collections.abc import Callable

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.periods import parse_period
from kaoji.engine.score.plain import Run


def ruled_out_in(run: Run) -> Callable[[str, str, str], bool]:
    """Whether a key is surely not applicable to a subject in a period, or a group above it.

    What depends on facts stays asked for: only an answer that no fact can change rules out.
    """

    def ruled_out(key: str, subject: str, period: str) -> bool:
        when = parse_period(period) or run.period
        try:
            return any(
                run.applies(path, subject=subject, period=when) is False
                for path in _from_the_top(key)
                if path in run.plan.nodes
            )
        except FeelFailure:
            return False

    return ruled_out


def _from_the_top(key: str) -> list[str]:
    steps = key.split("/")
    return ["/".join(steps[: count + 1]) for count in range(len(steps))]
