"""What pages of this room, and rooms above it, read of own schemes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import Http404

from kaoji.apps.schemes.gallery import entry_of, study_of_pack
from kaoji.apps.schemes.models import (
    Intake,
    OwnScheme,
    Regulation,
    ReleaseState,
    Ruling,
    SchemeRelease,
    SchemeText,
)
from kaoji.apps.schemes.store import folder_of, path_of
from kaoji.apps.schemes.study import Study, study, study_of_settled
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

OWN = "own:"


def drafts_of(actor: Actor) -> QuerySet[OwnScheme]:
    """Own schemes that have not been discarded."""
    found: QuerySet[OwnScheme] = OwnScheme.objects.of(actor).filter(dropped_at__isnull=True)
    return found


def scheme_or_404(actor: Actor, *, key: int, with_dropped: bool = False) -> OwnScheme:
    """An own scheme by its row."""
    rows = OwnScheme.objects.of(actor) if with_dropped else drafts_of(actor)
    found: OwnScheme | None = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def text_of(scheme: OwnScheme, *, number: int | None = None) -> SchemeText:
    """One of its texts, the last unless another is asked for."""
    wanted = scheme.number if number is None else number
    found: SchemeText | None = scheme.texts.filter(number=wanted).first()
    if found is None:
        raise Http404
    return found


def released(organisation_key: int | None) -> QuerySet[SchemeRelease]:
    """What an organisation has released."""
    rows = SchemeRelease.objects.filter(
        organisation_id=organisation_key or 0, state=ReleaseState.RELEASED
    )
    found: QuerySet[SchemeRelease] = rows.select_related("scheme", "wording")
    return found


def release_named(reference: str, *, owner: int | None) -> SchemeRelease | None:
    """The released scheme of a reference such as `own:hean-towns@2026.1`."""
    key, _at, version = reference.removeprefix(OWN).rpartition("@")
    return released(owner).filter(scheme__key=key, version=version).first()


def folder_beside(actor: Actor) -> Path:
    """The folder of what is released, each as a file: where bases and versions are looked for."""
    for one in released(actor.organisation_key):
        try:
            path_of(one)
        except Refused:  # told to whoever uses this one; a draft beside it may be written on
            continue
    return folder_of(actor.organisation_key or 0)


def study_of_draft(actor: Actor, *, text: str, with_cases: bool = False) -> Study:
    """A text that is being written."""
    return study(text, folder=folder_beside(actor), with_cases=with_cases)


def study_of_release(release: SchemeRelease, *, with_cases: bool = False) -> Study:
    """A text that will not change."""
    folder = folder_of(release.organisation_id)
    file = f"{release.scheme.key}@{release.version}"
    return study_of_settled(release.wording.text, file=file, folder=folder, with_cases=with_cases)


def rulings_of(actor: Actor, *, reference: str = "") -> QuerySet[Ruling]:
    """The register, or what of it concerns one version."""
    rows: QuerySet[Ruling] = Ruling.objects.of(actor)
    return rows.filter(reference=reference) if reference else rows


def clauses_of(actor: Actor, *, reference: str) -> tuple[str, ...]:
    """The clauses that a shipped or released scheme names."""
    entry = entry_of(reference)
    if entry is not None:
        return study_of_pack(entry).clauses
    found = release_named(reference, owner=actor.organisation_key)
    return () if found is None else study_of_release(found).clauses


def intakes_of(actor: Actor) -> QuerySet[Intake]:
    """Tables that were imported; the cells are read one by one."""
    rows: QuerySet[Intake] = Intake.objects.of(actor)
    return rows.select_related("scheme").defer("tables")


def intake_or_404(actor: Actor, *, key: int) -> Intake:
    """An import by its row."""
    rows = Intake.objects.of(actor).select_related("scheme", "regulation")
    found: Intake | None = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def regulations_of(actor: Actor) -> QuerySet[Regulation]:
    """Regulations that were kept."""
    rows: QuerySet[Regulation] = Regulation.objects.of(actor)
    return rows


def regulation_or_404(actor: Actor, *, key: int) -> Regulation:
    """A regulation by its row."""
    found = regulations_of(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


class Marked(NamedTuple):
    """A passage with the question to it."""

    clause: str
    text: str
    question: str


def marked_in(regulation: Regulation) -> tuple[Marked, ...]:
    """The passages of a regulation that somebody has put a question to, in their order."""
    found = sorted((int(at), question) for at, question in regulation.marks.items())
    return tuple(
        Marked(regulation.passages[at][1], regulation.passages[at][2], question)
        for at, question in found
    )


def number_in(text: str) -> int:
    """A number out of a form; what is none is before the first."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
