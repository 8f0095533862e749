"""What belongs to one organisation, and the one gate through which it is read."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from django.db import models

from kaoji.apps.accounts.models import Organisation
from kaoji.web.actor import Actor

M = TypeVar("M", bound=models.Model)


class OwnedQuerySet(models.QuerySet[M], Generic[M]):
    """Rows of one kind; read them `of` somebody."""

    def of(self, actor: Actor) -> OwnedQuerySet[M]:
        """Only what the actor's organisation owns; nothing for somebody without one."""
        return self.filter(organisation_id=actor.organisation_key or 0)


class Owned(models.Model):
    """A row that belongs to one organisation."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    objects: Any = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
