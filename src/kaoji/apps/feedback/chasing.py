"""催签收: a text to copy into the work group, with who is to sign for each unit."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kaoji.apps.documents.models import Receipt
from kaoji.apps.facts.queries import Contact, contacts
from kaoji.apps.facts.whom import CONFIRMING, whom_to_ask
from kaoji.apps.feedback.overview import Overview
from kaoji.web.actor import Actor
from kaoji.web.todo import Debt, Person


def debts_of(actor: Actor, *, silent: Iterable[tuple[str, Receipt]]) -> tuple[Debt, ...]:
    """Who has not signed for what, by the units, with whom to ask; one question."""
    owed: dict[int, tuple[str, list[str]]] = {}
    for what, one in silent:
        owed.setdefault(one.unit_id, (one.name, []))[1].append(what)
    people = contacts(actor, unit_keys=owed, roles=CONFIRMING.roles)
    return tuple(
        Debt(name, "、".join(papers), people=_people(people, unit_key=key))
        for key, (name, papers) in owed.items()
    )


def _people(people: list[Contact], *, unit_key: int) -> tuple[Person, ...]:
    asked = whom_to_ask(people, unit_key=unit_key, line=CONFIRMING, is_late=False)
    return tuple(Person(one.name, one.post, one.phone) for one in asked)


def silent_in(overview: Overview) -> list[tuple[str, Receipt]]:
    """Every receipt that is not signed, with the paper as it is called."""
    return [
        (line.paper.number_text, one) for line, one in overview.silent if line.paper is not None
    ]


def chase_text(debts: Iterable[Debt], *, cycle: str) -> str:
    """The text; nothing where all have signed."""
    lines = [
        _("{unit}（{names}）：{papers}").format(
            unit=one.unit,
            names="、".join(person.name for person in one.people) or _("没有登记经办人"),
            papers=one.what,
        )
        for one in debts
    ]
    if not lines:
        return ""
    head = _(
        "【催签收】{cycle}的通报和反馈函已印发，下列单位还没有签收，请登录系统在“来文”里签收："
    )
    return "\n".join([head.format(cycle=cycle), *lines])
