"""Who is in the invented county: units in five groups, posts, names. Nobody of them exists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from kaoji.apps.organisation.enums import UnitKind
from kaoji.web.roles import Role

COUNTY, GOVERNMENT = "禾安县（演示）", "禾安县人民政府"
OFFICE, INSPECTION, HOTLINE = "绩效考核办公室", "督查室", "群众诉求受理中心"
AUDIT_BUREAU, PLANNING, GRAIN = "审计局", "发展和改革局", "粮食和物资储备局"
DISCIPLINE = "纪委监委机关"
TOWNSHIPS, DEPARTMENTS, SECTIONS = "乡镇组", "部门组", "审计局处室组"
BODIES, PROJECTS = "直属事业单位组", "重点项目组"

#: The first seven are those of the demonstration on the command line.
TOWNS = (
    "青溪乡", "白石镇", "云台镇", "柳湾乡", "松岭镇", "荷塘乡", "金坪镇",
    "鹤汀镇", "澄湾镇", "云砚镇", "松墩镇", "芸窗镇", "苇渡乡", "谷雨镇", "桐荫乡", "栗坪乡",
)  # fmt: skip
#: The first twelve likewise.
BUREAUS = (
    "教育局", "卫生健康局", "农业农村局", "交通运输局", "建设局", "自然资源局",
    "人力资源和社会保障局", "民政局", "水利局", "文化和旅游局", "市场监督管理局", "应急管理局",
    "财政局", "统计局", "招商局",
    PLANNING, "政府办公室", "司法局", "行政服务中心", AUDIT_BUREAU, "科技和工业信息化局", "商务局",
    "林业局", "生态环境局", "退役军人事务局", "医疗保障局",
)  # fmt: skip
OF_AUDIT = ("办公室", "法规科", "财政审计科", "经济责任审计科", "投资审计科", "审计信息中心")
#: Bodies directly under the county; key projects, each with the bureau that leads it.
OWN_BODIES = ("融媒体中心", "不动产登记中心", "档案馆", "产业园区服务中心")
LED_BY = {
    "老城改造指挥部": "建设局", "乡道提升指挥部": "交通运输局",
    "北渠水库除险加固指挥部": "水利局", "中医院迁建指挥部": "卫生健康局",
}  # fmt: skip
HOSPITAL, WARD_GROUP = "县人民医院", "县人民医院临床科室组"
WARDS = ("内科", "外科", "妇产科", "儿科")
#: Those that give figures about others, beside the performance office.
SUPPLIERS = (
    "财政局", "统计局", "招商局", "教育局", "卫生健康局", "人力资源和社会保障局", "应急管理局",
    PLANNING, "政府办公室", "行政服务中心", "司法局", AUDIT_BUREAU,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit as it is set up."""

    code: str
    name: str
    kind: UnitKind
    parent: str = ""
    group: str = ""
    order: int = 0


#: The performance office takes the first number by itself when it is opened.
OFFICE_CODE, TOP_CODE, AUDIT_CODE = "0001", "0101", "0320"
HOSPITAL_CODE = "0500"


def units() -> tuple[UnitPlan, ...]:
    """Every unit, those above before those below."""
    made = [
        UnitPlan(TOP_CODE, GOVERNMENT, UnitKind.OTHER, order=1),
        UnitPlan(OFFICE_CODE, OFFICE, UnitKind.DEPARTMENT, TOP_CODE, order=2),
        UnitPlan("0102", INSPECTION, UnitKind.DEPARTMENT, TOP_CODE, order=3),
        UnitPlan("0103", HOTLINE, UnitKind.INSTITUTION, TOP_CODE, order=4),
    ]
    made.append(UnitPlan("0104", DISCIPLINE, UnitKind.OTHER, TOP_CODE, order=5))
    made += _row(TOWNS, UnitKind.TOWNSHIP, group=TOWNSHIPS, first=200)
    made += _row((*BUREAUS, GRAIN), UnitKind.DEPARTMENT, group=DEPARTMENTS, first=300)
    made += _row(OF_AUDIT, UnitKind.SECTION, group=SECTIONS, first=400, parent=AUDIT_CODE)
    made += _row(OWN_BODIES, UnitKind.INSTITUTION, group=BODIES, first=450)
    made.append(UnitPlan(HOSPITAL_CODE, HOSPITAL, UnitKind.INSTITUTION, TOP_CODE, order=500))
    made += _row(WARDS, UnitKind.SECTION, group=WARD_GROUP, first=500, parent=HOSPITAL_CODE)
    codes = {one.name: one.code for one in made}
    for number, (project, bureau) in enumerate(LED_BY.items(), start=481):
        code = f"{number:04}"
        made.append(UnitPlan(code, project, UnitKind.OTHER, codes[bureau], PROJECTS, number))
    return tuple(made)


def _row(
    names: Sequence[str], kind: UnitKind, *, group: str, first: int, parent: str = TOP_CODE
) -> Iterator[UnitPlan]:
    """The units of a group, numbered one after the other."""
    for number, name in enumerate(names, start=first + 1):
        own = UnitKind.INSTITUTION if name.endswith("信息中心") else kind
        yield UnitPlan(f"{number:04}", name, own, parent, group, number)


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """A person with an account and, but for administrators, a post."""

    username: str
    name: str
    role: Role
    unit: str = ""
    post: str = ""
    phone: str = ""


