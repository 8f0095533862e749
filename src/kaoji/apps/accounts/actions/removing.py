"""The invented organisation: said to be complete, and removed. No other can be removed."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.accounts import audit_types as acts
from kaoji.apps.accounts.models import Organisation
from kaoji.apps.accounts.permissions import check_command, check_remove_demo
from kaoji.apps.accounts.removal import afterwards, belongings
from kaoji.apps.audit.actions import record
from kaoji.web.actor import Actor


def finish_demo(*, by: Actor, organisation: Organisation, first: int) -> None:
    """Say in the log that what it tells since entry `first` was played, on days of its own."""
    check_command(by)
    check_remove_demo(by, organisation=organisation)
    with transaction.atomic():
        record(
            acts.BUILD_DEMO,
            by=by,
            of=organisation,
            organisation_key=organisation.pk,
            after={"自第几条起": first, "说明": _("本单位此前的记录由程序按演示日历写成")},
        )


def remove_demo(*, by: Actor, organisation: Organisation) -> int:
    """Take an invented organisation away, with everything but its log; the number of rows."""
    check_remove_demo(by, organisation=organisation)
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(pk=organisation.pk)
        check_remove_demo(by, organisation=row)
        done = afterwards(row)
        # Rows go table by table, with what points to others first: no cascade, nothing is missed.
        count = sum(rows._raw_delete(rows.db) for rows in belongings(row))  # noqa: SLF001 - so it is
        record(
            acts.REMOVE_DEMO,
            by=by,
            of=row,
            named=row.name,
            before={"代码": row.code, "行数": count},
            organisation_key=row.pk,
        )
        for one in done:
            transaction.on_commit(one)
    return count
