"""Pages of self-scores: what each shows to whom, forms that keep what was typed, workbooks."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kaoji.apps.selfscore import actions
from kaoji.apps.selfscore.models import Line, Round, Sheet
from kaoji.web.models import ImportRun
from tests import costs, factories
from tests.apps.selfscore import asked
from tests.apps.selfscore.asked import PERIOD, filled, fresh, line_of, sent, submitted
from tests.web import hostile

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(stage):
    return factories.signed_in(stage.cast.people["clerk"])


@pytest.fixture
def liaison(stage):
    return factories.signed_in(stage.cast.people["liaison"])


def text_of(client, route, *args, **query):
    return client.get(reverse(route, args=args), query).content.decode()


def typed(sheet, **told):
    """What the form of a sheet sends."""
    data = {"version": str(sheet.version), "act": "save"}
    for one in sheet.lines.all():
        data |= {f"points_{one.pk}": one.points or "5", f"reason_{one.pk}": "差一项"}
    return data | told


def test_the_office_asks_and_is_offered_what_is_left(office, cycle):
    page = text_of(office, "selfscore:cycle", cycle.number)
    assert "布置自评" in page
    address = reverse("selfscore:open", args=[cycle.number])
    wrong = office.post(address, {"period": "2026Q1", "days": "7"}).content.decode()
    assert "没有这个选项" in wrong
    assert 'value="7"' in wrong
    office.post(address, {"period": PERIOD, "days": "7"})
    assert Sheet.objects.count() == cycle.units.count()
    assert f'value="{PERIOD}"' not in text_of(office, "selfscore:open", cycle.number)


def test_a_unit_sees_its_own_alone(stage, liaison, round_):
    page = text_of(liaison, "selfscore:cycle", round_.cycle.number)
    assert "鹤汀镇" in page
    assert "澄湾镇" not in page
    foreign = asked.sheet_of(round_, town="澄湾镇")
    for route in ("sheet", "workbook"):
        address = reverse(f"selfscore:{route}", args=[foreign.pk])
        assert liaison.get(address).status_code == 404
    assert liaison.get(reverse("selfscore:compared", args=[1])).status_code == 404


def test_what_a_unit_is_writing_is_its_own_until_it_is_signed(stage, office, liaison, sheet):
    settled = filled(stage.cast, sheet)
    assert "比目标少" in text_of(liaison, "selfscore:sheet", sheet.pk)
    page = text_of(office, "selfscore:sheet", sheet.pk)
    assert "比目标少" not in page
    assert "单位还没有报送" in page
    assert "比目标少" not in text_of(office, "selfscore:compared", sheet.round.cycle.number)
    found = actions.send(by=stage.actor("liaison"), sheet=settled, version=settled.version)
    actions.sign(by=stage.actor("head"), sheet=found, version=found.version)
    assert "比目标少" in text_of(office, "selfscore:sheet", sheet.pk)
    assert "比目标少" in text_of(office, "selfscore:compared", sheet.round.cycle.number)


def test_every_fault_is_at_its_field_and_nothing_typed_is_lost(liaison, sheet):
    first, second = list(sheet.lines.all())[:2]
    told = {f"points_{first.pk}": "99", f"points_{second.pk}": "九", f"reason_{first.pk}": "甲乙丙"}
    address = reverse("selfscore:sheet", args=[sheet.pk])
    page = liaison.post(address, typed(sheet, **told)).content.decode()
    assert "应在 0 到 14 之间" in page
    assert "“九”不是分数" in page
    assert "甲乙丙" in page
    assert fresh(first).points == "14"


def test_the_second_of_two_sees_what_stands_and_sends_once_more(stage, liaison, sheet):
    address = reverse("selfscore:sheet", args=[sheet.pk])
    old = typed(sheet)
    head = {"by": stage.actor("head"), "sheet": sheet, "typed": asked.typed(sheet, points="1")}
    actions.save(**head, version=1)
    page = liaison.post(address, old).content.decode()
    assert "现存 1" in page
    assert 'name="version" value="2"' in page
    assert line_of(sheet).points == "1"
    liaison.post(address, old | {"version": "2"})
    assert line_of(sheet).points == "14"


def test_files_come_with_the_form_and_a_bad_one_costs_no_other(
    liaison, office, sheet, settings, tmp_path
):
    settings.DATA = tmp_path
    first, second = list(sheet.lines.all())[:2]
    good = SimpleUploadedFile("台账.pdf", hostile.pdf())
    bad = SimpleUploadedFile("病毒.pdf", b"MZ\x90")
    address = reverse("selfscore:sheet", args=[sheet.pk])
    told = {f"file_{first.pk}": good, f"file_{second.pk}": bad, f"reason_{first.pk}": "丁戊"}
    page = liaison.post(address, typed(sheet, **told)).content.decode()
    assert "丁戊" in page
    assert "kj-field-error" in page
    assert [one.name for one in first.proofs.all()] == ["台账.pdf"]
    assert not second.proofs.exists()
    proof = reverse("selfscore:proof", args=[first.proofs.get().pk])
    assert liaison.get(proof).content.startswith(b"%PDF")
    # What is not signed is nobody's but the unit's own.
    assert office.get(proof).status_code == 404


def test_what_was_sent_is_only_read(stage, liaison, sheet):
    sent(stage.cast, sheet)
    page = text_of(liaison, "selfscore:sheet", sheet.pk)
    assert 'id="self"' not in page
    assert "签批并报送" not in page
    head = factories.signed_in(stage.cast.people["head"])
    assert "签批并报送" in text_of(head, "selfscore:sheet", sheet.pk)


def test_a_return_without_reason_keeps_the_page(stage, office, sheet):
    found = submitted(stage.cast, sheet)
    address = reverse("selfscore:return", args=[sheet.pk])
    page = office.post(address, {"version": found.version, "reason": " "}).content.decode()
    assert "这里要填" in page
    assert fresh(sheet).state == "submitted"
    office.post(address, {"version": found.version, "reason": "没有台账"})
    assert fresh(sheet).state == "returned"


def test_who_is_late_is_named_to_the_office(stage, office, liaison, round_):
    Round.objects.update(due_on="2026-06-11")
    page = text_of(office, "selfscore:cycle", round_.cycle.number)
    assert "14 份自评逾期未报" in page
    assert "逾期未报" not in text_of(liaison, "selfscore:cycle", round_.cycle.number).split(
        "kj-notices"
    )[1].split("</div>")[0]  # fmt: skip
    submitted(stage.cast, asked.sheet_of(round_))
    late = text_of(office, "selfscore:cycle", round_.cycle.number, late="yes")
    assert late.count("/self-scores/sheets/") == 13


def test_the_comparison_narrows_searches_and_leaves_as_a_workbook(stage, office, sheet):
    submitted(stage.cast, sheet)
    number = sheet.round.cycle.number
    page = text_of(office, "selfscore:compared", number, beside="lower")
    assert "财政收入" in page
    assert "教育" not in page
    assert "-0.5" in page
    assert "财政收入" not in text_of(office, "selfscore:compared", number, q="教育")
    address = reverse("selfscore:compared", args=[number])
    content = office.get(address, {"export": "xlsx"}).content
    cells = [
        str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        for cell in row
    ]  # fmt: skip
    assert {"财政收入", "教育", "13.5", "-0.5", "自评低"} <= set(cells)


def test_lists_ask_as_often_for_three_as_for_three_hundred(stage, office, liaison, sheet):
    submitted(stage.cast, sheet)
    unit = asked.sheet_of(sheet.round, town="澄湾镇")
    post = factories.make_post(unit=unit.unit, role="unit_liaison", name="兼联络员")
    factories.hold(stage.cast.people["liaison"], post=post)
    liaison = factories.signed_in(stage.cast.people["liaison"])
    addresses = (
        (office, reverse("selfscore:compared", args=[1])), (office, reverse("selfscore:list")),
        (office, reverse("selfscore:cycle", args=[1])),
        (liaison, reverse("selfscore:sheet", args=[unit.pk])),
        (office, reverse("selfscore:sheet", args=[sheet.pk])),
    )  # fmt: skip
    costs.begin_the_log(stage.cast.organisation.pk)

    def counted():
        found = []
        for client, address in addresses:
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as caught:
                assert client.get(address).status_code == 200
            found.append(len(costs.questions(caught)))
        return found

    before = counted()
    for of in (sheet, unit):
        Line.objects.bulk_create(
            Line(
                organisation=of.organisation, sheet=of, number=n, key=f"k{n}", name=f"某项{n}",
                full="5", low="0", high="5", points="5", beside="open",
            )
            for n in range(9, 309)
        )  # fmt: skip
    assert counted() == before
    assert max(before) <= costs.MOST_QUERIES


# --- the workbook ---------------------------------------------------------------------------------


def sent_back(client, sheet, rows):
    """The unit's workbook with some cells filled in, by the number of the line."""
    address = reverse("selfscore:workbook", args=[sheet.pk])
    book = openpyxl.load_workbook(io.BytesIO(client.get(address, {"template": "1"}).content))
    heads = {}
    for row in book.worksheets[0].iter_rows():
        values = [str(one.value or "") for one in row]
        if "序号" in values:
            heads = {value: place for place, value in enumerate(values) if value}
            continue
        for head, text in (rows.get(values[heads["序号"]]) or {}).items() if heads else ():
            row[heads[head]].value = text
    target = io.BytesIO()
    book.save(target)
    client.post(address, {"file": SimpleUploadedFile("自评.xlsx", target.getvalue())})
    return address, ImportRun.objects.latest("pk")


