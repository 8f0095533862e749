"""Two organisations, each text of which bears its mark: whatever the one asks for, nothing of the
other comes: no page, export, search or fault, by anybody, at any address.
"""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.apps import apps

from kaoji.apps.accounts.models import Organisation
from kaoji.apps.audit import actions
from kaoji.apps.audit.acts import Act
from kaoji.web import clock
from tests import walking
from tests.cast import NOON
from tests.deeds import HOLDER, Place, client_of, places

MARKS = ("KANARIEHUANG", "KANARIELAN")
#: What both marks begin with: a search for it must find the own only.
SHARED = "kanarie"
SOMETHING = Act("tests.canary", "做了某事")


def rows_of(organisation):
    """The rows of an organisation, of whichever model."""

    def among(model):
        rows = model._base_manager.all()
        if model is Organisation:
            return rows.filter(pk=organisation.pk)
        names = {one.name for one in model._meta.get_fields()}
        if "organisation" in names:
            return rows.filter(organisation=organisation)
        if "organisation_key" in names:
            return rows.filter(organisation_key=organisation.pk)
        return rows.none()

    return among


class Canary:
    """An organisation, its addresses, and a browser for each of its roles."""

    def __init__(self, mark):
        self.mark = mark
        self.cast, paths = walking.furnished(code=mark.lower(), name=mark)
        self.organisation = self.cast.organisation
        self.paths = {route.name: path for route, path in paths}
        walking.write_everywhere(mark, among=rows_of(self.organisation))
        for key in ("audit", "clerk"):
            actions.record(
                SOMETHING, by=self.cast.actor(key), named=mark, after={mark: mark}, reason=mark
            )
        self.clients = {role: client_of(self.cast, key) for role, key in HOLDER.items()}


@pytest.fixture(scope="module")
def pair(django_db_setup, django_db_blocker, tmp_path_factory):
    """Both, made once; taken back at the end."""
    from django.db import transaction
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("office")
    with (
        django_db_blocker.unblock(),
        override_settings(DATA=folder),
        clock.stopped_at(NOON),
        transaction.atomic(),
    ):
        yield tuple(Canary(mark) for mark in MARKS)
        transaction.set_rollback(True)


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.stopped_at(NOON):
        yield


def told(answer):
    """All that an answer says, in capitals; workbooks unpacked."""
    content = b"".join(answer) if answer.streaming else answer.content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    heads = "".join(f"{name}{value}" for name, value in answer.items())
    return (content.decode("utf-8", "replace") + heads).upper()


def everything(canary):
    """Every page for every role, every list searched and exported: who asked what, the answer."""
    for route in walking.readable():
        path = canary.paths.get(route.name)
        for place, role in enumerate(walking.roles_of(route) if path else ()):
            client = canary.clients[role or next(iter(HOLDER))]
            answer = client.get(path)
            yield route.name, role, answer
            if place > 1 or answer.context is None or "table" not in answer.context:
                continue
            for asked in ({"q": SHARED}, {"export": "csv"}, {"export": "xlsx"}, {"print": "1"}):
                yield f"{route.name} {asked}", role, client.get(path, asked)


@pytest.mark.parametrize("place", (0, 1))
def test_no_byte_of_the_other_comes(pair, place):
    own, other = pair[place], pair[1 - place]
    leaks, marked = set(), set()
    for name, role, answer in everything(own):
        text = told(answer)
        if other.mark in text:
            leaks.add((name, role and role.value))
        if own.mark in text:
            marked.add(name)
    assert leaks == set()
    assert len(marked) > 40, "the marks stand on the pages, so that a leak would be seen"
    assert sum("export" in name for name in marked) > 8


def bare(answer):
    """A page without what is drawn anew each time, and without its own address."""
    text = answer.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    text = re.sub(r"E-[0-9A-F]{8}", "", text)
    return answer.status_code, text.replace(answer.wsgi_request.path, "")


def test_what_is_the_others_looks_like_what_never_was(pair):
    own, other = pair
    wrong = {}
    for route in walking.readable():
        place = places().get(route.name, Place())
        if not route.holes or place.is_everybodys or route.name not in other.paths:
            continue
        nowhere = re.sub(r"\d+", "987654321", other.paths[route.name])
        for role in walking.roles_of(route):
            foreign = own.clients[role].get(other.paths[route.name])
            if route.name in own.paths and own.paths[route.name] == other.paths[route.name]:
                continue  # numbered anew in each organisation: it is one's own
            missing = own.clients[role].get(nowhere)
            if bare(foreign) != bare(missing) or foreign.status_code != 404:
                wrong[route.name, role.value] = foreign.status_code
    assert wrong == {}


def test_every_table_of_an_organisation_is_marked(pair):
    """A new table without rows in the walk would not be watched."""
    empty = [
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("kaoji.apps.")
        and any(one.name == "organisation" for one in model._meta.get_fields())
        and not rows_of(pair[0].organisation)(model).exists()
    ]
    assert empty == [], empty
