"""Reminders: once a day, counts only, never at night or on rest days unless asked for."""

from __future__ import annotations

import socket
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail

from kaoji.apps.organisation.models import LocalDay
from kaoji.apps.workbench import actions, digest, messengers
from kaoji.apps.workbench.models import Letter, LetterState, Reminder
from kaoji.apps.workbench.quiet import is_night
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.jobs import worker
from kaoji.web.jobs.models import Job, State
from kaoji.web.refusals import Refused
from tests import cast, factories
from tests.apps.workbench import rooms


def at(day, hour, minute=0):
    """A moment in the county, eight hours before the world's clock."""
    return datetime(2026, 6, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


FRIDAY, SATURDAY, MONDAY = 12, 13, 15


@pytest.fixture
def county(db, settings):
    settings.MAIL_IS_ON = True
    made = cast.county()
    staff = made.people["staff"]
    staff.email = "lpc@hean.example"
    staff.save()
    return made


@pytest.fixture(autouse=True)
def _owed():
    tasks = [
        rooms.task("审核卢平川的自评", due_on=date(2026, 6, 10)),
        rooms.task("核对鹤汀镇", due_on=date(2026, 6, 12)),
        rooms.task("答复", due_on=date(2026, 6, 17)),
    ]
    with rooms.telling(mine=tasks):
        yield


def wish(county, **changed):
    told = {
        "by_mail": True,
        "messenger": "",
        "address": "",
        "at": time(8, 30),
        "on_rest_days": False,
        "at_night": False,
    } | changed
    return Reminder.objects.create(
        organisation=county.organisation, user=county.people["staff"], **told
    )


def work_off():
    while worker.work_once("a"):
        pass


def live_through(*moments):
    """The clock ticks and the worker works, at each of some moments."""
    for moment in moments:
        with clock.stopped_at(moment):
            worker.tick()
            work_off()


def hours_of(day):
    return [at(day, hour, 31) for hour in range(24)]


class TestOnceADay:
    def test_one_letter_on_a_working_day_at_its_time(self, county):
        live_through(at(FRIDAY, 5, 59), at(FRIDAY, 6), at(FRIDAY, 8, 29))
        assert mail.outbox == []
        live_through(at(FRIDAY, 8, 30))
        (letter,) = mail.outbox
        assert letter.to == ["lpc@hean.example"]
        live_through(*hours_of(FRIDAY))
        assert len(mail.outbox) == 1

    def test_two_clocks_and_two_plans_make_one_letter(self, county):
        with clock.stopped_at(at(FRIDAY, 9)):
            worker.tick()
            worker.tick()
            digest.plan(date(2026, 6, 12))
            digest.plan(date(2026, 6, 12))
            while worker.work_once("a") or worker.work_once("b"):
                pass
            (letter,) = Letter.objects.all()
            digest.deliver(letter.pk)
        assert len(mail.outbox) == 1

    def test_the_next_working_day_has_its_own(self, county):
        live_through(*(moment for day in range(12, 20) for moment in hours_of(day)))
        # 13 and 14 are a weekend, 19 is 端午节.
        days = Letter.objects.filter(state=LetterState.SENT).values_list("day", flat=True)
        assert sorted(one.day for one in days) == [12, 15, 16, 17, 18]
        assert len(mail.outbox) == 5

    def test_killed_while_sending_it_is_not_sent_again(self, county, monkeypatch):
        class Killed(BaseException):
            pass

        def die(*_args, **_more):
            raise Killed

        with clock.stopped_at(at(FRIDAY, 9)):
            worker.tick()
            while not Letter.objects.exists():
                assert worker.work_once("a")
            monkeypatch.setattr(digest, "send_mail", die)
            with pytest.raises(Killed):
                work_off()
        monkeypatch.undo()
        live_through(at(FRIDAY, 9, 30), at(FRIDAY, 10))
        assert mail.outbox == []
        assert Letter.objects.get().state == LetterState.SENDING


class TestWhatItSays:
    def letter(self):
        live_through(at(FRIDAY, 9))
        (letter,) = mail.outbox
        return letter

    def test_counts_and_the_nearest_day(self, county, settings):
        settings.SITE_ADDRESS = "https://kaoji.hean.example"
        letter = self.letter()
        assert letter.subject == "考绩：您有 3 件待办，其中 1 件逾期"
        assert letter.body.splitlines() == [
            "您有 3 件待办：已逾期 1 件，今天到期 1 件，本周及以后 1 件。",
            "最近的期限是 6月12日。",
            "办理：https://kaoji.hean.example/",
            "每天最多一封，夜间和休息日不发；要改请登录后到“提醒设置”。",
        ]

    def test_nothing_about_anybody(self, county):
        letter = self.letter()
        told = letter.subject + letter.body
        assert letter.alternatives == []
        for private in ("卢平川", "鹤汀镇", "审核", "hean-staff", "禾安县"):
            assert private not in told


class TestQuiet:
    def test_the_night_is_from_eight_to_eight(self):
        quiet = [hour for hour in range(24) if is_night(time(hour))]
        assert quiet == [0, 1, 2, 3, 4, 5, 6, 7, 20, 21, 22, 23]
        assert is_night(time(7, 59))
        assert not is_night(time(19, 59))

    def test_a_machine_that_wakes_up_late_lets_it_be(self, county):
        live_through(at(FRIDAY, 20, 30))
        assert mail.outbox == []
        assert Letter.objects.get().reason == "夜间不提醒"
        live_through(at(SATURDAY, 9))
        assert mail.outbox == []

    def test_who_wants_it_at_night_gets_it(self, county):
        wish(county, at=time(21), at_night=True)
        live_through(at(FRIDAY, 20, 59))
        assert mail.outbox == []
        live_through(at(FRIDAY, 21))
        assert len(mail.outbox) == 1

    def test_rest_days_are_those_of_the_place(self, county):
        def set_day(day, *, is_working):
            LocalDay.objects.create(
                organisation=county.organisation,
                day=date(2026, 6, day),
                is_working=is_working,
                name="本地",
                basis="禾政办〔2026〕9号",
            )

        set_day(SATURDAY, is_working=True)
        set_day(MONDAY, is_working=False)
        live_through(*(moment for day in range(12, 16) for moment in hours_of(day)))
        assert [one.day.day for one in Letter.objects.order_by("day")] == [12, 13]

    def test_who_wants_it_on_rest_days_gets_it(self, county):
        wish(county, on_rest_days=True)
        live_through(at(SATURDAY, 9))
        assert len(mail.outbox) == 1

    def test_a_day_that_became_free_meanwhile_is_quiet(self, county):
        live_through(at(FRIDAY, 6))
        factories.make_local_day(organisation=county.organisation, day=date(2026, 6, 12))
        live_through(at(FRIDAY, 9))
        assert mail.outbox == []
        assert Letter.objects.get().reason == "休息日不提醒"

    def test_a_letter_of_yesterday_is_not_sent_today(self, county):
        live_through(at(MONDAY, 6), at(MONDAY + 1, 9))
        assert [(one.day.day, one.state) for one in Letter.objects.order_by("day")] == [
            (15, LetterState.DROPPED),
            (16, LetterState.SENT),
        ]

    @pytest.mark.parametrize("case", ["off", "away", "closed", "no address", "no server"])
    def test_who_is_not_to_be_reminded(self, county, settings, case):
        staff = county.people["staff"]
        if case == "off":
            wish(county, by_mail=False)
        elif case == "away":
            factories.make_absence(user=staff, begins_on=date(2026, 6, 12))
        elif case == "closed":
            staff.is_active = False
        elif case == "no address":
            staff.email = ""
        else:
            settings.MAIL_IS_ON = False
        staff.save()
        live_through(at(FRIDAY, 9))
        assert mail.outbox == []
        assert not Letter.objects.exists()

    def test_nothing_owed_nothing_sent(self, county):
        with rooms.telling():
            live_through(at(FRIDAY, 9))
        assert mail.outbox == []
        assert Letter.objects.get().reason == "没有待办"


class Robot:
    """A gateway that is down for its first calls."""

    name, word = "robot", "县里的机器人"

    def __init__(self, *, down=0):
        self.down, self.got = down, []

    def send(self, *, to, text):
        if self.down:
            self.down -= 1
            raise ConnectionError("no answer")
        self.got.append((to, text))


class TestMessengers:
    @pytest.fixture
    def robot(self, monkeypatch):
        robot = Robot()
        for module in (digest, actions):
            monkeypatch.setattr(module, "messengers", lambda: {"robot": robot})
        return robot

    def test_it_gets_the_same_words_and_no_names(self, county, robot):
        wish(county, by_mail=False, messenger="robot", address="群-7")
        live_through(at(FRIDAY, 9))
        ((to, text),) = robot.got
        assert to == "群-7"
        assert text.startswith("您有 3 件待办")
        assert "卢平川" not in text
        assert mail.outbox == []

    def test_a_gateway_that_is_down_is_tried_again_and_then_given_up(self, county, robot):
        wish(county, by_mail=False, messenger="robot", address="群-7")
        robot.down = 2
        live_through(*(at(FRIDAY, 9, minute) for minute in range(10)))
        assert len(robot.got) == 1

    def test_down_for_good_it_blocks_nobody_and_is_seen(self, county, robot):
        wish(county, by_mail=True, messenger="robot", address="群-7")
        robot.down = 1_000
        live_through(*(at(FRIDAY, 9, minute) for minute in range(30)))
        assert len(mail.outbox) == 1
        assert robot.got == []
        assert [job.state for job in Job.objects.filter(kind=digest.SEND).order_by("pk")] == [
            State.DONE,
            State.FAILED,
        ]
        assert factories.signed_in(county.people["clerk"]).get("/").status_code == 200

    def test_a_mail_server_that_does_not_answer_loses_no_letter(self, county, settings):
        with socket.socket() as taken:  # bound, and never listened at
            taken.bind(("127.0.0.1", 0))
            settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
            settings.EMAIL_HOST, settings.EMAIL_PORT = taken.getsockname()
            settings.EMAIL_USE_SSL, settings.EMAIL_TIMEOUT = False, 5
            live_through(at(FRIDAY, 6), at(FRIDAY, 8, 30), at(FRIDAY, 8, 31))
        assert Letter.objects.get().state == LetterState.WAITING
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        live_through(at(FRIDAY, 9), at(FRIDAY, 10))
        assert len(mail.outbox) == 1
        assert Letter.objects.get().state == LetterState.SENT

    def test_plug_ins_that_do_not_load_are_left_out(self, monkeypatch):
        class Point:
            def __init__(self, name, made):
                self.name, self.made = name, made

            def load(self):
                if isinstance(self.made, Exception):
                    raise self.made
                return self.made

        points = [Point("a", ImportError("gone")), Point("b", object()), Point("c", Robot)]
        monkeypatch.setattr(messengers, "entry_points", lambda group: points)
        messengers.messengers.cache_clear()
        try:
            assert list(messengers.messengers()) == ["robot"]
        finally:
            messengers.messengers.cache_clear()


class TestSettings:
    def posted(self, client, **changed):
        sent = {"by_mail": "on", "messenger": "", "at": "09:15", "version": "0"} | changed
        return client.post("/reminders/", sent)

    def test_they_are_stored_and_remembered(self, county):
        from kaoji.apps.audit.models import Entry

        with clock.stopped_at(cast.NOON):
            client = factories.signed_in(county.people["staff"])
            page = client.get("/reminders/")
            assert 'value="08:30"' in page.content.decode()
            assert self.posted(client, address="群-7").status_code == 302
        kept = Reminder.objects.get()
        assert (kept.at, kept.address, kept.version) == (time(9, 15), "群-7", 1)
        entry = Entry.objects.get()
        assert entry.act == "workbench.set_reminder"
        assert "群-7" not in entry.after + entry.object_name

    def test_a_time_at_night_needs_the_word_for_it(self, county):
        with clock.stopped_at(cast.NOON):
            client = factories.signed_in(county.people["staff"])
            refused = self.posted(client, at="07:59")
            assert refused.status_code == 422
            assert "这个时刻是夜间" in refused.content.decode()
            assert not Reminder.objects.exists()
            assert self.posted(client, at="07:59", at_night="on").status_code == 302

    def test_the_second_of_two_windows_is_told(self, county):
        with clock.stopped_at(cast.NOON):
            client = factories.signed_in(county.people["staff"])
            self.posted(client)
            late = self.posted(client, at="10:00")
        assert late.status_code == 422
        assert "10:00" in late.content.decode()
        assert Reminder.objects.get().at == time(9, 15)

    def test_a_way_that_is_not_there_is_refused(self, county):
        told = actions.Wish(
            by_mail=True, messenger="pigeon", address="", at=time(9), on_rest_days=False,
            at_night=False,
        )  # fmt: skip
        with pytest.raises(Refused):
            actions.set_reminder(by=county.actor("staff"), wish=told, version=0)

    def test_no_log_no_change(self, county, monkeypatch):
        def broken(*_args, **_more):
            raise RuntimeError("the log is full")

        monkeypatch.setattr(actions, "record", broken)
        told = actions.Wish(
            by_mail=False, messenger="", address="", at=time(9), on_rest_days=False, at_night=False
        )
        with pytest.raises(RuntimeError):
            actions.set_reminder(by=county.actor("staff"), wish=told, version=0)
        assert not Reminder.objects.exists()


def test_letters_ask_the_rooms_as_the_person_they_are_for(county):
    asked = []

    def mine(actor: Actor):
        asked.append(actor)
        return [rooms.task()]

    with rooms.telling(mine=mine):
        live_through(at(FRIDAY, 9))
    assert [(one.username, one.organisation_key) for one in asked] == [
        ("hean-staff", county.organisation.pk)
    ]
