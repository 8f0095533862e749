"""When an organisation is removed, its packages go from the disk, unless somebody else has them."""

from __future__ import annotations

from collections.abc import Callable

from kaoji.apps.accounts.models import Organisation
from kaoji.apps.feedback.models import Package
from kaoji.web.files.keeping import drop_unheld


def held_files(digests: set[str]) -> set[str]:
    """Of some files those that are packages."""
    return set(Package.objects.filter(digest__in=digests).values_list("digest", flat=True))


def leave_no_files(organisation: Organisation) -> Callable[[], None]:
    """Look now which files it has; take them away when the rows are gone for good."""
    rows = Package.objects.filter(organisation=organisation).exclude(digest="")
    mine = set(rows.values_list("digest", flat=True))
    return lambda: drop_unheld(mine)
