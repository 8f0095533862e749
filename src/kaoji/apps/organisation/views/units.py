"""The tree of a day, a unit, and the acts on units and groups."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.organisation import actions, queries
from kaoji.apps.organisation.actions import Part, Shape
from kaoji.apps.organisation.forms import (
    CloseUnitForm,
    DutiesForm,
    GroupForm,
    MergeForm,
    MoveForm,
    NewUnitForm,
    SplitForm,
    UnitForm,
)
from kaoji.apps.organisation.listings import GROUPS, UNITS
from kaoji.apps.organisation.models import Unit
from kaoji.apps.organisation.permissions import EDIT_POSTS, EDIT_UNITS, SEE_UNITS, has
from kaoji.apps.organisation.views.pages import (
    ActPage,
    Crumb,
    actor_of,
    answer_act,
    crumb,
    day_of,
)
from kaoji.web import clock, lists
from kaoji.web.access import allows


@allows(get=SEE_UNITS)
def tree(request: HttpRequest) -> HttpResponse:
    """The tree of a day as an indented ledger; searched and filtered it is a plain list."""
    actor, on = actor_of(request), day_of(request)
    branches = queries.tree_at(actor, on=on)
    context = {
        "on": on,
        "is_today": on == clock.today(),
        "unit_count": len(branches),
        "may_edit": has(actor, right=EDIT_UNITS),
    }
    return lists.answer(
        request,
        listing=UNITS,
        rows=branches,
        template="organisation/tree.html",
        context=context,
    )


@allows(get=SEE_UNITS)
def unit(request: HttpRequest, key: int) -> HttpResponse:
    """A unit on a day: what it is, who works in it, its duties, what became of it."""
    actor, on = actor_of(request), day_of(request)
    one = queries.unit_of(actor, key=key)
    shown = queries.unit_on(one, on=on)
    history = queries.unit_history(one, on=on)
    context = {
        "unit": shown,
        "on": on,
        "is_today": on == clock.today(),
        "is_there": shown.begins_on <= on and (shown.ends_on is None or on <= shown.ends_on),
        "is_closed": history["latest"].ends_on is not None,
        "history": history,
        "parent_name": history["names"].get(shown.parent_key, ""),
        "below": queries.units_below(one, on=on),
        "posts": queries.posts_of(actor, unit=one, on=on),
        "duties": queries.duties_of(one, on=on),
        "may_edit": has(actor, right=EDIT_UNITS),
        "may_appoint": has(actor, right=EDIT_POSTS),
    }
    return render(request, "organisation/unit.html", context)


def _way(one: Unit | None = None) -> tuple[Crumb, ...]:
    steps = (crumb(_("机构"), name="tree"),)
    if one is None:
        return steps
    return (*steps, crumb(_name(one), name="unit", key=one.pk))


def _name(one: Unit) -> str:
    return queries.unit_on(one, on=clock.today()).name


def _at(one: Unit) -> str:
    return reverse("organisation:unit", args=[one.pk])


def _shape(told: Mapping[str, Any]) -> Shape:
    return Shape(
        name=told["name"],
        kind=told["kind"],
        parent=told["parent"],
        group=told["group"],
        order=told["order"] or 0,
    )


@allows(get=EDIT_UNITS, post=EDIT_UNITS)
def add_unit(request: HttpRequest) -> HttpResponse:
    """Set up a unit."""
    page = ActPage(
        title=_("设立机构"),
        verb=_("设立"),
        done=_("机构已设立。"),
        back=reverse("organisation:tree"),
        crumbs=_way(),
    )
    actor = actor_of(request)

    def act(told: Mapping[str, Any]) -> object:
        return actions.add_unit(
            by=actor, shape=_shape(told), on=told["on"], code=told["code"], basis=told["basis"]
        )

    return answer_act(request, page=page, form=NewUnitForm, act=act)


@allows(get=EDIT_UNITS, post=EDIT_UNITS)
def change_unit(request: HttpRequest, key: int) -> HttpResponse:
    """Change what a unit is from a day on."""
    actor = actor_of(request)
    one = queries.unit_of(actor, key=key)
    shape = queries.latest_state(one)
    page = ActPage(
        title=_("变更“{name}”").format(name=shape.name),
        verb=_("变更"),
        done=_("变更已登记。"),
        back=_at(one),
        lead=_("改动从所填的那一天起生效；此前的情况留在历史里。"),
        crumbs=_way(one),
        now=queries.facts_of(shape),
        versioned=one,
    )
    initial = {
        "name": shape.name,
        "kind": shape.kind,
        "parent": shape.parent,
        "group": shape.group,
        "order": shape.order,
    }

    def act(told: Mapping[str, Any]) -> object:
        return actions.change_unit(
            by=actor,
            unit=one,
            shape=_shape(told),
            on=told["on"],
            basis=told["basis"],
            version=told["version"],
        )

    return answer_act(request, page=page, form=UnitForm, act=act, initial=initial)


@allows(get=EDIT_UNITS, post=EDIT_UNITS)
def move_unit(request: HttpRequest, key: int) -> HttpResponse:
    """Put a unit under another one."""
    actor = actor_of(request)
    one = queries.unit_of(actor, key=key)
    shape = queries.latest_state(one)
    page = ActPage(
        title=_("调整“{name}”的隶属").format(name=shape.name),
        verb=_("调整"),
        done=_("隶属已调整。"),
        back=_at(one),
        crumbs=_way(one),
        now=queries.facts_of(shape),
        versioned=one,
    )

    def act(told: Mapping[str, Any]) -> object:
        return actions.move_unit(
            by=actor,
            unit=one,
            parent=told["parent"],
            on=told["on"],
            basis=told["basis"],
            version=told["version"],
        )

    initial = {"parent": shape.parent}
    return answer_act(request, page=page, form=MoveForm, act=act, initial=initial)


@allows(get=EDIT_UNITS, post=EDIT_UNITS)
def close_unit(request: HttpRequest, key: int) -> HttpResponse:
    """End a unit."""
    actor = actor_of(request)
    one = queries.unit_of(actor, key=key)
    page = ActPage(
        title=_("撤销“{name}”").format(name=_name(one)),
        verb=_("撤销"),
        done=_("机构已撤销。"),
        back=_at(one),
        lead=_("历史、得分和文书照旧可查。岗位和任职到前一天为止；有下级的要先调整下级。"),
        crumbs=_way(one),
        now=queries.open_things_of(one),
        versioned=one,
        is_undoing=True,
    )

    def act(told: Mapping[str, Any]) -> object:
        return actions.close_unit(
            by=actor, unit=one, on=told["on"], basis=told["basis"], version=told["version"]
        )

    return answer_act(request, page=page, form=CloseUnitForm, act=act)


@allows(get=EDIT_UNITS, post=EDIT_UNITS)
def merge_units(request: HttpRequest, key: int) -> HttpResponse:
    """Take other units into this one."""
    actor = actor_of(request)
    one = queries.unit_of(actor, key=key)
    page = ActPage(
        title=_("并入“{name}”").format(name=_name(one)),
        verb=_("合并"),
        done=_("合并已登记。"),
        back=_at(one),
        lead=_("被并的机构从那天起撤销，本机构记为它们的承接机构。"),
        crumbs=_way(one),
        versioned=one,
    )

    def act(told: Mapping[str, Any]) -> object:
        return actions.merge_units(
            by=actor,
            formers=tuple(told["formers"]),
            into=one,
            on=told["on"],
            basis=told["basis"],
            takes_people=told["takes_people"],
            version=told["version"],
        )

    return answer_act(request, page=page, form=partial(MergeForm, into=one), act=act)


@allows(get=EDIT_UNITS, post=EDIT_UNITS)
def split_unit(request: HttpRequest, key: int) -> HttpResponse:
    """Let new units come out of this one."""
    actor = actor_of(request)
    one = queries.unit_of(actor, key=key)
    shape = queries.latest_state(one)
    page = ActPage(
        title=_("从“{name}”分设").format(name=shape.name),
        verb=_("分设"),
        done=_("分设已登记。"),
        back=_at(one),
        lead=_(
            "分出的机构记为由本机构而来。要撤销本机构而有下级时，先分设，再调整下级，最后撤销。"
        ),
        crumbs=_way(one),
        versioned=one,
    )

    def act(told: Mapping[str, Any]) -> object:
        parts = [
            Part(Shape(name, shape.kind, shape.parent, shape.group, shape.order))
            for name in told["names"]
        ]
        return actions.split_unit(
            by=actor,
            unit=one,
            parts=parts,
            on=told["on"],
            closes=told["closes"],
            basis=told["basis"],
            version=told["version"],
        )

    return answer_act(request, page=page, form=SplitForm, act=act)


@allows(get=EDIT_UNITS, post=EDIT_UNITS)
def set_duties(request: HttpRequest, key: int) -> HttpResponse:
    """Set the duties of a unit."""
    actor = actor_of(request)
    one = queries.unit_of(actor, key=key)
    page = ActPage(
        title=_("“{name}”的三定职责").format(name=_name(one)),
        verb=_("登记职责"),
        done=_("职责已登记。"),
        back=_at(one),
        crumbs=_way(one),
        versioned=one,
    )
    duties = queries.duties_of(one, on=clock.today())
    initial = {
        "texts": "\n".join(duty.text for duty in duties),
        "basis": duties[0].basis if duties else "",
    }

    def act(told: Mapping[str, Any]) -> object:
        return actions.set_duties(
            by=actor,
            unit=one,
            texts=told["texts"].splitlines(),
            on=told["on"],
            basis=told["basis"],
            version=told["version"],
        )

    return answer_act(request, page=page, form=DutiesForm, act=act, initial=initial)


@allows(get=SEE_UNITS)
def groups(request: HttpRequest) -> HttpResponse:
    """The groups of like units."""
    actor = actor_of(request)
    return lists.answer(
        request,
        listing=GROUPS,
        rows=queries.groups_of(actor),
        template="organisation/groups.html",
        context={"may_edit": has(actor, right=EDIT_UNITS)},
    )


@allows(get=EDIT_UNITS, post=EDIT_UNITS)
def add_group(request: HttpRequest) -> HttpResponse:
    """Set up a group."""
    actor = actor_of(request)
    page = ActPage(
        title=_("设立考核组别"),
        verb=_("设立"),
        done=_("组别已设立。"),
        back=reverse("organisation:groups"),
        crumbs=(*_way(), crumb(_("考核组别"), name="groups")),
    )

    def act(told: Mapping[str, Any]) -> object:
        return actions.add_group(by=actor, name=told["name"], order=told["order"] or 0)

    return answer_act(request, page=page, form=GroupForm, act=act)


@allows(get=EDIT_UNITS, post=EDIT_UNITS)
def change_group(request: HttpRequest, key: int) -> HttpResponse:
    """Name or order a group anew."""
    actor = actor_of(request)
    group = queries.group_of(actor, key=key)
    page = ActPage(
        title=_("变更“{name}”").format(name=group.name),
        verb=_("变更"),
        done=_("组别已变更。"),
        back=reverse("organisation:groups"),
        crumbs=(*_way(), crumb(_("考核组别"), name="groups")),
        now=((_("组名"), group.name), (_("次序"), group.order)),
        versioned=group,
    )

    def act(told: Mapping[str, Any]) -> object:
        return actions.change_group(
            by=actor,
            group=group,
            name=told["name"],
            order=told["order"] or 0,
            version=told["version"],
        )

    initial = {"name": group.name, "order": group.order}
    return answer_act(request, page=page, form=GroupForm, act=act, initial=initial)
