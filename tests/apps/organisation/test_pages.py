"""Pages of this room: what they show, how many questions they put to the database, who is told."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.forms import Form
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kaoji.apps.organisation import actions, forms, listings
from kaoji.apps.organisation.actions import Shape
from kaoji.apps.organisation.models import HandOver, UnitState
from kaoji.web import clock
from kaoji.web.lists import Listing
from kaoji.web.roles import Role
from tests import cast, factories
from tests.costs import MOST_QUERIES, begin_the_log

DAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.stopped_at(cast.NOON):
        yield


@pytest.fixture
def county(db):
    return cast.county()


@pytest.fixture
def office(county):
    return factories.signed_in(county.people["director"])


def at(name, *keys):
    return reverse(f"organisation:{name}", args=keys)


def shown(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


class TestTree:
    def test_units_stand_under_their_parents_on_the_day(self, county, office):
        finance = county.units["finance"]
        factories.make_unit(
            organisation=county.organisation, name="国库科", parent=finance, begins_on=DAY
        )
        names = [
            line[0].text
            for line in office.get(at("tree") + "?on=2026-07-01").context["table"].lines
        ]
        assert names[names.index("财政局") + 1] == "国库科"
        assert "国库科" not in shown(office, at("tree") + "?on=2026-06-30")

    def test_a_day_that_cannot_be_read_is_today(self, office):
        assert office.get(at("tree") + "?on=2026-02-30").context["on"] == cast.TODAY

    def test_initials_find_a_unit(self, office):
        found = office.get(at("tree") + "?q=htz").context["table"].lines
        assert [line[0].text for line in found] == ["鹤汀镇"]


class TestForms:
    def change(self, county):
        unit = county.units["云砚镇"]
        return unit, at("change-unit", unit.pk)

    def filled(self, county, **changed):
        return {
            "name": "云砚街道",
            "kind": "township",
            "parent": county.units["government"].pk,
            "group": county.groups["townships"].pk,
            "order": "22",
            "on": "2026-07-01",
            "basis": "禾编〔2026〕3号",
            "version": "0",
            **changed,
        }

    def test_an_act_is_done_told_and_leads_back(self, county, office):
        unit, address = self.change(county)
        answer = office.post(address, self.filled(county), follow=True)
        assert answer.redirect_chain == [(at("unit", unit.pk), 302)]
        assert "变更已登记。" in answer.content.decode()
        assert unit.states.get(ends_on=None).name == "云砚街道"

    def test_a_refusal_stands_at_its_field_and_loses_nothing(self, county, office):
        unit, address = self.change(county)
        filled = self.filled(county, on="2020-01-01")
        answer = office.post(address, filled)
        assert answer.status_code == 409
        assert list(answer.context["form"].errors) == ["on"]
        assert "云砚街道" in answer.content.decode()
        assert unit.states.count() == 1

    def test_the_second_of_two_officers_is_told_and_may_send_again(self, county, office):
        """Both opened the form at version 0; the clerk came first."""
        unit, address = self.change(county)
        clerk = county.actor("clerk")
        actions.change_unit(by=clerk, unit=unit, shape=Shape("砚台镇", "township"), on=DAY)
        answer = office.post(address, self.filled(county))
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "简书宁" in page
        assert "砚台镇" in page, "what stands now is shown beside"
        assert 'value="云砚街道"' in page, "what was filled in is still there"
        assert 'name="version" value="1"' in page
        office.post(address, self.filled(county, version="1"))
        assert UnitState.objects.get(unit=unit, begins_on=DAY).name == "云砚街道"

    def test_a_unit_is_not_offered_to_itself_and_refused_when_sent(self, county, office):
        one = county.units["finance"]
        address = at("merge-units", one.pk)
        offered = office.get(address).context["form"]["formers"].field.widget.choices
        keys = [key.value for key, _name in offered]
        assert one.pk not in keys
        assert county.units["housing"].pk in keys
        sent = {"formers": [one.pk], "on": "2026-07-01", "version": one.version}
        answer = office.post(address, sent)
        assert answer.status_code == 409
        assert "机构不能并入自己。请从被并机构中去掉接收的机构" in answer.content.decode()

    def test_every_field_has_a_label_and_a_meaning(self):
        made = [one for one in vars(forms).values() if isinstance(one, type)]
        ours = [
            one
            for one in made
            if issubclass(one, Form) and one.__module__ == forms.__name__ and one.base_fields
        ]
        assert len(ours) > 15
        for form in ours:
            for name, field in form.base_fields.items():
                assert field.widget.is_hidden or (field.label and field.help_text), (form, name)

    def test_every_list_says_what_its_columns_mean(self):
        ours = [one for one in vars(listings).values() if isinstance(one, Listing)]
        assert len(ours) == 4
        for listing in ours:
            assert listing.has_search
            for column in listing.columns:
                assert column.meaning or column.is_screen_only, (listing.key, column.key)


class TestPeople:
    def test_the_paper_of_a_hand_over(self, county, office):
        made = actions.hand_over(
            by=county.actor("director"),
            holding=county.holdings["supplier"],
            successor=county.people["staff"],
            on=DAY,
            note="档案柜钥匙两把。",
        )
        HandOver.objects.filter(pk=made.pk).update(
            owed=[{"room": "数据", "what": "第二季度数据", "due_on": "2026-07-05"}]
        )
        page = shown(office, at("hand-over-paper", made.pk))
        for text in ("禹晓苗", "卢平川", "农业农村局 数据员", "未办事项 1 件", "第二季度数据",
                     "档案柜钥匙两把。", "移交人签字", "接收人签字"):  # fmt: skip
            assert text in page

    def test_the_paper_of_a_hand_over_is_read_by_those_concerned(self, county):
        """禹晓苗 gives to 卢平川; 麦守仓 heads their bureau; the office has arranged it."""
        made = actions.hand_over(
            by=county.actor("director"), holding=county.holdings["supplier"],
            successor=county.people["staff"], on=DAY, note="账在抽屉。",
        )  # fmt: skip
        paper = at("hand-over-paper", made.pk)
        person = at("person", county.people["staff"].pk)
        read, linked = set(), set()
        for key, *_ in cast.PEOPLE:
            client = factories.signed_in(county.people[key])
            read |= {key} if client.get(paper).status_code == 200 else set()
            linked |= {key} if paper in shown(client, person) else set()
        concerned = {"supplier", "staff", "supplier_head", "director", "clerk", "second_clerk"}
        assert read == linked == concerned

    def test_why_somebody_stands_in_is_told_to_those_concerned(self, county):
        """That 汀小兰 stands in is for all to know, who must find the right one; why is not."""
        actions.delegate(
            by=county.actor("head"), holding=county.holdings["head"],
            deputy=county.people["liaison"], begins_on=cast.TODAY, ends_on=DAY, reason="家事处理",
        )  # fmt: skip
        person, told = at("person", county.people["head"].pk), set()
        for key, *_ in cast.PEOPLE:
            page = shown(factories.signed_in(county.people[key]), person)
            assert "汀小兰代鹤鸣皋" in page
            told |= {key} if "家事处理" in page else set()
        assert told == {"head", "liaison", "director", "clerk", "second_clerk"}

    def test_a_holder_delegates_the_own_post_in_the_page(self, county):
        head = factories.signed_in(county.people["head"])
        holding = county.holdings["head"]
        sent = {
            "deputy": county.people["liaison"].pk,
            "begins_on": "2026-06-12",
            "ends_on": "2026-06-20",
            "reason": "外出学习",
        }
        assert head.post(at("delegate", holding.pk), sent).status_code == 302
        assert Role.UNIT_HEAD in county.actor("liaison").roles

    def test_the_security_administrator_meets_the_directors_post_only(self, county):
        security = factories.signed_in(county.people["security"])
        page = shown(security, at("office"))
        assert "闻知秋" in page
        assert "简书宁" not in page
        assert security.get(at("appoint", county.posts["director"].pk)).status_code == 200
        assert security.get(at("appoint", county.posts["clerk"].pk)).status_code == 404
        assert security.get(at("end-holding", county.holdings["clerk"].pk)).status_code == 404
        assert security.get(at("tree")).status_code == 404


class TestDays:
    def test_a_year_with_reasons_and_papers(self, county, office):
        factories.make_local_day(
            organisation=county.organisation, day=date(2026, 6, 15), name="禾神节"
        )
        page = shown(office, at("calendar") + "?year=2026")
        for text in (
            "春节放假",
            "元旦调休上班",
            "国办发明电〔2025〕7号",
            "禾神节放假",
            "禾政办〔2026〕9号",
        ):
            assert text in page

    def test_the_working_days_of_june(self, county, office):
        """June 2026 has 22 weekdays; the 19th is 端午, the 15th is free here: 20."""
        factories.make_local_day(organisation=county.organisation, day=date(2026, 6, 15))
        june = office.get(at("calendar") + "?year=2026").context["year"].months[5]
        assert june.working_count == 20

    def test_a_year_without_an_order_is_provisional(self, office):
        page = shown(office, at("calendar") + "?year=2040")
        assert "这一年的放假安排还没有公布。" in page

    def test_a_limit_is_proven_day_by_day(self, county, office):
        """From Friday 12 June: 15 free here, 16 17 18 count, 19–21 端午, 22 is the fourth."""
        factories.make_local_day(organisation=county.organisation, day=date(2026, 6, 15))
        answer = office.get(at("due") + "?start=2026-06-12&count=4")
        proof = answer.context["proof"]
        assert proof.due_on == date(2026, 6, 22)
        assert [number for _day, number in proof.days] == [
            0, None, None, None, 1, 2, 3, None, None, None, 4,
        ]  # fmt: skip
        assert not proof.is_provisional


def fill(county, numbers):
    """A unit, posts, people in them, a group and a local day for each number."""
    for number in numbers:
        group = factories.make_group(organisation=county.organisation)
        unit = factories.make_unit(
            organisation=county.organisation, parent=county.units["government"], group=group
        )
        factories.employ(unit=unit, role=Role.STAFF)
        user = factories.make_user(organisation=county.organisation)
        post = factories.make_post(unit=county.units["finance"], name=f"岗{number}")
        factories.hold(user, post=post)
        factories.make_local_day(
            organisation=county.organisation,
            day=date.fromordinal(date(2026, 1, 1).toordinal() + number),
        )


def questions(county, office):
    """How often each page asks the database, once it has been opened before."""
    unit, person = county.units["finance"].pk, county.people["staff"].pk
    asked = {}
    for name, address in {
        "tree": at("tree"),
        "unit": at("unit", unit),
        "top": at("unit", county.units["government"].pk),
        "groups": at("groups"),
        "people": at("people"),
        "person": at("person", person),
        "calendar": at("calendar"),
        "local-days": at("local-days"),
        "change-unit": at("change-unit", unit),
        "merge-units": at("merge-units", unit),
        "transfer": at("transfer", county.holdings["staff"].pk),
        "template": at("units-workbook") + "?template=1",
        "export": at("people") + "?export=csv",
    }.items():
        office.get(address)
        office.get(address)
        with CaptureQueriesContext(connection) as asking:
            assert office.get(address).status_code == 200
        asked[name] = len(asking)
    return asked


def test_the_number_of_questions_does_not_grow(county, office):
    fill(county, range(3))
    begin_the_log()
    few = questions(county, office)
    fill(county, range(3, 300))
    many = questions(county, office)
    assert few == many
    assert max(many.values()) <= MOST_QUERIES, many
