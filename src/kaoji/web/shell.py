"""What stands around every page: the rail with its rooms, the top bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from kaoji.web import notices
from kaoji.web.access import Right, holds

#: On a phone the bar holds five: these and 更多.
ON_PHONE = 4
BIG_LETTERS = "kaoji_letters"

Count = Callable[[HttpRequest], int]


@dataclass(frozen=True, slots=True)
class Door:
    """An entry of the rail: where it leads, its word and icon, the right that shows it.

    `count`: how many things wait behind it for whoever asks. `at_foot`: set apart, below.
    """

    name: str
    word: str
    icon: str
    right: Right
    order: int
    count: Count | None = None
    at_foot: bool = False


@dataclass(frozen=True, slots=True)
class ShownDoor:
    """A door as a page shows it."""

    href: str
    word: str
    icon: str
    count: int
    is_here: bool
    at_foot: bool


@dataclass(slots=True)
class _Shell:
    doors: list[Door] = field(default_factory=list)
    leads: dict[str, str] = field(default_factory=dict)


_SHELL = _Shell()


def open_door(door: Door) -> None:
    """A room shows itself in the rail; called once, when its application is ready."""
    if door not in _SHELL.doors:
        _SHELL.doors.append(door)
        _SHELL.doors.sort(key=lambda one: one.order)


def lead(**names: str) -> None:
    """Say where the top bar leads: `search`, `person` (one's own account), `leave` (POST)."""
    _SHELL.leads.update(names)


def shell_of(request: HttpRequest) -> dict[str, Any]:
    """Names for templates: the actor, the doors that are open to it."""
    actor = getattr(request, "actor", None)
    always = {
        "actor": actor,
        "office_name": _office_of(request),
        "letters_are_big": request.COOKIES.get(BIG_LETTERS) == "big",
        "notices": notices.Pending(request),
        "leads": {what: address_of(name) for what, name in _SHELL.leads.items()},
    }
    if actor is None or not actor.username:
        return {**always, "doors": (), "doors_above": (), "doors_at_foot": (), "doors_on_phone": ()}
    doors = _open_to(request)
    above = tuple(door for door in doors if not door.at_foot)
    return {
        **always,
        "doors": doors,
        "doors_above": above,
        "doors_at_foot": tuple(door for door in doors if door.at_foot),
        "doors_on_phone": above[:ON_PHONE],
    }


def _office_of(request: HttpRequest) -> str:
    """The organisation of whoever is signed in."""
    user = getattr(request, "user", None)
    return str(user.organisation) if user is not None and user.is_authenticated else ""


def _open_to(request: HttpRequest) -> tuple[ShownDoor, ...]:
    match = request.resolver_match
    here, room = (match.view_name, match.app_name) if match else ("", "")
    held = [door for door in _SHELL.doors if holds(request, door.right)]
    exact = any(door.name == here for door in held)
    return tuple(
        ShownDoor(
            href=address_of(door.name),
            word=door.word,
            icon=door.icon,
            count=door.count(request) if door.count is not None else 0,
            is_here=door.name == here if exact else door is _first_of(held, room=room),
            at_foot=door.at_foot,
        )
        for door in held
    )


def _first_of(doors: list[Door], *, room: str) -> Door | None:
    """The door of a room that has several, for pages behind none of them."""
    return next((door for door in doors if room and door.name.split(":")[0] == room), None)


def address_of(name: str) -> str:
    """The address of a named page; nothing where the room is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
