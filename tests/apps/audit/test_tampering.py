"""Eight kinds of attack on the log by somebody who owns the database, each at a random place.

Six of them the chain finds by itself; cutting the tail with the head put back, and writing
everything after a change anew, are seen only by whoever holds an anchor.
"""

from __future__ import annotations

import random
from copy import copy
from dataclasses import dataclass

import pytest
from django.db import connection

from kaoji.apps.audit import guards, queries, verdicts
from kaoji.apps.audit.actions import record
from kaoji.apps.audit.acts import Act
from kaoji.apps.audit.anchors import Anchor
from kaoji.apps.audit.chain import SEALED, digest_of, sealed_bytes
from kaoji.apps.audit.models import Entry, Head
from kaoji.apps.audit.verdicts import Fault
from kaoji.web.actor import THE_SYSTEM

SOMETHING = Act("tests.something", "做了某事")
SIZE = 12
#: The log has this many entries when the anchor is taken.
ANCHORED = 9
TIMES = 40


@dataclass
class Log:
    """The log as a list, so that an attacker may do anything to it."""

    rows: list[Entry]
    head: Anchor

    def place(self, dice):
        return dice.randrange(1, len(self.rows) - 1)

    def rehash(self, start):
        for index in range(start, len(self.rows)):
            row = self.rows[index]
            row.number = index + 1
            row.previous = self.rows[index - 1].digest if index else "0" * 64
            row.digest = digest_of(row)
        self.head = Anchor(len(self.rows), self.rows[-1].digest)

    def told(self):
        def text(row):
            return sealed_bytes([getattr(row, name) for name in SEALED])

        return [(row.number, text(row), row.previous, row.digest) for row in self.rows]

    def examined(self, *anchors):
        return verdicts.examine(self.told(), gaps=(), head=lambda: self.head, anchors=anchors)


def edit(log, at):
    log.rows[at].reason = "另有原因"
    return at + 1, at + 1


def delete(log, at):
    del log.rows[at]
    return at + 1, at + 1


def delete_and_renumber(log, at):
    del log.rows[at]
    for index in range(at, len(log.rows)):
        log.rows[index].number = index + 1
    return at + 1, at + 1


def swap(log, at):
    here, there = log.rows[at - 1], log.rows[at]
    here.number, there.number = there.number, here.number
    log.rows[at - 1], log.rows[at] = there, here
    return at, at


def insert(log, at):
    forged = copy(log.rows[at])
    forged.reason, forged.previous = "编造", log.rows[at - 1].digest
    forged.digest = digest_of(forged)
    log.rows.insert(at, forged)
    for index in range(at + 1, len(log.rows)):
        log.rows[index].number = index + 1
    return at + 1, at + 1


def edit_and_rehash_one(log, at):
    log.rows[at].reason = "另有原因"
    log.rows[at].digest = digest_of(log.rows[at])
    return at + 1, at + 2


def cut_tail(log, at):
    del log.rows[at:]
    return at + 1, at + 1


def rewrite_everything_after(log, at):
    log.rows[at].reason = "另有原因"
    log.rehash(at)
    return 1, len(log.rows)


def cut_tail_and_head(log, at):
    del log.rows[at:]
    log.head = Anchor(at, log.rows[-1].digest)
    return at + 1, at + 1


def change_head(log, _):
    log.head = Anchor(log.head.number, "f" * 64)
    return SIZE, SIZE


SEEN_BY_THE_CHAIN = (
    edit, delete, delete_and_renumber, swap, insert, edit_and_rehash_one, cut_tail, change_head,
)  # fmt: skip
SEEN_BY_ANCHORS = (rewrite_everything_after, cut_tail_and_head)


@pytest.fixture
def written(db):
    for number in range(1, SIZE + 1):
        record(SOMETHING, by=THE_SYSTEM, named=f"第 {number} 件", after={"值": number})
    return list(Entry.objects.order_by("number"))


