"""What this room still owes to the stage 评议打分 of a cycle."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.ratings.actions.closing import unsettled
from kaoji.apps.ratings.enums import RatingState


def missing(cycle: Cycle) -> tuple[str, ...]:
    """A sentence for each rating that is not sealed, and for its papers that are not read."""
    return tuple(_missing(cycle))


def _missing(cycle: Cycle) -> Iterator[str]:
    for rating in cycle.ratings.exclude(state=RatingState.CLOSED):
        if rating.state == RatingState.DRAFT:
            yield _("“{rating}”还没有开始").format(rating=rating)
            continue
        yield _("“{rating}”还没有封票").format(rating=rating)
        if count := unsettled(rating):
            yield _("“{rating}”有 {count} 张评分表没有录完").format(rating=rating, count=count)
