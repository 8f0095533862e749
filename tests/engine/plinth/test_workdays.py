"""Working days counted by arithmetic, held against walking over the days one by one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.workdays import (
    FIRST_DAY,
    LAST_DAY,
    WEEKDAYS_ONLY,
    Calendar,
    Counted,
    DayKind,
    Due,
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
    months_later,
    overlaid,
)

# National Day 2024, by the notice: 1 to 7 October off, 29 September and 12 October worked.
OCTOBER = calendar_of(
    "october",
    holidays=[date(2024, 10, day) for day in range(1, 8)],
    swapped_workdays=[date(2024, 9, 29), date(2024, 10, 12)],
    years=[2024],
)

days = st.dates(date(2019, 1, 1), date(2024, 12, 31))
counts = st.integers(0, 80)
calendars = st.builds(
    calendar_of,
    st.just("drawn"),
    holidays=st.sets(st.dates(date(2020, 1, 1), date(2023, 12, 31)), max_size=60),
    swapped_workdays=st.sets(st.dates(date(2020, 1, 1), date(2023, 12, 31)), max_size=60),
    years=st.just([2020, 2021, 2022, 2023]),
)


def due(answer: Due | Problem) -> date:
    assert isinstance(answer, Due), answer
    return answer.due_on


def code(answer: Due | Problem) -> str:
    assert isinstance(answer, Problem), answer
    assert answer.message
    assert answer.remedy
    return answer.code


def works_by_definition(calendar: Calendar, day: date) -> bool:
    kinds = {special.day: special.kind for special in calendar.specials}
    if day in kinds:
        return kinds[day] is DayKind.WORK
    return day.isoweekday() <= 5


def walked(calendar: Calendar, start: date, count: int) -> date:
    day = start
    while count or not works_by_definition(calendar, day):
        day += timedelta(days=1)
        count -= works_by_definition(calendar, day) and count > 0
    return day


class TestTheDay:
    @given(calendars, days)
    def test_a_day_works_as_its_entry_or_its_weekday_says(self, calendar, day):
        assert calendar.is_working_day(day) is works_by_definition(calendar, day)

    def test_the_later_entry_for_a_day_holds(self):
        day = date(2024, 10, 12)
        calendar = Calendar(
            "twice", (SpecialDay(day, DayKind.WORK), SpecialDay(day, DayKind.REST, "local"))
        )
        assert not calendar.is_working_day(day)
        assert calendar.specials == (SpecialDay(day, DayKind.REST, "local"),)

    def test_an_entry_is_found_by_its_day(self):
        found = OCTOBER.special_on(date(2024, 10, 12))
        assert found is not None
        assert found.kind is DayKind.WORK
        assert OCTOBER.special_on(date(2024, 10, 8)) is None
        assert OCTOBER.special_on(date(2024, 12, 8)) is None

    def test_two_calendars_of_the_same_days_are_the_same(self):
        assert calendar_of("a", holidays=[date(2024, 1, 1)]) == calendar_of(
            "a", holidays=[date(2024, 1, 1)]
        )


class TestStepping:
    @given(calendars, days, counts)
    def test_arithmetic_agrees_with_walking(self, calendar, start, count):
        assert calendar.working_day_from(start, steps=count) == walked(calendar, start, count)

    @given(calendars, days, st.integers(1, 80))
    def test_backward_undoes_forward_from_a_working_day(self, calendar, start, count):
        first = calendar.working_day_from(start, steps=0)
        there = calendar.working_day_from(first, steps=count)
        assert calendar.working_day_from(there, steps=-count) == first
        assert calendar.working_days_between(first, last=there) == count
        assert calendar.working_days_between(there, last=first) == -count

    def test_one_step_back_from_a_rest_day_is_the_working_day_before_it(self):
        assert OCTOBER.working_day_from(date(2024, 10, 3), steps=-1) == date(2024, 9, 30)
        assert OCTOBER.working_day_from(date(2024, 10, 8), steps=-1) == date(2024, 9, 30)

    def test_one_step_from_a_rest_day_is_the_next_working_day(self):
        assert WEEKDAYS_ONLY.working_day_from(date(2024, 3, 2), steps=1) == date(2024, 3, 4)

    def test_no_working_day_is_found_outside_the_range(self):
        # The first and the last day of all, a Wednesday and a Thursday, can still be reached.
        second, last_but_one = FIRST_DAY + timedelta(days=1), LAST_DAY - timedelta(days=1)
        assert WEEKDAYS_ONLY.working_day_from(second, steps=-1) == FIRST_DAY
        assert WEEKDAYS_ONLY.working_day_from(FIRST_DAY, steps=-1) is None
        assert WEEKDAYS_ONLY.working_day_from(last_but_one, steps=1) == LAST_DAY
        assert WEEKDAYS_ONLY.working_day_from(LAST_DAY, steps=1) is None


class TestLimitInWorkingDays:
    @given(calendars, days, counts)
    def test_it_ends_on_a_working_day_with_that_many_since_the_start(self, calendar, start, count):
        end = due(due_after_workdays(calendar, start=start, count=count))
        assert calendar.is_working_day(end)
        if count:
            assert calendar.working_days_between(start, last=end) == count

    @given(calendars, days, counts)
    def test_a_longer_limit_or_a_later_start_never_ends_earlier(self, calendar, start, count):
        end = due(due_after_workdays(calendar, start=start, count=count))
        longer = due(due_after_workdays(calendar, start=start, count=count + 1))
        # From a rest day, no days and one day both end on the next working day.
        assert end < longer or (end == longer and not count and end > start)
        later = start + timedelta(days=1)
        assert end <= due(due_after_workdays(calendar, start=later, count=count))

    def test_worked_weekends_count_and_holidays_do_not(self):
        # 26, 27 Sept, Sunday 29, 30, then 8 to 11 Oct, Saturday 12, Monday 14.
        answer = due_after_workdays(OCTOBER, start=date(2024, 9, 25), count=10)
        assert answer == Due(date(2024, 10, 14), Counted.WORKDAYS)

    def test_the_same_day_is_meant_by_no_days(self):
        assert due(due_after_workdays(OCTOBER, start=date(2024, 9, 25), count=0)) == date(
            2024, 9, 25
        )
        assert due(due_after_workdays(OCTOBER, start=date(2024, 10, 1), count=0)) == date(
            2024, 10, 8
        )

    @pytest.mark.parametrize(
        "start, count, provisional",
        [
            (date(2024, 12, 30), 1, False),  # Tuesday 31 December
            (date(2024, 12, 30), 2, True),
            (date(2024, 12, 31), 0, False),
            (date(2023, 12, 31), 1, False),  # only days after the start are counted
            (date(2023, 12, 30), 1, True),  # Sunday 31 December 2023 might have been worked
            (date(2023, 12, 29), 0, True),
        ],
    )
    def test_it_is_provisional_when_an_unknown_year_is_counted(self, start, count, provisional):
        answer = due_after_workdays(OCTOBER, start=start, count=count)
        assert isinstance(answer, Due)
        assert answer.provisional is provisional

    def test_a_start_before_the_known_years_does_not_make_it_provisional_by_itself(self):
        answer = due_after_workdays(OCTOBER, start=date(2023, 12, 31), count=2)
        assert answer == Due(date(2024, 1, 2), Counted.WORKDAYS)


class TestLimitInNaturalDays:
    @given(calendars, days, counts)
    def test_it_ends_on_the_first_working_day_not_before_its_last_day(self, calendar, start, count):
        raw = start + timedelta(days=count)
        answer = due_after_days(calendar, start=start, count=count)
        assert due(answer) == walked(calendar, raw, 0)
        assert answer.moved_from == (None if works_by_definition(calendar, raw) else raw)

    def test_the_type_may_say_that_it_stays(self):
        start = date(2024, 9, 25)
        assert due_after_days(OCTOBER, start=start, count=7) == Due(
            date(2024, 10, 8), Counted.DAYS, moved_from=date(2024, 10, 2)
        )
        stays = due_after_days(OCTOBER, start=start, count=7, moves=False)
        assert stays == Due(date(2024, 10, 2), Counted.DAYS)

    def test_only_a_move_can_be_provisional(self):
        start = date(2024, 12, 31)
        moved = due_after_days(OCTOBER, start=start, count=4)
        assert moved == Due(
            date(2025, 1, 6), Counted.DAYS, provisional=True, moved_from=date(2025, 1, 4)
        )
        stays = due_after_days(OCTOBER, start=start, count=4, moves=False)
        assert stays == Due(date(2025, 1, 4), Counted.DAYS)


class TestLimitInMonths:
    @pytest.mark.parametrize(
        "start, count, end",
        [
            (date(2024, 1, 31), 1, date(2024, 2, 29)),
            (date(2023, 1, 31), 1, date(2023, 2, 28)),
            (date(2024, 2, 29), 12, date(2025, 2, 28)),
            (date(2024, 11, 15), 2, date(2025, 1, 15)),
            (date(2024, 12, 15), 12, date(2025, 12, 15)),
            (date(2024, 8, 31), 0, date(2024, 8, 31)),
        ],
    )
    def test_the_same_day_of_the_month_or_the_months_last(self, start, count, end):
        assert months_later(start, months=count) == end
        answer = due_after_months(OCTOBER, start=start, count=count, moves=False)
        assert answer == Due(end, Counted.MONTHS)

    def test_a_rest_day_moves_it(self):
        answer = due_after_months(OCTOBER, start=date(2024, 9, 5), count=1)
        assert answer == Due(date(2024, 10, 8), Counted.MONTHS, moved_from=date(2024, 10, 5))

    @given(days, st.integers(0, 60))
    def test_months_do_not_run_over(self, start, count):
        end = months_later(start, months=count)
        assert end.year * 12 + end.month == start.year * 12 + start.month + count
        assert end.day == start.day or (end + timedelta(days=1)).day == 1


class TestDuration:
    def test_its_first_day_counts_and_its_end_stays(self):
        # Monday to Wednesday; and Thursday to Saturday, which does not move to Monday.
        assert duration_end(WEEKDAYS_ONLY, start=date(2012, 5, 7), count=3) == Due(
            date(2012, 5, 9), Counted.DAYS
        )
        assert due(duration_end(WEEKDAYS_ONLY, start=date(2012, 5, 10), count=3)) == date(
            2012, 5, 12
        )

    def test_in_working_days_a_rest_day_at_the_start_is_passed_over(self):
        def end(start, count):
            return duration_end(OCTOBER, start=start, count=count, counted=Counted.WORKDAYS)

        assert end(date(2024, 9, 27), 2) == Due(date(2024, 9, 29), Counted.WORKDAYS)
        assert due(end(date(2024, 9, 28), 2)) == date(2024, 9, 30)
        assert end(date(2024, 12, 31), 2).provisional

    @pytest.mark.parametrize(
        "start, count, end",
        [
            (date(2024, 5, 7), 3, date(2024, 8, 6)),
            (date(2024, 1, 1), 12, date(2024, 12, 31)),
            (date(2023, 1, 31), 1, date(2023, 2, 28)),
        ],
    )
    def test_in_months_it_ends_the_day_before_the_same_day(self, start, count, end):
        answer = duration_end(OCTOBER, start=start, count=count, counted=Counted.MONTHS)
        assert answer == Due(end, Counted.MONTHS)

    def test_no_days_are_no_duration(self):
        assert code(duration_end(OCTOBER, start=date(2024, 5, 7), count=0)) == "duration-empty"


class TestLateness:
    def test_the_due_day_itself_is_on_time(self):
        answer = lateness(
            due_on_date(date(2016, 7, 10)), submitted=date(2016, 7, 10), calendar=OCTOBER
        )
        assert (answer.days, answer.is_late) == (0, False)

    def test_a_named_date_stays_on_its_sunday_and_counts_calendar_days(self):
        named = due_on_date(date(2016, 7, 10))
        assert named == Due(date(2016, 7, 10), Counted.DATE)
        answer = lateness(named, submitted=date(2016, 7, 13), calendar=OCTOBER)
        assert (answer.days, answer.is_late, answer.provisional) == (3, True, False)

    def test_natural_days_count_calendar_days(self):
        limit = Due(date(2024, 9, 30), Counted.DAYS)
        assert lateness(limit, submitted=date(2024, 10, 8), calendar=OCTOBER).days == 8

    def test_a_limit_in_working_days_counts_working_days(self):
        limit = Due(date(2024, 9, 30), Counted.WORKDAYS)
        assert lateness(limit, submitted=date(2024, 10, 9), calendar=OCTOBER).days == 2

    def test_late_by_less_than_a_working_day_is_late_all_the_same(self):
        limit = Due(date(2024, 9, 30), Counted.WORKDAYS)
        answer = lateness(limit, submitted=date(2024, 10, 3), calendar=OCTOBER)
        assert (answer.days, answer.is_late) == (0, True)

    @pytest.mark.parametrize(
        "due_on, submitted, days, provisional",
        [
            (date(2024, 12, 31), date(2025, 1, 2), 2, True),
            (date(2023, 12, 31), date(2024, 1, 2), 2, False),
            (date(2023, 12, 30), date(2024, 1, 2), 2, True),
        ],
    )
    def test_working_days_of_an_unknown_year_are_provisional(
        self, due_on, submitted, days, provisional
    ):
        limit = Due(due_on, Counted.WORKDAYS)
        answer = lateness(limit, submitted=submitted, calendar=OCTOBER)
        assert (answer.days, answer.provisional) == (days, provisional)


class TestOverlay:
    def test_the_local_entry_holds_and_the_years_add_up(self):
        base = Calendar(
            "base", OCTOBER.specials, frozenset({2024}), title="base", revision="1", source="a"
        )
        local = Calendar(
            "local",
            (
                SpecialDay(date(2024, 10, 12), DayKind.REST, "festival"),
                SpecialDay(date(2024, 10, 7), DayKind.WORK, "festival"),
            ),
            frozenset({2025}),
        )
        both = overlaid(base, local=local)
        assert not both.is_working_day(date(2024, 10, 12))
        assert both.is_working_day(date(2024, 10, 7))
        assert both.is_working_day(date(2024, 9, 29))
        assert both.years == {2024, 2025}
        assert (both.name, both.title, both.revision, both.source) == ("local", "base", "1", "a")

    def test_titles_and_revisions_of_the_local_calendar_are_kept(self):
        base = Calendar("base", title="base", revision="1", source="a")
        local = Calendar("local", title="here", revision="2", source="b")
        both = overlaid(base, local=local)
        assert (both.title, both.revision, both.source) == ("here", "1+2", "a;b")


class TestThirds:
    @pytest.mark.parametrize(
        "third, month, first, last",
        [
            (Third.FIRST, (2024, 3), date(2024, 3, 1), date(2024, 3, 10)),
            (Third.MIDDLE, (2009, 1), date(2009, 1, 11), date(2009, 1, 20)),
            (Third.LAST, (2024, 2), date(2024, 2, 21), date(2024, 2, 29)),
        ],
    )
    def test_a_month_has_three(self, third, month, first, last):
        part = month_third(third, year=month[0], month=month[1])
        assert (part.first_day, part.last_day) == (first, last)

    def test_the_reminder_comes_the_day_before(self):
        assert month_third(Third.FIRST, year=2024, month=3).remind_on == date(2024, 2, 29)


class TestBadFigures:
    @pytest.mark.parametrize("limit", [due_after_workdays, due_after_days, due_after_months])
    def test_negative_and_absurd_counts(self, limit):
        start = date(2024, 5, 7)
        assert code(limit(OCTOBER, start=start, count=-1)) == "count-negative"
        assert code(limit(OCTOBER, start=start, count=10**9)) == "count-too-large"

    @pytest.mark.parametrize("limit", [due_after_workdays, due_after_days, due_after_months])
    @pytest.mark.parametrize(
        "start", [date(999, 12, 31), date(9999, 1, 1), LAST_DAY - timedelta(days=1)]
    )
    def test_days_out_of_range(self, limit, start):
        assert code(limit(WEEKDAYS_ONLY, start=start, count=1200)) == "date-out-of-range"

    @pytest.mark.parametrize("counted", [Counted.WORKDAYS, Counted.DAYS, Counted.MONTHS])
    def test_durations_out_of_range(self, counted):
        def end(start, count):
            return duration_end(WEEKDAYS_ONLY, start=start, count=count, counted=counted)

        assert code(end(LAST_DAY, 1200)) == "date-out-of-range"
        assert code(end(date(2024, 1, 1), -2)) == "count-negative"
        assert code(end(date(2024, 1, 1), 10**9)) == "count-too-large"

    def test_a_century_is_the_most(self):
        start = date(2024, 1, 1)
        for limit in (due_after_workdays, due_after_days):
            assert isinstance(limit(OCTOBER, start=start, count=36525), Due)
            assert code(limit(OCTOBER, start=start, count=36526)) == "count-too-large"
        assert isinstance(due_after_months(OCTOBER, start=start, count=1200), Due)
        assert code(due_after_months(OCTOBER, start=start, count=1201)) == "count-too-large"

    def test_a_duration_is_a_century_at_most_in_its_own_unit(self):
        def end(count, counted):
            return duration_end(OCTOBER, start=date(2024, 1, 1), count=count, counted=counted)

        assert isinstance(end(36525, Counted.DAYS), Due)
        assert isinstance(end(1200, Counted.MONTHS), Due)
        assert code(end(1201, Counted.MONTHS)) == "count-too-large"

    def test_the_last_day_of_all_can_be_a_start_and_an_end(self):
        assert date(9998, 12, 31) == LAST_DAY
        assert due(due_after_days(WEEKDAYS_ONLY, start=LAST_DAY, count=0)) == LAST_DAY
        nine = LAST_DAY - timedelta(days=9)
        assert due(due_after_days(WEEKDAYS_ONLY, start=nine, count=9)) == LAST_DAY
        assert code(due_after_days(WEEKDAYS_ONLY, start=nine, count=10, moves=False)) == (
            "date-out-of-range"
        )
        assert due(duration_end(WEEKDAYS_ONLY, start=nine, count=10)) == LAST_DAY
        assert code(duration_end(WEEKDAYS_ONLY, start=nine, count=11)) == "date-out-of-range"

    def test_months_reach_the_first_and_the_last_year(self):
        assert months_later(date(9997, 12, 31), months=12) == LAST_DAY
        assert months_later(date(9997, 12, 31), months=13) is None
        assert months_later(date(1001, 1, 1), months=-12) == FIRST_DAY
        assert months_later(date(1001, 1, 1), months=-13) is None

    def test_a_limit_that_moves_out_of_range(self):
        # 31 December 9998 is a Thursday; let it rest and nothing is left to move to.
        calendar = calendar_of("end", holidays=[LAST_DAY])
        answer = due_after_days(calendar, start=LAST_DAY, count=0)
        assert code(answer) == "date-out-of-range"

    def test_the_first_day_of_all_can_be_a_start(self):
        assert due(due_after_days(WEEKDAYS_ONLY, start=FIRST_DAY, count=1)) == date(1000, 1, 2)
