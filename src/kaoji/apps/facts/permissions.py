"""Who registers sources and sets tasks, who enters, signs, reviews and confirms.

A right opens a page; whose sheet it is, is asked of every act: a role counts only in the unit in
which it is held.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.apps.facts.models import CollectionTask
from kaoji.web.access import Right
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import OFFICE, Role

SUPPLIERS = frozenset({Role.DATA_SUPPLIER, Role.SUPPLIER_HEAD})
HEADS = frozenset({Role.SUPPLIER_HEAD})
CONFIRMERS = frozenset({Role.UNIT_HEAD, Role.UNIT_LIAISON})
#: The office is a supplier too, of its own sheets: its clerks fill them in, its director signs.
FILLERS = SUPPLIERS | OFFICE
SIGNERS = HEADS | frozenset({Role.OFFICE_DIRECTOR})

SEE_SOURCES = Right("facts.see_sources", "查看数据来源登记", OFFICE | SUPPLIERS)
EDIT_SOURCES = Right("facts.edit_sources", "选定方案、登记数据来源", OFFICE)
SEE_TASKS = Right("facts.see_tasks", "查看采集任务和数据", OFFICE | SUPPLIERS | CONFIRMERS)
SET_TASKS = Right("facts.set_tasks", "起草、下达采集任务", OFFICE)
ENTER = Right("facts.enter", "填报数据", FILLERS)
SIGN = Right("facts.sign", "签批数据", SIGNERS)
SEE_ROWS = Right("facts.see_rows", "查看清单", OFFICE | SUPPLIERS)
SEE_RATERS = Right("facts.see_raters", "查看评分人", OFFICE | frozenset({Role.DATA_SUPPLIER}))
SEE_OWN = Right("facts.see_own", "查看本单位数据", CONFIRMERS)
SET_PARAMETERS = Right("facts.set_parameters", "设定方案参数", OFFICE)
REVIEW = Right("facts.review", "审核、撤销审核", OFFICE)
RETURN = Right("facts.return", "退回数据", OFFICE | HEADS)
CONFIRM = Right("facts.confirm", "确认本单位数据", CONFIRMERS)
ATTACH = Right("facts.attach", "上传佐证", FILLERS | CONFIRMERS)
CHASE = Right("facts.chase", "查看迟报漏报、催报", OFFICE | SUPPLIERS)
EXPORT = Right("facts.export", "导出数据表", OFFICE)


def check(actor: Actor, *, right: Right) -> None:
    """Refuse whoever lacks a right."""
    if not actor.roles & right.held_by:
        raise Refused(
            "not-allowed",
            reason=_("您没有“{right}”的权限").format(right=right.name),
            remedy=_("请由有权限的人办理"),
        )


def check_own(actor: Actor, *rows: object) -> None:
    """A row of another organisation is as good as missing."""
    for row in rows:
        if row is not None and getattr(row, "organisation_id", None) != actor.organisation_key:
            raise Http404


def units_with(actor: Actor, *, roles: Iterable[Role]) -> frozenset[int]:
    """The units in which somebody holds one of the roles today, or stands in for one who does."""
    return actor.units_with(frozenset(roles))


def holds_in(actor: Actor, *, roles: Iterable[Role], unit_key: int) -> bool:
    """Tell whether somebody holds one of the roles in a unit."""
    return unit_key in actor.unit_keys and unit_key in units_with(actor, roles=roles)


def check_supplies(actor: Actor, *, task: CollectionTask, roles: Iterable[Role]) -> None:
    """Refuse whoever does not act for the supplier of a sheet."""
    check_own(actor, task)
    if not holds_in(actor, roles=roles, unit_key=task.supplier_id):
        raise Refused(
            "not-your-sheet",
            reason=_("这张表由{unit}负责").format(unit=task.supplier_name),
            remedy=_("请由该单位的数据员或负责人办理"),
        )
