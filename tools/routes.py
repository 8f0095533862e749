"""All addresses of the office, as Django resolves them: for the table of permissions and its tests.

`permissions_page` prints docs/developing/permissions.md.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

_TITLE = """# Who may ask for what

Printed from the code (`python -m tools.pages docs/developing/permissions.md`): every address, every
method it answers to, every role. `tests/house/test_permissions.py` tries each cell.

- **●** the page, or the act: a role that holds the right. What a person may not do *now* is refused
  with its reason (409), and the attempt is in the log.
- **·** 404: the same answer as for what does not exist. That somebody tried is in the log.
- **登** signed out: to the sign-in page.
- Any other method: 405.
- An object of another organisation: 404 for everybody, whatever the role.
"""


@dataclass(frozen=True, slots=True)
class Route:
    """An address: its name, its pattern, the view, and the right that each method needs."""

    name: str
    pattern: str
    view: Any
    rights: dict[str, Any] | None

    @property
    def holes(self) -> tuple[str, ...]:
        """What must be filled in."""
        return tuple(re.findall(r"<(?:\w+:)?(\w+)>", self.pattern))


def routes() -> tuple[Route, ...]:
    """Every address, in the order of the patterns."""
    set_up()
    from django.urls import get_resolver

    return tuple(_below(get_resolver().url_patterns, prefix="/", room=""))


def set_up() -> None:
    """Make Django ready, as in tests."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaoji.site.settings.test")
    if not apps.ready:
        django.setup()


def permissions_page() -> str:
    """The table of every address × method × role."""
    set_up()
    from kaoji.web.roles import Role

    known = routes()
    rooms = sorted({route.name.partition(":")[0] for route in known})
    labels = [str(role.label) for role in Role]
    head = ["地址", "方法", "权利", "未登录", *labels]
    pieces = [_TITLE]
    for room in rooms:
        own = [route for route in known if route.name.partition(":")[0] == room]
        rows = [
            [f"`{route.pattern}`", method, right.name, *_cells(right)]
            for route in sorted(own, key=lambda one: one.pattern)
            for method, right in sorted((route.rights or {}).items())
            if method in METHODS
        ]
        pieces.append(f"## {room}\n\n{_table(head, rows=rows)}\n")
    return "\n".join(pieces)


def _cells(right: Any) -> list[str]:  # noqa: ANN401 - a right
    from kaoji.web.access import PUBLIC
    from kaoji.web.roles import Role

    if right is PUBLIC:
        return ["●"] * (1 + len(Role))
    return ["登", *("●" if role in right.held_by else "·" for role in Role)]


def _table(head: list[str], *, rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _below(patterns: Iterable[Any], *, prefix: str, room: str) -> Iterator[Route]:
    for one in patterns:
        path = f"{prefix}{one.pattern}"
        if hasattr(one, "url_patterns"):
            yield from _below(one.url_patterns, prefix=path, room=one.app_name or room)
        else:
            rights = getattr(one.callback, "rights", None)
            name = f"{room}:{one.name}" if room else str(one.name)
            yield Route(name, path, one.callback, dict(rights) if rights is not None else None)
