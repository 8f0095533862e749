"""Writes src/kaoji/packs/calendars/cn.yaml anew from two published compilations of the notices.

`python tools/make_calendar.py` writes the file, `--check` tells whether it is current. The base
is the package chinesecalendar; every day is compared with the package holidays; the facts that
neither holds (notice numbers, dates and addresses) stand below. When a new year's notice is out:
raise the two packages, add its line to NOTICES, raise REVISION, run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import holidays
from chinese_calendar import constants

FIRST_YEAR = 2004
LAST_YEAR = 2026
REVISION = "2025-11"
TARGET = Path(__file__).parents[1] / "src/kaoji/packs/calendars/cn.yaml"
SITE = "https://www.gov.cn/zhengce/zhengceku/"

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


@dataclass(frozen=True)
class Notice:
    """Where a year's (or one holiday's) arrangement was published, as far as it is known."""

    number: str = ""
    published: str = ""
    page: str = ""

    def entries(self) -> Iterator[str]:
        if self.number:
            yield f"文号: {self.number}"
        if self.published:
            yield f"公布: {self.published}"
        if self.page:
            yield f"网址: {SITE}{self.page}.htm"


# The date is the one of the government's site; it is left out where the site shows only the day
# on which an older notice was put up. Numbers of 2004 and 2005 could not be confirmed.
NOTICES = {
    2006: Notice("国办发明电〔2005〕35号"),
    2007: Notice("国办发明电〔2006〕49号", page="2008-03/28/content_1761"),
    2008: Notice("国办发明电〔2007〕52号", page="2008-03/28/content_1645"),
    2009: Notice("国办发明电〔2008〕42号", "2008-12-10", "2008-12/10/content_1572"),
    2010: Notice("国办发明电〔2009〕27号", "2009-12-08", "2009-12/08/content_1476"),
    2011: Notice("国办发明电〔2010〕40号", "2010-12-10", "2010-12/10/content_1423"),
    2012: Notice("国办发明电〔2011〕45号", "2011-12-06", "2011-12/06/content_1411"),
    2013: Notice("国办发明电〔2012〕33号", "2012-12-10", "2012-12/10/content_1353"),
    2014: Notice("国办发明电〔2013〕28号", page="2014-01/02/content_1194"),
    2015: Notice("国办发明电〔2014〕28号", "2014-12-16", "2014-12/16/content_9302"),
    2016: Notice("国办发明电〔2015〕18号", "2015-12-10", "2015-12/10/content_10394"),
    2017: Notice("国办发明电〔2016〕17号", "2016-12-01", "2016-12/01/content_5141603"),
    2018: Notice("国办发明电〔2017〕12号", "2017-11-30", "2017-11/30/content_5243579"),
    2019: Notice("国办发明电〔2018〕15号", "2018-12-06", "2018-12/06/content_5346276"),
    2020: Notice("国办发明电〔2019〕16号", "2019-11-21", "2019-11/21/content_5454164"),
    2021: Notice("国办发明电〔2020〕27号", "2020-11-25", "2020-11/25/content_5564127"),
    2022: Notice("国办发明电〔2021〕11号", "2021-10-25", "2021-10/25/content_5644835"),
    2023: Notice("国办发明电〔2022〕16号", "2022-12-08", "2022-12/08/content_5730844"),
    2024: Notice("国办发明电〔2023〕7号", "2023-10-25", "202310/content_6911528"),
    2025: Notice("国办发明电〔2024〕12号", "2024-11-12", "202411/content_6986383"),
    2026: Notice("国办发明电〔2025〕7号", "2025-11-04", "202511/content_7047091"),
}

# Notices that changed one holiday of a running year.
CHANGES = {
    (2015, "抗战胜利70周年纪念日"): Notice(
        "国发明电〔2015〕1号", "2015-05-13", "2015-05/13/content_9742"
    ),
    (2019, "劳动节"): Notice("国办发明电〔2019〕3号", "2019-03-22", "2019-03/22/content_5375877"),
    (2020, "春节"): Notice("国办发明电〔2020〕1号", "2020-01-27", "2020-01/27/content_5472352"),
}

# 国办发明电〔2005〕35号 has Saturday 31 December 2005 worked, in exchange for 3 January 2006;
# holidays has it so, chinesecalendar has not.
CORRECTIONS = {date(2005, 12, 31): "元旦"}


@dataclass
class Holiday:
    """One holiday of one notice year."""

    rests: list[date] = field(default_factory=list)
    works: list[date] = field(default_factory=list)


Years = dict[int, dict[str, Holiday]]


def notice_year(day: date, *, name: str) -> int:
    """A New Year's day in December belongs to the coming year's notice."""
    return day.year + (name == "元旦" and day.month == 12)


def compiled() -> Years:
    years: Years = {year: {} for year in range(FIRST_YEAR, LAST_YEAR + 1)}

    def holiday(day: date, name: str) -> Holiday:
        return years[notice_year(day, name=name)].setdefault(name, Holiday())

    for day, english in sorted(constants.holidays.items()):
        holiday(day, NAMES[english]).rests.append(day)
    works = {day: NAMES[english] for day, english in constants.workdays.items()} | CORRECTIONS
    for day, name in sorted(works.items()):
        holiday(day, name).works.append(day)
    return years


def ranges(holiday: Holiday, *, taken: set[date]) -> list[tuple[date, date]]:
    """Consecutive days as ranges; a plain weekend between two days of a holiday rests anyway."""
    found: list[tuple[date, date]] = []
    for day in holiday.rests:
        gap = days_between(found[-1][1], day) if found else []
        if found and all(each.weekday() >= 5 and each not in taken for each in gap):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range(1, (last - first).days)]


def differences(years: Years) -> list[str]:
    """Days on which the package holidays says otherwise."""
    oracle: Any = holidays.country_holidays("CN", years=range(FIRST_YEAR, LAST_YEAR + 2))
    rests = {day for year in years.values() for each in year.values() for day in each.rests}
    works = {day for year in years.values() for each in year.values() for day in each.works}
    found = []
    day = date(FIRST_YEAR, 1, 1)
    while day.year <= LAST_YEAR:
        is_working = day in works or (day.weekday() < 5 and day not in rests)
        if is_working != oracle.is_working_day(day):
            found.append(f"{day}: {'work' if is_working else 'rest'} here, not in holidays")
        day += timedelta(days=1)
    return found


def written(day: date, *, year: int) -> str:
    return f"{day:%m-%d}" if day.year == year else day.isoformat()


def year_lines(year: int, holidays_of_year: dict[str, Holiday]) -> Iterator[str]:
    yield f"  {year}:"
    for entry in NOTICES.get(year, Notice()).entries():
        yield f"    {entry}"
    yield "    放假:"
    taken = {day for each in holidays_of_year.values() for day in (*each.works, *each.rests)}
    for name, holiday in sorted(holidays_of_year.items(), key=lambda pair: pair[1].rests[0]):
        spans = [
            written(first, year=year) + ("" if first == last else ".." + written(last, year=year))
            for first, last in ranges(holiday, taken=taken)
        ]
        rest = spans[0] if len(spans) == 1 else f"[{', '.join(spans)}]"
        entries = [f"休: {rest}"]
        if holiday.works:
            works = ", ".join(written(day, year=year) for day in holiday.works)
            entries.append(f"班: [{works}]")
        one_line = f"      {name}: {{{', '.join(entries)}}}"
        change = list(CHANGES.get((year, name), Notice()).entries())
        if not change:
            yield one_line
            continue
        yield f"      {name}:"
        yield from (f"        {entry}" for entry in entries + change)


def text() -> str:
    years = compiled()
    found = differences(years)
    if found:
        raise SystemExit("\n".join(found))
    used = " 与 ".join(f"{name} {version(name)}" for name in ("chinesecalendar", "holidays"))
    head = f"""\
# 全国工作日历,{FIRST_YEAR}—{LAST_YEAR}年。休:放假的日子(连同其间的周末);班:调休上班的周末。
# 日期写 月-日,不在本年的写全 年-月-日;跨年的元旦列在通知所安排的那一年。
# 本文件由 tools/make_calendar.py 生成,请勿手改;本地放假另写一份日历,用「基于: cn」叠加。
# 2005-12-31(星期六)按国办发明电〔2005〕35号上班;chinesecalendar 未载,holidays 已载。
日历: cn
名称: 全国工作日历
修订: {REVISION}
来源: 国务院办公厅历年部分节假日安排通知,取自 {used}(均为 MIT 许可)所载,逐日核对
年份:
"""
    lines = [
        line
        for year, holidays_of_year in years.items()
        for line in year_lines(year, holidays_of_year)
    ]
    return head + "\n".join(lines) + "\n"


def main() -> int:
    if "--check" in sys.argv[1:]:
        return int(TARGET.read_text(encoding="utf-8") != text())
    TARGET.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
