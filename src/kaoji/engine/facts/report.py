"""Where the readers report what they find: the first thousand problems, the rest counted."""

from __future__ import annotations

from collections import Counter

from kaoji.engine.plinth.problem import Place, Problem, has_errors
from kaoji.engine.plinth.speech import speak

#: Nobody repairs more at one sitting; a table gone wrong as a whole would fill the memory.
MOST_PROBLEMS = 1000


class Report:
    """Collects problems in the order found, at most a thousand of them."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._unlisted: Counter[str] = Counter()
        self._hides_errors = False
        self.error_count = 0

    def add(self, problem: Problem) -> None:
        """Keep the problem, or count it where a thousand are kept already."""
        self.error_count += problem.severity == "error"
        if self.is_full:
            self._unlisted[problem.code] += 1
            self._hides_errors |= problem.severity == "error"
        else:
            self._kept.append(problem)

    @property
    def is_full(self) -> bool:
        """A thousand problems are kept; what comes now is only counted."""
        return len(self._kept) >= MOST_PROBLEMS

    @property
    def has_errors(self) -> bool:
        """Tell whether an error was reported, listed or not."""
        return self._hides_errors or has_errors(self._kept)

    def problems(self) -> tuple[Problem, ...]:
        """All that was kept and, where more was found, one line that says how much more."""
        if not self._unlisted:
            return tuple(self._kept)
        return (*self._kept, _rest(self._unlisted, are_errors=self._hides_errors))


def _rest(unlisted: Counter[str], *, are_errors: bool) -> Problem:
    codes = (
        speak("{code} {count} 处", code=code, count=count) for code, count in unlisted.most_common()
    )
    return Problem(
        "more-problems",
        speak(
            "另有 {total} 处问题没有列出，这里只列前 {most} 处：{codes}",
            total=unlisted.total(),
            most=MOST_PROBLEMS,
            codes=speak("、").join(codes),
        ),
        speak("先改正列出的，再检查一次"),
        severity="error" if are_errors else "note",
        place=Place(),
    )
