"""Receipt by the units, and who took which file."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from kaoji.apps.audit.actions import record
from kaoji.apps.documents import audit_types as acts
from kaoji.apps.documents.actions.common import add_step, home, shown
from kaoji.apps.documents.enums import NUMBERED, StepKind
from kaoji.apps.documents.models import Paper, PaperFile, Receipt
from kaoji.apps.documents.permissions import RECEIVERS, SIGN_FOR
from kaoji.apps.organisation.permissions import check, check_own
from kaoji.web import clock
from kaoji.web.actor import Actor


def sign_for(*, by: Actor, paper: Paper) -> tuple[Receipt, ...]:
    """Sign for a paper in the name of one's units; what is signed for stays as it was."""
    check(by, right=SIGN_FOR)
    check_own(by, paper)
    with transaction.atomic():
        mine = by.units_with(RECEIVERS)
        held = list(
            Receipt.objects.select_for_update().filter(
                paper=paper, paper__state__in=NUMBERED, unit__in=mine
            )
        )
        if not held:
            raise Http404
        open_ = [one for one in held if one.signed_at is None]
        for one in open_:
            one.signed_at, one.by_name = clock.now(), shown(by)
            one.save(update_fields=("signed_at", "by_name"))
            add_step(paper, kind=StepKind.SIGN_FOR, by=by, reason=one.name)
            record(acts.SIGN_FOR_PAPER, by=by, of=paper, after={"unit": one.name})
    return tuple(open_)


def note_reading(*, by: Actor, file: PaperFile) -> None:
    """Remember that somebody took a file."""
    record(acts.READ_FILE, by=by, of=file.paper, after={"kind": file.kind, "digest": file.digest})


def note_archive(*, by: Actor, year: int, digest: str, count: int) -> None:
    """Remember that somebody took the archive of a year."""
    after = {"digest": digest, "papers": count, "organisation": home(by)}
    record(acts.TAKE_ARCHIVE, by=by, named=str(year), after=after)
