"""Found by the first letters of their sounds: 禾安县 by `hax`. A table that may be long keeps them.

`SOUNDS` of a model says for a field in which column its letters are kept; an empty name: the field
holds letters and digits, which sound as they are written. Other fields are asked row by row.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, ClassVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models

LONGEST = 100


@lru_cache(maxsize=200_000)
def initials(text: str) -> str:
    """The first letters of the sounds: 禾安县 is `hax`; letters and digits stay."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - its tables take long to load

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


class _Kept:
    """A column that follows what is spoken in its row, also where many rows are made at once.

    `bulk_update` writes what it is told: where it changes a text, the letters are told to it too.
    """

    max_length: int | None
    plain: str

    def pre_save(self, row: Any, add: bool) -> str:  # noqa: ANN401, ARG002, FBT001 - Django's own
        """The letters as they are now."""
        row.initials = row.letters[: self.max_length]
        found: str = row.initials
        return found

    def deconstruct(self) -> Any:  # noqa: ANN401 - Django's own
        """For migrations it is a column like others."""
        name, _path, told, named = super().deconstruct()  # type: ignore[misc]
        return name, f"django.db.models.{self.plain}", told, named


class Initials(_Kept, models.CharField):
    """The letters of short texts."""

    plain = "CharField"


class Letters(_Kept, models.TextField):
    """The letters of texts of any length."""

    plain = "TextField"


class Sounded(models.Model):
    """A row that keeps the letters of its name, or of all that stands in `SPOKEN`."""

    SOUNDS: ClassVar[dict[str, str]] = {"name": "initials"}
    SPOKEN: ClassVar[tuple[str, ...]] = ("name",)

    initials: Any = Initials(max_length=LONGEST, blank=True, db_index=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        """The letters follow the name."""
        written = kwargs.get("update_fields")
        if written is not None and set(self.SPOKEN) & set(written):
            kwargs["update_fields"] = {*written, "initials"}
        super().save(*args, **kwargs)

    @property
    def letters(self) -> str:
        """What is to be kept of the row as it is now."""
        return letters_of(getattr(self, one) for one in self.SPOKEN)


def letters_of(texts: Iterable[str]) -> str:
    """The letters of some texts, a line each: nobody looks for a line's end."""
    return "\n".join(initials(text) for text in texts)


def fill_letters(model: Any, *, spoken: tuple[str, ...], batch: int = 1000) -> None:  # noqa: ANN401
    """Give rows that stood here before their letters; for migrations."""
    rows, found = model.objects, []
    longest = model._meta.get_field("initials").max_length
    for row in rows.only("pk", *spoken).iterator(chunk_size=batch):
        row.initials = letters_of(getattr(row, one) for one in spoken)[:longest]
        found.append(row)
        if len(found) == batch:
            rows.bulk_update(found, ("initials",))
            found = []
    rows.bulk_update(found, ("initials",))


def kept_letters(model: type[models.Model], *, path: str) -> str | None:
    """The column with the letters of a field, as a path; the field itself where it sounds as it is
    written; nothing where no letters are kept.
    """
    before, _, name = path.rpartition("__")
    for step in before.split("__") if before else ():
        try:
            related = model._meta.get_field(step).related_model
        except FieldDoesNotExist:
            return None
        if not isinstance(related, type):
            return None
        model = related
    column = getattr(model, "SOUNDS", {}).get(name)
    if column is None:
        return None
    return path if not column else "__".join(filter(None, (before, column)))
