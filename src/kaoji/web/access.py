"""Who may ask for a page. Every view declares it; a view that does not fails the build.

A right names an act and the roles that hold it. Whoever lacks it, and whoever asks for what is not
there, gets the same answer: nobody learns that something exists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from kaoji.web.actor import Actor
from kaoji.web.roles import Role

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Right:
    """An act that one may be allowed to do: its key, its Chinese name, the roles that hold it."""

    key: str
    name: str
    held_by: frozenset[Role]


#: Anybody, signed in or not.
PUBLIC = Right("public", "任何人", frozenset())
#: Anybody who is signed in.
SIGNED_IN = Right("signed_in", "已登录的人", frozenset(Role))


def allows(**by_method: Right) -> Callable[[View], View]:
    """Declare a view: `@allows(get=SEE_UNITS, post=EDIT_UNITS)`. HEAD goes with GET."""
    rights = {method.upper(): right for method, right in by_method.items()}
    if "GET" in rights:
        rights.setdefault("HEAD", rights["GET"])

    def declared(view: View) -> View:
        @wraps(view)
        def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401
            right = rights.get(request.method or "")
            if right is None:
                return HttpResponseNotAllowed(sorted(rights))
            if right is not PUBLIC:
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                if not holds(request, right):
                    raise Http404
            return view(request, *args, **kwargs)

        answering.rights = rights  # type: ignore[attr-defined]
        return answering

    return declared


def rights_of(view: View) -> Mapping[str, Right] | None:
    """What a view has declared; nothing where it has not."""
    found: Mapping[str, Right] | None = getattr(view, "rights", None)
    return found


def holds(request: HttpRequest, right: Right) -> bool:
    """Tell whether the person behind the request holds a right."""
    actor = request.actor  # type: ignore[attr-defined]
    return (
        right is PUBLIC
        or (right is SIGNED_IN and bool(actor.username))
        or bool(right.held_by & actor.roles)
    )


def actor_behind(request: HttpRequest) -> Actor:
    """Who asks, as the day's roles have it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
