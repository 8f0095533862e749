"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

import hashlib
import io
from datetime import date

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kaoji.apps.facts import actions
from kaoji.apps.facts.models import (
    CollectionTask,
    Evidence,
    PinnedScheme,
    Setting,
    TaskList,
    TaskState,
)
from kaoji.apps.facts.parameters import parameters_of
from kaoji.web.files import stored
from kaoji.web.models import ImportRun
from tests.apps.facts.stage import BONUS, MALUS, PACK, REVENUE, TOWNS, YEAR, Stage, fresh
from tests.apps.facts.test_workbook import HEAD, fill, template, write_row
from tests.deeds import Deed, Place
from tests.web import hostile


def pinned(cast, _client=None):
    scheme = PinnedScheme.objects.filter(organisation=cast.organisation).first()
    if scheme is None:
        scheme = actions.pin_scheme(by=cast.actor("clerk"), pack=PACK, begins_on=date(2026, 1, 1))
    return Stage(cast, scheme)


def source(cast, _client=None):
    stage = pinned(cast)
    shape = actions.SourceShape(
        scheme=stage.scheme,
        key=REVENUE,
        supplier=cast.units["agriculture"],
        group=None,
        grain="年终评估",
        basis="禾检考〔2026〕1号",
        begins_on=date(2026, 1, 1),
    )
    return actions.register_source(by=cast.actor("clerk"), shape=shape)


def drafted(cast, _client=None):
    stage = pinned(cast)
    return actions.draft_task(by=cast.actor("clerk"), plan=stage.plan())


def opened(cast, _client=None):
    return pinned(cast).task()


def submitted(cast, _client=None):
    stage = pinned(cast)
    task = stage.task()
    stage.fill(task)
    actions.submit(by=cast.actor("supplier"), task=task, version=fresh(task).version)
    return fresh(task)


def signed(cast, _client=None):
    known = CollectionTask.objects.filter(
        organisation=cast.organisation, state=TaskState.TO_REVIEW, keys__isnull=False
    )
    return known.first() or pinned(cast).signed()


def confirmed(cast, _client=None):
    task = signed(cast)
    task.confirmations.update(state="confirmed")
    return task


def locked(cast, _client=None):
    return pinned(cast).locked()


def figure(cast, _client=None):
    return signed(cast).figures.get(unit=cast.units[TOWNS[0]], field="数值")


def evidence(cast):
    held = figure(cast)
    digest = stored(hostile.pdf())
    return Evidence.objects.create(
        organisation=cast.organisation, figure=held, digest=digest,
        sent_digest=hashlib.sha256(b"x").hexdigest(), name="花名册.pdf", kind="pdf", size=9,
        at=held.revisions.first().at, by_name="某人",
    )  # fmt: skip


def dispute(cast, _client=None):
    held = figure(cast)
    return actions.dispute(
        by=cast.actor("head"),
        task=held.task,
        unit_key=held.unit_id,
        objection=actions.Objection(held.pk, "少计一笔"),
    )


def listed(cast, _client=None):
    known = TaskList.objects.filter(organisation=cast.organisation, key=BONUS).first()
    return known or pinned(cast).listed()


def open_row(cast, _client=None):
    asked = listed(cast)
    return asked.rows.first() or pinned(cast).row(asked)


def signed_row(cast, _client=None):
    known = TaskList.objects.filter(organisation=cast.organisation, key=MALUS).first()
    if known is not None:
        return known.rows.first()
    stage = pinned(cast)
    made = stage.row(stage.listed(key=MALUS), cells={"事由": "县通报"}, once="malus")
    stage.declare(made.asked, *TOWNS[1:], once="malus-nil")
    stage.signed_list(made.asked)
    return made


def checked_list(cast, client):
    asked = listed(cast)
    route = reverse("facts:list-workbook", args=(asked.task.number, asked.order))
    book = openpyxl.load_workbook(io.BytesIO(client.get(route, {"template": "1"}).content))
    write_row(book.worksheets[0], {"序号": 1, "单位": TOWNS[0], "类别": "部门", "层级": "市"})
    stream = io.BytesIO()
    book.save(stream)
    client.post(route, {"file": SimpleUploadedFile("填好.xlsx", stream.getvalue())})
    return ImportRun.objects.latest("pk")


def in_list(_cast, asked):
    return {"number": asked.task.number, "order": asked.order}


def told_row(cast, asked):
    return {"once": "deed", "unit": cast.units[TOWNS[0]].pk, "c0": "部门", "c1": "市"}


def told_again(cast, row):
    return {"version": row.revision, "c0": "党委政府", "c1": "市", "reason": "原件写错"}


def told_value(_cast, _stage):
    return {
        "version": 0, "value": "60%", "begins_on": "2026-01-01",
        "paper": "禾考发〔2026〕1号", "issued_on": "2026-01-05",
    }  # fmt: skip


def valued(cast):
    """The scheme with a parameter that has been set."""
    stage = pinned(cast)
    if not Setting.objects.filter(organisation=cast.organisation).exists():
        day = date(2026, 1, 1)
        actions.set_parameter(
            by=cast.actor("clerk"), scheme=stage.scheme, seen=0,
            parameter=parameters_of(stage.scheme)[0],
            given=actions.Given("60%", day, "禾考发〔2026〕1号", day),
        )  # fmt: skip
    return stage


def first_parameter(_cast, stage):
    return {"key": stage.scheme.pk, "order": 1}


def checked_workbook(cast, client):
    task = opened(cast)
    file = SimpleUploadedFile("填好.xlsx", fill(template(client), {(TOWNS[0], HEAD): "7"}))
    client.post(reverse("facts:workbook", args=(task.number,)), {"file": file})
    return ImportRun.objects.latest("pk")