def fresh(written):
    rows = [copy(row) for row in written]
    return Log(rows, Anchor(len(rows), rows[-1].digest))


def anchor_of(written, number=ANCHORED):
    return Anchor(number, written[number - 1].digest)


def test_an_honest_log_is_whole(written):
    verdict = fresh(written).examined(anchor_of(written))
    assert verdict.is_whole
    assert (verdict.entry_count, verdict.last) == (SIZE, SIZE)
    assert verdict.met == (anchor_of(written),)


@pytest.mark.parametrize("attack", SEEN_BY_THE_CHAIN, ids=lambda one: one.__name__)
def test_the_chain_finds_the_first_bad_entry(written, attack):
    for seed in range(TIMES):
        log = fresh(written)
        low, high = attack(log, log.place(random.Random(seed)))
        finding = log.examined().finding
        assert finding is not None, seed
        assert low <= finding.number <= high, (seed, finding)
        assert finding.not_before <= low


@pytest.mark.parametrize("attack", SEEN_BY_ANCHORS, ids=lambda one: one.__name__)
def test_only_anchors_find_what_was_written_anew(written, attack):
    for seed in range(TIMES):
        log = fresh(written)
        at = random.Random(seed).randrange(1, ANCHORED)
        low, high = attack(log, at)
        assert log.examined().is_whole, "the chain by itself is blind here; else say so in the docs"
        finding = log.examined(anchor_of(written)).finding
        assert finding is not None, seed
        assert finding.fault in {Fault.ANCHOR, Fault.CUT}
        assert low <= finding.number <= high


def test_a_typed_beginning_of_the_digest_is_enough(written):
    log = fresh(written)
    short = Anchor(ANCHORED, written[ANCHORED - 1].digest[:16])
    assert log.examined(short).is_whole
    rewrite_everything_after(log, 2)
    assert not log.examined(short).is_whole


def test_anchors_say_from_where_on_it_may_have_been_changed(written):
    log = fresh(written)
    rewrite_everything_after(log, 5)
    finding = log.examined(anchor_of(written, 4), anchor_of(written, 9)).finding
    assert (finding.fault, finding.not_before, finding.number) == (Fault.ANCHOR, 5, 9)


def test_a_row_that_the_head_does_not_know_is_found(written):
    log = fresh(written)
    del log.rows[-1]
    log.head = Anchor(SIZE - 2, log.rows[-2].digest)
    assert log.examined().finding.fault is Fault.HEAD


def test_who_writes_during_the_verification_does_no_harm(written):
    log = fresh(written)
    heads = iter([Anchor(SIZE - 1, written[-2].digest), Anchor(SIZE + 3, "a" * 64)])
    assert verdicts.examine(log.told(), gaps=(), head=lambda: next(heads)).is_whole


# --- in the database ------------------------------------------------------------------------------


def test_what_the_database_hands_over_is_sealed_alike(written):
    verdict = verdicts.examine(queries.rows_in_order(), gaps=(), head=queries.head_now)
    assert verdict.is_whole
    assert verdict.digest == Head.objects.get().digest


def test_a_change_behind_our_back_is_located(written):
    guards.lift(connection)
    Entry.objects.filter(number=7).update(actor_name="别人")
    guards.install(connection)
    verdict = verdicts.examine(queries.rows_in_order(), gaps=(), head=queries.head_now)
    assert (verdict.finding.fault, verdict.finding.number) == (Fault.ALTERED, 7)


def test_nothing_can_be_moved_from_a_field_into_the_next(db):
    """A text that holds the sign between fields is written down without it."""
    entry = record(SOMETHING, by=THE_SYSTEM, named="甲\0乙", reason="丙\0", after={"丁": "\0"})
    said = [getattr(entry, name) for name in SEALED]
    assert not any("\0" in str(text) for text in said)
    assert queries.head_now() == Anchor(1, entry.digest)
    moved = copy(entry)
    moved.object_name, moved.result = f"{entry.object_name}{entry.result}", ""
    assert digest_of(moved) != entry.digest
