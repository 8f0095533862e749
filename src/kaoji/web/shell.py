"""What stands around every page: the rail with its rooms, the top bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from kaoji.web.access import Right, holds


@dataclass(frozen=True, slots=True)
class Door:
    """An entry of the rail: where it leads, its word and icon, the right that shows it."""

    name: str
    word: str
    icon: str
    right: Right
    order: int


_DOORS: list[Door] = []


def open_door(door: Door) -> None:
    """A room shows itself in the rail; called once, when its application is ready."""
    if door not in _DOORS:
        _DOORS.append(door)
        _DOORS.sort(key=lambda one: one.order)


def shell_of(request: HttpRequest) -> dict[str, Any]:
    """Names for templates: the actor, the doors that are open to it."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.username:
        return {"actor": actor, "doors": ()}
    doors = tuple(door for door in _DOORS if holds(request, door.right))
    room = request.resolver_match.app_name if request.resolver_match else ""
    here = next((door.name for door in doors if door.name.split(":")[0] == room), "")
    return {"actor": actor, "doors": doors, "door_here": here}
