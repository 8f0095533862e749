"""What is proposed for each unit by the engine, and what meetings have decided beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Ruling, Run, Standing
from kaoji.apps.facts.sheets import plan_of_pack

#: A question about the grade has no name of its own.
GRADE = ""
YES, NO = "列入", "不列"


@dataclass(frozen=True, slots=True)
class Tie:
    """Units that are level for the seats that are left."""

    what: str
    into: str
    subjects: tuple[str, ...]
    seats: int
    body: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a meeting may decide: the grade, or who gets an honour."""

    about: str
    choices: tuple[str, ...]
    ties: tuple[Tie, ...]

    @property
    def word(self) -> str:
        """What it is about, as a page names it."""
        return self.about or _("等次")


@dataclass(frozen=True, slots=True)
class Answer:
    """What holds for a unit: what was proposed, what was decided, whether it must be decided."""

    standing: Standing
    question: Question
    proposed: str
    is_tied: bool
    ruling: Ruling | None = None

    @property
    def told(self) -> str:
        """What holds now; nothing where it is still open."""
        return self.proposed if self.ruling is None else self.ruling.decided

    @property
    def is_open(self) -> bool:
        """Whether a meeting must still decide."""
        return self.is_tied and self.ruling is None

    @property
    def departs(self) -> bool:
        """Whether something else was decided than was proposed."""
        return self.ruling is not None and self.ruling.decided != self.proposed


@lru_cache(maxsize=64)
def _grades(pack: str, digest: str, owner: int) -> tuple[str, ...]:
    """Remembered by digest: reading a scheme takes a while."""
    grading = plan_of_pack(pack, digest, owner).scheme.grading
    return tuple(one.name for one in grading.grades) if grading else ()


def questions_of(run: Run) -> tuple[Question, ...]:
    """The grade where the scheme has grades, and each honour that the result speaks of."""
    told = json.loads(run.result)["decisions"]
    scheme = run.scored_by
    found = []
    if grades := _grades(scheme.pack, scheme.digest, scheme.organisation_id):
        ties = _ties((one for one in told if one["kind"] == "grade"), is_grade=True)
        found.append(Question(GRADE, grades, ties))
    honours = [one for one in told if one["kind"] != "grade"]
    for name in dict.fromkeys(one["what"] for one in honours):
        ties = _ties((one for one in honours if one["what"] == name), is_grade=False)
        found.append(Question(name, (YES, NO), ties))
    return tuple(found)


def _ties(decisions: Iterable[Mapping[str, Any]], *, is_grade: bool) -> tuple[Tie, ...]:
    return tuple(
        Tie(
            what=str(one["what"]),
            into=str(one["what"]) if is_grade else YES,
            subjects=tuple(one["tied"]),
            seats=int(one["seats_open"] or 0),
            body=str(one["body"] or ""),
        )
        for one in decisions
        if one["needs_decision"]
    )


def standing_answers(run: Run) -> dict[tuple[int, str], Answer]:
    """What holds for each unit and question; two queries, whatever the number of units."""
    standings = list(run.standings.defer("account"))
    held = {
        (one.standing_id, one.about): one
        for one in Ruling.objects.filter(minute__run=run).select_related("minute").order_by("pk")
    }
    listed = _listed(run)
    return {
        (one.pk, question.about): Answer(
            one,
            question,
            proposed=_proposed(one, question=question, listed=listed),
            is_tied=any(one.subject in tie.subjects for tie in question.ties),
            ruling=held.get((one.pk, question.about)),
        )
        for question in questions_of(run)
        for one in standings
    }


def _listed(run: Run) -> set[tuple[str, str]]:
    """Who is proposed for which honour."""
    return {
        (one["what"], subject)
        for one in json.loads(run.result)["decisions"]
        if one["kind"] != "grade"
        for subject in one["proposed"]
    }


def _proposed(standing: Standing, *, question: Question, listed: set[tuple[str, str]]) -> str:
    if question.about == GRADE:
        return str(standing.grade)
    if any(standing.subject in tie.subjects for tie in question.ties):
        return ""
    return YES if (question.about, standing.subject) in listed else NO


def open_ties(run: Run) -> list[Answer]:
    """The units about which a meeting must still decide."""
    return [one for one in standing_answers(run).values() if one.is_open]


def grade_told(answers: Iterable[Answer]) -> str:
    """The grade and honours of one unit, as they are made public."""
    words = []
    for one in answers:
        if one.question.about == GRADE:
            words.append(one.told or (_("待议") if one.is_open else ""))
        elif one.told == YES:
            words.append(one.question.about)
    return " ".join(filter(None, words))
