"""What the workbench tells of this room: versions that wait for another person to release them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.schemes.models import ReleaseState, SchemeRelease
from kaoji.apps.schemes.permissions import RELEASE
from kaoji.web.actor import Actor
from kaoji.web.asking import Question
from kaoji.web.todo import Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("schemes", mine=_mine, given=_given))


def _mine(actor: Actor) -> Iterator[Question[Task]]:
    yield from _waiting(actor, is_own=False, verb=_("去核对"))


def _given(actor: Actor) -> Iterator[Question[Task]]:
    yield from _waiting(actor, is_own=True, verb=_("去看"))


def _waiting(actor: Actor, *, is_own: bool, verb: str) -> Iterator[Question[Task]]:
    """Versions that one has sent oneself, or that others have."""
    if not actor.roles & RELEASE.held_by:
        return

    def told(waiting: Sequence[SchemeRelease]) -> Iterator[Task]:
        for one in waiting:
            if (one.asked_by_id == actor.person_key) is is_own:
                yield _task(one, verb=verb)

    rows = SchemeRelease.objects.of(actor).filter(state=ReleaseState.ASKED)
    named = ("pk", "title", "version", "asked_by_id", "asked_by_name")
    yield Question(rows, names=named, say=told)


def _task(one: SchemeRelease, *, verb: str) -> Task:
    return Task(
        title=str(one),
        context=_("{name} 送审，待另一人发布").format(name=one.asked_by_name),
        due_on=None,
        verb=verb,
        url=reverse("schemes:release", args=(one.pk,)),
        kind=_("方案发布"),
    )
