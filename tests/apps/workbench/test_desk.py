"""The page of what I must do: bands, deadlines in working days, counts, questions asked."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaoji.apps.organisation import actions
from kaoji.apps.organisation.calendar import country_calendar
from kaoji.apps.workbench import queries
from kaoji.apps.workbench.chasing import chase_text, phone_list
from kaoji.apps.workbench.desk import desk_of
from kaoji.apps.workbench.models import Letter, LetterState
from kaoji.web import clock
from kaoji.web.todo import Burden, Happening, Person
from tests import cast, factories
from tests.apps.workbench import rooms
from tests.costs import MOST_QUERIES

#: 2026-06-12 is a Friday; 端午节 rests from Friday the 19th to Sunday the 21st.
TODAY = cast.TODAY


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.stopped_at(cast.NOON):
        yield


@pytest.fixture
def county(db):
    return cast.county()


@pytest.fixture
def office(county):
    return factories.signed_in(county.people["clerk"])


def line_of(due_on, *, today=TODAY, calendar=None):
    desk = desk_of(
        [rooms.task(due_on=due_on)], today=today, calendar=calendar or country_calendar()
    )
    ((band,), (line,)) = desk.bands, desk.bands[0].lines
    return band.key, line.state, line.word


class TestDeadline:
    @pytest.mark.parametrize(
        ("due_on", "told"),
        [
            (date(2026, 6, 12), ("today", "soon", "今天下班前")),
            (date(2026, 6, 11), ("late", "late", "逾期 1 个工作日")),
            # Friday to Friday: Monday to Friday are five.
            (date(2026, 6, 5), ("late", "late", "逾期 5 个工作日")),
            (date(2026, 6, 15), ("later", "soon", "还剩 1 个工作日")),
            (date(2026, 6, 17), ("later", "well", "还剩 3 个工作日")),
            # 端午节 on Friday the 19th does not count: 15 16 17 18 22.
            (date(2026, 6, 22), ("later", "well", "还剩 5 个工作日")),
            (date(2026, 6, 23), ("later", "idle", "还剩 6 个工作日")),
            (date(2026, 6, 14), ("later", "soon", "到期前再无工作日")),
            (None, ("later", "idle", "不限期")),
        ],
    )
    def test_it_is_counted_in_working_days(self, due_on, told):
        assert line_of(due_on) == told

    def test_over_since_a_weekend_no_working_day_has_passed(self):
        told = line_of(date(2026, 6, 12), today=date(2026, 6, 13))
        assert told == ("late", "late", "逾期，其后尚无工作日")

    def test_local_days_count_too(self, county, office):
        actions.set_local_day(
            by=county.actor("clerk"),
            day=date(2026, 6, 15),
            is_working=False,
            name="禾神节",
            basis="禾政办〔2026〕9号",
        )
        with rooms.telling(mine=[rooms.task(due_on=date(2026, 6, 16))]):
            assert "还剩 1 个工作日" in office.get("/").content.decode()

    def test_the_year_is_told_only_where_it_is_another(self):
        desk = desk_of(
            [rooms.task(due_on=date(2027, 1, 4)), rooms.task(due_on=date(2026, 6, 15))],
            today=TODAY,
            calendar=country_calendar(),
        )
        assert [line.day for line in desk.bands[0].lines] == ["6月15日 周一", "2027年1月4日 周一"]


class TestPage:
    def test_tasks_stand_in_three_bands_with_their_verbs(self, office):
        tasks = [
            rooms.task("以后的", due_on=date(2026, 6, 17), verb="去办理"),
            rooms.task("过了的", due_on=date(2026, 6, 10), verb="发催报"),
            rooms.task("今天的", due_on=TODAY, verb="去核对"),
        ]
        with rooms.telling(mine=tasks):
            page = office.get("/")
        text = page.content.decode()
        shown = [(str(band.word), band.count) for band in page.context["desk"].bands]
        assert shown == [("已逾期", 1), ("今天到期", 1), ("本周及以后", 1)]
        assert "2026年6月12日 星期五 · 您有 3 件待办，其中 1 件逾期" in text
        places = [text.index(word) for word in ("过了的", "今天的", "以后的")]
        assert places == sorted(places)
        assert {"去办理", "发催报", "去核对"} <= set(re.findall(r">(\S+?)</a>", text))

    def test_the_rail_counts_what_waits(self, office):
        with rooms.telling(mine=[rooms.task()] * 4):
            assert re.search(r'kj-door-count">4<', office.get("/help/").content.decode())

    def test_nothing_to_do_is_said(self, office):
        with rooms.telling():
            text = office.get("/").content.decode()
        assert "没有待办" in text
        assert "查找单位和事项" in text

    def test_administrators_have_a_page_without_business(self, county):
        rooms.backed_up()
        for key in ("system", "security", "audit"):
            text = factories.signed_in(county.people[key]).get("/").content.decode()
            assert "没有待办" in text
            assert "刚刚发生" not in text
            assert "提醒设置" not in text

    def test_each_task_is_one_click_away(self, office):
        with rooms.telling(mine=[rooms.task(f"第{n}件", url=f"/help/?{n}") for n in range(7)]):
            text = office.get("/").content.decode()
        assert all(f'href="/help/?{n}"' in text for n in range(7))

    def test_pages_follow_each_other_and_counts_are_of_all(self, office):
        late = [rooms.task(f"过了{n:03}", due_on=date(2026, 6, 1)) for n in range(150)]
        soon = [rooms.task(f"以后{n:03}", due_on=date(2026, 6, 20)) for n in range(150)]
        seen = []
        with rooms.telling(mine=late + soon):
            address = "/"
            while address:
                page = office.get(address)
                desk = page.context["desk"]
                seen += [line.task.title for band in desk.bands for line in band.lines]
                assert {band.count for band in desk.bands} == {150}
                address = page.context["page"].after
            printed = office.get("/?print=1").context["desk"]
        assert seen == [one.title for one in late + soon]
        assert printed.last == 300

    @pytest.mark.parametrize("query", ["page=0", "page=99999999999", "page=½", "tab=x", "print=2"])
    def test_an_address_that_makes_no_sense_still_opens(self, office, query):
        with rooms.telling(mine=[rooms.task()]):
            assert office.get(f"/?{query}").context["desk"].count == 1

    @pytest.mark.parametrize("address", ["/", "/?tab=given", "/?tab=done", "/chase/", "/news/"])
    def test_questions_do_not_grow_with_rows(self, county, office, address):
        def asked(count):
            news = [Happening(cast.NOON, f"第{n}件") for n in range(count)]
            given = [rooms.task(f"交办{n}", debts=(rooms.debt(),)) for n in range(count)]
            mine = [rooms.task(f"待办{n}") for n in range(count)]
            with (
                rooms.telling(mine=mine, given=given, news=lambda _actor, _most: news),
                CaptureQueriesContext(connection) as caught,
            ):
                assert office.get(address).status_code == 200
            return len(caught)

        few = asked(3)
        for n in range(300):
            actions.add_group(by=county.actor("clerk"), name=f"组{n}", order=n)
        assert asked(300) == few <= MOST_QUERIES


class TestGivenAndDone:
    def test_what_i_gave_to_others_has_its_tab(self, office):
        with rooms.telling(mine=[rooms.task("我的")], given=[rooms.task("别人的")]):
            page = office.get("/?tab=given")
        assert "别人的" in page.content.decode()
        assert [(tab.count, tab.is_here) for tab in page.context["tabs"]] == [
            (1, False),
            (1, True),
            (0, False),
        ]

    def test_what_i_did_this_week_is_taken_from_the_log(self, county, office):
        def add(key, name, moment):
            with clock.stopped_at(moment):
                actions.add_group(by=county.actor(key), name=name, order=1)

        add("clerk", "本周一组", datetime(2026, 6, 7, 16, 0, tzinfo=UTC))  # Monday 0:00 here
        add("clerk", "上周组", datetime(2026, 6, 7, 15, 59, tzinfo=UTC))
        add("director", "别人的组", cast.NOON)
        page = office.get("/?tab=done")
        assert [(one.verb, one.what) for one in page.context["done"]] == [
            ("设立考核组别", "本周一组")
        ]

    def test_sign_in_and_the_log_are_no_business(self, county):
        mine = queries.done_by(county.actor("clerk"), since=cast.NOON - timedelta(days=7))
        asked = str(mine.query)
        assert "organisation.add_unit" in asked
        assert "accounts." not in asked
        assert "audit." not in asked.replace('"audit_entry"', "")


class TestNews:
    def test_units_that_changed_are_told_to_everybody_in_business(self, county):
        actions.add_group(by=county.actor("clerk"), name="新设组", order=9)
        for key in ("clerk", "liaison", "leader"):
            text = factories.signed_in(county.people[key]).get("/").content.decode()
            assert "设立考核组别：新设组" in text

    def test_who_is_away_or_appointed_is_not_told(self, county, office):
        actions.note_absence(
            by=county.actor("clerk"),
            user=county.people["staff"],
            kind="leave",
            begins_on=TODAY,
            note="病假",
        )
        for address in ("/", "/news/"):
            assert "卢平川" not in office.get(address).content.decode()

    def test_administrators_are_told_nothing(self, county):
        actions.add_group(by=county.actor("clerk"), name="新设组", order=9)
        assert factories.signed_in(county.people["audit"]).get("/news/").status_code == 404


class TestBurden:
    def page(self, office, burden):
        with rooms.telling(burden=lambda _actor, _since: burden):
            return re.sub(r"<[^>]+>", "", office.get("/").content.decode())

    def test_it_says_what_was_asked_and_what_is_left(self, office):
        text = self.page(office, Burden(unit_count=14, cell_count=70, carried_count=52))
        assert "本季为 14 个单位要了 70 格数据，其中 52 格由上期带入，需手填 18 格。" in text
        assert "夜间与休息日未发提醒。" in text

    def test_it_begins_with_the_quarter(self, office):
        asked = []
        with rooms.telling(burden=lambda _actor, since: asked.append(since)):
            office.get("/")
        assert asked == [date(2026, 4, 1)]

    def test_reminders_at_night_and_on_rest_days_are_owned_up_to(self, county, office):
        for day, at in (
            (date(2026, 6, 11), datetime(2026, 6, 11, 0, 30, tzinfo=UTC)),  # Thursday 8:30
            (date(2026, 6, 11), datetime(2026, 6, 11, 12, 0, tzinfo=UTC)),  # Thursday 20:00
            (date(2026, 6, 7), datetime(2026, 6, 7, 2, 0, tzinfo=UTC)),  # a Sunday
        ):
            Letter.objects.create(
                organisation=county.organisation,
                user=county.people["staff"],
                day=day,
                way=f"w{at:%H%M}",
                state=LetterState.SENT,
                sent_at=at,
            )
        text = self.page(office, Burden(unit_count=1, cell_count=1, carried_count=0))
        assert "夜间与休息日发过 2 次提醒" in text


class TestChasing:
    TASKS = (
        rooms.task(
            "乡镇经济",
            due_on=date(2026, 6, 15),
            debts=(rooms.debt(), rooms.debt("苇渡乡", what="缺 1 格", people=())),
        ),
        rooms.task("早到的", due_on=date(2026, 6, 9), debts=(rooms.debt(what="未签批"),)),
        rooms.task("没人欠的"),
    )

    def test_the_text_names_units_people_and_what(self):
        assert chase_text(self.TASKS) == (
            "【催报】早到的，应于 6月9日 前办结。\n"
            "云砚镇（云晓）：未签批\n\n"
            "【催报】乡镇经济，应于 6月15日 前办结。\n"
            "云砚镇（云晓）：缺 2 格\n"
            "苇渡乡（没有登记经办人）：缺 1 格"
        )

    def test_the_phone_list_has_each_person_once(self):
        lines = [(one.unit, one.name, one.phone, one.what) for one in phone_list(self.TASKS)]
        assert lines == [
            ("云砚镇", "云晓", "13900000000", "早到的：未签批；乡镇经济：缺 2 格"),
            ("苇渡乡", "", "", "乡镇经济：缺 1 格"),
        ]

    def test_both_are_pages_and_the_second_is_remembered(self, county, office):
        from kaoji.apps.audit.models import Entry

        with rooms.telling(given=self.TASKS):
            assert "复制催报文字" in office.get("/").content.decode()
            assert "云砚镇（云晓）：缺 2 格" in office.get("/chase/").content.decode()
            assert not Entry.objects.exists()
            assert "13900000000" in office.get("/chase/phones/").content.decode()
        assert Entry.objects.get().act == "workbench.read_phones"
        assert "13900000000" not in Entry.objects.get().after

    def test_two_of_one_name_are_both_on_the_list(self):
        people = (Person("云晓", "联络员", "1"), Person("云晓", "镇长", "2"))
        lines = phone_list([rooms.task(debts=(rooms.debt(people=people),))])
        assert [one.phone for one in lines] == ["1", "2"]

    def test_nobody_owes_anything(self, office):
        with rooms.telling():
            assert "复制催报文字" not in office.get("/").content.decode()
        with rooms.telling(given=[rooms.task("没人欠的")]):
            assert "没有人要催" in office.get("/chase/").content.decode()
            assert "没有人要催" in office.get("/chase/phones/").content.decode()
