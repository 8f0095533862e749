"""`kaoji due`: the worked cases through the command, and everything that can be typed wrong."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from kaoji.cli.due import DONE, FAULTY, USAGE, Limit, Question, due_answer, run_due
from kaoji.engine.plinth.workdays import WEEKDAYS_ONLY, Counted

GOLDEN = yaml.safe_load((Path(__file__).parents[1] / "golden/dates.yaml").read_text("utf-8"))
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
SHIPPED_CASES = [case for case in GOLDEN["cases"] if case["inputs"].get("calendar") == "cn"]


def asked(**options):
    code, output = run_due(as_json=True, **options)
    return code, json.loads(output)


def refused(**options):
    """The exit code, and the codes of the problems with the option that each is about."""
    code, answer = asked(**options)
    assert answer["due"] is None
    assert answer["late_days"] is None
    assert answer["provisional"] is None
    assert all(problem["message"] and problem["remedy"] for problem in answer["problems"])
    return code, [(problem["code"], problem["path"]) for problem in answer["problems"]]


def told(**options):
    _, output = run_due(**options)
    return output.splitlines()


class TestAnswer:
    @pytest.mark.parametrize("case", SHIPPED_CASES, ids=lambda case: case["id"])
    def test_worked_case(self, case):
        inputs = {key: value for key, value in case["inputs"].items() if key != "on_date"}
        if "on_date" in case["inputs"]:
            inputs["on"] = case["inputs"]["on_date"]
        dates = {"start", "on", "submitted"} & inputs.keys()
        code, answer = asked(**(inputs | {key: inputs[key].isoformat() for key in dates}))
        expected = case["expected"] | {"due": case["expected"]["due"].isoformat()}
        assert code == DONE
        assert {key: answer[key] for key in expected} == expected
        assert answer["provisional"] is False
        assert answer["problems"] == []

    def test_the_whole_shape(self):
        _, answer = asked(start="2024-01-15", days=30, submitted="2024-02-20")
        assert answer == {
            "due": "2024-02-18",
            "late_days": 2,
            "provisional": False,
            "counted": "days",
            "status": "late",
            "moved_from": "2024-02-14",
            "calendar": {"name": "cn", "revision": "2025-11"},
            "problems": [],
        }

    def test_nothing_submitted_is_neither_late_nor_on_time(self):
        _, answer = asked(start="2024-02-07", workdays="5")
        assert (answer["late_days"], answer["status"]) == (None, None)
        assert (answer["due"], answer["counted"]) == ("2024-02-20", "workdays")

    @pytest.mark.parametrize(
        "options, counted",
        [
            ({"workdays": 1}, "workdays"),
            ({"days": 1}, "days"),
            ({"months": 1}, "months"),
            ({"on": "2024-06-03"}, "date"),
        ],
    )
    def test_it_says_what_was_counted(self, options, counted):
        assert asked(start="2024-05-06", **options)[1]["counted"] == counted

    def test_an_unpublished_year_is_provisional(self):
        _, answer = asked(start="2026-12-25", workdays=10)
        assert (answer["due"], answer["provisional"]) == ("2027-01-08", True)

    def test_lateness_in_an_unpublished_year_is_provisional_too(self):
        _, answer = asked(start="2026-12-21", workdays=2, submitted="2027-01-05")
        assert (answer["due"], answer["provisional"]) == ("2026-12-23", True)

    def test_a_limit_may_stay_on_a_rest_day(self):
        _, answer = asked(start="2024-01-15", days=30, stays=True)
        assert (answer["due"], answer["moved_from"]) == ("2024-02-14", None)

    def test_dates_may_be_written_in_chinese(self):
        assert asked(start="2024年2月7日", workdays=" 5 ")[1]["due"] == "2024-02-20"

    def test_a_sound_question_can_be_asked_directly(self):
        question = Question(
            Limit(Counted.MONTHS, 1), date(2024, 1, 31), date(2024, 3, 2), WEEKDAYS_ONLY
        )
        answer = due_answer(question)
        assert (answer["due"], answer["late_days"]) == ("2024-02-29", 2)
        # 29 February 2024 is a Thursday by the weekday rule; no year is known to this calendar.
        assert answer["provisional"] is True

    def test_a_calendar_of_ones_own(self, tmp_path):
        path = tmp_path / "county.yaml"
        text = "日历: county\n基于: cn\n年份:\n  2024:\n    放假:\n      节: {休: 05-07}\n"
        path.write_text(text, encoding="utf-8")
        _, answer = asked(start="2024-05-06", workdays=1, calendar=str(path))
        assert answer["due"] == "2024-05-08"
        assert answer["calendar"]["name"] == "county"


class TestRefusal:
    def test_no_limit(self):
        assert refused(start="2024-02-07") == (USAGE, [("limit-missing", None)])

    def test_two_limits(self):
        assert refused(start="2024-02-07", workdays=1, on="2024-03-01") == (
            USAGE,
            [("limit-twice", "--on")],
        )

    def test_a_named_date_has_no_duration(self):
        assert refused(start="2024-02-07", on="2024-03-01", duration=True) == (
            USAGE,
            [("date-has-no-duration", "--duration")],
        )

    def test_an_unknown_calendar(self):
        assert refused(start="2024-02-07", days=1, calendar="nowhere") == (
            FAULTY,
            [("calendar-not-found", None)],
        )

    @pytest.mark.parametrize(
        "text, code",
        [
            ("2023-02-29", "date-does-not-exist"),
            ("2023-13-01", "date-does-not-exist"),
            ("2024-02-00", "date-does-not-exist"),
            ("2023年2月30日", "date-does-not-exist"),
            ("昨天", "date-not-read"),
            ("", "date-not-read"),
            ("20240207", "date-not-read"),
            ("2024/02/07", "date-not-read"),
            ("2024-02-07T08:00", "date-not-read"),
            ("２０２４-02-07", "date-not-read"),
            ("x" * 10_000, "date-not-read"),
            ("9999-01-01", "date-out-of-range"),
            ("0999-12-31", "date-out-of-range"),
        ],
    )
    def test_a_day_that_is_none(self, text, code):
        assert refused(start=text, days=1) == (FAULTY, [(code, "DATE")])
        assert refused(start="2024-02-07", on=text) == (FAULTY, [(code, "--on")])
        assert refused(start="2024-02-07", days=1, submitted=text) == (
            FAULTY,
            [(code, "--submitted")],
        )

    @pytest.mark.parametrize("option", ["workdays", "days", "months"])
    @pytest.mark.parametrize(
        "text, code",
        [("-1", "count-negative"), ("999999999999", "count-too-large")],
    )
    def test_a_count_that_cannot_be(self, option, text, code):
        assert refused(start="2024-02-07", **{option: text}) == (FAULTY, [(code, f"--{option}")])

    @pytest.mark.parametrize("text", ["十", "1.5", "1e3", "", "١", "9" * 5000])
    def test_a_count_that_is_none(self, text):
        assert refused(start="2024-02-07", days=text) == (FAULTY, [("count-not-whole", "--days")])

    def test_a_duration_of_no_days(self):
        assert refused(start="2024-02-07", days=0, duration=True) == (
            FAULTY,
            [("duration-empty", "--days")],
        )

    def test_a_limit_that_ends_beyond_all_years(self):
        assert refused(start="9998-12-01", workdays=100) == (
            FAULTY,
            [("date-out-of-range", "--workdays")],
        )

    def test_all_faults_are_told_at_once_and_usage_decides(self):
        assert refused(start="x", submitted="y", calendar="nowhere") == (
            USAGE,
            [
                ("limit-missing", None),
                ("date-not-read", "DATE"),
                ("date-not-read", "--submitted"),
                ("calendar-not-found", None),
            ],
        )

    def test_a_broken_calendar_file(self, tmp_path):
        path = tmp_path / "broken.yaml"
        path.write_text("日历: a\n年份:\n  2024: {放假: {节: {休: 02-30}}}\n", encoding="utf-8")
        code, answer = asked(start="2024-02-07", days=1, calendar=str(path))
        assert code == FAULTY
        (problem,) = answer["problems"]
        assert (problem["code"], problem["file"], problem["line"]) == (
            "calendar-day",
            str(path),
            3,
        )


class TestDoubt:
    def test_what_is_odd_is_answered_with_a_warning(self):
        code, answer = asked(start="2024-03-01", on="2024-02-01", submitted="2024-02-15")
        assert code == DONE
        assert (answer["due"], answer["late_days"]) == ("2024-02-01", 14)
        assert [(each["code"], each["severity"]) for each in answer["problems"]] == [
            ("due-before-start", "warning"),
            ("submitted-before-start", "warning"),
        ]


class TestText:
    def test_in_chinese(self):
        assert told(start="2024-01-15", days=30, submitted="2024-02-20") == [
            "到期：2024-02-18 星期日",
            "计法：30 天，起算日 2024-01-15 不计入",
            "顺延：2024-02-14 星期三 春节 休息，移到下一个工作日",
            "日历：cn 2025-11",
            "提交：2024-02-20，逾期 2 天",
        ]

    def test_a_plain_weekend_has_no_name(self):
        assert "顺延：2024-03-02 星期六 休息，移到下一个工作日" in told(start="2024-03-01", days=1)

    def test_in_english(self):
        assert told(
            start="2024-01-15", days=30, submitted="2024-02-18", language="en_GB.UTF-8"
        ) == [
            "due: 2024-02-18 Sunday",
            "counted: days 30, without the start 2024-01-15",
            "moved: 2024-02-14 Wednesday 春节 is a rest day, on to the next working day",
            "calendar: cn 2025-11",
            "submitted: 2024-02-18, on time",
        ]

    @pytest.mark.parametrize(
        "submitted, line",
        [
            ("2024-03-04", "提交：2024-03-04，按时"),
            ("2024-03-06", "提交：2024-03-06，逾期 2 个工作日"),
        ],
    )
    def test_lateness_of_a_limit_in_working_days(self, submitted, line):
        assert line in told(start="2024-03-01", workdays=1, submitted=submitted)

    def test_late_by_less_than_a_working_day(self):
        # Due on Friday, brought on Saturday.
        options = {"start": "2024-02-29", "workdays": 1, "submitted": "2024-03-02"}
        assert "提交：2024-03-02，已逾期，不足 1 个工作日" in told(**options)
        assert asked(**options)[1]["status"] == "late"
        assert asked(**options)[1]["late_days"] == 0

    def test_a_duration_and_a_named_date(self):
        assert "计法：持续 3 天，从 2012-05-07 当天数起" in told(
            start="2012-05-07", days=3, duration=True
        )
        assert "计法：写明的日期，当天算按时，遇休息日不顺延" in told(
            start="2012-05-07", on="2012-05-13"
        )

    @pytest.mark.parametrize(
        "start, workdays, years", [("2026-12-25", 10, "2027"), ("2026-12-25", 600, "2027–2029")]
    )
    def test_a_provisional_answer_names_the_years(self, start, workdays, years):
        assert told(start=start, workdays=workdays)[-1] == (
            f"暂定：日历里没有 {years} 年的放假安排，先按周一至周五推算，补上后重算"
        )

    def test_problems_are_one_line_each_in_either_language(self):
        assert told(start="2023-02-30", days=-1)[0] == (
            "-: date-does-not-exist [DATE] 没有“2023-02-30”这一天(写成 年-月-日，如 2024-02-07)"
        )
        assert told(start="2023-02-30", days=-1, language="en")[0] == (
            '-: date-does-not-exist [DATE] there is no day "2023-02-30" '
            "(write YYYY-MM-DD, such as 2024-02-07)"
        )

    def test_every_fault_of_the_command_has_its_english(self):
        faults = [
            {},
            {"days": 1, "months": 1},
            {"on": "2024-02-30", "duration": True},
            {"days": "x", "submitted": "z", "calendar": "nowhere"},
            {"days": -1},
            {"days": 10**9},
            {"days": 0, "duration": True},
            {"on": "9999-01-01"},
            {"on": "2024-01-01", "submitted": "2024-01-01"},
        ]
        for fault in faults:
            lines = told(start="2024-02-07", language="en", **fault)
            assert not any(CHINESE.search(line) for line in lines), lines
