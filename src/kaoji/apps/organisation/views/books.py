"""The organisation out to and in from workbooks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from kaoji.apps.organisation import books
from kaoji.apps.organisation.permissions import EDIT_POSTS, EDIT_UNITS
from kaoji.web.access import allows
from kaoji.web.workbooks import importing


@allows(get=EDIT_UNITS, post=EDIT_UNITS)
def units(request: HttpRequest) -> HttpResponse:
    """Units: the template filled with what is held, a check, a confirmation, an undo."""
    return importing.answer(request, importer=books.UNITS)


@allows(get=EDIT_POSTS, post=EDIT_POSTS)
def people(request: HttpRequest) -> HttpResponse:
    """People and posts, in the same way."""
    return importing.answer(request, importer=books.PEOPLE)
