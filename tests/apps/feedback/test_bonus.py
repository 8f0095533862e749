"""Prize money: what is proposed is held against the result, to the fen; released by two."""

from __future__ import annotations

import io
import json
from types import MappingProxyType, SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.models import Run
from kaoji.apps.feedback import actions, money
from kaoji.apps.feedback.models import BonusLine, BonusTable
from kaoji.web import todo
from kaoji.web.refusals import Refused
from tests import factories
from tests.apps.feedback import setting

pytestmark = pytest.mark.django_db
CODE = "one-month-wage"


def look(table):
    table = BonusTable.objects.select_related("final__cycle__scheme", "final__run").get(pk=table.pk)
    return money.checked(table)


def told(table):
    return {(one.place, one.reason) for one in look(table).violations}


def share(table, name):
    return next(one for one in look(table).shares if one.standing.name == name)


def state_payment(cast, *, amount="30000", persons=2, state="awaiting_basis", unit="鹤汀镇"):
    """What the scheme gives a unit, as if its facts were there."""
    run = setting.final(cast).run
    result = json.loads(run.result)
    (own,) = (one for one in result["subjects"] if one["subject"] == unit)
    (found,) = (one for one in own["consequences"] if one["code"] == CODE)
    found |= {"amount": {"exact": amount, "unit": "元"}, "persons": persons, "state": state}
    Run.objects.filter(pk=run.pk).update(result=json.dumps(result, ensure_ascii=False))


# --- the check ------------------------------------------------------------------------------------


def test_within_all_limits_nothing_is_found(cast):
    table = setting.filled(cast)
    assert told(table) == set()
    assert share(table, "鹤汀镇").most_shown == "12000"
    assert look(table).total_shown == "21999.99"


def test_one_fen_too_much_is_found_with_its_place(cast):
    table = setting.fill(cast, setting.bonus(cast), ("鹤汀镇", "12000.01"))
    ((place, reason),) = told(table)
    assert place == "鹤汀镇"
    assert reason == "列了 12000.01 元，最多 12000 元（“先进”系数 1.2 × 基数 10000），多 0.01 元"


def test_coefficients_are_exact(cast):
    table = setting.bonus(cast, base="9999.99", coefficients={"先进": "1.1"})
    assert money.exact_text(share(table, "鹤汀镇").ceiling.most) == "10999.989"
    assert told(setting.fill(cast, table, ("鹤汀镇", "10999.98"))) == set()
    assert told(setting.fill(cast, table, ("鹤汀镇", "10999.99")))


def test_nobody_below_the_bar(cast):
    table = setting.fill(cast, setting.bonus(cast), ("谷雨镇", "1"), ("苇渡乡", "1"))
    places = dict(told(table))
    assert "取消评先情形" in places["谷雨镇"]
    assert "最多 0 元" in places["苇渡乡"]


def test_the_sum_is_held_against_the_budget(cast):
    table = setting.fill(
        cast, setting.bonus(cast, budget="21999.98"), ("鹤汀镇", "12000"), ("松墩镇", "9999.99")
    )
    assert told(table) == {("合计", "合计 21999.99 元，超过预算 21999.98 元，多 0.01 元")}


def test_no_money_without_an_approval(cast):
    table = setting.fill(cast, setting.bonus(cast, approval=" "), ("鹤汀镇", "1"))
    assert told(table) == {("口径", "没有批准文号")}


def test_what_nothing_states_cannot_be_checked(cast):
    table = setting.bonus(cast, base="", coefficients={})
    assert told(setting.fill(cast, table, ("鹤汀镇", "1"))) == {
        ("鹤汀镇", "方案没有写数额，也没有填基数和系数")
    }
    other = setting.fill(
        cast, actions.change_bonus(
            by=cast.actor("clerk"), table=table, version=BonusTable.objects.get().version,
            shape=setting.bonus_shape(coefficients={"合格": "1"}),
        ), ("鹤汀镇", "1"),
    )  # fmt: skip
    assert told(other) == {("鹤汀镇", "没有填“先进”的系数")}


