"""Sessions in the database; where it cannot be written that is a fault, not a wrong request."""

from __future__ import annotations

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import OperationalError


class SessionStore(DatabaseStore):
    """Django takes every failure to write for a session that was deleted meanwhile."""

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - as Django calls it
        """Write the session; a full disk is told as what it is."""
        try:
            super().save(must_create)
        except UpdateError as fault:
            if isinstance(fault.__context__, OperationalError):
                raise fault.__context__ from fault
            raise

    @classmethod
    def get_model_class(cls) -> type:
        """The same table."""
        return DatabaseStore.get_model_class()
