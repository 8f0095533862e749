"""What tests of this room start from: a cycle over fourteen towns and a panel of leaders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.ratings import actions
from kaoji.apps.ratings.models import Rater, Rating, Sheet
from kaoji.apps.ratings.panels import panels_of
from kaoji.apps.ratings.scale import Filled
from tests.apps.appraisals import scored
from tests.cast import TOWNSHIPS, Cast

TOP, OWN = "主要领导", "包乡领导"
STAGES = (StageKind.RATINGS, StageKind.SCORE)
#: Long after a window of five working days that begins on the cast's day.
AFTER = datetime(2026, 7, 20, 2, 0, tzinfo=UTC)


@dataclass
class Panel:
    """The county, its cycle, and a rating of the panel."""

    cast: Cast
    cycle: Cycle
    rating: Rating

    def actor(self, key: str) -> Any:
        return self.cast.actor(key)

    def fresh(self) -> Rating:
        return Rating.objects.select_related("cycle__scheme").get(pk=self.rating.pk)

    def add(self, *people: str, kind: str = TOP) -> list[Rater]:
        """People of the cast as raters."""
        keys = [self.cast.people[one].pk for one in people]
        actions.add_raters(
            by=self.actor("clerk"), rating=self.fresh(), rater_class=kind, people=keys
        )
        return [self.rating.raters.get(user=key) for key in keys]

    def name(self, name: str, *, town: str = "", kind: str = TOP) -> Rater:
        """Somebody without an account."""
        one = actions.Named(name, "代表", self.cast.units[town] if town else None)
        actions.add_raters(
            by=self.actor("clerk"), rating=self.fresh(), rater_class=kind, named=[one]
        )
        return self.rating.raters.get(name=name)

    def open(self) -> Rating:
        now = self.fresh()
        return actions.open_rating(by=self.actor("clerk"), rating=now, version=now.version)

    def close(self, *, by: str = "clerk") -> Rating:
        now = self.fresh()
        return actions.close_rating(by=self.actor(by), rating=now, version=now.version)

    def filled(self, mark: str = "8", *, but: dict[str, str] | None = None) -> Filled:
        """The same mark for every town, but for some; an empty one leaves a town out."""
        texts = dict.fromkeys(TOWNSHIPS, mark) | (but or {})
        return Filled({str(self.cast.units[town].pk): text for town, text in texts.items() if text})

    def cast_all(self, rater: Rater, *, by: str, mark: str = "8", **but: str) -> None:
        actions.cast(by=self.actor(by), rater=rater, filled=self.filled(mark, but=but))

    def papers(self, count: int, *, kind: str = TOP) -> list[Sheet]:
        """Papers that went out and came back."""
        batch = actions.hand_out(
            by=self.actor("clerk"), rating=self.fresh(), rater_class=kind, count=count
        )
        if self.fresh().state == "draft":
            self.open()
        actions.take_back(by=self.actor("clerk"), batch=batch, count=count)
        return list(batch.sheets.all())


def cycle_in(cast: Cast, *, scheme: Any) -> Cycle:
    shapes = tuple(appraisals.StageShape(kind, 5) for kind in STAGES)
    return scored.cycle_in(cast, scheme=scheme, period="2026", stages=shapes)


def drawn(cast: Cast, *, cycle: Cycle, **changed: Any) -> Rating:
    """The panel of the year's end."""
    panel = next(one for one in panels_of(cycle) if one.period == "2026年终评估")
    told = {"window_days": 5, "low": "0", "high": "10", "step": "0.5"} | changed
    shape = actions.RatingShape(panel, **told)
    return actions.draw_up(by=cast.actor("clerk"), cycle=cycle, shape=shape)
