"""One trial: the result as it is, the result of the variant, and everything that differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.model import Scheme
from kaoji.engine.score.result import Result
from kaoji.engine.score.session import Scored
from kaoji.engine.whatif.change import Made
from kaoji.engine.whatif.compare import Differences, Fate, differences, grades_of
from kaoji.engine.whatif.weight import FullMarks, PanelWeight, full_marks, panel_weights

#: Fates that a summary names; those who stay the same are counted.
NAMED = (Fate.GAINS, Fate.LOSES, Fate.FIGURES, Fate.OPEN)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a variant comes to."""

    before: Result
    after: Result
    draft: Scheme | None
    made: tuple[Made, ...]
    differences: Differences
    full_before: tuple[FullMarks, ...]
    full_after: tuple[FullMarks, ...]
    panels: tuple[PanelWeight, ...]

    @property
    def is_without_effect(self) -> bool:
        """Nothing at all has come out otherwise."""
        found = self.differences
        is_same = all(one.fate is Fate.SAME for one in found.subjects)
        return is_same and all(one.is_same for one in found.decisions)

    def as_json(self, *, problems: tuple[Problem, ...]) -> dict[str, object]:
        """The trial in the shape of `kaoji schema whatif`."""
        found = self.differences
        return {
            **head_json(self.before, draft=self.draft),
            "changes": [one.as_json() for one in self.made],
            "summary": _summary(found),
            "subjects": [one.as_json() for one in found.subjects],
            "decisions": [one.as_json() for one in found.decisions],
            "consequences": [one.as_json() for one in found.consequences],
            "sums": [one.as_json() for one in found.sums],
            "full_marks": {
                "before": [one.as_json() for one in self.full_before],
                "after": [one.as_json() for one in self.full_after],
            },
            "panels": [one.as_json() for one in self.panels],
            "problems": [one.as_json() for one in problems],
        }


def head_json(result: Result, *, draft: Scheme | None) -> dict[str, object]:
    """Which scheme, which draft, which period."""
    named = None
    if draft is not None:
        named = {"scheme": draft.id, "title": draft.title, "version": draft.version}
    return {
        "scheme": result.scheme,
        "title": result.title,
        "version": result.version,
        "period": None if result.period is None else str(result.period),
        "draft": named,
    }


def _summary(found: Differences) -> Mapping[str, object]:
    named = {fate.value: [one.one.subject for one in found.of(fate)] for fate in NAMED}
    return {**named, "same": len(found.of(Fate.SAME))}


def nothing_json(
    result: Result, *, draft: Scheme | None, problems: tuple[Problem, ...]
) -> dict[str, object]:
    """The shape of a trial with nothing in it but the problems."""
    lists = ("changes", "subjects", "decisions", "consequences", "sums", "panels")
    return {
        **head_json(result, draft=draft),
        "summary": {**{fate.value: [] for fate in NAMED}, "same": 0},
        **{name: [] for name in lists},
        "full_marks": {"before": [], "after": []},
        "problems": [one.as_json() for one in problems],
    }


def trial_of(
    before: Scored, *, after: Scored, draft: Scheme | None, made: tuple[Made, ...]
) -> Trial:
    """Hold the two scorings against each other."""
    old, new = before.run.plan.scheme, after.run.plan.scheme
    grades = grades_of(old, after=new)
    return Trial(
        before=before.result,
        after=after.result,
        draft=draft,
        made=made,
        differences=differences(before.result, after=after.result, grades=grades),
        full_before=full_marks(before),
        full_after=full_marks(after),
        panels=panel_weights(after),
    )