_SURNAMES = "简闻麦禹毕应石卢鹤汀澄湾云骆庄沈邰计评章穆戚谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路"
_GIVEN = (
    "书宁", "知秋", "守田", "晓苗", "若谷", "如声", "铺路", "平川", "鸣皋", "小兰", "万里", "晓月",
    "承禾", "一帆", "砚田", "履平", "明数", "远舟", "云起", "听雨", "望舒", "怀瑾", "映雪", "长青",
    "思齐", "景行", "秋实", "春和", "立夏", "半夏", "白露", "清和", "南星", "北辰", "松年", "竹君",
    "梅生", "荷风", "稻香", "麦浪", "溪亭", "石泉", "野渡", "江帆", "晴川", "芳洲", "晚照", "朝晖",
    "新雨", "微澜", "拾穗", "归帆", "耕读", "问渠",
)  # fmt: skip
ADMINISTRATORS = (
    (Role.SYSTEM_ADMINISTRATOR, "system"),
    (Role.SECURITY_ADMINISTRATOR, "security"),
    (Role.AUDIT_ADMINISTRATOR, "audit"),
)
#: Rank and file in every unit that is appraised.
STAFF_EACH = 3


def name_of(number: int) -> str:
    """The name of the person with a number; no two people share one."""
    surnames, given = len(_SURNAMES), len(_GIVEN)
    return _SURNAMES[number % surnames] + _GIVEN[(number * 5 + number // surnames) % given]


def people(prefix: str) -> tuple[PersonPlan, ...]:
    """Everybody: three administrators and those who hold posts."""
    numbers = count()
    made = []
    for role, word in ADMINISTRATORS:
        made.append(PersonPlan(f"{prefix}-{word}", name_of(next(numbers)), role))
    for unit, post, role in _posts():
        number = next(numbers)
        made.append(
            PersonPlan(
                f"{prefix}-{number:03}", name_of(number), role, unit, post, f"0000-{1000 + number}"
            )
        )
    return tuple(made)


def _posts() -> Iterator[tuple[str, str, Role]]:
    """One entry for each person: unit, post, role. The director first."""
    yield from _offices()
    for town in TOWNS:
        yield town, "镇长" if town.endswith("镇") else "乡长", Role.UNIT_HEAD
        yield town, "联络员", Role.UNIT_LIAISON
    for bureau in (*BUREAUS, GRAIN):
        yield bureau, "局长" if bureau.endswith("局") else "主任", Role.UNIT_HEAD
        yield bureau, "联络员", Role.UNIT_LIAISON
        if bureau in SUPPLIERS:
            yield bureau, "分管负责人", Role.SUPPLIER_HEAD
            yield bureau, "数据员", Role.DATA_SUPPLIER
    for section in OF_AUDIT:
        yield section, "主任" if section[-1] != "科" else "科长", Role.UNIT_HEAD
        yield section, "联络员", Role.UNIT_LIAISON
    for unit in (*TOWNS, *BUREAUS, *OF_AUDIT):
        for _number in range(STAFF_EACH):
            yield unit, "工作人员", Role.STAFF
    for body in OWN_BODIES:
        yield body, "主任" if body[-1] != "馆" else "馆长", Role.UNIT_HEAD
        yield body, "联络员", Role.UNIT_LIAISON
    for project in LED_BY:
        yield project, "指挥长", Role.UNIT_HEAD
        yield project, "联络员", Role.UNIT_LIAISON
    yield DISCIPLINE, "负责人", Role.SUPPLIER_HEAD
    yield DISCIPLINE, "经办人", Role.DATA_SUPPLIER
    for ward in WARDS:
        yield ward, "科主任", Role.UNIT_HEAD
        yield ward, "联络员", Role.UNIT_LIAISON


def _offices() -> Iterator[tuple[str, str, Role]]:
    yield OFFICE, "主任", Role.OFFICE_DIRECTOR
    yield OFFICE, "综合科科长", Role.OFFICE_CLERK
    yield OFFICE, "考核科科长", Role.OFFICE_CLERK
    yield OFFICE, "数据科科长", Role.SUPPLIER_HEAD
    yield OFFICE, "数据员", Role.DATA_SUPPLIER
    yield OFFICE, "考核科科员", Role.OFFICE_CLERK
    for post in ("县长", "常务副县长", "副县长"):
        yield GOVERNMENT, post, Role.COUNTY_LEADER
    for _number in range(5):
        yield GOVERNMENT, "考评组成员", Role.APPRAISER
    for _number in range(6):
        yield GOVERNMENT, "评委", Role.RATER
    for _number in range(3):
        yield INSPECTION, "督查员", Role.SUPERVISOR
    for _number in range(4):
        yield HOTLINE, "受理员", Role.HOTLINE_CLERK
    for bureau in ("建设局", "交通运输局", "水利局", "卫生健康局"):
        yield bureau, "项目负责人", Role.PROJECT_LEAD
