"""The county is set up: accounts, units, posts, and what has happened to them since."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db.models import Q

from kaoji.apps.accounts import actions as accounts
from kaoji.apps.accounts.models import Organisation, User
from kaoji.apps.organisation import actions as organisation
from kaoji.apps.organisation.acting import actor_of
from kaoji.apps.organisation.books import PEOPLE_BOOK, UNITS_BOOK
from kaoji.apps.organisation.enums import AbsenceKind
from kaoji.apps.organisation.models import Holding, Post, Unit
from kaoji.site.demo import people as cast
from kaoji.site.demo.days import FOUNDED, MERGED, OPENED, Days, on_day
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.roles import Role
from kaoji.web.workbooks import Change
from kaoji.web.workbooks.declare import Values


@dataclass(slots=True)
class County:
    """The county while it is made: its people by sign-in name, its units by the name they began
    with.
    """

    organisation: Organisation
    plans: tuple[cast.PersonPlan, ...]
    users: dict[str, User] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    _known: dict[tuple[str, date], Actor] = field(default_factory=dict)

    def planned(self, role: Role, *, unit: str = "", number: int = 0) -> User:
        """Who was meant for a role, in some unit or anywhere; of several the one so numbered."""
        found = [one for one in self.plans if one.role == role and unit in ("", one.unit)]
        return self.users[found[number].username]

    def acting(self, role: Role, *, unit: str = "", number: int = 0) -> Actor:
        """The same person, as who acts on the day that it is; asked once a day."""
        user, day = self.planned(role, unit=unit, number=number), clock.today()
        if (user.username, day) not in self._known:
            self._known[user.username, day] = actor_of(user, on=day)
        return self._known[user.username, day]

    def clerk(self, number: int = 0) -> Actor:
        """One of the performance office."""
        return self.acting(Role.OFFICE_CLERK, unit=cast.OFFICE, number=number)

    def holding(self, user: User) -> Holding:
        """The post that somebody holds on the day that it is."""
        day = clock.today()
        ends = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        found: Holding = Holding.objects.filter(ends, user=user, begins_on__lte=day).get()
        return found


def add_people(county: County) -> None:
    """Accounts, by the system administrator."""
    system = actor_of(county.planned(Role.SYSTEM_ADMINISTRATOR), on=OPENED)
    with on_day(OPENED):
        for one in county.plans:
            if one.unit:
                user, _code = accounts.add_user(
                    by=system, username=one.username, name=one.name, phone=one.phone
                )
                county.users[one.username] = user


def set_up(county: County) -> None:
    """The office, then units and posts as two workbooks would bring them."""
    with on_day(OPENED, hour=10):
        director = county.planned(Role.OFFICE_DIRECTOR)
        organisation.open_office(
            by=county.acting(Role.SECURITY_ADMINISTRATOR),
            user=director,
            name=cast.OFFICE,
            on=FOUNDED,
        )
    with on_day(OPENED, hour=11):
        by = county.acting(Role.OFFICE_DIRECTOR)
        organisation.import_units(by, changes=[_unit_change(one) for one in cast.units()])
        codes = {one.name: one.code for one in cast.units()}
        rows = [one for one in county.plans if one.unit and one.role != Role.OFFICE_DIRECTOR]
        organisation.import_people(
            by, changes=[_person_change(one, code=codes[one.unit]) for one in rows]
        )
        county.units = {one.states.get().name: one for one in Unit.objects.of(by)}
        _set_duties(county)
        _set_days(county)


def _unit_change(plan: cast.UnitPlan) -> Change:
    values: Values = {
        "code": plan.code, "name": plan.name, "parent": plan.parent or None,
        "kind": str(plan.kind.label), "group": plan.group or None, "order": str(plan.order),
        "on": FOUNDED, "basis": "禾编〔2023〕12号",
    }  # fmt: skip
    return Change(UNITS_BOOK.key_of(values), before=None, after=values)


def _person_change(plan: cast.PersonPlan, *, code: str) -> Change:
    values: Values = {
        "username": plan.username, "name": plan.name, "unit": code, "post": plan.post,
        "role": str(plan.role.label), "on": FOUNDED, "ends_on": None,
    }  # fmt: skip
    return Change(PEOPLE_BOOK.key_of(values), before=None, after=values)


DUTIES = {
    cast.OFFICE: (
        "拟订全县年度检查考核计划和考核办法，组织实施。",
        "登记考核数据来源，下达采集任务，审核数据。",
        "受理对考核数据和结果的申诉。",
        "汇总考核结果，报县绩效管理工作领导小组审定。",
    ),
    "财政局": ("编制县级预算并组织执行。", "统计、分析财政收支。", "监督财政资金的使用绩效。"),
    "应急管理局": ("指导应急预案体系建设。", "综合监督安全生产。", "统计、通报生产安全事故。"),
    "农业农村局": ("统筹推进乡村振兴。", "指导农产品质量安全监管。", "管理农业农村改革事项。"),
    cast.AUDIT_BUREAU: ("对财政收支进行审计监督。", "对领导干部履行经济责任进行审计。"),
}


def _set_duties(county: County) -> None:
    for number, (name, texts) in enumerate(DUTIES.items(), start=21):
        organisation.set_duties(
            by=county.clerk(),
            unit=county.units[name],
            texts=texts,
            on=FOUNDED,
            basis=f"禾办发〔2023〕{number}号",
        )


def _set_days(county: County) -> None:
    paper = "禾政办函〔{year}〕8号"
    for day, is_working, name in (
        (date(2025, 4, 18), False, "开耕节放假"),
        (date(2025, 4, 19), True, "开耕节调休上班"),
        (date(2026, 4, 17), False, "开耕节放假"),
        (date(2026, 4, 18), True, "开耕节调休上班"),
    ):
        organisation.set_local_day(
            by=county.clerk(),
            day=day,
            is_working=is_working,
            name=name,
            basis=paper.format(year=day.year),
        )


# --- what has happened since ----------------------------------------------------------------------


def change_in_2025(county: County) -> None:
    """A head is transferred, and then the bureau becomes part of another."""
    with on_day(date(2025, 9, 26)):
        by = county.clerk()
        head = county.planned(Role.UNIT_HEAD, unit=cast.GRAIN)
        post = organisation.add_post(
            by=by,
            unit=county.units["农业农村局"],
            name="副局长",
            role=Role.STAFF,
            on=date(2025, 9, 29),
        )
        organisation.transfer(by=by, holding=county.holding(head), post=post, on=date(2025, 9, 29))
    with on_day(date(2025, 9, 30)):
        organisation.merge_units(
            by=county.clerk(),
            formers=(county.units[cast.GRAIN],),
            into=county.units[cast.PLANNING],
            on=MERGED,
            basis="禾编〔2025〕17号",
            takes_people=True,
        )


def change_in_2026(county: County) -> None:
    """A township becomes a town; a liaison hands over to a colleague."""
    with on_day(date(2025, 12, 29)):
        unit = county.units["栗坪乡"]
        shape = organisation.shape_of(unit.states.get())
        organisation.change_unit(
            by=county.clerk(),
            unit=unit,
            shape=replace(shape, name="栗坪镇"),
            on=date(2026, 1, 1),
            basis="民函〔2025〕44号（虚构）",
        )
    with on_day(date(2026, 2, 27)):
        organisation.hand_over(
            by=county.clerk(),
            holding=county.holding(county.planned(Role.UNIT_LIAISON, unit="澄湾镇")),
            successor=county.planned(Role.STAFF, unit="澄湾镇"),
            on=date(2026, 3, 2),
            note="2025 年终评估的佐证在镇党政办档案柜。",
        )


def change_now(county: County, *, days: Days) -> None:
    """Who is borrowed, who is away and who stands in for whom."""
    with on_day(days.ago(20), hour=15):
        director = county.acting(Role.OFFICE_DIRECTOR)
        post = Post.objects.of(director).get(unit=county.units[cast.OFFICE], name="考核科科员")
        organisation.borrow(
            by=director,
            user=county.planned(Role.STAFF, unit="教育局"),
            post=post,
            on=days.ago(19),
            ends_on=days.today + timedelta(days=180),
        )
    with on_day(days.ago(4), hour=15):
        head = county.planned(Role.UNIT_HEAD, unit="云台镇")
        until = days.today + timedelta(days=45)
        organisation.note_absence(
            by=county.clerk(),
            user=head,
            kind=AbsenceKind.STUDY,
            begins_on=days.ago(3),
            ends_on=until,
            note="市委党校",
        )
        organisation.delegate(
            by=actor_of(head, on=clock.today()),
            holding=county.holding(head),
            deputy=county.planned(Role.STAFF, unit="云台镇"),
            begins_on=days.ago(3),
            ends_on=until,
            reason="市委党校学习",
        )
    with on_day(days.ago(3), hour=15):
        head = county.planned(Role.SUPPLIER_HEAD, unit="统计局")
        organisation.delegate(
            by=actor_of(head, on=clock.today()),
            holding=county.holding(head),
            deputy=county.planned(Role.UNIT_HEAD, unit="统计局"),
            begins_on=days.today,
            ends_on=days.today + timedelta(days=14),
            reason="外出参加普查培训",
        )
