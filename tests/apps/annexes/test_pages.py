"""Pages of annexes: what each shows to whom, rows without a script, what is typed is kept."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse

from kaoji.apps.annexes import actions
from kaoji.apps.annexes.enums import TableState
from kaoji.apps.annexes.limits import Row
from kaoji.apps.annexes.models import Annex, Edition, Item, Table
from kaoji.web import clock
from kaoji.web.todo import mine, owed
from tests import factories
from tests.apps.annexes import setting
from tests.apps.annexes.deeds import limits, typed
from tests.apps.annexes.setting import GOALS, OTHER, OWN
from tests.cast import NOON
from tests.costs import MOST_QUERIES

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast):
    return factories.signed_in(cast.people["clerk"])


@pytest.fixture
def director(cast):
    return factories.signed_in(cast.people["director"])


@pytest.fixture
def liaison(cast):
    return factories.signed_in(cast.people["liaison"])


def text_of(client, route, *args, **query):
    return client.get(reverse(route, args=args), query).content.decode()


def sent_to(client, route, *args, **data):
    return client.post(reverse(route, args=args), data)


def test_the_office_declares_on_the_page(office, cycle):
    page = text_of(office, "annexes:cycle", cycle.number)
    assert "至少 2 项，至多 4 项，分值合计 100" in page
    address = reverse("annexes:declare", args=[cycle.number, 1])
    wrong = office.post(address, limits(None) | {"most": "9"}).content.decode()
    assert "方案写明至多 4 项" in wrong
    assert 'value="9"' in wrong
    assert not Annex.objects.exists()
    assert office.post(address, limits(None)).status_code == 302
    assert "绩效办主任 审批" in text_of(office, "annexes:cycle", cycle.number)
    assert office.get(reverse("annexes:declare", args=[cycle.number, 7])).status_code == 404


def test_limits_begin_with_what_stands(office, annex):
    page = text_of(office, "annexes:limits", annex.pk)
    assert 'name="least_weight" value="10"' in page
    assert '<option value="office_director" selected>' in page


def test_a_scheme_without_such_keys_says_so(cast, office):
    from tests.apps.targets import deeds

    found = deeds.cycle(cast)
    assert "这个方案没有由各单位自列事项的指标" in text_of(office, "annexes:cycle", found.number)


def test_a_unit_sees_its_own_alone_and_a_draft_is_nobody_elses(cast, liaison, office, table):
    setting.saved(cast, table)
    page = text_of(liaison, "annexes:annex", table.annex_id)
    assert OWN in page
    assert OTHER not in page
    other = setting.table_of(table.annex, OTHER)
    for route in ("table", "edit", "workbook", "change", "compare", "sheet"):
        address = reverse(f"annexes:{route}", args=[other.pk])
        assert liaison.get(address).status_code == 404, route
    page = text_of(office, "annexes:table", table.pk)
    assert "单位还没有报送" in page
    assert GOALS[0].name not in page
    assert GOALS[0].name not in text_of(office, "annexes:sheet", table.pk)
    setting.sent(cast, table)
    assert GOALS[0].name in text_of(office, "annexes:table", table.pk)


def test_rows_are_added_moved_and_taken_away_without_a_script(liaison, table):
    page = text_of(liaison, "annexes:edit", table.pk)
    assert page.count('aria-label="删除第') == 2
    address = reverse("annexes:edit", args=[table.pk])

    def pressed(do, rows=GOALS):
        return liaison.post(address, typed(table, rows=rows, do=do)).content.decode()

    more = pressed("add")
    assert more.count('aria-label="删除第') == 3
    assert GOALS[1].name in more
    turned = pressed("up-2")
    assert turned.index(GOALS[1].name) < turned.index(GOALS[0].name)
    assert pressed("down-1").index(GOALS[1].name) < pressed("down-1").index(GOALS[0].name)
    less = pressed("remove-1")
    assert less.count('aria-label="删除第') == 1
    assert GOALS[0].name not in less
    for odd in ("up-99", "remove-x", "up-1", "down-2", "what"):
        assert pressed(odd).count('aria-label="删除第') == 2
    assert "现为 60，还差 40" in pressed("check", rows=GOALS[:1])
    assert not Edition.objects.exists()


def test_saved_and_sent_and_approved_on_the_pages(cast, liaison, director, table):
    address = reverse("annexes:edit", args=[table.pk])
    assert liaison.post(address, typed(table)).status_code == 302
    now = setting.fresh(table)
    page = text_of(liaison, "annexes:table", table.pk)
    assert page.count("没有满足") == 0
    assert "报送审批" in page
    sent_to(liaison, "annexes:send", table.pk, version=now.version)
    page = text_of(director, "annexes:table", table.pk)
    assert "审批" in page
    now = setting.fresh(table)
    wrong = sent_to(director, "annexes:decide", table.pk, version=now.version, outcome="no")
    assert "没有填写退回的理由" in wrong.content.decode()
    sent_to(director, "annexes:decide", table.pk, version=now.version, outcome="yes")
    assert setting.fresh(table).state == TableState.APPROVED
    page = text_of(liaison, "annexes:table", table.pk)
    assert "现行，进入计分" in page
    assert "请求调整" in page
    assert text_of(liaison, "annexes:sheet", table.pk).count("批准") >= 1
    assert liaison.get(address).status_code == 302  # locked: back to the table


def test_a_refused_save_keeps_what_was_typed(liaison, table):
    rows = [Row("=SUM(A1)", "60", {"目标": "1"}), GOALS[1]]
    page = liaison.post(
        reverse("annexes:edit", args=[table.pk]), typed(table, rows=rows)
    ).content.decode()
    assert "第 1 行“事项”" in page
    assert "=SUM(A1)" in page
    assert GOALS[1].name in page
    assert not Item.objects.exists()


def test_of_two_who_edit_the_slower_loses_nothing(cast, liaison, table):
    setting.saved(cast, table, who="head")
    address = reverse("annexes:edit", args=[table.pk])
    rows = [Row("我写的一项", "100", {"目标": "1", "计量单位": "个"})]
    page = liaison.post(address, typed(table, rows=rows)).content.decode()
    assert "已被别人改过" in page
    assert "我写的一项" in page
    assert GOALS[0].name in page  # what the other has saved, beneath
    assert f'name="version" value="{setting.fresh(table).version}"' in page
    again = typed(setting.fresh(table), rows=rows)
    assert liaison.post(address, again).status_code == 302
    assert [one.name for one in Item.objects.all()] == ["我写的一项"]


def test_who_drafted_has_no_form_to_approve(cast, cycle):
    made = setting.declared(cast, cycle, approver="unit_head")
    table = setting.table_of(made)
    setting.saved(cast, table, who="head")
    setting.sent(cast, table)
    head = factories.signed_in(cast.people["head"])
    assert 'name="outcome"' not in text_of(head, "annexes:table", table.pk)
    now = setting.fresh(table)
    answer = sent_to(head, "annexes:decide", table.pk, version=now.version, outcome="yes")
    assert "起草人不能审批自己起草的表" in answer.content.decode()
    assert setting.fresh(table).state == TableState.SENT


def test_two_editions_are_compared(cast, liaison, office, table):
    setting.approved(cast, table)
    setting.changing(cast, table)
    rows = [Row(GOALS[0].name, "55", GOALS[0].cells), Row("建仓库", "45", GOALS[1].cells)]
    setting.saved(cast, table, rows=rows)
    page = text_of(liaison, "annexes:compare", table.pk)
    for word in ("新增", "删去", "有改动", "<del>60</del> → <ins>55</ins>"):
        assert word in page
    assert "还没有两版可以比较" in text_of(office, "annexes:compare", table.pk)
    setting.sent(cast, table, rows=rows)
    assert "<ins>55</ins>" in text_of(office, "annexes:compare", table.pk, before="1", after="2")
    assert "有 1 处要改" in text_of(office, "annexes:compare", table.pk, before="1", after="9")


def test_copied_from_last_year_it_says_what_was_left_out(cast, cycle, liaison):
    with clock.stopped_at(NOON - timedelta(days=365)):
        last = setting.cycle_in(cast, period="2025", title="去年")
        due = setting.DUE.replace(year=2025)
        before = setting.declared(cast, last, period="2025", due_on=due)
        setting.approved(cast, setting.table_of(before))
    made = setting.declared(cast, cycle, columns={"目标": "owed"})
    table = setting.table_of(made)
    assert "照去年的起草" in text_of(liaison, "annexes:table", table.pk)
    answer = liaison.post(
        reverse("annexes:copy", args=[table.pk]), {"version": table.version}, follow=True
    ).content.decode()
    assert "没有抄：数据来源、计量单位" in answer
    assert GOALS[0].name in answer


def test_the_list_is_searched_narrowed_and_exported(cast, office, annex, table):
    setting.approved(cast, table)
    page = text_of(office, "annexes:annex", annex.pk, state="approved")
    assert OWN in page
    assert OTHER not in page.split("<tbody")[1]
    with clock.stopped_at(NOON + timedelta(days=40)):
        later = factories.signed_in(cast.people["clerk"])
        late = text_of(later, "annexes:annex", annex.pk, late="yes")
    assert "13 个单位逾期未报" in late
    answer = office.get(reverse("annexes:list"), {"q": OWN, "export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    told = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert OWN in told
    assert OTHER not in told


def test_the_workbench_tells_who_owes_and_who_approves(cast, table):
    tasks = [one for one in mine(cast.actor("liaison")) if one.kind == "个性指标"]
    assert [one.due_on for one in tasks] == [setting.DUE]
    debts = [debt for one in owed(cast.actor("clerk")) for debt in one.debts
             if "个性指标表" in debt.what]  # fmt: skip
    assert len(debts) == 14
    assert "汀小兰" in [one.name for one in debts[0].people]
    setting.sent(cast, table)
    assert not [one for one in mine(cast.actor("liaison")) if one.kind == "个性指标"]
    tasks = [one for one in mine(cast.actor("director")) if one.kind == "个性指标"]
    assert [one.context for one in tasks] == [OWN]
    assert not [one for one in mine(cast.actor("leader")) if one.kind == "个性指标"]


def test_items_are_found_by_those_who_see_them(cast, table):
    from kaoji.apps.annexes.queries import items_in_force

    setting.approved(cast, table)
    assert items_in_force(cast.actor("clerk")).count() == 2
    assert items_in_force(cast.actor("liaison")).count() == 2
    assert items_in_force(cast.actor("second_liaison")).count() == 0


def test_an_archived_cycle_changes_no_more(cast, cycle, table):
    from kaoji.web.refusals import Refused

    type(cycle).objects.filter(pk=cycle.pk).update(state="archived")
    with pytest.raises(Refused) as refused:
        setting.saved(cast, table)
    assert refused.value.code == "cycle-archived"


@pytest.mark.parametrize("name", ["list", "cycle", "annex", "table", "compare", "sheet", "edit"])
def test_pages_ask_a_fixed_number_of_times(cast, cycle, annex, name, django_assert_max_num_queries):
    table = setting.table_of(annex)
    setting.approved(cast, table)
    setting.changing(cast, table)
    setting.saved(cast, table, rows=[Row(f"第{one}项", "1") for one in range(50)])
    args = {"list": (), "cycle": (cycle.number,), "annex": (annex.pk,)}.get(name, (table.pk,))
    for who in ("clerk", "director", "liaison"):
        if name == "edit" and who != "liaison":
            continue
        client = factories.signed_in(cast.people[who])
        client.get(reverse("web:help"))  # what rooms tell the rail is kept from then on
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(reverse(f"annexes:{name}", args=args)).status_code == 200


def test_nothing_of_another_organisation_is_here(cast, table):
    from tests import cast as casts

    other = casts.county(code="elsewhere")
    client = factories.signed_in(other.people["director"])
    for route in ("table", "compare", "sheet"):
        assert client.get(reverse(f"annexes:{route}", args=[table.pk])).status_code == 404
    assert client.get(reverse("annexes:annex", args=[table.annex_id])).status_code == 404
    assert OWN not in client.get(reverse("annexes:list")).content.decode().split("<tbody")[-1]
    from django.http import Http404

    with pytest.raises(Http404):
        actions.approve(by=other.actor("director"), table=table, version=table.version)
    assert Table.objects.get(pk=table.pk).state == TableState.WAITING
