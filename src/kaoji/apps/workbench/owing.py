"""What the holder of a post leaves behind when the post is handed over: what waits, in all rooms,
for whoever is in that post.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.apps import apps

from kaoji.apps.organisation.models import Holding
from kaoji.apps.organisation.owed import Owed
from kaoji.web import todo
from kaoji.web.actor import Actor
from kaoji.web.roles import Role


def owed_of(holding: Holding, on: date) -> Iterator[Owed]:
    """Everything that the workbench would show the holder for this one post, those due first."""
    del on  # what is under way is under way, whatever the day
    actor = _in_post(holding)
    found = todo.mine_by_room(actor)
    words = {one.label: str(one.verbose_name) for one in apps.get_app_configs()}
    for room, task in sorted(found, key=lambda one: str(one[1].due_on or "9999")):
        due_on = task.due_on.isoformat() if task.due_on else ""
        yield Owed(room=words.get(room, room), what=task.title, due_on=due_on)


def _in_post(holding: Holding) -> Actor:
    """The holder with this post alone: other posts are not handed over with it."""
    user, post = holding.user, holding.post
    role = Role(post.role)
    return Actor(
        username=user.username,
        name=user.name,
        organisation_key=holding.organisation_id,
        person_key=user.pk,
        roles=frozenset({role}),
        unit_keys=frozenset({post.unit_id}),
        posts=frozenset({(post.unit_id, role)}),
        post=post.name,
    )