def test_a_liaison_fills_in_a_workbook_and_takes_it_back(liaison, sheet):
    rows = {str(one.number): {"自评分": 5.5, "扣分理由": "差一项"} for one in sheet.lines.all()}
    address, run = sent_back(liaison, sheet, rows)
    assert run.state == "checked", run.lines
    assert line_of(sheet).points == "14"
    liaison.post(address, {"act": "confirm", "run": run.pk})
    assert {one.points for one in sheet.lines.all()} == {"5.5"}
    liaison.post(address, {"act": "undo", "run": run.pk})
    assert line_of(sheet).points == "14"
    assert line_of(sheet, name="教育").points == ""


def test_every_fault_of_a_workbook_is_told_at_its_cell_and_nothing_is_written(liaison, sheet):
    rows = {
        "1": {"自评分": "99"}, "2": {"自评分": "九分"}, "3": {"自评分": "3"},
        "4": {"自评分": "4", "扣分理由": "差一项"},
    }  # fmt: skip
    _address, run = sent_back(liaison, sheet, rows)
    assert run.state == "faulty"
    faults = {one[0]: one[3] for one in run.lines["faults"]}
    assert len(faults) == 3
    assert {address[0] for address in faults} == {"H", "I"}
    assert "要写扣分理由" in " ".join(faults.values())
    assert line_of(sheet, name="农民人均纯收入").points == ""


def test_a_workbook_of_what_was_sent_writes_nothing(stage, liaison, sheet):
    rows = {str(one.number): {"自评分": 5.5, "扣分理由": "差一项"} for one in sheet.lines.all()}
    address, run = sent_back(liaison, sheet, rows)
    sent(stage.cast, sheet)
    liaison.post(address, {"act": "confirm", "run": run.pk})
    assert line_of(sheet).points == "13.5"
