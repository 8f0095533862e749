"""Packages stand in the store by digest; when an organisation is removed, they go with it."""

from __future__ import annotations

from collections.abc import Callable

from kaoji.apps.accounts.models import Organisation
from kaoji.apps.archiving.models import Archive
from kaoji.web.files.keeping import drop_unheld


def held_files(digests: set[str]) -> set[str]:
    """Of some files those that are packages."""
    return set(Archive.objects.filter(digest__in=digests).values_list("digest", flat=True))


def leave_no_files(organisation: Organisation) -> Callable[[], None]:
    """Look now which packages it has; take them away when the rows are gone for good."""
    rows = Archive.objects.filter(organisation=organisation).exclude(digest="")
    mine = set(rows.values_list("digest", flat=True))
    return lambda: drop_unheld(mine)
