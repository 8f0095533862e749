"""An installation with ten thousand rows in each list, for what is timed of the office.

The rows are written straight into the tables: how acts fare is not what is measured here.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

ROWS = 10_000
FOUNDED = date(2024, 1, 1)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "书宁远岫知秋守仓晓苗平川小兰万里如声"


@dataclass(frozen=True)
class Office:
    """Sessions of a clerk and of the audit administrator."""

    clerk: str
    auditor: str


def opened(folder: Path) -> None:
    """Django on an installation of its own in the folder, with its tables."""
    os.environ["KAOJI_DATA"] = str(folder)
    from kaoji.site.preparing import prepare, set_up

    set_up(settings_module="kaoji.site.settings.dev")
    prepare(with_static_files=False)
    from kaoji.site import wsgi  # noqa: F401 - as a web process begins


def filled(rows: int = ROWS) -> Office:
    """So many units, people in posts, entries of the log, sheets and figures."""
    from django.db import transaction

    from kaoji.web.roles import Role
    from tests import factories

    with transaction.atomic():
        organisation = factories.make_organisation(code="bench")
        units = _units(organisation, rows)
        _people(organisation, units)
        _sheets(organisation, units)
        write_entries(rows, organisation_key=organisation.pk)
        clerk = factories.employ(unit=units[0], role=Role.OFFICE_CLERK)
        auditor = factories.make_user(
            organisation=organisation, administrator=Role.AUDIT_ADMINISTRATOR
        )
    return Office(session_of(clerk), session_of(auditor))


def session_of(user: Any) -> str:
    from django.conf import settings

    from tests import factories

    cookie: str = factories.signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    return cookie


def _units(organisation: Any, rows: int) -> list[Any]:
    from kaoji.apps.organisation.enums import UnitKind
    from kaoji.apps.organisation.models import Unit, UnitState

    units = Unit.objects.bulk_create(
        Unit(organisation=organisation, code=f"A{number:05}") for number in range(rows)
    )
    top = units[0]
    UnitState.objects.bulk_create(
        UnitState(
            organisation=organisation, unit=unit, name=f"{_name(number)}服务站",
            kind=UnitKind.INSTITUTION, parent=None if unit is top else top,
            order=number, begins_on=FOUNDED,
        )
        for number, unit in enumerate(units)
    )  # fmt: skip
    return units


def _people(organisation: Any, units: list[Any]) -> None:
    from django.utils import timezone

    from kaoji.apps.accounts.models import User
    from kaoji.apps.organisation.models import Holding, Post
    from kaoji.web.roles import Role

    now, own = timezone.now(), {"organisation": organisation}
    users = User.objects.bulk_create(
        User(**own, username=f"b{number:05}", name=_name(number), created_at=now)
        for number in range(len(units))
    )
    posts = Post.objects.bulk_create(
        Post(**own, unit=unit, role=Role.STAFF.value, name="工作人员", begins_on=FOUNDED)
        for unit in units
    )
    Holding.objects.bulk_create(
        Holding(**own, post=post, user=user, kind="appointed", begins_on=FOUNDED)
        for post, user in zip(posts, users, strict=True)
    )


def _sheets(organisation: Any, units: list[Any]) -> None:
    from django.utils import timezone

    from kaoji.apps.facts.models import CollectionTask, Figure, PinnedScheme, TaskKey, TaskUnit

    own = {"organisation": organisation}
    scheme = PinnedScheme.objects.create(
        **own, pack="bench@1", scheme_key="bench", version="1", title="基准",
        digest="0" * 64, pinned_at=timezone.now(), begins_on=FOUNDED,
    )  # fmt: skip
    tasks = CollectionTask.objects.bulk_create(
        CollectionTask(
            **own, number=number, title=f"数据表{number}", plan_paper="禾考〔2026〕1号",
            plan_item=str(number), scheme=scheme, supplier=units[0], supplier_name="统计局",
            period="2026", opens_on=FOUNDED, window_days=5, due_on=date(2026, 6, 20),
            state="collecting",
        )
        for number in range(1, len(units) + 1)
    )  # fmt: skip
    key = {"key": "财政收入", "field": "数值", "period": "2026"}
    TaskKey.objects.bulk_create(
        TaskKey(**own, task=task, order=1, kind="number", **key) for task in tasks
    )
    TaskUnit.objects.bulk_create(
        TaskUnit(**own, task=task, order=1, unit=unit, name="单位")
        for task, unit in zip(tasks, units, strict=True)
    )
    Figure.objects.bulk_create(
        Figure(
            **own, **key, task=task, scheme_key="bench", unit=unit, mark="value",
            value=str(task.number), typed=str(task.number), revision=1,
        )
        for task, unit in zip(tasks, units, strict=True)
    )  # fmt: skip


def write_entries(count: int, *, organisation_key: int, length: int = 200) -> None:
    """So many entries of the log, chained as the office chains them."""
    from django.db import transaction

    with transaction.atomic():
        _write_entries(count, organisation_key=organisation_key, length=length)


def _write_entries(count: int, *, organisation_key: int, length: int) -> None:
    from django.utils import timezone

    from kaoji.apps.audit.chain import canonical, digest_of
    from kaoji.apps.audit.models import Entry, Head

    head, _is_new = Head.objects.get_or_create(pk=1)

    def chained() -> Any:
        for _number in range(count):
            entry = Entry(
                number=head.number + 1, at=timezone.now(), organisation_key=organisation_key,
                actor_username="bench", actor_name=_name(head.number), address="127.0.0.1",
                act="facts.enter_figures", object_kind="facts.collectiontask", object_key="1",
                object_name=f"数据表{head.number}", result="done", reason="", before="",
                after=canonical({"数值": "7" * length}), previous=head.digest,
            )  # fmt: skip
            entry.digest = digest_of(entry)
            head.number, head.digest = entry.number, entry.digest
            yield entry

    entries = chained()
    while some := list(islice(entries, 500)):
        Entry.objects.bulk_create(some)
    head.save()


def _name(number: int) -> str:
    family, first = divmod(number, len(GIVEN))
    return SURNAMES[family % len(SURNAMES)] + GIVEN[first] + GIVEN[family % len(GIVEN)]
