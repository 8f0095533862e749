"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from kaoji.apps.schemes import actions
from kaoji.apps.schemes.models import OwnScheme, Regulation, SchemeRelease
from tests.apps.schemes.desk import PACK, asked, draft, save, text_of
from tests.apps.schemes.tables import (
    HEADING,
    answered,
    bindable,
    document,
    mapped,
    read,
    regulation,
    upload,
)
from tests.deeds import Deed, Place

ANSWER = {
    "clause": "四(一)1", "question": "新设的算不算", "answer": "不算", "body": "领导小组",
    "paper": "禾考〔2026〕1号", "ruled_on": "2026-06-01",
}  # fmt: skip


def own(cast, _client=None):
    found = OwnScheme.objects.filter(organisation=cast.organisation, dropped_at=None).first()
    return found or draft(cast)


def twice(cast, _client=None):
    scheme = own(cast)
    return save(cast, scheme, text_of(scheme) + "# 再看一遍\n")


def waiting(cast, _client=None):
    found = SchemeRelease.objects.filter(organisation=cast.organisation).first()
    return found or asked(cast, own(cast))


def dropped(cast, _client=None):
    scheme = draft(cast, key="hean-dropped")
    actions.discard(by=cast.actor("clerk"), scheme=scheme)
    return scheme


def ruled(cast):
    shape = actions.RulingShape(reference=PACK, **(ANSWER | {"ruled_on": date(2026, 6, 1)}))
    actions.add_ruling(by=cast.actor("clerk"), shape=shape)
    return {}


def keyed(_cast, row):
    return {"key": row.pk}


def typed(_cast, scheme):
    return {"text": text_of(scheme) + "# 议定\n", "version": scheme.number, "act": "save"}


def changed(_cast, scheme):
    told = {"text": text_of(scheme), "version": scheme.number, "act": "node"}
    return told | {"node": "指标评估/经济发展/财政收入", "n-points": "13"}


def table(cast, _client=None):
    return read(cast)


def asked_about(cast, _client=None):
    return mapped(cast)


def settled(cast, _client=None):
    return answered(cast)


def columns(_cast, held):
    rows = {"head_first": 2, "head_last": 2, "last": 5, "sheet": 0, "act": "map"}
    return HEADING | rows | {"version": held.number}


def clauses(cast, held):
    known = Regulation.objects.get(organisation=cast.organisation)
    return {"version": held.number, "regulation": known.pk, "k-A3": "第二条"}


OWN = Place(lambda cast: {"key": own(cast).pk})
PLACES = {
    "schemes:pack": Place(lambda _cast: {"reference": PACK}, is_everybodys=True),
    "schemes:copy": Place(lambda _cast: {"reference": PACK}, is_everybodys=True),
    **{
        f"schemes:{name}": OWN
        for name in ("draft", "lint", "cases", "trial", "versions", "discard", "restore", "ask")
    },
    "schemes:take-back": Place(lambda cast: {"key": twice(cast).pk, "number": 1}),
    "schemes:ruling-add": Place(lambda _cast: {"reference": PACK}, is_everybodys=True),
    "schemes:rulings": Place(ruled),
    **{
        f"schemes:{name}": Place(lambda cast: {"key": mapped(cast).pk})
        for name in ("intake", "intake-questions", "intake-meeting")
    },
    "schemes:intake-clauses": Place(lambda cast: {"key": bindable(cast).pk}),
    **{
        f"schemes:{name}": Place(lambda cast: {"key": regulation(cast).pk})
        for name in ("regulation", "regulation-meeting", "regulation-file")
    },
    "schemes:release": Place(lambda cast: {"key": waiting(cast).pk}),
}

DEEDS = (
    Deed(
        "schemes:copy", "clerk", kwargs=lambda _c, _m: {"reference": PACK},
        data=lambda _c, _m: {"title": "禾安县办法", "key": "hean-new"},
    ),
    Deed("schemes:draft", "clerk", before=own, kwargs=keyed, data=typed),
    Deed("schemes:draft", "clerk", named="node", before=own, kwargs=keyed, data=changed),
    Deed(
        "schemes:take-back", "clerk", before=twice,
        kwargs=lambda _c, scheme: {"key": scheme.pk, "number": 1},
        data=lambda _c, scheme: {"at": scheme.number},
    ),
    Deed("schemes:discard", "clerk", before=own, kwargs=keyed),
    Deed("schemes:restore", "clerk", before=dropped, kwargs=keyed),
    Deed(
        "schemes:ask", "clerk", before=own, kwargs=keyed,
        data=lambda _c, scheme: {"version": scheme.number},
    ),
    Deed(
        "schemes:ruling-add", "clerk", kwargs=lambda _c, _m: {"reference": PACK},
        data=lambda _c, _m: ANSWER,
    ),
    Deed("schemes:intake-add", "clerk", data=lambda _c, _m: {"file": upload()}),
    Deed("schemes:intake", "clerk", before=table, kwargs=keyed, data=columns),
    Deed(
        "schemes:intake-questions", "clerk", before=settled, kwargs=keyed,
        data=lambda _c, held: {"version": held.number, "act": "draft"},
    ),
    Deed("schemes:intake-clauses", "clerk", before=bindable, kwargs=keyed, data=clauses),
    Deed(
        "schemes:regulation-add", "clerk",
        data=lambda _c, _m: {
            "title": "绩效考核办法", "file": SimpleUploadedFile("办法.docx", document()),
        },
    ),
    Deed(
        "schemes:regulation", "clerk", before=regulation, kwargs=keyed,
        data=lambda _c, held: {"version": held.number, "passage": 3, "question": "扣几分"},
    ),
    Deed("schemes:release", "director", before=waiting, kwargs=keyed),
    Deed(
        "schemes:release", "director", named="decline", before=waiting, kwargs=keyed,
        data=lambda _c, _m: {"act": "decline", "reason": "第六条还没有定"},
    ),
)  # fmt: skip
QUIET = {"schemes:lint": "looks at a text as it is typed; keeps nothing"}
