"""Who holds which post: the list, a person, and the acts on posts and holdings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.organisation import actions, queries
from kaoji.apps.organisation.forms import (
    AbsenceForm,
    ActForm,
    AppointForm,
    BorrowForm,
    ClosePostForm,
    DelegateForm,
    HandOverForm,
    LeaveForm,
    PostForm,
    ReturnForm,
    TransferForm,
)
from kaoji.apps.organisation.listings import PEOPLE
from kaoji.apps.organisation.models import Holding, Post
from kaoji.apps.organisation.permissions import (
    APPOINT_OFFICE,
    DELEGATE,
    EDIT_POSTS,
    GIVE_POSTS,
    NOTE_ABSENCE,
    SEE_UNITS,
    has,
    may_give,
)
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
from kaoji.web.actor import Actor


@allows(get=SEE_UNITS)
def people(request: HttpRequest) -> HttpResponse:
    """Who holds what on a day."""
    actor, on = actor_of(request), day_of(request)
    return lists.answer(
        request,
        listing=PEOPLE,
        rows=queries.holdings_of(actor, on=on),
        template="organisation/people.html",
        context={
            "on": on,
            "is_today": on == clock.today(),
            "may_appoint": has(actor, right=EDIT_POSTS),
        },
    )


@allows(get=SEE_UNITS)
def person(request: HttpRequest, key: int) -> HttpResponse:
    """A person: posts, absences, delegations, hand-overs."""
    actor, on = actor_of(request), clock.today()
    user = queries.person_of(actor, key=key)
    context = {
        "person": user,
        "on": on,
        "is_self": actor.person_key == user.pk,
        "may_appoint": has(actor, right=EDIT_POSTS),
        "may_note_absence": has(actor, right=NOTE_ABSENCE),
        **queries.person_page(actor, user=user, on=on),
    }
    return render(request, "organisation/person.html", context)


def _way(actor: Actor, *, post: Post | None = None, holding: Holding | None = None) -> Any:  # noqa: ANN401 - a tuple of crumbs
    if has(actor, right=APPOINT_OFFICE):
        return (crumb(_("绩效办主任"), name="office"),)
    steps: tuple[Crumb, ...] = (crumb(_("机构"), name="tree"),)
    if post is not None:
        name = queries.name_on(post.unit_id, on=clock.today())
        steps = (*steps, crumb(name, name="unit", key=post.unit_id))
    if holding is not None:
        steps = (*steps, crumb(holding.user.name, name="person", key=holding.user_id))
    return steps


def _back(actor: Actor, *, unit_key: int) -> str:
    """The unit; for the security administrator, who sees no units, the page of the director."""
    if has(actor, right=APPOINT_OFFICE):
        return reverse("organisation:office")
    return reverse("organisation:unit", args=[unit_key])


@allows(get=EDIT_POSTS, post=EDIT_POSTS)
def add_post(request: HttpRequest, key: int) -> HttpResponse:
    """Set up a post in a unit."""
    actor = actor_of(request)
    unit = queries.unit_of(actor, key=key)
    name = queries.name_on(unit.pk, on=clock.today())
    page = ActPage(
        title=_("在“{name}”设立岗位").format(name=name),
        verb=_("设立"),
        done=_("岗位已设立。"),
        back=_back(actor, unit_key=unit.pk),
        crumbs=(crumb(_("机构"), name="tree"), crumb(name, name="unit", key=unit.pk)),
    )

    def act(told: Mapping[str, Any]) -> object:
        return actions.add_post(
            by=actor,
            unit=unit,
            name=told["name"],
            role=told["role"],
            on=told["on"],
            ends_on=told["ends_on"],
        )

    return answer_act(request, page=page, form=PostForm, act=act)


@allows(get=EDIT_POSTS, post=EDIT_POSTS)
def close_post(request: HttpRequest, key: int) -> HttpResponse:
    """End a post."""
    actor = actor_of(request)
    post = queries.post_of(actor, key=key)
    page = ActPage(
        title=_("撤销岗位“{name}”").format(name=post.name),
        verb=_("撤销"),
        done=_("岗位已撤销。"),
        back=_back(actor, unit_key=post.unit_id),
        crumbs=_way(actor, post=post),
        versioned=post,
        is_undoing=True,
    )

    def act(told: Mapping[str, Any]) -> object:
        return actions.close_post(by=actor, post=post, on=told["on"], version=told["version"])

    return answer_act(request, page=page, form=ClosePostForm, act=act)


@allows(get=GIVE_POSTS, post=GIVE_POSTS)
def appoint(request: HttpRequest, key: int) -> HttpResponse:
    """Appoint somebody to a post."""
    actor = actor_of(request)
    post = _post_to_give(actor, key=key)
    page = ActPage(
        title=_("任用：{name}").format(name=post.name),
        verb=_("任用"),
        done=_("任用已登记。"),
        back=_back(actor, unit_key=post.unit_id),
        lead=_("在岗的人有“{role}”的角色。").format(role=post.get_role_display()),
        crumbs=_way(actor, post=post),
    )

    def act(told: Mapping[str, Any]) -> object:
        return actions.appoint(
            by=actor,
            user=told["user"],
            post=post,
            on=told["on"],
            ends_on=told["ends_on"],
            is_acting=told["is_acting"],
        )

    return answer_act(request, page=page, form=AppointForm, act=act)


def _post_to_give(actor: Actor, *, key: int) -> Post:
    """A post; to the security administrator others than the director's are missing."""
    if has(actor, right=APPOINT_OFFICE):
        return queries.director_post_of(actor, key=key)
    return queries.post_of(actor, key=key)


