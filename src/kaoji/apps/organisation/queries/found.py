"""One row of the actor's organisation, or the answer that there is none."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

#: Keys in addresses may be any number; a database's are not.
LARGEST_KEY = 2**63 - 1


def found(rows: QuerySet[Any], *, key: int) -> Any:  # noqa: ANN401 - the model of the rows
    """The row with a key."""
    row = rows.filter(pk=key).first() if key <= LARGEST_KEY else None
    if row is None:
        raise Http404
    return row


def standing(day: date, *, prefix: str = "") -> Q:
    """Spells that are in force on a day."""
    begun = Q(**{f"{prefix}begins_on__lte": day})
    endless = Q(**{f"{prefix}ends_on__isnull": True})
    return begun & (endless | Q(**{f"{prefix}ends_on__gte": day}))