def test_the_amounts_of_the_scheme_bind(cast):
    state_payment(cast)
    table = setting.bonus(cast, codes=(CODE,), base="", coefficients={})
    table = setting.fill(cast, table, ("鹤汀镇", "20000", "甲"), ("鹤汀镇", "10000.01", "乙"))
    ((place, reason),) = told(table)
    assert place == "鹤汀镇"
    assert "最多 30000 元（在编人员奖励一个月工资" in reason
    table = setting.fill(cast, table, ("鹤汀镇", "9999", "乙"), ("鹤汀镇", "1", "丙"))
    assert told(table) == {("鹤汀镇", "列了 3 人，方案只给 2 人")}


def test_the_lower_of_two_limits_holds(cast):
    state_payment(cast, amount="11000")
    table = setting.bonus(cast, codes=(CODE,))
    assert share(table, "鹤汀镇").most_shown == "11000"


def test_a_unit_to_which_the_scheme_gives_nothing_gets_nothing(cast):
    state_payment(cast)
    table = setting.fill(
        cast, setting.bonus(cast, codes=(CODE,), base="", coefficients={}), ("松墩镇", "1")
    )
    assert any(place == "松墩镇" and "最多 0 元" in reason for place, reason in told(table))


def test_what_awaits_a_ruling_and_what_a_meeting_changed_is_told(cast):
    state_payment(cast, state="awaiting_ruling")
    table = setting.bonus(cast, codes=(CODE,), base="", coefficients={})
    table = setting.fill(cast, table, ("鹤汀镇", "1"), ("澄湾镇", "1"))
    found = dict(told(table))
    assert found["鹤汀镇"] == "方案的这一条还在等解释"
    assert found["澄湾镇"].startswith("会议议定的等次与计分不同")


def test_a_person_has_a_limit_too(cast):
    table = setting.bonus(cast, person_most="5000")
    table = setting.fill(cast, table, ("鹤汀镇", "5000", "甲"), ("鹤汀镇", "5000.01", "乙"))
    assert told(table) == {("鹤汀镇 乙", "5000.01 元，超过个人上限 5000 元")}


def test_the_coefficients_of_the_scheme_are_its_own(cast, monkeypatch):
    cells = {
        (grade,): SimpleNamespace(text=text) for grade, text in (("先进", "1.5"), ("合格", "1"))
    }
    table = SimpleNamespace(name="奖金系数", cells=MappingProxyType(cells))
    other = SimpleNamespace(name="权重表", cells=MappingProxyType(cells))
    real = money.scheme_of(setting.cycle(cast))
    scheme = SimpleNamespace(tables=(other, table), grading=real.grading)
    assert money.coefficients_in(scheme) == {"先进": "1.5", "合格": "1"}
    monkeypatch.setattr(
        "kaoji.apps.feedback.actions.bonus.coefficients_in", lambda _s: {"先进": "1.5"}
    )
    made = setting.bonus(cast)
    assert made.coefficients["先进"] == "1.5"
    assert made.coefficients["合格"] == "1"


# --- bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["12.345", "-1", "一万", "1e3", "1/3", "∞"])
def test_what_is_no_amount_is_told_and_nothing_is_written(cast, text):
    table = setting.bonus(cast)
    with pytest.raises(Refused) as refused:
        setting.fill(cast, table, ("松墩镇", "1"), ("鹤汀镇", text))
    assert refused.value.code == "amount-unreadable"
    assert "鹤汀镇的金额" in refused.value.reason
    assert not BonusLine.objects.exists()


