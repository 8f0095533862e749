"""Of which kinds of subjects a pinned scheme speaks: 乡镇, 部门."""

from __future__ import annotations

from functools import lru_cache

from kaoji.apps.facts.models import PinnedScheme
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.catalogue import find_scheme
from kaoji.engine.scheme.load import load_scheme


def kinds_of(scheme: PinnedScheme) -> tuple[str, ...]:
    """The kinds that the scheme scores; where it names none, what it calls its subjects."""
    return _kinds(scheme.pack, scheme.digest)


@lru_cache(maxsize=64)
def _kinds(pack: str, digest: str) -> tuple[str, ...]:
    """Remembered by digest: reading a scheme takes a while."""
    del digest
    path = find_scheme(pack)
    scheme = None if isinstance(path, Problem) else load_scheme(path)[0]
    if scheme is None:
        return ()
    return scheme.subjects.kinds or (scheme.subjects.noun or "单位",)
