"""Two persons release; what is released stands; facts pin it and runs read it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kaoji.apps.facts.actions import pin_scheme
from kaoji.apps.facts.sheets import asked_by
from kaoji.apps.schemes import actions
from kaoji.apps.schemes.models import SchemeRelease
from kaoji.apps.schemes.shelf import choices, name_for_run, shelved
from kaoji.engine.runs.job import open_scheme
from kaoji.web.refusals import Refused
from tests.apps.schemes.desk import KEY, PACK, asked, draft, released, save, text_of
from tests.cast import county
from tests.deeds import client_of

pytestmark = pytest.mark.django_db
OWN = f"own:{KEY}@2016.1"


def test_never_the_same_person(cast):
    waiting = asked(cast)
    with pytest.raises(Refused) as refused:
        actions.release(by=cast.actor("clerk"), asked=waiting)
    assert refused.value.code == "released-by-asker"
    shown = client_of(cast, "clerk").get(reverse("schemes:release", args=(waiting.pk,)))
    assert "送审的人不能自己发布" in shown.content.decode()
    row = SchemeRelease.objects.filter(pk=waiting.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(state="released", settled_by=cast.people["clerk"])
    actions.release(by=cast.actor("director"), asked=waiting)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reference) == ("released", OWN)


def test_what_is_released_stands(cast):
    scheme = draft(cast)
    made = released(cast, scheme)
    text = made.wording.text
    save(cast, scheme, text + "# 以后的话\n")
    made.refresh_from_db()
    assert made.wording.text == text
    made.title = "别的"
    with pytest.raises(TypeError):
        made.save()
    with pytest.raises(Refused) as refused:
        asked(cast, scheme)
    assert refused.value.code == "version-taken"
    with pytest.raises(Refused) as refused:
        actions.discard(by=cast.actor("clerk"), scheme=scheme)
    assert refused.value.code == "released-not-discarded"


def test_a_version_that_was_sent_back_can_be_asked_again(cast):
    scheme = draft(cast)
    actions.decline(by=cast.actor("director"), asked=asked(cast, scheme), reason="还要议")
    again = asked(cast, scheme)
    assert again.version == "2016.1"
    with pytest.raises(Refused) as refused:
        asked(cast, scheme)
    assert refused.value.code == "already-asked"


def test_facts_pin_it_and_a_run_reads_it(cast):
    owner = cast.organisation.pk
    released(cast)
    assert choices(owner)[0][0] == OWN
    pinned = pin_scheme(by=cast.actor("clerk"), pack=OWN, begins_on=date(2026, 1, 1))
    shipped = pin_scheme(by=cast.actor("clerk"), pack=PACK, begins_on=date(2026, 1, 1))
    both = [
        asked_by(one.pack, digest=one.digest, period="2026", owner=owner)
        for one in (pinned, shipped)
    ]
    assert both[0] == both[1]
    assert len(both[0]) > 5
    scheme, problems = open_scheme(name_for_run(OWN, owner=owner))
    assert (scheme.id, problems) == (KEY, ())
    assert name_for_run(PACK, owner=owner) == PACK


def test_a_file_that_was_touched_is_written_anew(cast):
    made = released(cast)
    path = shelved(OWN, owner=cast.organisation.pk).path
    path.write_text("方案: 假的\n")
    assert shelved(OWN, owner=cast.organisation.pk).path.read_text() == made.wording.text


def test_another_organisation_has_none_of_it(cast):
    released(cast)
    other = county(code="other", name="别县")
    with pytest.raises(Refused) as refused:
        pin_scheme(by=other.actor("clerk"), pack=OWN, begins_on=date(2026, 1, 1))
    assert refused.value.code == "no-such-scheme"
    assert OWN not in dict(choices(other.organisation.pk))


def test_the_next_version_shows_what_changed(cast):
    scheme = draft(cast)
    released(cast, scheme)
    text = text_of(scheme).replace('版本: "2016.1"', '版本: "2026.1"')
    assert '"2026.1"' in text
    save(cast, scheme, text.replace("教育: {分值: 8", "教育: {分值: 7").replace(
        "卫生计生: {分值: 8", "卫生计生: {分值: 9"))  # fmt: skip
    waiting = asked(cast, scheme)
    shown = client_of(cast, "director").get(reverse("schemes:release", args=(waiting.pk,)))
    told = {
        (one.path.rpartition("/")[2], one.before, one.after) for one in shown.context["changes"]
    }
    assert {("教育", "8", "7"), ("卫生计生", "8", "9")} <= told