def test_unknown_units_and_codes_are_told(cast):
    table = setting.bonus(cast)
    with pytest.raises(Refused) as refused:
        setting.fill(cast, table, ("子虚镇", "1"))
    assert refused.value.code == "unit-unknown"
    with pytest.raises(Refused) as refused:
        actions.change_bonus(
            by=cast.actor("clerk"), table=table, version=table.version,
            shape=setting.bonus_shape(codes=("commendation",)),
        )  # fmt: skip
    assert refused.value.code == "code-unknown"
    with pytest.raises(Refused) as refused:
        actions.change_bonus(
            by=cast.actor("clerk"), table=table, version=table.version,
            shape=setting.bonus_shape(coefficients={"合格": "多"}),
        )  # fmt: skip
    assert (refused.value.code, refused.value.field) == (
        "coefficient-unreadable", "coefficient_1",
    )  # fmt: skip


def test_the_same_line_again_changes_it_and_nothing_takes_it_off(cast):
    table = setting.fill(cast, setting.bonus(cast), ("鹤汀镇", "1"))
    setting.fill(cast, table, ("鹤汀镇", "2,000"))
    assert [one.amount for one in BonusLine.objects.all()] == ["2000"]
    setting.fill(cast, table, ("鹤汀镇", ""))
    assert not BonusLine.objects.exists()


