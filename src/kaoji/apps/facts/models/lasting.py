"""Rows that are only ever added: what stands in them is what somebody has said, and when."""

from __future__ import annotations

from typing import Any, NoReturn

from kaoji.apps.accounts.owned import Owned


class Lasting(Owned):
    """A revision. The database refuses to change it as well (`guards.py`)."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        """Write a new row; one that stands is never written again."""
        if self.pk is not None:
            raise TypeError("a revision that stands is never changed: add another")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002 - Django's
        """Never."""
        raise TypeError("a revision is never deleted")
