"""Files that this room holds: workbooks and regulations; when an organisation goes, so do they."""

from __future__ import annotations

from collections.abc import Callable

from kaoji.apps.accounts.models import Organisation
from kaoji.apps.schemes.models import Intake, Regulation
from kaoji.web.files.keeping import drop_unheld

_HOLDERS = (Intake, Regulation)


def held_files(digests: set[str]) -> set[str]:
    """Of some files those that this room holds."""
    return {
        digest
        for model in _HOLDERS
        for digest in model.objects.filter(digest__in=digests).values_list("digest", flat=True)
    }


def leave_no_uploads(organisation: Organisation) -> Callable[[], None]:
    """Look now which files it has; take them away when the rows are gone for good."""
    mine = {
        digest
        for model in _HOLDERS
        for digest in model.objects.filter(organisation=organisation).values_list(
            "digest", flat=True
        )
        if digest
    }
    return lambda: drop_unheld(mine)
