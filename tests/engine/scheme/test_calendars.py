"""The shipped calendar against two independent compilations; local calendars; broken files."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest
import yaml

from kaoji.engine.plinth.problem import has_errors
from kaoji.engine.plinth.speech import speaking
from kaoji.engine.plinth.workdays import (
    WEEKDAYS_ONLY,
    Calendar,
    Counted,
    DayKind,
    Due,
    Notice,
    SpecialDay,
    Third,
    calendar_of,
    due_after_days,
    due_after_months,
    due_after_workdays,
    due_on_date,
    duration_end,
    lateness,
    month_third,
)
from kaoji.engine.scheme.calendars import calendar_names, load_calendar, read_calendar
from tools import make_calendar

GOLDEN = yaml.safe_load((Path(__file__).parents[2] / "golden/dates.yaml").read_text("utf-8"))
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=step) for step in range((LAST - FIRST).days + 1)]


def shipped() -> Calendar:
    calendar, problems = load_calendar("cn")
    assert calendar is not None
    assert problems == ()
    return calendar


def without_make_up(calendar: Calendar) -> Calendar:
    rests = [special.day for special in calendar.specials if special.kind is DayKind.REST]
    return calendar_of("no make-up", holidays=rests, years=calendar.years)


class TestShippedCalendar:
    def test_it_is_the_only_one_and_says_where_it_comes_from(self):
        assert calendar_names() == ("cn",)
        calendar = shipped()
        assert calendar.name == "cn"
        assert calendar.revision
        assert "国务院办公厅" in calendar.source
        assert calendar.years == set(range(2004, 2027))

    def test_every_day_is_as_in_holidays(self):
        calendar = shipped()
        oracle = holidays.country_holidays("CN", years=range(2004, 2028))
        differing = [
            day
            for day in EVERY_DAY
            if calendar.is_working_day(day) is not oracle.is_working_day(day)
        ]
        assert differing == []

    def test_every_day_is_as_in_chinesecalendar_but_one(self):
        # 国办发明电〔2005〕35号 has this Saturday worked; chinesecalendar does not know it.
        calendar = shipped()
        differing = [
            day
            for day in EVERY_DAY
            if calendar.is_working_day(day) is not chinese_calendar.is_workday(day)
        ]
        assert differing == [date(2005, 12, 31)]
        assert calendar.is_working_day(date(2005, 12, 31))

    @pytest.mark.parametrize("year, count", [(2024, 251), (2025, 248), (2026, 248)])
    def test_the_years_have_as_many_working_days_as_the_notices_give(self, year, count):
        days = shipped().working_days_between(date(year - 1, 12, 31), last=date(year, 12, 31))
        assert days == count

    def test_a_day_knows_its_holiday_and_its_notice(self):
        assert shipped().special_on(date(2019, 5, 5)) == SpecialDay(
            date(2019, 5, 5),
            DayKind.WORK,
            "劳动节",
            Notice(
                "国办发明电〔2019〕3号",
                date(2019, 3, 22),
                "https://www.gov.cn/zhengce/zhengceku/2019-03/22/content_5375877.htm",
            ),
        )
        assert shipped().special_on(date(2004, 1, 1)) == SpecialDay(
            date(2004, 1, 1), DayKind.REST, "元旦"
        )

    def test_the_file_is_what_the_tool_writes(self):
        assert make_calendar.TARGET.read_text(encoding="utf-8") == make_calendar.text()


def answered(inputs: dict) -> dict:
    calendar = (
        shipped()
        if inputs.get("calendar") == "cn"
        else calendar_of(
            "listed",
            holidays=inputs.get("holidays", []),
            swapped_workdays=inputs.get("swapped_workdays", []),
        )
    )
    if "third" in inputs:
        part = month_third(Third(inputs["third"]), year=inputs["year"], month=inputs["month"])
        return {"due": part.last_day, "remind": part.remind_on}
    start = inputs["start"]
    if "on_date" in inputs:
        due = due_on_date(inputs["on_date"])
    elif inputs.get("duration"):
        due = duration_end(calendar, start=start, count=inputs["days"])
    else:
        after = {
            "workdays": due_after_workdays,
            "days": due_after_days,
            "months": due_after_months,
        }
        unit = next(unit for unit in after if unit in inputs)
        due = after[unit](calendar, start=start, count=inputs[unit])
    assert isinstance(due, Due)
    found = {"due": due.due_on}
    if "submitted" in inputs:
        late = lateness(due, submitted=inputs["submitted"], calendar=calendar)
        found |= {"late_days": late.days, "status": "late" if late.is_late else "on_time"}
    return found


class TestWorkedCases:
    @pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["id"])
    def test_case(self, case):
        found = answered(case["inputs"])
        assert {key: found[key] for key in case["expected"]} == case["expected"]

    @pytest.mark.parametrize("line", GOLDEN["deadlines"], ids=lambda line: str(line["start"]))
    def test_deadline(self, line):
        start, count = line["start"], line["workdays"]
        assert due_after_workdays(shipped(), start=start, count=count) == Due(
            line["due"], Counted.WORKDAYS
        )

    @pytest.mark.parametrize("line", GOLDEN["deadlines"], ids=lambda line: str(line["start"]))
    def test_the_deadline_tells_calendars_apart(self, line):
        start, count = line["start"], line["workdays"]
        plain = due_after_workdays(WEEKDAYS_ONLY, start=start, count=count)
        half = due_after_workdays(without_make_up(shipped()), start=start, count=count)
        assert plain == Due(line["weekend_only"], Counted.WORKDAYS, provisional=True)
        assert half == Due(line["without_make_up"], Counted.WORKDAYS)
        assert len({line["due"], line["weekend_only"], line["without_make_up"]}) == 3

    @pytest.mark.parametrize("line", GOLDEN["provisional"], ids=lambda line: str(line["start"]))
    def test_a_deadline_in_an_unknown_year(self, line):
        answer = due_after_workdays(shipped(), start=line["start"], count=line["workdays"])
        assert answer == Due(line["due"], Counted.WORKDAYS, provisional=True)


LOCAL = """\
日历: county
名称: 某自治县工作日历
修订: 2026.1
来源: 县政府办通知
说明: 虚构
基于: cn
年份:
  2026:
    文号: 县政办〔2026〕1号
    放假:
      火把节: {休: [08-07, 08-10至08-11], 班: [08-08]}