def cell(task, text):
    row, column = task.units.first(), task.keys.first()
    return {"once": "deed", f"c-{row.unit_id}-{column.pk}": text}


def numbered(_cast, task):
    return {"number": task.number}


def keyed(_cast, row):
    return {"key": row.pk}


def version(_cast, task):
    return {"version": task.version}


def reasoned(_cast, task):
    return {"version": task.version, "reason": "与台账不符"}


def told_source(cast, stage):
    return {
        "scheme": stage.scheme.pk, "key": REVENUE, "supplier": cast.units["agriculture"].pk,
        "group": "", "grain": "季度", "basis": "禾检考〔2026〕1号", "begins_on": "2026-01-01",
    }  # fmt: skip


def told_change(cast, row):
    return told_source(cast, row) | {"version": row.version}


def told_task(cast, row):
    return {
        "scheme": row.scheme_id, "supplier": row.supplier_id, "period": YEAR, "title": "乡镇经济",
        "plan_paper": "禾检考〔2026〕1号", "plan_item": "7", "columns": [f"{REVENUE}|数值"],
        "group": cast.groups["townships"].pk, "opens_on": "2026-06-12", "window_days": "5",
        "confirm_days": "5",
    }  # fmt: skip


SIGNED = Place(lambda cast: {"number": signed(cast).number})
PLACES = {
    "facts:workbook": Place(lambda cast: {"number": opened(cast).number}),
    **{
        f"facts:{name}": SIGNED
        for name in (
            "task", "chase", "open", "sign", "review", "return", "unreview", "confirm",
        )
    },
    "facts:source-change": Place(lambda cast: {"key": source(cast).pk}),
    "facts:figure": Place(lambda cast: {"key": figure(cast).pk}),
    "facts:evidence": Place(lambda cast: {"key": evidence(cast).pk}),
    **{
        f"facts:{name}": Place(lambda cast: in_list(cast, listed(cast)))
        for name in ("rows", "row-add", "declare", "list-workbook")
    },
    **{
        f"facts:{name}": Place(lambda cast: {"key": open_row(cast).pk})
        for name in ("row-change", "row-withdraw")
    },
    "facts:row": Place(lambda cast: {"key": signed_row(cast).pk}),
    **{
        f"facts:{name}": Place(lambda cast: {"key": valued(cast).scheme.pk})
        for name in ("parameters", "given")
    },
    "facts:parameter": Place(lambda cast: first_parameter(cast, pinned(cast))),
    "facts:uphold": Place(lambda cast: {"key": dispute(cast).pk}),
}  # fmt: skip

DEEDS = (
    Deed(
        "facts:scheme-pin", "clerk", data=lambda _c, _m: {"pack": PACK, "begins_on": "2026-01-01"}
    ),
    Deed("facts:source-add", "clerk", before=pinned, data=told_source),
    Deed("facts:source-change", "clerk", before=source, kwargs=keyed, data=told_change),
    Deed("facts:task-add", "clerk", before=source, data=told_task),
    Deed("facts:open", "clerk", before=drafted, kwargs=numbered, data=version),
    Deed(
        "facts:task", "supplier",
        before=opened, kwargs=numbered, data=lambda _cast, task: cell(task, "7"),
    ),
    Deed(
        "facts:workbook", "supplier", before=checked_workbook,
        kwargs=lambda _cast, _run: {"number": 1},
        data=lambda _cast, run: {"act": "confirm", "run": run.pk},
    ),
    Deed("facts:sign", "supplier_head", before=submitted, kwargs=numbered, data=version),
    Deed("facts:review", "clerk", before=confirmed, kwargs=numbered, data=version),
    Deed("facts:return", "clerk", before=signed, kwargs=numbered, data=reasoned),
    Deed("facts:unreview", "clerk", before=locked, kwargs=numbered, data=reasoned),
    Deed(
        "facts:confirm", "head",
        before=signed, kwargs=numbered, data=lambda _c, _m: {"act": "confirm"},
    ),
    Deed(
        "facts:confirm", "head", named="dispute", before=figure,
        kwargs=lambda _cast, held: {"number": held.task.number},
        data=lambda _cast, held: {"act": "dispute", "figure": held.pk, "reason": "少计一笔"},
    ),
    Deed(
        "facts:figure", "supplier", before=figure, kwargs=keyed,
        data=lambda _c, _m: {"file": SimpleUploadedFile("花名册.pdf", hostile.pdf())},
    ),
    Deed("facts:row-add", "supplier", before=listed, kwargs=in_list, data=told_row),
    Deed(
        "facts:declare", "supplier", before=listed, kwargs=in_list,
        data=lambda cast, _asked: {
            "once": "deed", "mark": "nil", "units": [cast.units[TOWNS[1]].pk]
        },
    ),
    Deed(
        "facts:list-workbook", "supplier", before=checked_list,
        kwargs=lambda _cast, _run: {"number": 1, "order": 1},
        data=lambda _cast, run: {"act": "confirm", "run": run.pk},
    ),
    Deed(
        "facts:row", "supplier", before=open_row, kwargs=keyed,
        data=lambda _c, _m: {"file": SimpleUploadedFile("花名册.pdf", hostile.pdf())},
    ),
    Deed("facts:row-change", "supplier", before=open_row, kwargs=keyed, data=told_again),
    Deed(
        "facts:row-withdraw", "supplier", before=open_row, kwargs=keyed,
        data=lambda _cast, row: {"version": row.revision, "reason": "重复登记"},
    ),
    Deed("facts:parameter", "clerk", before=pinned, kwargs=first_parameter, data=told_value),
    Deed(
        "facts:uphold", "clerk",
        before=dispute, kwargs=keyed, data=lambda _c, _m: {"answer": "与原件一致"},
    ),
)  # fmt: skip
