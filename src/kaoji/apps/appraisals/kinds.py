"""Of which kinds of subjects a pinned scheme speaks: 乡镇, 部门."""

from __future__ import annotations

from functools import lru_cache

from kaoji.apps.facts.models import PinnedScheme
from kaoji.apps.schemes.shelf import shelved
from kaoji.engine.scheme.load import load_scheme
from kaoji.web.refusals import Refused


def kinds_of(scheme: PinnedScheme) -> tuple[str, ...]:
    """The kinds that the scheme scores; where it names none, what it calls its subjects."""
    try:
        return _kinds(scheme.pack, scheme.digest, scheme.organisation_id)
    except Refused:
        return ()


@lru_cache(maxsize=64)
def _kinds(pack: str, digest: str, owner: int) -> tuple[str, ...]:
    """Remembered by digest: reading a scheme takes a while."""
    del digest
    scheme = load_scheme(shelved(pack, owner=owner).path)[0]
    if scheme is None:
        return ()
    return scheme.subjects.kinds or (scheme.subjects.noun or "单位",)
