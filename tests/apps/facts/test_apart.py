"""Two organisations keep apart to the byte; many hands at once leave one of each."""

from __future__ import annotations

import io
import threading
import zipfile
from datetime import date
from time import sleep

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from kaoji.apps.facts import actions
from kaoji.apps.facts.models import CollectionTask, EntryPost, Figure, FigureRevision
from kaoji.apps.facts.parameters import parameters_of
from kaoji.apps.organisation.owed import owed_by
from tests import cast, factories
from tests.apps.facts import stage as stages
from tests.apps.facts.stage import REVENUE, TOWNS

MARK = "KANARIEGELB"


def unpacked(answer):
    """All that is in an answer; workbooks unpacked."""
    content = answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b"".join(package.read(name) for name in package.namelist())
    return content.decode("utf-8", "replace")


def test_not_a_byte_of_the_other_organisation(stage):
    other = stages.Stage(
        (county := cast.county(code="other", name=f"{MARK}县")),
        actions.pin_scheme(by=county.actor("clerk"), pack=stages.PACK, begins_on=date(2026, 1, 1)),
    )
    task = other.locked(title=f"{MARK}任务", plan_paper=f"{MARK}〔2026〕1号", plan_item=MARK)
    Figure.objects.filter(task=task).update(typed=MARK, value=MARK)
    actions.register_source(
        by=county.actor("clerk"),
        shape=actions.SourceShape(
            other.scheme, REVENUE, county.units["finance"], None, MARK, MARK, date(2026, 1, 1)
        ),
    )
    row = other.row(other.listed(title=f"{MARK}清单"), cells={"备注": MARK, "文号": MARK})
    given = actions.Given("60%", date(2026, 1, 1), MARK, date(2026, 1, 5))
    actions.set_parameter(
        by=county.actor("clerk"), scheme=other.scheme, given=given, seen=0,
        parameter=parameters_of(other.scheme)[0],
    )  # fmt: skip
    stage.signed()
    stage.row(stage.listed())
    mine = stage.scheme.pk
    seen = 0
    for who in ("clerk", "supplier", "supplier_head", "head", "liaison"):
        client = factories.signed_in(stage.cast.people[who])
        for name, args in (
            ("list", ()), ("late", ()), ("sources", ()), ("schemes", ()), ("task", (1,)),
            ("task", (2,)), ("chase", (1,)), ("confirm", (1,)), ("workbook", (1,)),
            ("task-choose", ()), ("export", ()), ("own", ()), ("rows", (2, 1)), ("row", (row.pk,)),
            ("list-workbook", (2, 1)), ("row-change", (row.pk,)), ("parameters", (mine,)),
            ("parameters", (other.scheme.pk,)), ("parameter", (mine, 1)), ("given", (mine,)),
        ):  # fmt: skip
            for query in ({}, {"q": MARK}, {"q": "k"}, {"export": "xlsx"}, {"export": "csv"}):
                answer = client.get(reverse(f"facts:{name}", args=args), query)
                text = unpacked(answer)
                asked = text.count(f'value="{MARK}"') + text.count(f"：{MARK}<")
                asked += (
                    text.count(f"「{MARK}」") + text.count(f"={MARK}") + text.count(f'：{MARK}"')
                )
                assert text.count(MARK) <= asked, (who, name, query)
                seen += answer.status_code == 200
    assert seen > 50


def test_the_task_numbers_of_two_organisations_do_not_meet(stage):
    stage.task()
    county = cast.county(code="other", name="别县")
    scheme = actions.pin_scheme(
        by=county.actor("clerk"), pack=stages.PACK, begins_on=date(2026, 1, 1)
    )
    assert stages.Stage(county, scheme).task().number == 1
    assert CollectionTask.objects.filter(number=1).count() == 2


def test_who_hands_over_a_post_hears_of_open_sheets(stage):
    task = stage.task()
    owed = owed_by(stage.cast.holdings["supplier"], on=cast.TODAY)
    assert [(one.what, one.due_on) for one in owed] == [
        ("填报：农业农村局 乡镇经济 2026年终评估", "2026-06-22")
    ]
    assert owed_by(stage.cast.holdings["second_supplier"], on=cast.TODAY) == ()
    assert task.number == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_sending_from_many_hands_at_once_is_one():
    stage = stages.made()
    task = stage.task()
    told = []

    def send(once, text):
        for _each in range(2_000):  # in memory, SQLite refuses where it would else wait
            try:
                told.append(stage.enter(task, once=once, texts={(TOWNS[0], "数值"): text}, seen=0))
                break
            except OperationalError:
                sleep(0.005)
        connection.close()

    hands = [threading.Thread(target=send, args=(f"k{n % 4}", str(n % 4))) for n in range(20)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert len(told) == 20
    assert EntryPost.objects.count() == 4
    assert len({one["receipt"] for one in told}) == 4
    assert FigureRevision.objects.count() == 1
    assert sum(len(one["clashes"]) for one in EntryPost.objects.values_list("told", flat=True)) == 3
