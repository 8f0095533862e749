"""When an organisation is removed, its proofs go from the disk, unless somebody else has them."""

from __future__ import annotations

from collections.abc import Callable

from kaoji.apps.accounts.models import Organisation
from kaoji.apps.selfscore.models import Proof
from kaoji.web.files.keeping import drop_unheld


def held_files(digests: set[str]) -> set[str]:
    """Of some files those that prove a self-score."""
    return set(Proof.objects.filter(digest__in=digests).values_list("digest", flat=True))


def leave_no_files(organisation: Organisation) -> Callable[[], None]:
    """Look now which files it has; take them away when the rows are gone for good."""
    mine = set(Proof.objects.filter(organisation=organisation).values_list("digest", flat=True))
    return lambda: drop_unheld(mine)
