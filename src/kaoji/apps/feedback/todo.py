"""What the workbench tells of this room."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.feedback.enums import PackageState
from kaoji.apps.feedback.queries import packages_visible_to
from kaoji.web.actor import Actor
from kaoji.web.todo import Happening, Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("feedback", mine=_mine, news=_news))


def _mine(_actor: Actor) -> Iterator[Task]:
    yield from ()


def _news(actor: Actor, most: int) -> Iterator[Happening]:
    """Packages that were made."""
    made = packages_visible_to(actor).filter(state=PackageState.DONE)
    for one in made.order_by("-pk")[:most]:
        url = reverse("feedback:packages", args=[one.cycle.number])
        fact = _("{package} 已做好").format(package=one)
        yield Happening(one.done_at or one.asked_at, fact=fact, url=url)