def _holding_to_give(actor: Actor, *, key: int) -> Holding:
    if has(actor, right=APPOINT_OFFICE):
        return queries.director_of(actor, key=key)
    return queries.holding_of(actor, key=key)


@allows(get=EDIT_POSTS, post=EDIT_POSTS)
def borrow(request: HttpRequest, key: int) -> HttpResponse:
    """Borrow somebody for a post."""
    actor = actor_of(request)
    post = queries.post_of(actor, key=key)
    page = ActPage(
        title=_("借用到：{name}").format(name=post.name),
        verb=_("借用"),
        done=_("借用已登记。"),
        back=_back(actor, unit_key=post.unit_id),
        crumbs=_way(actor, post=post),
    )

    def act(told: Mapping[str, Any]) -> object:
        return actions.borrow(
            by=actor, user=told["user"], post=post, on=told["on"], ends_on=told["ends_on"]
        )

    return answer_act(request, page=page, form=BorrowForm, act=act)


@allows(get=EDIT_POSTS, post=EDIT_POSTS)
def transfer(request: HttpRequest, key: int) -> HttpResponse:
    """Give somebody another post instead of this one."""
    actor = actor_of(request)
    holding = queries.holding_of(actor, key=key)
    page = ActPage(
        title=_("调动：{name}").format(name=holding.user.name),
        verb=_("调动"),
        done=_("调动已登记。"),
        back=reverse("organisation:person", args=[holding.user_id]),
        crumbs=_way(actor, post=holding.post, holding=holding),
        now=_facts_of(holding),
    )

    def act(told: Mapping[str, Any]) -> object:
        return actions.transfer(by=actor, holding=holding, post=told["post"], on=told["on"])

    return answer_act(request, page=page, form=TransferForm, act=act)


@allows(get=GIVE_POSTS, post=GIVE_POSTS)
def end_holding(request: HttpRequest, key: int) -> HttpResponse:
    """Let somebody leave a post."""
    actor = actor_of(request)
    holding = _holding_to_give(actor, key=key)
    page = ActPage(
        title=_("离任：{name}").format(name=holding.user.name),
        verb=_("离任"),
        done=_("离任已登记。"),
        back=_back(actor, unit_key=holding.post.unit_id),
        lead=_("有人接任时请用“交接”，未办的事会列在交接单上。"),
        crumbs=_way(actor, post=holding.post, holding=holding),
        now=_facts_of(holding),
        is_undoing=True,
    )

    def act(told: Mapping[str, Any]) -> None:
        actions.end_holding(by=actor, holding=holding, on=told["on"])

    return answer_act(request, page=page, form=LeaveForm, act=act)


@allows(get=EDIT_POSTS, post=EDIT_POSTS)
def hand_over(request: HttpRequest, key: int) -> HttpResponse:
    """Let somebody else take a post over."""
    actor = actor_of(request)
    holding = queries.holding_of(actor, key=key)
    page = ActPage(
        title=_("交接：{name}").format(name=holding.post.name),
        verb=_("交接"),
        done=_("交接已登记，请打印交接单由双方签字。"),
        back=reverse("organisation:person", args=[holding.user_id]),
        crumbs=_way(actor, post=holding.post, holding=holding),
        now=_facts_of(holding),
    )

    def act(told: Mapping[str, Any]) -> object:
        return actions.hand_over(
            by=actor,
            holding=holding,
            successor=told["successor"],
            on=told["on"],
            note=told["note"],
        )

    return answer_act(request, page=page, form=HandOverForm, act=act)


def _facts_of(holding: Holding) -> tuple[tuple[Any, Any], ...]:
    return (
        (_("人员"), holding.user.name),
        (_("机构"), queries.name_on(holding.post.unit_id, on=clock.today())),
        (_("岗位"), holding.post.name),
        (_("角色"), holding.post.get_role_display()),
        (_("方式"), holding.get_kind_display()),
        (_("自"), holding.begins_on),
        (_("至"), holding.ends_on or _("没有期限")),
    )


