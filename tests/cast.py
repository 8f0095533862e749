"""One invented county and its people, by role: every test meets the same faces.

`county()` is 禾安县: fourteen townships and nine bodies of the county, in two groups, with
somebody in every role. `canaries()` are two organisations of identical shape; each text of the one
holds its own mark, so that a single foreign byte is seen. Nobody and nothing here exists.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from kaoji.apps.accounts.models import Organisation, User
from kaoji.apps.organisation.enums import HoldingKind, SuccessionKind, UnitKind
from kaoji.apps.organisation.models import Holding, Post, Succession, Unit, UnitGroup, UnitState
from kaoji.web.actor import Actor
from kaoji.web.roles import Role
from tests import factories
from tests.factories import FOUNDED

#: The day and the moment at which the stories play: a Friday, ten in the morning in the county.
TODAY = date(2026, 6, 12)
NOON = datetime(2026, 6, 12, 2, 0, tzinfo=UTC)

TOWNSHIPS = (
    "鹤汀镇", "澄湾镇", "云砚镇", "松墩镇", "芸窗镇", "苇渡乡", "谷雨镇",
    "桐荫乡", "清砧镇", "栗坪乡", "远岫乡", "双榆镇", "麦垄镇", "稷原乡",
)  # fmt: skip
BUREAUS = (
    ("performance", "绩效考核办公室"),
    ("supervision", "督查室"),
    ("agriculture", "农业农村局"),
    ("statistics", "统计局"),
    ("ecology", "生态环境局"),
    ("finance", "财政局"),
    ("hotline", "群众诉求受理中心"),
    ("housing", "住房和城乡建设局"),
)

#: Who is who: a key, the name, the role, the unit, the name of the post.
PEOPLE = (
    ("leader", "骆承禾", Role.COUNTY_LEADER, "government", "副县长"),
    ("director", "闻知秋", Role.OFFICE_DIRECTOR, "performance", "主任"),
    ("clerk", "简书宁", Role.OFFICE_CLERK, "performance", "科员"),
    ("second_clerk", "邰一帆", Role.OFFICE_CLERK, "performance", "综合科科员"),
    ("appraiser", "沈砚田", Role.APPRAISER, "performance", "考评组成员"),
    ("supervisor", "庄履平", Role.SUPERVISOR, "supervision", "督查员"),
    ("supplier_head", "麦守仓", Role.SUPPLIER_HEAD, "agriculture", "局长"),
    ("supplier", "禹晓苗", Role.DATA_SUPPLIER, "agriculture", "数据员"),
    ("second_supplier_head", "计明数", Role.SUPPLIER_HEAD, "statistics", "局长"),
    ("second_supplier", "毕若谷", Role.DATA_SUPPLIER, "statistics", "数据员"),
    ("hotline_clerk", "应如声", Role.HOTLINE_CLERK, "hotline", "受理员"),
    ("project_lead", "石铺路", Role.PROJECT_LEAD, "housing", "项目负责人"),
    ("rater", "评远舟", Role.RATER, "government", "评委"),
    ("staff", "卢平川", Role.STAFF, "finance", "科员"),
    ("head", "鹤鸣皋", Role.UNIT_HEAD, "鹤汀镇", "镇长"),
    ("liaison", "汀小兰", Role.UNIT_LIAISON, "鹤汀镇", "联络员"),
    ("second_head", "澄万里", Role.UNIT_HEAD, "澄湾镇", "镇长"),
    ("second_liaison", "湾晓月", Role.UNIT_LIAISON, "澄湾镇", "联络员"),
)
ADMINISTRATORS = (
    ("system", "系万全", Role.SYSTEM_ADMINISTRATOR),
    ("security", "安定波", Role.SECURITY_ADMINISTRATOR),
    ("audit", "审无遗", Role.AUDIT_ADMINISTRATOR),
)


@dataclass(frozen=True)
class Cast:
    """An organisation with its units (by key or, townships, by name), groups and people by key."""

    organisation: Organisation
    units: dict[str, Unit] = field(default_factory=dict)
    groups: dict[str, UnitGroup] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    holdings: dict[str, Holding] = field(default_factory=dict)

    def actor(self, key: str, *, on: date = TODAY) -> Actor:
        """A person of the cast as the one who acts."""
        return factories.acting(self.people[key], on=on)


def county(*, code: str = "hean", name: str = "禾安县", password: str | None = None) -> Cast:
    """禾安县, whole. With a password everybody can sign in through the page (slow to make)."""
    cast = Cast(factories.make_organisation(code=code, name=name))
    cast.groups["townships"] = factories.make_group(
        organisation=cast.organisation, name="乡镇组", order=1
    )
    cast.groups["bureaus"] = factories.make_group(
        organisation=cast.organisation, name="县直部门组", order=2
    )
    _add_units(cast)
    for key, person, role, unit, post in PEOPLE:
        add_person(cast, key=key, name=person, role=role, unit=unit, post=post, password=password)
    for key, person, role in ADMINISTRATORS:
        cast.people[key] = factories.make_user(
            organisation=cast.organisation,
            username=f"{code}-{key}",
            name=person,
            administrator=role,
            password=password,
        )
    return cast


def add_person(
    cast: Cast,
    *,
    key: str,
    name: str,
    role: Role,
    unit: str,
    post: str,
    password: str | None = None,
    begins_on: date = FOUNDED,
) -> User:
    """One more person in a post of one's own."""
    user = factories.make_user(
        organisation=cast.organisation,
        username=f"{cast.organisation.code}-{key}",
        name=name,
        password=password,
    )
    made = factories.make_post(unit=cast.units[unit], role=role, name=post, begins_on=begins_on)
    cast.people[key] = user
    cast.posts[key] = made
    cast.holdings[key] = factories.hold(user, post=made, begins_on=begins_on)
    return user


