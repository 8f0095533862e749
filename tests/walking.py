"""Every page of the office, with somebody who may see it: for tests that look at all of them."""

from __future__ import annotations

import pickle
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, JSONField, SlugField, TextField

from kaoji.apps.annexes.models import Table as AnnexTable
from kaoji.apps.annexes.models import Word as AnnexWord
from kaoji.apps.appraisals.enums import RunState
from kaoji.apps.appraisals.models import Cycle, Reissue, Run
from kaoji.apps.appraisals.publishing_enums import FinalState
from kaoji.apps.appraisals.publishing_models import Final
from kaoji.apps.archiving import guards as archive_guards
from kaoji.apps.archiving.models import Archive, Inspection
from kaoji.apps.audit.models import Entry
from kaoji.apps.facts import guards as facts_guards
from kaoji.apps.facts.models import Draft, TaskUnit
from kaoji.apps.feedback.models import BonusLine, BonusTable
from kaoji.apps.improvement.models import Item, Word
from kaoji.apps.nesting.models import Feed, Taken
from kaoji.apps.organisation.models import Succession
from kaoji.apps.verification.models import Recusal
from kaoji.apps.workbench.models import Letter, Reminder
from kaoji.web.access import PUBLIC
from kaoji.web.models import FormDraft, KeptView
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role
from tests import factories
from tests.cast import NOON, TODAY, Cast, county
from tests.deeds import HOLDER, Place, address, places
from tools.routes import Route, routes

#: Pages of the way in, which ask for the step before: the journeys come through them.
ON_THE_WAY = {
    "accounts:sign-in-code",
    "accounts:sign-in-bind",
    "accounts:sign-in-password",
    "accounts:own-device-bind",
    "ratings:by-code",
}
#: Whom a page is shown to, where several may see it.
FIRST = (Role.OFFICE_DIRECTOR, Role.OFFICE_CLERK, *Role)
_NUMBERS = count(1)


@dataclass(frozen=True)
class Stop:
    """A page of the walk: whose it is, and where."""

    route: Route
    cast: Cast
    path: str

    @property
    def users(self) -> list[Any]:
        """Who may look, the usual reader first; nobody where the page is before the door."""
        roles = roles_of(self.route)
        return [self.cast.people[HOLDER[role]] if role else None for role in roles]


def readable() -> tuple[Route, ...]:
    """Every address that one may look at."""
    return tuple(one for one in routes() if "GET" in (one.rights or {}))


def rooms() -> list[str]:
    """The rooms that have pages."""
    return sorted({room_of(one) for one in readable()})


def room_of(route: Route) -> str:
    """The room of an address."""
    return route.name.partition(":")[0]


def roles_of(route: Route) -> tuple[Role | None, ...]:
    """Who may see a page, the usual reader first."""
    right = route.rights["GET"]
    if right is PUBLIC:
        return (None,)
    hidden = places().get(route.name, Place()).hidden_from
    return tuple(role for role in FIRST if role in right.held_by and role not in hidden)


def furnished(**named: Any) -> tuple[Cast, list[tuple[Route, str]]]:
    """A county in which every room has something to show, and the addresses of what it has."""
    cast, paths = county(**named), []
    for route in readable():
        place = places().get(route.name, Place())
        try:
            with transaction.atomic():
                paths.append((route, address(route.name, place.kwargs(cast))))
        except (Refused, IntegrityError):
            pass  # what another example has done stands in the way
    _add_what_no_example_makes(cast)
    return cast, paths


class _Kept:
    """The furnished county of a run, as it was when it was made: tables, files, cast."""

    def __init__(self, folder: Path) -> None:
        self.files, self.tables = (
            TemporaryDirectory(prefix="kaoji-walk-"),
            sqlite3.connect(":memory:", check_same_thread=False),
        )
        cast, _paths = furnished()
        self.cast = pickle.dumps(cast)
        connection.connection.backup(self.tables)
        shutil.copytree(folder, self.files.name, dirs_exist_ok=True)

    def again(self, folder: Path) -> Cast:
        """Put everything back."""
        self.tables.backup(connection.connection)
        shutil.copytree(self.files.name, folder, dirs_exist_ok=True)
        return pickle.loads(self.cast)


@cache
def _kept() -> _Kept:
    return _Kept(Path(settings.DATA))


def furnished_in_empty_tables() -> Cast:
    """The furnished county where nothing stands yet: made once a process, then put back whole."""
    if connection.vendor != "sqlite":
        return furnished()[0]
    return _kept().again(Path(settings.DATA))


def _add_what_no_example_makes(cast: Cast) -> None:
    own = {"organisation": cast.organisation}
    bureau, town = cast.units["finance"], cast.units["稷原乡"]
    factories.make_duty(unit=bureau, basis="禾编〔2024〕1号")
    Succession.objects.create(
        **own, former=town, successor=bureau, kind="merged", on=TODAY, basis="禾编〔2024〕2号"
    )
    staff = cast.people["staff"]
    Reminder.objects.create(**own, user=staff, messenger="gateway", address="13900000000")
    Letter.objects.create(**own, user=staff, day=TODAY, way="gateway", reason="关着")
    kept = {"organisation_key": cast.organisation.pk, "username": staff.username, "at": NOON}
    KeptView.objects.create(**kept, listing="people", name="某筛选", asked="q=x")
    FormDraft.objects.create(**kept, path="/x/", sitting="s", fields={"reason": ["某话"]})
    done = Run.objects.filter(**own, state=RunState.DONE).first()
    if done is not None:
        Final.objects.create(
            **own, cycle=done.cycle, run=done, state=FinalState.WITHDRAWN, basis="禾考纪要1号",
            proposed_by=staff.pk, proposed_name="某人", proposed_at=NOON, reason="另有更正",
        )  # fmt: skip
    _add_what_later_rooms_keep(cast, own)
    row = TaskUnit.objects.filter(**own).first()
    if row is not None:
        column = row.task.keys.first()
        Draft.objects.create(
            **own, task=row.task, unit=row.unit, column=column, typed="7", by_name="某人", at=NOON
        )


