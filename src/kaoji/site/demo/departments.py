"""The appraisal of the departments, by the county's own version of a shipped scheme.

Last year: claims, answers of competent bodies to what would bar a department, to the end. This
year the scheme is re-issued in July: what was the first half is scored as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.facts import actions as facts
from kaoji.apps.schemes import actions as schemes
from kaoji.apps.schemes.gallery import entry_of
from kaoji.apps.schemes.models import OwnScheme
from kaoji.site.demo import people as cast
from kaoji.site.demo.appraising import (
    CyclePlan,
    Paths,
    Step,
    Year,
    from_score_to_end,
    made_whole,
)
from kaoji.site.demo.claiming import ClaimPlan, Claims, LetterPlan, asked, claimed
from kaoji.site.demo.days import Days
from kaoji.site.demo.figures import DEPARTMENT_KEY, DEPARTMENT_PACK, REVISED_SCHEME
from kaoji.site.demo.founding import County
from kaoji.site.demo.sheets import Sheet
from kaoji.web.roles import Role

SETTINGS = {
    "主要领导权重": "50%", "分管领导权重": "50%", "后三名范围": "同类",
    "公众评估档次": ">=90: 30\n>=80: 28\n>=70: 25\n>=60: 20\n其余: 0",
}  # fmt: skip
PLAN = CyclePlan(
    "部门绩效考核", cast.DEPARTMENTS, "部门",
    (
        (StageKind.COLLECT, 120), (StageKind.EXTRAS, 10), (StageKind.VETOES, 12),
        (StageKind.SCORE, 5), (StageKind.MEETING, 5), (StageKind.PUBLIC, 5), (StageKind.FINAL, 5),
    ),
)  # fmt: skip
#: Set up when the grain bureau had become part of another.
_SET_UP = date(2025, 10, 9)
#: Two claim the same paper: it is one honour, and the second is refused.
_CLAIMS = (
    ClaimPlan("教育局", "部门", "省", "省教发〔2025〕27号", "2025-10-14"),
    ClaimPlan("水利局", "部门", "市", "禾市水〔2025〕31号", "2025-12-02"),
    ClaimPlan("文化和旅游局", "部门", "省", "省教发〔2025〕27号", "2025-10-14"),
)
_DOUBLE = "同一文号已由教育局申报，表彰对象是教育局，不重复认定。"
#: Whom the office asks about what; one answers that something has happened.
_LETTERS = (
    LetterPlan("特大生产安全事故", "应急管理局"),
    LetterPlan(
        "综治黄牌警告或一票否决", "司法局", whom="市场监督管理局", paper="禾综治〔2026〕2号"
    ),
    LetterPlan("班子成员腐败案件", cast.DISCIPLINE),
    LetterPlan("认定不合格", cast.OFFICE),
)
_PAPER = "县绩效领导小组会议纪要〔2026〕5号"
_REVISION = "禾考发〔2026〕11号"
_ADDED = "营商环境: {分值: 3, 计分: 按完成比例折算, 范围: 0以上, 责任单位: 县行政服务中心}"
_WHY = "下半年起重点工作多占两分，优化发展环境增设“营商环境”三分"


# --- the county's own scheme ----------------------------------------------------------------------


def release_own(county: County) -> None:
    """The pack of departments under the county's own number, released by two."""
    text = entry_of(DEPARTMENT_PACK).path.read_text(encoding="utf-8")  # type: ignore[union-attr]
    made = schemes.start_draft(
        by=county.clerk(), key=DEPARTMENT_KEY, title="禾安县部门单位绩效管理",
        text=_as_of(_without_cases(text), version="2025.1", day="2025-01-01"), base=DEPARTMENT_PACK,
    )  # fmt: skip
    released(county, scheme=made)


def released(county: County, *, scheme: OwnScheme) -> None:
    """One asks, another releases."""
    waiting = schemes.ask_release(by=county.clerk(), scheme=scheme, number=scheme.number)
    director = county.acting(Role.OFFICE_DIRECTOR, unit=cast.OFFICE)
    schemes.release(by=director, asked=waiting)


