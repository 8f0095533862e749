"""What belongs to an organisation, table by table, in the order in which it can go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

from kaoji.apps.accounts.models import Attempt, Organisation, SecurityPolicy, User
from kaoji.apps.accounts.owned import Owned

#: What a room does beside its tables: looks before they go, and gives what is left to do after.
Afterwards = Callable[[], None]
_HOOKS: list[Callable[[Organisation], Afterwards]] = []


def before_removal(hook: Callable[[Organisation], Afterwards]) -> None:
    """A room that keeps more than rows says so; called once, when its application is ready."""
    if hook not in _HOOKS:
        _HOOKS.append(hook)


def afterwards(organisation: Organisation) -> tuple[Afterwards, ...]:
    """What is to be done once the rows are gone for good."""
    return tuple(hook(organisation) for hook in _HOOKS)


def belongings(organisation: Organisation) -> Iterator[models.QuerySet[Any]]:
    """Every row of an organisation but the log; what points to others comes before them."""
    found = {model: _rows_of(model, organisation=organisation) for model in apps.get_models()}
    left = {model: rows for model, rows in found.items() if rows is not None}
    while left:
        held = {target for model in left for target in _points_to(model)}
        free = [model for model in left if model not in held]
        if not free:
            raise RuntimeError(f"tables that point to each other: {sorted(map(str, left))}")
        for model in free:
            yield left.pop(model)


def _rows_of(
    model: type[models.Model], *, organisation: Organisation
) -> models.QuerySet[Any] | None:
    """The rows of a table that are an organisation's; nothing for a table that has none."""
    if model._meta.proxy:
        return None
    rows = model._base_manager.all()
    if model is Organisation:
        return rows.filter(pk=organisation.pk)
    if issubclass(model, Owned) or model in (User, SecurityPolicy):
        return rows.filter(organisation=organisation)
    if model is Attempt:
        names = User.objects.filter(organisation=organisation).values("username")
        return rows.filter(username__in=names)
    names_of_fields = {one.name: one for one in model._meta.fields}
    if model._meta.app_label != "audit" and "organisation_key" in names_of_fields:
        return rows.filter(organisation_key=organisation.pk)
    person = names_of_fields.get("user")
    if person is not None and person.related_model is User:
        people = User.objects.filter(organisation=organisation).values("pk")
        return rows.filter(user__in=people)
    return None


def _points_to(model: type[models.Model]) -> set[Any]:
    """Tables that must outlive the rows of this one."""
    targets = {one.related_model for one in model._meta.fields if one.is_relation}
    if model is Attempt:
        targets.add(User)
    return targets - {model}
