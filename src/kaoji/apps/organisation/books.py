"""The organisation as workbooks, both ways: units, and who holds which post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import cast

from django.urls import reverse_lazy

from kaoji.apps.organisation.actions.imports import KINDS, ROLES, import_people, import_units
from kaoji.apps.organisation.queries import appointments_held, states_held
from kaoji.web.actor import Actor
from kaoji.web.roles import BUSINESS
from kaoji.web.workbooks import CHOICE, DATE, NUMBER, Book, Column
from kaoji.web.workbooks.declare import Values
from kaoji.web.workbooks.runs import Importer


def _check_unit(values: Values) -> Iterable[tuple[str, str]]:
    if values.get("parent") and values.get("parent") == values.get("code"):
        yield "parent", "机构不能是自己的上级"


UNITS_BOOK = Book(
    key="organisation-units",
    title="机构表",
    note="一行一个机构。代码终身不变；改动从“自”那一天起生效。表里没有的机构不受影响。",
    columns=(
        Column("code", "代码", "终身不变的编号，系统认它", is_required=True, longest=40),
        Column("name", "名称", "机构全称，不带县名", is_required=True, longest=100),
        Column("parent", "上级代码", "归哪个机构管；最上一级留空", longest=40),
        Column("kind", "类别", "哪一种机构", kind=CHOICE, choices=tuple(KINDS), is_required=True),
        Column("group", "考核组别", "与哪一组放在一起比；没有的组会新设", longest=60),
        Column("order", "次序", "小的在前", kind=NUMBER, is_whole=True, least=0, most=999_999),
        Column("on", "自", "从哪一天起是这样", kind=DATE, is_required=True, example="2026-01-01"),
        Column("basis", "依据", "机构编制文件的文号", longest=200),
    ),
    keys=("code",),
    named=("code", "name"),
    check_row=_check_unit,
)

PEOPLE_BOOK = Book(
    key="organisation-people",
    title="人员岗位表",
    note="一行一人一岗。账户要先有；岗位没有的会按所填角色设立。表里没有的任用不受影响。",
    columns=(
        Column("username", "登录名", "账户的登录名", is_required=True, longest=60),
        Column("name", "姓名", "只供核对，不导入", longest=60, is_for_the_eye=True),
        Column("unit", "机构代码", "岗位所在的机构", is_required=True, longest=40),
        Column("post", "岗位", "如 数据员", is_required=True, longest=60),
        Column(
            "role",
            "角色",
            "在岗的人因此能做什么",
            kind=CHOICE,
            choices=tuple(name for name, role in ROLES.items() if role in BUSINESS),
            is_required=True,
        ),
        Column("on", "自", "从哪一天起任职", kind=DATE, is_required=True, example="2026-01-01"),
        Column("ends_on", "至", "到哪一天为止；没有期限的留空", kind=DATE),
    ),
    keys=("username", "unit", "post"),
)


def units_held(actor: Actor) -> Mapping[str, Values]:
    """What is held of each unit that is not closed."""
    held = {}
    for state, parent_code in states_held(actor):
        values: Values = {
            "code": state.unit.code,
            "name": state.name,
            "parent": parent_code or None,
            "kind": str(state.get_kind_display()),
            "group": state.group.name if state.group else None,
            "order": Fraction(state.order),
            "on": state.begins_on,
            "basis": state.basis or None,
        }
        held[UNITS_BOOK.key_of(values)] = values
    return held


def people_held(actor: Actor) -> Mapping[str, Values]:
    """What is held of each appointment that is not over."""
    held = {}
    for holding in appointments_held(actor):
        values: Values = {
            "username": holding.user.username,
            "name": holding.user.name,
            "unit": holding.post.unit.code,
            "post": holding.post.name,
            "role": str(holding.post.get_role_display()),
            "on": holding.begins_on,
            "ends_on": holding.ends_on,
        }
        held[PEOPLE_BOOK.key_of(values)] = values
    return held


UNITS = Importer(
    UNITS_BOOK,
    held=units_held,
    apply=import_units,
    back=cast("str", reverse_lazy("organisation:tree")),
)
PEOPLE = Importer(
    PEOPLE_BOOK,
    held=people_held,
    apply=import_people,
    back=cast("str", reverse_lazy("organisation:people")),
)
