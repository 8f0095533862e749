"""Numbers: without gaps, never twice, taken with the paper or not at all."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from time import sleep

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction

from kaoji.apps.documents import actions
from kaoji.apps.documents.models import Paper, PaperFile, SeriesYear
from kaoji.web import clock
from kaoji.web.refusals import Refused
from tests.apps.documents import stage as stages
from tests.apps.documents.stage import ISSUER, fresh


def numbers():
    issued = Paper.objects.exclude(number=None).order_by("year", "number")
    return list(issued.values_list("number_text", flat=True))


def test_numbers_follow_each_other(stage):
    assert [stage.issued().number_text for _each in range(3)] == [
        "禾考发〔2026〕1号", "禾考发〔2026〕2号", "禾考发〔2026〕3号",
    ]  # fmt: skip


def test_each_series_counts_for_itself(stage):
    other = actions.declare_series(by=stage.actor("clerk"), mark="禾考函", issuer=ISSUER)
    stage.issued()
    assert stage.issued(series=other).number_text == "禾考函〔2026〕1号"


def test_numbers_begin_anew_with_the_year_of_the_place(stage):
    stage.issued()
    with clock.stopped_at(datetime(2026, 12, 31, 16, 30, tzinfo=UTC)):
        paper = stage.issued()
    assert paper.number_text == "禾考发〔2027〕1号"
    assert paper.issued_on.isoformat() == "2027-01-01"


def test_a_series_goes_on_from_what_was_given_on_paper(stage):
    other = actions.declare_series(by=stage.actor("clerk"), mark="禾考办", issuer=ISSUER, taken=17)
    assert stage.issued(series=other).number_text == "禾考办〔2026〕18号"


def test_a_withdrawn_paper_keeps_its_number(stage):
    assert stage.withdrawn().number_text == "禾考发〔2026〕1号"
    assert stage.issued().number_text == "禾考发〔2026〕2号"


def test_a_refused_issue_takes_no_number(stage):
    paper = stage.sent()
    with pytest.raises(Refused, match="不能印发"):
        actions.issue(by=stage.actor("clerk"), paper=paper, version=paper.version)
    assert stage.issued().number == 1


def test_a_closed_series_gives_none(stage):
    paper = stage.approved()
    actions.close_series(by=stage.actor("clerk"), series=stage.series)
    with pytest.raises(Refused, match="已停用"):
        actions.issue(by=stage.actor("clerk"), paper=paper, version=paper.version)
    assert numbers() == []


def test_issued_twice_with_one_page_it_is_one(stage):
    paper = stage.approved()
    actions.issue(by=stage.actor("clerk"), paper=paper, version=paper.version)
    with pytest.raises(Refused):
        actions.issue(by=stage.actor("director"), paper=paper, version=paper.version)
    assert numbers() == ["禾考发〔2026〕1号"]


def test_whatever_fails_leaves_no_gap(stage):
    """The n-th statement fails, for every n until none does: then it is number 1."""
    paper, stopped = stage.approved(), 0

    def failing_at(place):
        seen = iter(range(place + 1))

        def execute(run, *told):
            if next(seen, None) is None:
                raise DatabaseError("the disk is full")
            return run(*told)

        return execute

    for place in range(200):
        try:
            with transaction.atomic(), connection.execute_wrapper(failing_at(place)):
                actions.issue(by=stage.actor("clerk"), paper=paper, version=paper.version)
            break
        except DatabaseError:
            stopped += 1
            held = fresh(paper)
            assert (held.state, held.number_text, held.files.count()) == ("approved", "", 0)
            assert SeriesYear.objects.get(series=stage.series).taken == 0
    assert stopped > 15
    assert fresh(paper).number_text == "禾考发〔2026〕1号"
    assert PaperFile.objects.count() == 2


@pytest.mark.parametrize("broken", ["docx_bytes", "stored"])
def test_a_file_that_cannot_be_made_or_kept_takes_no_number(stage, monkeypatch, broken):
    from kaoji.apps.documents import rendering
    from kaoji.apps.documents.actions import issuing

    def fail(*_args, **_more):
        raise OSError("no space left")

    paper = stage.approved()
    with monkeypatch.context() as patched:
        patched.setattr(rendering if broken == "docx_bytes" else issuing, broken, fail)
        with pytest.raises(OSError, match="no space"):
            actions.issue(by=stage.actor("clerk"), paper=paper, version=paper.version)
    assert fresh(paper).state == "approved"
    assert stage.issued().number == 1


@pytest.mark.django_db(transaction=True)
def test_issued_by_many_hands_at_once_they_are_neighbours():
    stage = stages.made()
    papers = [stage.approved(title=f"通报之{n}") for n in "甲乙丙丁戊己"]
    faults = []

    def issue(paper):
        try:
            for _each in range(2_000):  # in memory, SQLite refuses where it would else wait
                try:
                    with clock.stopped_at(stages.cast.NOON):
                        by = stage.actor("clerk")
                        return actions.issue(by=by, paper=paper, version=paper.version)
                except OperationalError:
                    sleep(0.005)
            faults.append("never")
        except Exception as fault:  # noqa: BLE001 - told below
            faults.append(repr(fault))
        finally:
            connection.close()

    hands = [threading.Thread(target=issue, args=(paper,)) for paper in papers]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert faults == []
    assert numbers() == [f"禾考发〔2026〕{n}号" for n in range(1, 7)]
    assert SeriesYear.objects.get().taken == 6
