"""Anchors, guards of the database, retention."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from kaoji.apps.audit import actions, anchors, keeping, queries, signing
from kaoji.apps.audit.acts import Act, declare
from kaoji.apps.audit.models import Checkpoint, Entry, Gap, Head, Result
from kaoji.apps.audit.verdicts import Fault
from kaoji.web import clock
from kaoji.web.actor import THE_SYSTEM, Actor
from kaoji.web.keys import key_path
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role

SOMETHING = Act("tests.kept_long", "做了某事")
LOOKED = Act("tests.kept_short", "看了某事", kept_months=6, is_reading=True)
declare(SOMETHING, LOOKED)
LONG_AGO = datetime(2020, 3, 31, 4, 0, tzinfo=UTC)
AUDITOR = Actor(
    username="a", name="审", organisation_key=1, roles=frozenset({Role.AUDIT_ADMINISTRATOR})
)


@pytest.fixture(autouse=True)
def _folder_of_its_own(tmp_path, settings):
    settings.DATA = tmp_path


def write(act=SOMETHING, *, at=None, count=1):
    for _ in range(count):
        with clock.stopped_at(at or clock.now()):
            actions.record(act, by=THE_SYSTEM, named="某事")


# --- the guards -----------------------------------------------------------------------------------


def refused(change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change()


def test_an_entry_is_never_changed(db):
    write(at=LONG_AGO)
    refused(lambda: Entry.objects.update(reason="x"))


def test_a_young_entry_is_never_deleted(db):
    write()
    refused(lambda: Entry.objects.all().delete())
    write(at=clock.now() - timedelta(days=170))
    refused(lambda: Entry.objects.filter(number=2).delete())
    assert Entry.objects.count() == 2


def test_an_old_entry_may_go(db):
    write(at=LONG_AGO)
    Entry.objects.all().delete()
    assert not Entry.objects.exists()


# --- anchors --------------------------------------------------------------------------------------


def test_the_key_is_ours_alone(db):
    signing.public_key()
    assert stat.S_IMODE(key_path(signing.KEY_NAME).stat().st_mode) == 0o600
    assert key_path(signing.KEY_NAME).parent == settings.DATA


def test_a_checkpoint_tells_the_entry_that_made_it(db):
    write(count=3)
    made = actions.make_checkpoint(by=AUDITOR)
    last = Entry.objects.get(number=4)
    assert (made.number, made.digest, last.act) == (4, last.digest, "audit.make_checkpoint")
    assert queries.head_now() == anchors.Anchor(4, last.digest)


@pytest.mark.django_db(transaction=True)
def test_a_checkpoint_stands_beside_the_database_too():
    write(count=2)
    made = [actions.make_checkpoint(by=AUDITOR) for _ in range(2)]
    found = anchors.witnessed(key=signing.public_key())
    assert found == tuple(anchors.Anchor(one.number, one.digest) for one in made)


def test_a_downloaded_anchor_is_read_back(db):
    made = actions.make_checkpoint(by=AUDITOR)
    text = anchors.text_of(made)
    expected = anchors.Anchor(made.number, made.digest)
    assert anchors.read_file(text, key=signing.public_key()) == expected
    assert anchors.read_file(text.replace("\n", "\r\n"), key=signing.public_key()) == expected


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("number: 1", "number: 2", "audit.anchor_signature"),
        ("signature: ", "signature: 00", "audit.anchor_signature"),
        ("kaoji", "other", "audit.anchor_file"),
        ("number: 1", "number: x", "audit.anchor_file"),
    ],
)
def test_a_forged_anchor_is_refused(db, old, new, code):
    text = anchors.text_of(actions.make_checkpoint(by=AUDITOR)).replace(old, new, 1)
    with pytest.raises(Refused) as fault:
        anchors.read_file(text, key=signing.public_key())
    assert fault.value.code == code


def test_an_anchor_that_another_installation_signed_is_refused(db, tmp_path, settings):
    text = anchors.text_of(actions.make_checkpoint(by=AUDITOR))
    settings.DATA = tmp_path / "another"
    with pytest.raises(Refused) as fault:
        anchors.read_file(text, key=signing.public_key())
    assert fault.value.code == "audit.anchor_signature"


@pytest.mark.parametrize(
    ("number", "digest", "field"),
    [("x", "0" * 16, "number"), ("0", "0" * 16, "number"), ("3", "0" * 15, "digest"),
     ("3", "g" * 16, "digest"), ("3", "0" * 65, "digest"), ("", "", "number")],
)  # fmt: skip
def test_a_wrongly_typed_anchor_says_where(number, digest, field):
    with pytest.raises(Refused) as fault:
        anchors.read_typed(number, digest=digest)
    assert fault.value.field == field


def test_an_anchor_is_typed_as_it_is_printed():
    typed = anchors.read_typed(" 1208 ", digest="3F9A 01c7-5be2 88d0")
    assert typed == anchors.Anchor(1208, "3f9a01c75be288d0")


def test_verifying_leaves_its_result_in_the_log(db):
    write(count=2)
    assert actions.verify(by=AUDITOR).is_whole
    assert Entry.objects.get(number=3).result == Result.DONE
    wrong = anchors.Anchor(2, "0" * 64)
    verdict = actions.verify(by=AUDITOR, given=[wrong])
    assert (verdict.finding.fault, verdict.finding.number) == (Fault.ANCHOR, 2)
    assert Entry.objects.get(number=4).result == Result.FAILED


@pytest.mark.django_db(transaction=True)
def test_the_file_beside_the_database_finds_what_was_written_anew():
    """Somebody empties the tables and begins a new, honest-looking log."""
    write(count=5)
    actions.make_checkpoint(by=AUDITOR)
    from django.db import connection

    from kaoji.apps.audit import guards

    guards.lift(connection)
    for model in (Entry, Checkpoint, Head):
        model.objects.all().delete()
    guards.install(connection)
    write(count=9)
    finding = keeping.examined().finding
    assert (finding.fault, finding.number) == (Fault.ANCHOR, 6)


@pytest.mark.parametrize("act", [actions.verify, actions.make_checkpoint, actions.purge])
def test_only_the_audit_administrator_keeps_the_log(db, act):
    somebody = Actor(
        username="s", name="系", organisation_key=1, roles=frozenset({Role.SYSTEM_ADMINISTRATOR})
    )
    with pytest.raises(Refused):
        act(by=somebody)
    assert not Entry.objects.exists()


# --- retention ------------------------------------------------------------------------------------


def test_what_is_over_goes_and_leaves_a_signed_gap(db):
    write(count=3, at=LONG_AGO)
    write(count=2)
    (gap,) = actions.purge(by=AUDITOR)
    assert (gap.first, gap.last) == (1, 3)
    assert [one.number for one in Entry.objects.order_by("number")] == [4, 5, 6]
    assert Entry.objects.get(number=6).act == "audit.purge"
    assert keeping.examined().is_whole


def test_each_act_is_kept_as_long_as_it_says(db):
    """Seven months old: what is kept for six goes, what is kept for thirty-six stays."""
    at = clock.now() - timedelta(days=215)
    for act in (SOMETHING, LOOKED, LOOKED, SOMETHING, LOOKED):
        write(act, at=at)
    made = actions.purge(by=AUDITOR)
    assert [(gap.first, gap.last) for gap in made] == [(2, 3), (5, 5)]
    assert keeping.examined().is_whole


def test_nothing_goes_before_its_time(db):
    write(LOOKED, at=clock.now() - timedelta(days=170), count=2)
    assert actions.purge(by=AUDITOR) == ()
    assert Entry.objects.count() == 2


def test_everything_may_go_and_the_log_goes_on(db):
    write(count=3, at=LONG_AGO)
    actions.purge(by=AUDITOR)
    with clock.stopped_at(clock.now() + timedelta(days=3)):
        assert actions.purge(by=AUDITOR) == ()
    write(count=2)
    assert keeping.examined().is_whole


@pytest.mark.parametrize(
    "forge",
    [
        lambda gap: Gap.objects.all().delete(),
        lambda gap: Gap.objects.update(last=4),
        lambda gap: Gap.objects.update(digest="0" * 64),
        lambda gap: Gap.objects.update(signature="0" * 128),
    ],
    ids=["removed", "widened", "relinked", "unsigned"],
)
def test_a_gap_counts_only_as_it_was_signed(db, forge):
    write(count=3, at=LONG_AGO)
    write(count=2)
    (gap,) = actions.purge(by=AUDITOR)
    forge(gap)
    finding = keeping.examined().finding
    assert (finding.fault, finding.number) == (Fault.MISSING, 1)


def test_an_anchor_inside_a_gap_is_told_as_purged(db):
    write(count=3, at=LONG_AGO)
    kept = [anchors.Anchor(one.number, one.digest) for one in Entry.objects.order_by("number")]
    actions.purge(by=AUDITOR)
    verdict = keeping.examined(given=kept)
    assert (verdict.met, verdict.purged) == (tuple(kept[2:]), tuple(kept[:2]))


def test_a_log_with_a_fault_is_not_purged(db):
    from django.db import connection

    from kaoji.apps.audit import guards

    write(count=3, at=LONG_AGO)
    guards.lift(connection)
    Entry.objects.filter(number=2).update(reason="x")
    guards.install(connection)
    with pytest.raises(Refused) as fault:
        actions.purge(by=AUDITOR)
    assert fault.value.code == "audit.not_whole"
    assert Entry.objects.count() == 3


@pytest.mark.parametrize(
    ("months", "expected"),
    [(0, (2026, 3, 31)), (1, (2026, 2, 28)), (6, (2025, 9, 30)), (36, (2023, 3, 31))],
)
def test_months_are_counted_by_the_calendar(months, expected):
    found = keeping.months_before(datetime(2026, 3, 31, 8, tzinfo=UTC), months=months)
    assert (found.year, found.month, found.day, found.hour) == (*expected, 8)
