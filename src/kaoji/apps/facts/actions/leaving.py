"""When an organisation is removed, its evidence goes from the disk, unless somebody else has it."""

from __future__ import annotations

from collections.abc import Callable

from kaoji.apps.accounts.models import Organisation
from kaoji.apps.facts.models import Evidence
from kaoji.web.files.keeping import drop_unheld


def held_files(digests: set[str]) -> set[str]:
    """Of some files those that are evidence."""
    return set(Evidence.objects.filter(digest__in=digests).values_list("digest", flat=True))


def leave_no_files(organisation: Organisation) -> Callable[[], None]:
    """Look now which files it has; take them away when the rows are gone for good."""
    mine = set(Evidence.objects.filter(organisation=organisation).values_list("digest", flat=True))
    return lambda: drop_unheld(mine)