@allows(get=DELEGATE, post=DELEGATE)
def delegate(request: HttpRequest, key: int) -> HttpResponse:
    """Let somebody stand in for the holder of a post."""
    actor = actor_of(request)
    holding = queries.holding_to_delegate(actor, key=key)
    page = ActPage(
        title=_("委托代办：{name}").format(name=holding.post.name),
        verb=_("委托"),
        done=_("委托已登记。"),
        back=reverse("organisation:person", args=[holding.user_id]),
        lead=_("受托人在这些天里以此岗办事；您自己照样可以办。"),
        crumbs=_way(actor, post=holding.post, holding=holding),
        now=_facts_of(holding),
    )

    def act(told: Mapping[str, Any]) -> object:
        return actions.delegate(
            by=actor,
            holding=holding,
            deputy=told["deputy"],
            begins_on=told["begins_on"],
            ends_on=told["ends_on"],
            reason=told["reason"],
        )

    return answer_act(request, page=page, form=DelegateForm, act=act)


@allows(get=DELEGATE, post=DELEGATE)
def withdraw_delegation(request: HttpRequest, key: int) -> HttpResponse:
    """End a delegation at once."""
    actor = actor_of(request)
    made = queries.delegation_of(actor, key=key)
    page = ActPage(
        title=_("收回委托：{name}").format(name=made.deputy.name),
        verb=_("收回"),
        done=_("委托已收回。"),
        back=reverse("organisation:person", args=[made.holding.user_id]),
        lead=_("立即生效：受托人的下一个操作就不再有此岗的角色。"),
        crumbs=_way(actor, post=made.holding.post, holding=made.holding),
        now=(
            (_("受托人"), made.deputy.name),
            (_("代谁"), made.holding.user.name),
            (_("岗位"), made.holding.post.name),
            (_("自"), made.begins_on),
            (_("至"), made.ends_on),
            (_("事由"), made.reason),
        ),
        is_undoing=True,
    )

    def act(_told: Mapping[str, Any]) -> None:
        actions.withdraw_delegation(by=actor, delegation=made)

    return answer_act(request, page=page, form=ActForm, act=act)


@allows(get=NOTE_ABSENCE, post=NOTE_ABSENCE)
def note_absence(request: HttpRequest, key: int) -> HttpResponse:
    """Note that a person is away."""
    actor = actor_of(request)
    user = queries.person_of(actor, key=key)
    page = ActPage(
        title=_("登记离岗：{name}").format(name=user.name),
        verb=_("登记"),
        done=_("离岗已登记。"),
        back=reverse("organisation:person", args=[user.pk]),
        lead=_("离岗不影响任职；要有人代办，另办委托。"),
        crumbs=(
            crumb(_("在岗人员"), name="people"),
            crumb(user.name, name="person", key=user.pk),
        ),
    )

    def act(told: Mapping[str, Any]) -> object:
        return actions.note_absence(
            by=actor,
            user=user,
            kind=told["kind"],
            begins_on=told["begins_on"],
            ends_on=told["ends_on"],
            note=told["note"],
        )

    return answer_act(request, page=page, form=AbsenceForm, act=act)


@allows(get=NOTE_ABSENCE, post=NOTE_ABSENCE)
def note_return(request: HttpRequest, key: int) -> HttpResponse:
    """Note that a person is back."""
    actor = actor_of(request)
    absence = queries.absence_of(actor, key=key)
    page = ActPage(
        title=_("登记返岗：{name}").format(name=absence.user.name),
        verb=_("登记"),
        done=_("返岗已登记。"),
        back=reverse("organisation:person", args=[absence.user_id]),
        crumbs=(
            crumb(_("在岗人员"), name="people"),
            crumb(absence.user.name, name="person", key=absence.user_id),
        ),
        now=(
            (_("情形"), absence.get_kind_display()),
            (_("自"), absence.begins_on),
            (_("至"), absence.ends_on or _("未定")),
        ),
    )

    def act(told: Mapping[str, Any]) -> None:
        actions.note_return(by=actor, absence=absence, on=told["on"])

    return answer_act(request, page=page, form=ReturnForm, act=act)


@allows(get=SEE_UNITS)
def hand_over_paper(request: HttpRequest, key: int) -> HttpResponse:
    """The one page that both sign: what is handed over, and what is open."""
    actor = actor_of(request)
    made = queries.hand_over_of(actor, key=key)
    context = {
        "made": made,
        "unit_name": queries.name_on(made.holding.post.unit_id, on=made.on),
        "other_posts": queries.holdings_of(actor, on=made.on, user=made.holding.user),
        "may_give": may_give(actor, role=made.holding.post.role),
    }
    return render(request, "organisation/hand_over.html", context)
