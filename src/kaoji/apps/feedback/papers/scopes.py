"""What of a result may be told to whom: as far as its publication went, no further."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Run
from kaoji.apps.appraisals.publishing_enums import PublicationState, Scope

#: A paper to all units of a group tells what the group may know.
_TO_ALL = (Scope.PUBLIC, Scope.COUNTY, Scope.GROUP)
_SENTENCE = re.compile(r"[^。；]+[。；]?")


@dataclass(frozen=True, slots=True)
class Told:
    """Which items all units of the group may read of each other."""

    grade: bool = True
    rank: bool = False
    score: bool = False


def told_of(run: Run) -> Told:
    """As the publication says that stands; where there was none, the grade alone."""
    found = run.publications.filter(state=PublicationState.PUBLIC).first()
    if found is None:
        return Told()
    return Told(
        grade=found.grade_scope in _TO_ALL,
        rank=found.rank_scope in _TO_ALL,
        score=found.score_scope in _TO_ALL,
    )


def own_only(text: str, *, others: Iterable[str]) -> str:
    """A text without the sentences that name somebody else, and a word where one was left out."""
    names = tuple(others)
    sentences = _SENTENCE.findall(text)
    kept = [one for one in sentences if not any(name in one for name in names)]
    left_out = _("（与其他单位比较的内容从略。）") if len(kept) < len(sentences) else ""
    return "".join(kept) + left_out
