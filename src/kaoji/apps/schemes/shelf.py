"""One door to all schemes that may be used: shipped ones and an organisation's released ones."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from kaoji.apps.schemes.gallery import entry_of, shipped
from kaoji.apps.schemes.queries import OWN, release_named, released
from kaoji.apps.schemes.store import path_of
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Shelved:
    """A scheme that may be used as it is now; `path`: what a run of the engine is given."""

    reference: str
    key: str
    version: str
    title: str
    digest: str
    path: Path


def choices(owner: int | None) -> tuple[tuple[str, str], ...]:
    """What may be chosen: the own ones first."""
    own = [(one.reference, f"{one}（{one.reference}）") for one in released(owner)]
    return (*own, *((one.reference, f"{one.title}（{one.reference}）") for one in shipped()))


def shelved(reference: str, *, owner: int | None = None) -> Shelved:
    """The scheme of a reference: `zhengding-towns@2016.1`, or `own:hean-towns@2026.1`."""
    if reference.startswith(OWN):
        return _own(reference, owner=owner)
    entry = entry_of(reference)
    if entry is None:
        raise _unknown()
    digest = hashlib.sha256(entry.path.read_bytes()).hexdigest()
    title = entry.title or entry.id
    return Shelved(entry.reference, entry.id, entry.version, title, digest, entry.path)


def name_for_run(reference: str, *, owner: int | None) -> str:
    """What a run of the engine is given: a shipped scheme by its name, an own one by its file."""
    return str(_own(reference, owner=owner).path) if reference.startswith(OWN) else reference


def _own(reference: str, *, owner: int | None) -> Shelved:
    found = release_named(reference, owner=owner)
    if found is None:
        raise _unknown()
    for one in released(owner):  # its bases and other versions lie beside it
        path_of(one)
    return Shelved(
        reference, found.scheme.key, found.version, found.title, found.digest, path_of(found)
    )


def _unknown() -> Refused:
    return Refused("no-such-scheme", reason=_("没有这套方案"), field="pack")