def _add_units(cast: Cast) -> None:
    def add(key: str, **fields: Any) -> None:
        cast.units[key] = factories.make_unit(
            organisation=cast.organisation, code=f"A{len(cast.units) + 1:03}", **fields
        )

    add("government", name=f"{cast.organisation.name}人民政府", kind=UnitKind.OTHER, order=1)
    top = cast.units["government"]
    for order, (key, name) in enumerate(BUREAUS, start=2):
        kind = UnitKind.INSTITUTION if key == "hotline" else UnitKind.DEPARTMENT
        add(key, name=name, kind=kind, parent=top, group=cast.groups["bureaus"], order=order)
    for order, name in enumerate(TOWNSHIPS, start=20):
        group = cast.groups["townships"]
        add(name, name=name, kind=UnitKind.TOWNSHIP, parent=top, group=group, order=order)


@dataclass(frozen=True)
class Canary:
    """An organisation whose every text holds its mark; a row of each kind, by the model's name."""

    mark: str
    organisation: Organisation
    rows: dict[str, Any]
    people: dict[Role, User]


def canaries() -> tuple[Canary, Canary]:
    """Two organisations of identical shape, with nothing in common but the shape."""
    return _canary(mark="KANARIEHUANG"), _canary(mark="KANARIELAN")


def _canary(*, mark: str) -> Canary:
    organisation = factories.make_organisation(code=mark.lower(), name=f"{mark}县")
    rows: dict[str, Any] = {"Organisation": organisation}
    group = rows["UnitGroup"] = factories.make_group(organisation=organisation, name=f"{mark}组")
    top = rows["Unit"] = factories.make_unit(
        organisation=organisation,
        code=f"{mark}-1",
        name=f"{mark}局",
        group=group,
        initials=mark.lower(),
        basis=f"{mark}〔2024〕1号",
    )
    below = factories.make_unit(
        organisation=organisation, code=f"{mark}-2", name=f"{mark}科", parent=top
    )
    rows["UnitState"] = UnitState.objects.get(unit=top)
    rows["Succession"] = Succession.objects.create(
        organisation=organisation,
        former=below,
        successor=top,
        kind=SuccessionKind.MERGED,
        on=date(2025, 1, 1),
        basis=f"{mark}〔2025〕1号",
    )
    people = {
        role: factories.make_user(
            organisation=organisation,
            username=f"{mark.lower()}-{role.value}",
            name=f"{mark}{role.label}",
            phone=f"{mark}-139",
            administrator=role if "administrator" in role.value else "",
        )
        for role in Role
    }
    for role, user in people.items():
        if not user.administrator:
            rows["Post"] = factories.make_post(unit=top, role=role, name=f"{mark}{role.label}岗")
            rows["Holding"] = factories.hold(user, post=rows["Post"], kind=HoldingKind.APPOINTED)
    rows["User"] = people[Role.STAFF]
    _add_small_rows(rows, mark=mark, people=people)
    return Canary(mark, organisation, rows, people)


def _add_small_rows(rows: dict[str, Any], *, mark: str, people: dict[Role, User]) -> None:
    day = date(2026, 6, 15)
    rows["Duty"] = factories.make_duty(unit=rows["Unit"], text=f"{mark}职责", basis=f"{mark}三定")
    rows["Absence"] = factories.make_absence(
        user=people[Role.STAFF], begins_on=day, note=f"{mark}去处"
    )
    rows["Delegation"] = factories.delegate(
        rows["Holding"],
        deputy=people[Role.OFFICE_CLERK],
        begins_on=day,
        ends_on=date(2026, 7, 15),
        reason=f"{mark}事由",
    )
    rows["LocalDay"] = factories.make_local_day(
        organisation=rows["Organisation"], day=day, name=f"{mark}节", basis=f"{mark}〔2026〕2号"
    )
