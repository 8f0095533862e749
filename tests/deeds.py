"""What rooms tell of their addresses, so that generic tests can try every one of them.

A room keeps `tests/apps/<room>/deeds.py` (or `tests/web/deeds.py`) with

- `PLACES`: for each address with a hole, or which needs something to stand before it answers, how
  to come there: {route name: Place(...)};
- `DEEDS`: for each address that changes something, a way to do it that succeeds;
- `QUIET`: addresses that take a POST and change nothing worth remembering: {route name: why}.

A route that is missing from them fails `tests/house/test_permissions.py` or `test_audited.py`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.test import Client
from django.urls import reverse

from kaoji.web.roles import Role
from tests import factories
from tests.cast import ADMINISTRATORS, PEOPLE, Cast
from tools.source import ROOT

Filling = Callable[[Cast], dict[str, Any]]

#: Somebody of the cast in every role.
HOLDER = {role: key for key, _name, role, *_ in reversed((*PEOPLE, *ADMINISTRATORS))}


def nothing(_cast: Cast) -> dict[str, Any]:
    """Nothing to fill in."""
    return {}


@dataclass(frozen=True)
class Place:
    """How to come to an address: what fills its holes (after having made it where needed).

    `hidden_from`: roles that hold the right and yet do not see this very object, and why.
    `is_everybodys`: what stands there belongs to no organisation.
    """

    kwargs: Filling = nothing
    hidden_from: dict[Role, str] = field(default_factory=dict)
    is_everybodys: bool = False


@dataclass(frozen=True)
class Deed:
    """An act that succeeds: who does it (a key of the cast; nobody: signed out), and with what.

    `before` makes what must stand, once, and its answer fills holes and the form: both are
    functions of the cast and of that answer. `named`: tells two deeds at one address apart.
    """

    route: str
    who: str = ""
    before: Callable[[Cast, Client], Any] = lambda _cast, _client: None
    kwargs: Callable[[Cast, Any], dict[str, Any]] = lambda _cast, _made: {}
    data: Callable[[Cast, Any], dict[str, Any]] = lambda _cast, _made: {}
    named: str = ""

    def __str__(self) -> str:
        return f"{self.route} {self.named}".strip()


def client_of(cast: Cast, who: str) -> Client:
    """The browser of somebody of the cast; of nobody."""
    client = factories.signed_in(cast.people[who]) if who else Client()
    client.raise_request_exception = False
    return client


def address(route: str, kwargs: dict[str, Any]) -> str:
    """The address of a route."""
    return reverse(route, kwargs=kwargs)


def _modules() -> list[Any]:
    found = []
    for path in sorted(chain(ROOT.glob("tests/apps/*/deeds.py"), ROOT.glob("tests/web/deeds.py"))):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        found.append(importlib.import_module(name))
    return found


def places() -> dict[str, Place]:
    """All places of all rooms."""
    return {
        name: one for module in _modules() for name, one in getattr(module, "PLACES", {}).items()
    }


def deeds() -> list[Deed]:
    """All deeds of all rooms."""
    return [one for module in _modules() for one in getattr(module, "DEEDS", ())]


def quiet() -> dict[str, str]:
    """All addresses that change nothing worth remembering."""
    return {
        name: why for module in _modules() for name, why in getattr(module, "QUIET", {}).items()
    }