def test_a_stale_page_writes_nothing(cast):
    table = setting.filled(cast)
    for act in (
        lambda: actions.write_lines(
            by=cast.actor("clerk"), table=table, lines=[actions.LineTyped("鹤汀镇", "1")], version=1
        ),
        lambda: actions.propose_bonus(by=cast.actor("clerk"), table=table, version=1),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "changed_meanwhile"
    client = factories.signed_in(cast.people["clerk"])
    answer = client.post(
        f"/feedback/bonus/{table.pk}/line/",
        {"version": "1", "unit": "鹤汀镇", "amount": "77.5", "person": "", "note": ""},
    )
    assert 'value="77.5"' in answer.content.decode()


# --- by two ---------------------------------------------------------------------------------------


def test_two_persons_release_it(cast):
    table = setting.proposed_bonus(cast)
    with pytest.raises(Refused, match="权限"):
        actions.release_bonus(by=cast.actor("clerk"), table=table, version=table.version)
    assert any("放行奖金分配" in one.title for one in todo.mine(cast.actor("leader")))
    made = actions.release_bonus(by=cast.actor("leader"), table=table, version=table.version)
    assert (made.state, made.confirmed_by) == ("released", cast.people["leader"].pk)
    with pytest.raises(Refused) as refused:
        setting.fill(cast, made, ("鹤汀镇", "1"))
    assert refused.value.code == "bonus-not-in-this-state"


def test_nobody_releases_what_he_proposed(cast):
    table = setting.filled(cast)
    by = cast.actor("director")
    table = actions.propose_bonus(by=by, table=table, version=table.version)
    with pytest.raises(Refused) as refused:
        actions.release_bonus(by=by, table=table, version=table.version)
    assert refused.value.code == "own-proposal"
    with pytest.raises(IntegrityError), transaction.atomic():
        BonusTable.objects.filter(pk=table.pk).update(confirmed_by=by.person_key)


def test_what_does_not_hold_is_not_proposed(cast):
    table = setting.fill(cast, setting.bonus(cast), ("谷雨镇", "1"))
    with pytest.raises(Refused) as refused:
        actions.propose_bonus(by=cast.actor("clerk"), table=table, version=table.version)
    assert refused.value.code == "bonus-not-sound"
    assert "谷雨镇" in refused.value.reason
    empty = setting.fill(cast, table, ("谷雨镇", ""))
    with pytest.raises(Refused) as refused:
        actions.propose_bonus(by=cast.actor("clerk"), table=empty, version=empty.version)
    assert refused.value.code == "bonus-empty"


def test_given_back_with_a_reason_it_is_filled_in_again(cast):
    table = setting.proposed_bonus(cast)
    by = cast.actor("director")
    made = actions.return_bonus(by=by, table=table, reason="少一家", version=table.version)
    assert made.state == "draft"
    client = factories.signed_in(cast.people["clerk"])
    assert "退回：少一家" in client.get(f"/feedback/bonus/{table.pk}/").content.decode()


def test_a_new_table_takes_the_place_of_the_released_one(cast):
    table = setting.proposed_bonus(cast)
    with pytest.raises(Refused) as refused:
        actions.begin_bonus(
            by=cast.actor("clerk"), final=setting.final(cast), shape=setting.bonus_shape()
        )
    assert refused.value.code == "bonus-under-way"
    actions.release_bonus(by=cast.actor("leader"), table=table, version=table.version)
    second = setting.proposed_bonus(cast)
    assert second.pk != table.pk
    actions.release_bonus(by=cast.actor("leader"), table=second, version=second.version)
    states = dict(BonusTable.objects.values_list("number", "state"))
    assert states == {1: "replaced", 2: "released"}


def test_of_a_result_taken_back_nothing_is_released(cast):
    table = setting.proposed_bonus(cast)
    final = setting.final(cast)
    asked = appraisals.propose_withdrawal(by=cast.actor("clerk"), final=final, reason="审计")
    appraisals.confirm_withdrawal(by=cast.actor("leader"), final=asked)
    with pytest.raises(Refused) as refused:
        actions.release_bonus(by=cast.actor("leader"), table=table, version=table.version)
    assert refused.value.code == "final-not-standing"
    client = factories.signed_in(cast.people["leader"])
    assert "不再有效" in client.get(f"/feedback/bonus/{table.pk}/").content.decode()


# --- as a workbook --------------------------------------------------------------------------------


def sheet_of(client, table):
    answer = client.get(f"/feedback/bonus/{table.pk}/workbook/?template=1")
    return load_workbook(io.BytesIO(answer.content))


def write_row(book, *, row, **cells):
    sheet = book.worksheets[0]
    heads = {}
    for line in sheet.iter_rows(min_row=1, max_row=6):
        for cell in line:
            if isinstance(cell.value, str):
                heads.setdefault(cell.value.strip(" *＊"), cell)
    names = {"unit": "单位", "person": "人员", "amount": "金额（元）", "note": "说明"}
    for key, value in cells.items():
        head = next(cell for text, cell in heads.items() if text.startswith(names[key]))
        sheet.cell(head.row + row, head.column, value)


def sent(client, table, book):
    stream = io.BytesIO()
    book.save(stream)
    name = "奖金.xlsx"
    file = SimpleUploadedFile(name, stream.getvalue())
    return client.post(f"/feedback/bonus/{table.pk}/workbook/", {"file": file}, follow=True)


def test_a_workbook_comes_back_and_is_checked_line_by_line(cast):
    table = setting.bonus(cast)
    client = factories.signed_in(cast.people["clerk"])
    book = sheet_of(client, table)
    write_row(book, row=2, unit="鹤汀镇", amount=12000.01)
    write_row(book, row=3, unit="松墩镇", person="甲", amount=500)
    page = sent(client, table, book).content.decode()
    assert "鹤汀镇" in page
    assert not BonusLine.objects.exists()
    from kaoji.web.models import ImportRun

    run = ImportRun.objects.get()
    client.post(f"/feedback/bonus/{table.pk}/workbook/", {"act": "confirm", "run": run.pk})
    held = {(o.standing.name, o.person): o.amount for o in BonusLine.objects.all()}
    assert held == {("鹤汀镇", ""): "12000.01", ("松墩镇", "甲"): "500"}
    assert (
        "鹤汀镇",
        "列了 12000.01 元，最多 12000 元（“先进”系数 1.2 × 基数 10000），多 0.01 元",
    ) in told(table)


# --- who ------------------------------------------------------------------------------------------


def test_units_see_nothing_of_it(cast):
    table = setting.filled(cast)
    client = factories.signed_in(cast.people["head"])
    for path in (f"/feedback/bonus/{table.pk}/", f"/feedback/{table.final.cycle.number}/bonus/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("who", ["leader", "head", "supplier"])
def test_only_the_office_fills_it_in(cast, who):
    table = setting.bonus(cast)
    with pytest.raises(Refused) as refused:
        setting.fill(cast, table, ("鹤汀镇", "1"), who=who)
    assert refused.value.code == "not-allowed"