def _add_what_later_rooms_keep(cast: Cast, own: dict[str, Any]) -> None:
    """Rows of which each example of a room has a county of its own."""
    said = {**own, "at": NOON, "by_name": "某人"}
    cycle = Cycle.objects.filter(**own).first()
    if cycle is not None:
        Reissue.objects.create(
            **said, cycle=cycle, number=1, before=cycle.scheme, after=cycle.scheme,
            basis="禾考发〔2026〕2号", reason="某理由", carried=["某参数"],
        )  # fmt: skip
        unit, person = cast.units["finance"], cast.people["appraiser"]
        Recusal.objects.create(
            **own, cycle=cycle, person=person, person_name="某人", unit=unit, unit_name="某局",
            reason="某理由", at=NOON,
        )  # fmt: skip
    archive, item = (model.objects.filter(**own).first() for model in (Archive, Item))
    if archive is not None:
        Inspection.objects.create(**said, archive=archive, is_same=False, faults=["某处"])
    if item is not None:
        Word.objects.create(**said, item=item, said="stated", text="某措施", evidence="某佐证")
    annexed = AnnexTable.objects.filter(**own).first()
    if annexed is not None:
        AnnexWord.objects.create(**said, table=annexed, edition=1, said="returned", text="某理由")
    feed = Feed.objects.filter(**own).first()
    if feed is not None:
        Taken.objects.create(**own, run=feed.run, feed=feed, sources={})
    table = BonusTable.objects.filter(**own).first()
    standing = None if table is None else table.final.run.standings.first()
    if standing is not None:
        BonusLine.objects.create(**own, table=table, standing=standing, person="某人", amount="1")


def walk(room: str) -> Iterator[Stop]:
    """The pages of a room. A page with a hole has a county of its own, in which it is filled."""
    shared = furnished_in_empty_tables()
    for route in readable():
        if room_of(route) != room or route.name in ON_THE_WAY:
            continue
        cast = county(code=f"hean-{next(_NUMBERS)}") if route.holes else shared
        kwargs = places().get(route.name, Place()).kwargs(cast)
        yield Stop(route, cast, address(route.name, kwargs))


# --- what is written into every text --------------------------------------------------------------

#: Texts that nobody types and no page tells: keys, digests, what is read by machines only.
MECHANICAL = {
    "password", "digest", "sent_digest", "signature", "previous", "once", "kind", "pack",
    "scheme_key", "key", "field", "period", "last_period", "grain", "low", "high", "version",
    "worker", "payload", "told", "object_kind", "object_key", "book", "facts", "subjects", "given",
    "result", "account", "subject", "status", "exact", "worst", "best", "layout",
}  # fmt: skip


def write_everywhere(text: str, *, among: Callable[[Any], Any]) -> set[str]:
    """Put a text into every field that holds text; which ones they are.

    `among(model)` gives the rows. What is too long for a field is cut from the left, so that the
    end of the text stands everywhere. Revisions and archived cycles are guarded, and for this
    moment they are not.
    """
    connection.check_constraints()  # while one waits to be checked, no guard can be lifted
    facts_guards.lift(connection)
    archive_guards.lift(connection)
    written = set()
    for model in apps.get_models():
        if not model.__module__.startswith("kaoji.") or model is Entry or model._meta.proxy:
            continue
        for row in among(model):
            told = {one.name: _fitting(text, one, row) for one in _texts(model)}
            told |= {one.name: _spread(text, getattr(row, one.name)) for one in _lists(model)}
            if told:
                model._base_manager.filter(pk=row.pk).update(**told)
                written |= {f"{model._meta.label}.{name}" for name in told}
    connection.check_constraints()
    facts_guards.install(connection)
    archive_guards.install(connection)
    return written


def _texts(model: Any) -> list[Any]:
    return [
        one
        for one in model._meta.get_fields()
        if isinstance(one, (CharField, TextField)) and not one.choices
        if one.name not in MECHANICAL and not isinstance(one, SlugField)
    ]


def _lists(model: Any) -> list[Any]:
    fields = model._meta.get_fields()
    return [one for one in fields if isinstance(one, JSONField) and one.name not in MECHANICAL]


def _fitting(text: str, field: Any, row: Any) -> str:
    whole = f"{text}{row.pk}" if field.unique or field.name in ("code", "name") else text
    return whole[-field.max_length :] if field.max_length else whole


def _spread(text: str, value: Any) -> Any:
    """The text instead of every word in a list or table; dates and numbers stay."""
    if isinstance(value, str):
        return text if value and not value[:1].isdigit() else value
    if isinstance(value, list):
        return [_spread(text, one) for one in value]
    if isinstance(value, dict):
        return {key: _spread(text, one) for key, one in value.items()}
    return value
