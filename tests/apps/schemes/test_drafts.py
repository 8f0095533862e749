"""Own schemes: copied, written, checked as they are typed, taken back; two who write at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kaoji.apps.schemes import actions, queries
from kaoji.apps.schemes.gallery import entry_of
from kaoji.apps.schemes.models import OwnScheme
from kaoji.web.refusals import Refused
from tests.apps.schemes.desk import KEY, PACK, TITLE, draft, save, text_of
from tests.deeds import client_of

pytestmark = pytest.mark.django_db
FISCAL = "指标评估/经济发展/财政收入"


def page(scheme, name="draft"):
    return reverse(f"schemes:{name}", args=(scheme.pk,))


def test_a_copy_differs_in_its_two_names_only(cast):
    shipped = entry_of(PACK).path.read_text()
    own = text_of(draft(cast))
    different = [
        (one, other)
        for one, other in zip(shipped.splitlines(), own.splitlines(), strict=True)
        if one != other
    ]
    assert different == [
        ("方案: 正定县乡镇政府绩效管理", f"方案: {TITLE}"),
        ("编号: zhengding-towns", f"编号: {KEY}"),
    ]
    assert OwnScheme.objects.get().error_count == 0


def test_a_text_with_errors_is_saved_and_told(cast):
    scheme = draft(cast)
    client = client_of(cast, "clerk")
    text = text_of(scheme).replace("财政收入: {分值: 14", "财政收入: {分值: 15")
    told = {"text": text, "version": 1, "act": "save"}
    answer = client.post(page(scheme), told, follow=True)
    assert text_of(scheme) == text
    problem = next(one for one in answer.context["said"] if one.severity == "error")
    assert problem.line
    assert problem.problem.remedy
    scheme.refresh_from_db()
    assert scheme.error_count >= 1
    with pytest.raises(Refused) as refused:
        actions.ask_release(by=cast.actor("clerk"), scheme=scheme, number=scheme.number)
    assert refused.value.code == "draft-has-errors"


def test_nonsense_is_kept_too(cast):
    scheme = draft(cast)
    for text in ("", "随便写写", "a: [", "指标: {甲: {分值: 1}}"):
        save(cast, scheme, text)
        assert text_of(scheme) == text
        assert client_of(cast, "clerk").get(page(scheme)).status_code == 200


def test_the_form_of_a_node_changes_its_word(cast):
    scheme = draft(cast)
    text = text_of(scheme)
    told = {"text": text, "version": 1, "act": "node", "node": FISCAL, "n-points": "13"}
    answer = client_of(cast, "clerk").post(page(scheme), told, follow=True)
    assert text_of(scheme) == text.replace("财政收入: {分值: 14", "财政收入: {分值: 13")
    assert answer.context["chosen"].share == "13"
    assert queries.text_of(scheme).note == "财政收入 分值 14 → 13"


def test_the_live_check_keeps_nothing(cast):
    scheme = draft(cast)
    text = text_of(scheme).replace("财政收入: {分值: 14", "财政收入: {分值: 15")
    answer = client_of(cast, "clerk").post(page(scheme, "lint"), {"text": text, "node": FISCAL})
    told = answer.content.decode()
    assert 'hx-swap-oob="true"' in told
    assert answer.context["chosen"].share == "15"
    assert answer.context["study"].error_count >= 1
    assert scheme.texts.count() == 1


def test_the_second_of_two_is_told_and_loses_nothing(cast):
    scheme = draft(cast)
    text = text_of(scheme)
    save(cast, scheme, text + "# 甲改的\n", by="director")
    client = client_of(cast, "clerk")
    mine = text + "# 乙改的\n"
    answer = client.post(page(scheme), {"text": mine, "version": 1, "act": "save"})
    shown = answer.content.decode()
    assert "闻知秋" in shown
    assert "# 乙改的" in answer.context["form"]["text"].value()
    assert {(one.sign, one.text) for one in answer.context["clash"] if one.sign != " "} == {
        ("-", "# 甲改的"),
        ("+", "# 乙改的"),
    }
    assert text_of(scheme).endswith("# 甲改的\n")
    again = {"text": mine, "version": answer.context["form"].data["version"], "act": "save"}
    client.post(page(scheme), again)
    assert text_of(scheme) == mine
    assert scheme.texts.get(number=2).text.endswith("# 甲改的\n")


def test_an_earlier_text_comes_back_as_a_new_one(cast):
    scheme = draft(cast)
    first = text_of(scheme)
    save(cast, scheme, first + "# 多余\n")
    client = client_of(cast, "clerk")
    client.post(reverse("schemes:take-back", args=(scheme.pk, 1)) + "?at=2")
    assert text_of(scheme) == first
    assert [one.number for one in scheme.texts.all()] == [3, 2, 1]
    # From an old page: refused, nothing moves.
    assert (
        client.post(reverse("schemes:take-back", args=(scheme.pk, 1)) + "?at=2").status_code == 409
    )
    assert scheme.texts.count() == 3


def test_what_differs_is_told_by_lines_and_nodes(cast):
    scheme = draft(cast)
    save(cast, scheme, text_of(scheme).replace("财政收入: {分值: 14", "财政收入: {分值: 13"))
    answer = client_of(cast, "clerk").get(page(scheme, "versions"))
    changed = [(one.path, one.what, one.before, one.after) for one in answer.context["changes"]]
    assert (FISCAL, "分值或权重", "14", "13") in changed
    assert [one.sign for one in answer.context["diff"] if one.sign in "+-"] == ["-", "+"]


def test_a_discarded_draft_comes_back(cast):
    scheme = draft(cast)
    client = client_of(cast, "clerk")
    client.post(page(scheme, "discard"))
    assert client.get(page(scheme)).status_code == 404
    client.post(page(scheme, "restore"))
    assert client.get(page(scheme)).status_code == 200


def test_a_saved_text_is_not_changed(cast):
    text = draft(cast).texts.get()
    text.text = "别的"
    with pytest.raises(TypeError):
        text.save()