def _without_cases(text: str) -> str:
    """The worked cases of the pack are of another year's figures."""
    return text.split("\n算例:", maxsplit=1)[0] + "\n"


def _as_of(text: str, *, version: str, day: str) -> str:
    lines = text.splitlines()
    heads = {"版本:": f'版本: "{version}"', "施行:": f"施行: {day}"}
    told = [next((new for old, new in heads.items() if one.startswith(old)), one) for one in lines]
    return "\n".join(told) + "\n"


def revised(text: str) -> str:
    """The version of the middle of the year; its first half goes by the version before."""
    text = _as_of(text, version="2026.2", day="2026-07-01")
    for old, new in (
        ("周期: 年\n", "周期: 年\n各期版本: {中期评估: 按 2025.1}\n"),
        ("重点工作: {分值: 16,", "重点工作: {分值: 18,"),
        ("日常工作: {分值: 14,", "日常工作: {分值: 12,"),
        ("服务效能: {分值: 8,", "服务效能: {分值: 5,"),
        (
            "          依法行政: {分值: 7,",
            f"          {_ADDED}\n          依法行政: {{分值: 7,",
        ),
    ):
        text = text.replace(old, new, 1)
    return text


def reissue(year: Year) -> None:
    """A clerk writes the new version, the director releases it, the cycle goes on by it."""
    county = year.county
    scheme = OwnScheme.objects.get(organisation=county.organisation, key=DEPARTMENT_KEY)
    text = scheme.texts.get(number=scheme.number).text
    scheme = schemes.save_draft(
        by=county.clerk(), scheme=scheme, text=revised(text), number=scheme.number, note=_WHY
    )
    released(county, scheme=scheme)
    pin = facts.pin_scheme(by=county.clerk(), pack=REVISED_SCHEME, begins_on=date(2026, 7, 1))
    year.reissue(pin=pin, basis=_REVISION, reason=_WHY)


# --- what happens ---------------------------------------------------------------------------------


def last_year(year: Year, *, sheets: tuple[Sheet, ...], days: Days) -> Iterator[Step]:
    """2025 to its end: collected, claimed, answered, scored, decided, public, final."""
    yield _SET_UP, 10, lambda: year.set_up(begins_on=_SET_UP)
    ends = date(2026, 3, 2)
    yield ends, 12, partial(year.end, StageKind.COLLECT, note="数据已锁定，缺数的已列清单。")
    yield from made_whole(sheets, since=ends, days=days)
    yield ends, 13, partial(year.begin, StageKind.EXTRAS)
    claims = Claims(year, claims=_CLAIMS, letters=_LETTERS)
    yield from claimed(claims, refusal=_DOUBLE, since=ends, days=days)
    counted = days.after(ends, 10)
    yield (
        counted,
        10,
        partial(year.end, StageKind.EXTRAS, note="三件申报，认定两件，一件重复不予认定。"),
    )
    yield counted, 11, partial(year.begin, StageKind.VETOES)
    yield from asked(claims, since=counted, days=days)
    answered = days.after(counted, 11)
    yield (
        answered,
        10,
        partial(year.end, StageKind.VETOES, note="四个机关都已答复，一家有取消评先情形。"),
    )
    yield answered, 11, partial(year.begin, StageKind.SCORE)
    told = Paths(_PAPER, "二十六个部门都已定分。")
    yield from from_score_to_end(year, told=told, since=days.after(answered, 1), days=days)


def this_year(year: Year, *, days: Days) -> Iterator[Step]:
    """2026 to its middle: scored as it began, re-issued, scored once more."""
    begins_on = date(2026, 3, 2)
    yield begins_on, 15, lambda: year.set_up(begins_on=begins_on)
    yield date(2026, 6, 30), 10, partial(year.score, reason="换版前试算")
    yield date(2026, 7, 2), 10, partial(reissue, year)
    yield days.ago(1), 13, partial(year.score, reason="换版后试算")
