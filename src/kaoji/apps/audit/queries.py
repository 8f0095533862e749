"""Reading the log: what an audit administrator may see of it, and all of it for verifying."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Min, Model, Q, QuerySet

from kaoji.apps.audit.acts import act_of
from kaoji.apps.audit.anchors import Anchor, gap_statement
from kaoji.apps.audit.chain import SEALED, sealed_bytes
from kaoji.apps.audit.models import Checkpoint, Entry, Gap, Head
from kaoji.apps.audit.signing import is_signed, public_key
from kaoji.apps.audit.verdicts import Row
from kaoji.web.actor import Actor

#: Entries that are read at once.
BATCH = 500
#: The act after which an organisation is no more.
REMOVED = "accounts.remove_demo"


def entries_visible_to(actor: Actor) -> QuerySet[Entry]:
    """Entries of the actor's organisation; the first on an installation also sees what belongs to
    none: what the program did by itself, sign-ins under names that nobody has, and what an
    organisation has left that was removed.
    """
    own = Q(organisation_key=actor.organisation_key or 0)
    removed = Entry.objects.filter(act=REMOVED).values("organisation_key")
    standing = Entry.objects.exclude(organisation_key__in=removed)
    first = standing.aggregate(first=Min("organisation_key"))["first"]
    if first is not None and first == actor.organisation_key:
        own |= Q(organisation_key__isnull=True) | Q(organisation_key__in=removed)
    return Entry.objects.filter(own)


def entry_visible_to(actor: Actor, *, number: int) -> Entry | None:
    """One entry; a hidden one and a missing one look the same."""
    return entries_visible_to(actor).filter(number=number).first()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing before and after an act."""

    name: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        """Whether it is not what it was."""
        return self.before != self.after


def changes_of(entry: Entry) -> tuple[Change, ...]:
    """Before and after side by side, in the order of their names."""
    before, after = _record(entry.before), _record(entry.after)
    names = [*before, *(name for name in after if name not in before)]
    return tuple(Change(name, _shown(before.get(name)), _shown(after.get(name))) for name in names)


def verb_of(entry: Entry) -> str:
    """What was done, in words."""
    return act_of(entry.act).verb


def rows_in_order() -> Iterator[Row]:
    """Every entry as `verdicts.examine` wants it, without keeping them all in memory."""
    if connection.vendor != "sqlite":
        columns = Entry.objects.order_by("number").values_list(*SEALED, "digest")
        for values in columns.iterator(chunk_size=BATCH):
            yield values[0], sealed_bytes(values[:-1]), values[-2], values[-1]
        return
    # Seventeen million values made into objects and put together again would take most of the
    # time: SQLite puts the text together itself and gives its bytes, as they are hashed. It keeps a
    # moment as `2026-01-05 01:00:07[.5…]`.
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT number, CAST({_sealed_in_sqlite()} AS BLOB), previous, digest "  # noqa: S608 - own names
            "FROM audit_entry ORDER BY number"
        )
        while rows := cursor.fetchmany(BATCH):
            yield from rows


def _sealed_in_sqlite() -> str:
    moment = "replace(at, ' ', 'T') || iif(instr(at, '.'), '+00:00', '.000000+00:00')"
    written = {"at": moment, "organisation_key": "ifnull(organisation_key, '')"}
    return " || char(0) || ".join(written.get(name, f'"{name}"') for name in SEALED)


def signed_gaps() -> tuple[Gap, ...]:
    """Gaps that this installation has signed; a gap that somebody else wrote counts for nothing."""
    key = public_key()
    return tuple(
        gap
        for gap in Gap.objects.all()
        if gap.key == key and is_signed(gap_statement(gap), signature=gap.signature, key=key)
    )


def head_now() -> Anchor:
    """What the head of the log says."""
    head = Head.objects.filter(pk=1).first()
    return Anchor(head.number, head.digest) if head else Anchor(0, Head().digest)


def seal_now() -> str:
    """The seal of the last entry, which tells whether anything was done since; nothing where
    nothing ever was.
    """
    return Head.objects.filter(pk=1).values_list("digest", flat=True).first() or ""


def checkpoints() -> QuerySet[Checkpoint]:
    """Every checkpoint, newest first."""
    return Checkpoint.objects.all()


def checkpoint_of(number: int) -> Checkpoint | None:
    """The checkpoint made when there were so many entries."""
    return Checkpoint.objects.filter(pk=number).first()


def gaps() -> QuerySet[Gap]:
    """What was purged."""
    return Gap.objects.all()


def _record(text: str) -> dict[str, Any]:
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {"": found}


def _shown(value: Any) -> str:  # noqa: ANN401 - whatever a room has written down
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def last_touch(row: Model) -> Entry | None:
    """The last entry about an object: who changed it, and when."""
    kind = row._meta.label_lower
    return Entry.objects.filter(object_kind=kind, object_key=str(row.pk)).first()
