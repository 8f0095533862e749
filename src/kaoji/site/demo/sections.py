"""The appraisal of the audit bureau's sections: ballots without a name, a demotion by answer, and
one seat for which two are level.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from kaoji.apps.accounts.models import User
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.organisation.acting import actor_of
from kaoji.apps.ratings import actions as ratings
from kaoji.apps.ratings.models import Rater, Rating
from kaoji.apps.ratings.panels import panels_of
from kaoji.apps.ratings.rules import whom
from kaoji.apps.ratings.scale import Filled
from kaoji.site.demo import people as cast
from kaoji.site.demo.appraising import (
    CyclePlan,
    Paths,
    Step,
    Year,
    from_score_to_end,
    made_whole,
)
from kaoji.site.demo.claiming import Claims, LetterPlan, asked
from kaoji.site.demo.days import Days
from kaoji.site.demo.figures import drawn
from kaoji.site.demo.sheets import Sheet
from kaoji.web import clock
from kaoji.web.roles import Role

_STAGES = (
    (StageKind.COLLECT, 245), (StageKind.VETOES, 12), (StageKind.RATINGS, 5), (StageKind.SCORE, 5),
    (StageKind.MEETING, 5), (StageKind.PUBLIC, 5), (StageKind.FINAL, 5),
)  # fmt: skip
PLAN = CyclePlan("审计局处室绩效考核", cast.SECTIONS, "处室", _STAGES)
_LETTERS = (LetterPlan("降等情形", cast.DISCIPLINE, whom="法规科", paper="禾纪处〔2025〕6号"),)
#: Everybody gives these two the same.
LEVEL = ("财政审计科", "投资审计科")
_PAPER = "审计局局长办公会议纪要〔2026〕3号"


@dataclass(slots=True)
class Satisfaction:
    """The ballots of a year: who is above, and who is in the sections."""

    year: Year

    @property
    def rating(self) -> Rating:
        """The row as it is now."""
        found: Rating = Rating.objects.get(cycle=self.year.key)
        return found

    def open(self) -> None:
        """The office draws it up, names the raters and opens it."""
        by = self.year.county.clerk()
        panel = next(iter(panels_of(self.year.cycle)))
        shape = ratings.RatingShape(panel, window_days=5, low="60", high="100")
        rating = ratings.draw_up(by=by, cycle=self.year.cycle, shape=shape)
        for word, people in (("局领导", self._leaders()), ("中层以下", self._others())):
            keys = [one.pk for one in people]
            ratings.add_raters(by=by, rating=rating, rater_class=word, people=keys)
        rating = self.rating
        ratings.open_rating(by=by, rating=rating, version=rating.version)

    def _leaders(self) -> list[User]:
        planned = self.year.county.planned
        roles = (Role.UNIT_HEAD, Role.SUPPLIER_HEAD, Role.UNIT_LIAISON)
        return [planned(role, unit=cast.AUDIT_BUREAU) for role in roles]

    def _others(self) -> list[User]:
        planned = self.year.county.planned
        return [planned(Role.STAFF, unit=section) for section in cast.OF_AUDIT]

    def cast(self) -> None:
        """Everybody signs a ballot on the page; nobody rates the own section."""
        for rater in self.rating.raters.select_related("user"):
            by = actor_of(rater.user, on=clock.today())  # type: ignore[arg-type]
            ratings.cast(by=by, rater=rater, filled=self._filled(rater))

    def _filled(self, rater: Rater) -> Filled:
        concerning = whom(rater, rating=self.rating, on=clock.today())
        marks = {
            str(key): str(_mark(concerning.units[key], rater=rater.name)) for key in concerning.owed
        }
        return Filled(marks, {})

    def close(self) -> None:
        """Counted and sealed: tallies, no names."""
        rating = self.rating
        ratings.close_rating(by=self.year.county.clerk(1), rating=rating, version=rating.version)


def _mark(section: str, *, rater: str) -> int:
    return 96 if section in LEVEL else drawn("satisfied", section, rater, least=82, most=97)


def last_year(year: Year, *, sheets: tuple[Sheet, ...], days: Days) -> Iterator[Step]:
    """2025 to its end."""
    yield date(2025, 3, 3), 11, lambda: year.set_up(begins_on=date(2025, 3, 3))
    ends = date(2026, 3, 2)
    yield ends, 12, partial(year.end, StageKind.COLLECT, note="四个季度和年度数据已锁定。")
    yield from made_whole(sheets, since=ends, days=days)
    yield ends, 13, partial(year.begin, StageKind.VETOES)
    yield from asked(Claims(year, _LETTERS), since=ends, days=days)
    answered = days.after(ends, 11)
    yield (
        answered,
        10,
        partial(year.end, StageKind.VETOES, note="纪委监委机关已答复，一家有降等情形。"),
    )
    yield answered, 11, partial(year.begin, StageKind.RATINGS)
    ballots = Satisfaction(year)
    yield answered, 14, ballots.open
    yield days.after(answered, 2), 10, ballots.cast
    yield days.after(answered, 3), 10, ballots.close
    yield (
        days.after(answered, 3),
        11,
        partial(year.end, StageKind.RATINGS, note="九张票全部收回，已封票。"),
    )
    yield days.after(answered, 3), 12, partial(year.begin, StageKind.SCORE)
    told = Paths(_PAPER, "六个处室都已定分，先进一席两家并列，提请会议研究。")
    yield from from_score_to_end(year, told=told, since=days.after(answered, 4), days=days)


def this_year(year: Year, *, days: Days) -> Iterator[Step]:
    """2026 to its middle: quarters come in, scored once to see how it stands."""
    begins_on = date(2026, 3, 2)
    yield begins_on, 16, lambda: year.set_up(begins_on=begins_on)
    yield days.ago(1), 14, partial(year.score, reason="半年试算")
