"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

from io import BytesIO

import docx
from django.core.files.uploadedfile import SimpleUploadedFile

from kaoji.apps.documents import actions
from kaoji.apps.documents.content import as_lines
from kaoji.web.roles import Role
from tests.apps.documents import stage as stages
from tests.apps.documents.stage import BLOCKS, ISSUER, MARK
from tests.deeds import Deed, Place

#: Papers of the example go to a township: other units do not see them.
ELSEWHERE = dict.fromkeys((Role.SUPPLIER_HEAD, Role.DATA_SUPPLIER), "the paper goes to a township")


def layout():
    document = docx.Document()
    document.add_paragraph("{{标题}}（{{文号}}）")
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def series(cast, _client=None):
    return stages.of(cast).series


def template(cast, _client=None):
    return actions.add_template(
        by=cast.actor("clerk"), kind="results", name="通报版式", content=layout(), filename="a.docx"
    )


def drafted(cast, _client=None):
    return stages.of(cast).drafted()


def sent(cast, _client=None):
    return stages.of(cast).sent()


def approved(cast, _client=None):
    return stages.of(cast).approved()


def issued(cast, _client=None):
    actions.set_retention(by=cast.actor("clerk"), classes={"results": "permanent"})
    return stages.of(cast).issued()


def keyed(_cast, row):
    return {"key": row.pk}


def version(_cast, paper):
    return {"version": paper.version}


def reasoned(_cast, paper):
    return {"version": paper.version, "reason": "数有误"}


def told(cast, _made):
    return {
        "kind": "results", "title": "通报", "addressee": "各乡镇", "text": as_lines(BLOCKS),
        "signed_by": "县绩效办", "copies": [cast.units["鹤汀镇"].pk],
        "series": series(cast).pk, "other_copies": "市绩效办",
    }  # fmt: skip


def told_change(cast, paper):
    return told(cast, paper) | {"version": paper.version}


def classes(_cast, _made):
    kinds = (
        "targets", "public_notice", "results", "feedback", "statement", "meeting", "notice",
    )  # fmt: skip
    return dict.fromkeys(kinds, "thirty")


ISSUED = Place(lambda cast: {"key": issued(cast).pk}, hidden_from=ELSEWHERE)
PLACES = {
    "documents:paper": ISSUED,
    "documents:file": Place(
        lambda cast: {"key": issued(cast).pk, "kind": "docx"}, hidden_from=ELSEWHERE
    ),
    "documents:paper-change": Place(lambda cast: {"key": drafted(cast).pk}),
    "documents:return": Place(lambda cast: {"key": sent(cast).pk}),
    "documents:withdraw": Place(lambda cast: {"key": issued(cast).pk}),
    "documents:preview": Place(lambda cast: {"key": drafted(cast).pk}),
    "documents:template": Place(lambda cast: {"key": template(cast).pk}),
    **{
        f"documents:{name}": Place(lambda cast: {"key": drafted(cast).pk})
        for name in ("drop", "send", "approve", "issue")
    },
    "documents:sign-for": ISSUED,
    "documents:series-close": Place(lambda cast: {"key": series(cast).pk}),
    "documents:template-end": Place(lambda cast: {"key": template(cast).pk}),
}

DEEDS = (
    Deed(
        "documents:series-add", "clerk",
        data=lambda _c, _m: {"mark": MARK, "issuer": ISSUER, "taken": "0"},
    ),
    Deed("documents:series-close", "clerk", before=series, kwargs=keyed),
    Deed("documents:retention", "clerk", data=classes),
    Deed(
        "documents:template-add", "clerk",
        data=lambda _c, _m: {
            "name": "通报版式", "kind": "results",
            "file": SimpleUploadedFile("版式.docx", layout()),
        },
    ),
    Deed("documents:template-end", "clerk", before=template, kwargs=keyed),
    Deed("documents:paper-add", "clerk", before=series, data=told),
    Deed("documents:paper-change", "clerk", before=drafted, kwargs=keyed, data=told_change),
    Deed("documents:drop", "clerk", before=drafted, kwargs=keyed, data=version),
    Deed("documents:send", "clerk", before=drafted, kwargs=keyed, data=version),
    Deed("documents:approve", "director", before=sent, kwargs=keyed, data=version),
    Deed("documents:return", "director", before=sent, kwargs=keyed, data=reasoned),
    Deed("documents:issue", "clerk", before=approved, kwargs=keyed, data=version),
    Deed("documents:withdraw", "director", before=issued, kwargs=keyed, data=reasoned),
    Deed("documents:sign-for", "head", before=issued, kwargs=keyed),
)  # fmt: skip
QUIET = {}
