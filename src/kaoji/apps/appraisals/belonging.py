"""Which tables belong to a cycle, and by which fields one comes from a row to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.apps import apps
from django.db import models

from kaoji.apps.appraisals.models import Cycle

#: Fields that lead from a row to its cycle, the nearest first.
Way = tuple[str, ...]


@lru_cache(maxsize=1)
def ways_to_cycles() -> dict[type[models.Model], Way]:
    """Every table whose rows belong to a cycle, of whatever room, by its shortest way."""
    found: dict[type[models.Model], Way] = {Cycle: ()}
    while True:
        further = {
            model: way for model in apps.get_models() if model not in found
            for way in [_way(model, found=found)] if way
        }  # fmt: skip
        if not further:
            return found
        found |= further


def _way(model: type[models.Model], *, found: dict[type[models.Model], Way]) -> Way:
    ways = sorted(
        ((one.name, *found[one.related_model]) for one in _owners(model)
         if one.related_model in found),
        key=len,
    )  # fmt: skip
    return ways[0] if ways else ()


def _owners(model: type[models.Model]) -> Iterator[models.ForeignKey]:
    """The rows without which a row is not there."""
    for one in model._meta.fields:
        if isinstance(one, models.ForeignKey) and not one.null:
            yield one


def lookup(way: Way) -> str:
    """The way as a filter has it."""
    return "__".join(way) or "pk"
