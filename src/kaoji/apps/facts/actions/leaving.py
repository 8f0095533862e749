"""When an organisation is removed, its evidence goes from the disk, unless another one has it."""

from __future__ import annotations

from collections.abc import Callable

from kaoji.apps.accounts.models import Organisation
from kaoji.apps.facts.files.store import path_of
from kaoji.apps.facts.models import Evidence


def leave_no_files(organisation: Organisation) -> Callable[[], None]:
    """Look now which files it has; take them away when the rows are gone for good."""
    mine = set(Evidence.objects.filter(organisation=organisation).values_list("digest", flat=True))

    def take_away() -> None:
        kept = set(Evidence.objects.filter(digest__in=mine).values_list("digest", flat=True))
        for digest in mine - kept:
            path_of(digest).unlink(missing_ok=True)

    return take_away