"""


def codes(text: str, **options) -> list[tuple[str, int | None]]:
    _, problems = read_calendar(text, file="x.yaml", **options)
    assert all(problem.message and problem.remedy for problem in problems)
    assert all(problem.place.file for problem in problems)
    return [(problem.code, problem.place.line) for problem in problems]


class TestLocalCalendar:
    def test_it_lies_over_its_base(self):
        calendar, problems = read_calendar(LOCAL, file="county.yaml")
        assert problems == ()
        assert calendar is not None
        rests = [date(2026, 8, day) for day in (7, 10, 11)]
        assert not any(calendar.is_working_day(day) for day in rests)
        assert calendar.is_working_day(date(2026, 8, 8))
        assert not calendar.is_working_day(date(2026, 10, 1))
        assert calendar.years == shipped().years
        assert (calendar.name, calendar.title) == ("county", "某自治县工作日历")
        assert calendar.revision == f"{shipped().revision}+2026.1"
        assert calendar.special_on(date(2026, 8, 7)).notice == Notice("县政办〔2026〕1号")

    def test_local_days_of_an_unknown_year_leave_it_unknown(self):
        text = "日历: a\n基于: cn\n年份:\n  2027:\n    放假:\n      节: {休: 08-03}\n"
        calendar, _ = read_calendar(text, file="x.yaml")
        assert 2027 not in calendar.years
        calendar, _ = read_calendar(text + "覆盖: [2027, 2028]\n", file="x.yaml")
        assert {2027, 2028} < calendar.years

    def test_english_keys_are_read_too(self):
        text = (
            "calendar: a\nname: A\nrevision: 1\nsource: us\nnote: invented\ncovers: 2025\nyears:\n"
            "  2024:\n    document: No. 1\n    published: 2023-10-25\n    url: https://example.org\n"
            "    holidays:\n      New Year: {rest: 2023-12-30..01-01, work: 2024-01-06}\n"
        )
        calendar, problems = read_calendar(text, file="x.yaml")
        assert problems == ()
        assert calendar.years == {2024, 2025}
        assert not calendar.is_working_day(date(2024, 1, 1))
        assert calendar.special_on(date(2024, 1, 6)) == SpecialDay(
            date(2024, 1, 6),
            DayKind.WORK,
            "New Year",
            Notice("No. 1", date(2023, 10, 25), "https://example.org"),
        )

    def test_a_holidays_own_notice_goes_before_the_years(self):
        text = (
            "日历: a\n年份:\n  2024:\n    文号: 甲\n    放假:\n"
            "      一: {休: 03-01}\n      二: {休: 03-05, 文号: 乙}\n"
        )
        calendar, _ = read_calendar(text, file="x.yaml")
        assert calendar.special_on(date(2024, 3, 1)).notice == Notice("甲")
        assert calendar.special_on(date(2024, 3, 5)).notice == Notice("乙")

    def test_files_may_lie_over_files(self, tmp_path):
        (tmp_path / "sub").mkdir()
        (tmp_path / "county.yaml").write_text(LOCAL, encoding="utf-8")
        (tmp_path / "sub/office.yaml").write_text(
            "日历: office\n基于: ../county.yaml\n年份:\n  2026:\n    放假:\n"
            "      搬迁: {休: 08-12}\n",
            encoding="utf-8",
        )
        calendar, problems = load_calendar("sub/office.yaml", folder=tmp_path)
        assert problems == ()
        assert [calendar.is_working_day(date(2026, 8, day)) for day in (7, 12, 13)] == [
            False,
            False,
            True,
        ]


def year(text: str) -> str:
    return f"日历: a\n年份:\n  2024:\n    放假:\n      节: {text}\n"


class TestBrokenCalendar:
    @pytest.mark.parametrize(
        "text, expected",
        [
            ("- a\n", [("calendar-not-a-block", 1)]),
            ("年份: {2024: {放假: {}}}\n", [("calendar-key-missing", 1)]),
            ("日历: a\n", [("calendar-key-missing", 1)]),
            ("日历: a b\n基于: cn\n", [("calendar-name", 1)]),
            ("日历: a\n基于:\n", [("calendar-name", 2)]),
            ("日历: [a]\n基于: [cn]\n名称: {b: c}\n", [
                ("calendar-not-text", 1), ("calendar-not-text", 3),
            ]),
            ("日历: a\n年份: 2024\n", [("calendar-not-a-block", 2)]),
            ("日历: a\n年份:\n  20x4: {放假: {}}\n", [("calendar-year", 3)]),
            ("日历: a\n年份:\n  0999: {放假: {}}\n", [
                ("yaml-number-trap", 3), ("calendar-year", 3),
            ]),
            ("日历: a\n年份:\n  9999: {放假: {}}\n", [("calendar-year", 3)]),
            ("日历: a\n年份:\n  2024:\n", [("calendar-not-a-block", 3)]),
            ("日历: a\n年份:\n  2024: {文号: 甲}\n", [("calendar-key-missing", 3)]),
            ("日历: a\n年份:\n  2024: {放假: 无}\n", [("calendar-not-a-block", 3)]),
            ("日历: a\n年份:\n  2024: {放假: {}, 公布: 昨天}\n", [("calendar-date", 3)]),
            ("日历: a\n年份:\n  2024: {放假: {}, 公布: 11-04}\n", [("calendar-date", 3)]),
            ("日历: a\n年份: {}\n覆盖: [2024, {a: b}]\n", [("calendar-year", 3)]),
            ("日历: a\n年份: {}\n年分: {}\n", [("calendar-unknown-key", 3)]),
            ("日历: a\n年份: {}\nyears: {}\n", [("calendar-key-twice", 3)]),
            ("日历: a\n日历: b\n年份: {}\n", [("duplicate-key", 2)]),
            ("日历: a\n年份: {\n", [("unclosed-bracket", 2)]),
            (year("{}"), [("calendar-key-missing", 5)]),
            (year("01-01"), [("calendar-not-a-block", 5)]),
            (year("{休: 一月一日}"), [("calendar-day", 5)]),
            (year("{休: }"), [("calendar-day", 5)]),
            (year("{休: {a: b}}"), [("calendar-day", 5)]),
            (year("{休: 02-30}"), [("calendar-day", 5)]),
            (year("{休: 02-28..02-30}"), [("calendar-day", 5)]),
            (year("{休: 2022-01-01}"), [("calendar-day", 5)]),
            (year("{休: 0000-01-01}"), [("calendar-day", 5)]),
            (year("{休: 01-05..01-01}"), [("calendar-range", 5)]),
            (year("{休: 01-01..05-01}"), [("calendar-range", 5)]),
            (year("{休: 01-06, 班: 01-06}"), [("calendar-day-twice", 5)]),
        ],
    )  # fmt: skip
    def test_it_is_not_used(self, text, expected):
        assert sorted(codes(text)) == sorted(expected)
        calendar, _ = read_calendar(text, file="x.yaml")
        assert calendar is None

    def test_a_slip_in_a_key_is_named(self):
        _, problems = read_calendar("日历: a\n年份: {}\nextend: cn\n", file="x.yaml")
        assert "extends" in problems[0].remedy

    def test_the_wrong_one_of_two_days_is_named(self):
        for text in ("02-28..02-30", "02-30..03-01"):
            _, problems = read_calendar(year(f"{{休: {text}}}"), file="x.yaml")
            assert "“02-30”" in problems[0].message

    def test_a_holiday_has_62_days_at_most(self):
        # 31 in January and 31 more: 29 in February, 2 in March.
        assert codes(year("{休: 01-01..03-02}")) == []
        assert codes(year("{休: 01-01..03-03}")) == [("calendar-range", 5)]

    def test_the_first_and_the_last_year(self):
        for first, day in (("1000", "01-01"), ("9998", "12-31")):
            text = f"日历: a\n年份:\n  {first}: {{放假: {{节: {{休: {day}}}}}}}\n"
            assert codes(text) == []
        assert codes("日历: a\n年份:\n  9998: {放假: {节: {休: 9999-01-01}}}\n") == [
            ("calendar-day", 3)
        ]

    def test_all_faults_are_told_at_once(self):
        text = (
            "日历: a\n年份:\n  2024:\n    放假:\n      甲: {休: 02-30}\n      乙: {班: 13-01}\n"
            "  2025: {}\n"
        )
        assert codes(text) == [
            ("calendar-day", 5),
            ("calendar-day", 6),
            ("calendar-key-missing", 7),
        ]

    @pytest.mark.parametrize(
        "text, expected",
        [
            (year("{班: 01-02}"), [("calendar-day-idle", 5)]),
            (year("{休: [01-01, 01-01]}"), [("calendar-day-twice", 5)]),
            # 1 October rests in the base, so a local order may have it worked; 9 October works.
            (
                "日历: a\n基于: cn\n年份:\n  2024:\n    放假:\n      赶工: {班: [10-01, 10-09]}\n",
                [("calendar-day-idle", 6)],
            ),
            # Saturday 12 October is worked in the base already.
            (
                "日历: a\n基于: cn\n年份:\n  2024:\n    放假:\n      赶工: {班: 10-12}\n",
                [("calendar-day-idle", 6)],
            ),
        ],
    )
    def test_what_is_merely_odd_is_a_warning(self, text, expected):
        assert codes(text) == expected
        calendar, problems = read_calendar(text, file="x.yaml")
        assert calendar is not None
        assert not has_errors(problems)


class TestWhereCalendarsAre:
    def test_an_unknown_name(self):
        calendar, problems = load_calendar("nowhere")
        assert calendar is None
        assert [problem.code for problem in problems] == ["calendar-not-found"]
        assert "cn" in problems[0].remedy

    def test_an_unknown_base_is_wrong_where_it_is_named(self):
        text = "日历: a\n基于: nowhere\n年份:\n  2024:\n    放假:\n      赶工: {班: 10-09}\n"
        assert codes(text) == [("calendar-not-found", 2)]

    def test_a_missing_file(self, tmp_path):
        calendar, problems = load_calendar(str(tmp_path / "none.yaml"))
        assert calendar is None
        assert [problem.code for problem in problems] == ["file-unreadable"]

    def test_a_broken_base_is_wrong_in_its_own_file(self, tmp_path):
        (tmp_path / "base.yml").write_text("日历: base\n", encoding="utf-8")
        text = "日历: a\nextends: base.yml\n"
        calendar, problems = read_calendar(text, file="x.yaml", folder=tmp_path)
        assert calendar is None
        assert [(problem.code, Path(problem.place.file).name) for problem in problems] == [
            ("calendar-key-missing", "base.yml")
        ]

    def test_calendars_in_a_circle(self, tmp_path):
        (tmp_path / "a.yaml").write_text("日历: a\n基于: ./b.yaml\n", encoding="utf-8")
        (tmp_path / "b.yaml").write_text("日历: b\n基于: ./a.yaml\n", encoding="utf-8")
        calendar, problems = load_calendar(str(tmp_path / "a.yaml"))
        assert calendar is None
        assert [problem.code for problem in problems] == ["calendar-circle"]
        assert Path(problems[0].place.file).name == "b.yaml"

    def test_a_tower_of_calendars(self, tmp_path):
        for number in range(20):
            text = f"日历: n{number}\n基于: n{number + 1}.yaml\n"
            (tmp_path / f"n{number}.yaml").write_text(text, encoding="utf-8")
        calendar, problems = load_calendar("n0.yaml", folder=tmp_path)
        assert calendar is None
        assert [problem.code for problem in problems] == ["calendar-circle"]


ENGLISH_FAULTS = [
    (
        "yers: {}",
        'the calendar file has no key "yers"',
        (
            'did you mean "years"? allowed here: calendar, name, revision, source, note, extends,'
            " covers, years"
        ),
    ),
    (
        "years: {2024: {}}",
        '2024 has no key "holidays"',
        'write "holidays:" with each of them; where a year has none, write "holidays: {}"',
    ),
    (
        "years: {2024: {holidays: {May Day: {}}}}",
        '"May Day" has neither "rest" nor "work"',
        'write "rest" (days off) or "work" (weekends worked), or delete the holiday',
    ),
    (
        "years: {2024: {holidays: {a: {rest: 01-01}, b: {work: 01-01}}}}",
        '2024-01-01 "b" is work here, but line 2 "a" has it as rest already',
        "correct one of the two by the notice",
    ),
    (
        "years: []",
        '"years" should be a block of "key: value" entries',
        'write each entry as "key: value" and indent the next level by two spaces',
    ),
    (
        "extends: nowhere",
        'there is no calendar "nowhere"',
        "calendars that are shipped: cn; name your own by its path, such as calendars/county.yaml",
    ),
]


@pytest.mark.parametrize(("below", "message", "remedy"), ENGLISH_FAULTS)
def test_a_calendar_with_english_keys_is_told_in_english_what_is_wrong(below, message, remedy):
    _, problems = read_calendar(f"calendar: county\n{below}\n", file="f")
    assert (message, remedy) in [(one.message, one.remedy) for one in problems]


def test_a_missing_calendar_is_told_in_the_language_of_each_call():
    _, (problem,) = load_calendar("nowhere")
    assert problem.message == "没有名为“nowhere”的日历"
    with speaking("en"):
        _, (problem,) = load_calendar("nowhere")
    assert problem.message == 'there is no calendar "nowhere"'
