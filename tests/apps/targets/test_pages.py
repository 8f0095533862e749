"""What pages show to whom: figures of others only once they are adopted, figures not sent never."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kaoji.apps.targets.enums import Answer, Move
from kaoji.apps.targets.models import Line
from kaoji.web.todo import mine, owed
from tests import factories
from tests.apps.facts.stage import REVENUE
from tests.apps.targets import setting
from tests.costs import MOST_QUERIES

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(stage):
    def get(who, name, *args):
        answer = factories.signed_in(stage.cast.people[who]).get(
            reverse(f"targets:{name}", args=args)
        )
        return answer.status_code, answer.content.decode()

    return get


def unit(stage, town=setting.OWN):
    return stage.cast.units[town].pk


def test_a_unit_sees_no_figure_before_it_is_sent(stage, assignment, read):
    setting.propose(stage.cast, assignment, "123.457")
    assert "123.457" in read("clerk", "unit", 1, unit(stage))[1]
    told = read("head", "unit", 1, unit(stage))[1]
    assert "123.457" not in told
    assert "还没有发下来的目标" in told
    setting.move(stage.cast, assignment, Move.SEND_FIRST)
    assert "123.457" in read("head", "unit", 1, unit(stage))[1]
    setting.closed(stage.cast, assignment, Move.CLOSE_FIRST)
    setting.propose(stage.cast, assignment, "765.431")
    told = read("head", "unit", 1, unit(stage))[1]
    assert "123.457" in told
    assert "765.431" not in told
    line = setting.lines(assignment, unit=unit(stage)).get()
    assert "765.431" not in read("head", "line", line.pk)[1]
    assert "765.431" in read("leader", "line", line.pk)[1]
    setting.propose(stage.cast, assignment, "12000")
    assert "12,000" in read("leader", "line", line.pk)[1]


def test_a_unit_sees_of_others_what_is_adopted_and_no_more(stage, assignment, read):
    setting.sent(stage.cast, assignment)
    setting.say(stage.cast, assignment, counter="919.19", reason="机密的理由")
    other = unit(stage)
    assert read("second_head", "unit", 1, other)[0] == 404
    assert read("second_head", "indicator", 1, 1)[0] == 404
    line = setting.lines(assignment, unit=other).get()
    assert read("second_head", "line", line.pk)[0] == 404
    setting.closed(stage.cast, assignment, Move.CLOSE_FIRST)
    setting.move(stage.cast, assignment, Move.SEND_SECOND)
    setting.closed(stage.cast, assignment, Move.CLOSE_SECOND)
    setting.adopt(stage.cast, assignment)
    status, told = read("second_head", "indicator", 1, 1)
    assert status == 200
    assert setting.OWN in told
    assert "919.19" not in told
    assert "机密的理由" not in told
    assert read("second_head", "unit", 1, other)[0] == 404
    assert "919.19" in read("leader", "line", line.pk)[1]


def test_actuals_stand_beside_the_proposal_with_the_growth(stage, assignment, read):
    last = "2025年终评估"
    stage.locked(period=last)  # every figure is 100
    setting.propose(stage.cast, assignment, "112.5")
    told = read("clerk", "indicator", 1, 1)[1]
    assert f">{last}<" in told
    assert "12.50%" in told
    assert told.count(">100<") == 3


def test_what_is_wrong_is_said_in_its_cell_and_nothing_is_lost(stage, assignment):
    client = factories.signed_in(stage.cast.people["clerk"])
    first, second = setting.lines(assignment)[:2]
    told = {f"line_{first.pk}": "150", f"line_{second.pk}": "很多"}
    told |= {f"seen_{first.pk}": 0, f"seen_{second.pk}": 0}
    page = client.post(reverse("targets:indicator", args=(1, 1)), told).content.decode()
    assert "有 1 处要改" in page
    assert 'value="150"' in page
    assert 'value="很多"' in page
    assert not Line.objects.exclude(proposal="").exists()


def test_a_unit_answers_on_its_page(stage, assignment):
    setting.sent(stage.cast, assignment)
    line = setting.lines(assignment, unit=unit(stage)).get()
    client = factories.signed_in(stage.cast.people["liaison"])
    address = reverse("targets:unit", args=(1, unit(stage)))
    told = {f"answer_{line.pk}": "countered", f"counter_{line.pk}": "90", f"seen_{line.pk}": 2}
    page = client.post(address, told).content.decode()
    assert "没有写理由" in page
    assert client.post(address, told | {f"reason_{line.pk}": "停产"}).status_code == 302
    line.refresh_from_db()
    assert (line.answer, line.counter, line.reason) == (Answer.COUNTERED, "90", "停产")


def test_the_workbench_tells_who_owes_an_answer(stage, assignment):
    setting.sent(stage.cast, assignment)
    tasks = [one for one in mine(stage.actor("head")) if one.kind == "目标"]
    assert [one.due_on.isoformat() for one in tasks] == ["2026-06-22"]
    debts = [
        debt for one in owed(stage.actor("clerk")) for debt in one.debts if "目标" in debt.what
    ]
    assert len(debts) == 14
    assert [one.name for one in debts[0].people] == ["鹤鸣皋", "汀小兰"]
    setting.say(stage.cast, assignment)
    assert not [one for one in mine(stage.actor("head")) if one.kind == "目标"]


@pytest.mark.parametrize("name", ["cycle", "indicator", "unit", "list"])
def test_pages_ask_a_fixed_number_of_times(stage, cycle, name, django_assert_max_num_queries):
    keys = [(REVENUE, period) for period in ("2026中期评估", "2026年终评估")]
    made = setting.begun(stage.cast, cycle, *keys)
    setting.sent(stage.cast, made)
    args = {"cycle": (1,), "indicator": (1, 1), "unit": (1, unit(stage)), "list": ()}[name]
    client = factories.signed_in(stage.cast.people["clerk"])
    client.get(reverse("web:help"))  # what rooms tell the rail is kept from then on
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(reverse(f"targets:{name}", args=args)).status_code == 200
