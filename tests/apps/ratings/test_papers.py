"""Paper: counts, two clerks who do not see each other's figures, a third look, nothing dropped."""

from __future__ import annotations

import re

import pytest

from kaoji.apps.facts.models import ListRow
from kaoji.apps.ratings import actions
from kaoji.apps.ratings.queries import counts_of
from kaoji.apps.ratings.work import missing
from kaoji.web import clock
from tests import factories
from tests.apps.ratings.stage import AFTER, TOP
from tests.apps.ratings.test_casting import refused

pytestmark = pytest.mark.django_db
#: A drawing is full of numbers that say nothing.
PICTURE = re.compile(r"<svg.*?</svg>", re.DOTALL)


def read(panel, sheet, who, mark="8", rest="", **but):
    filled = panel.filled(mark, but=but)
    actions.read_sheet(by=panel.actor(who), sheet=sheet, filled=filled, rest=rest)
    sheet.refresh_from_db()
    return sheet.state


def test_two_clerks_who_agree_make_a_paper_count(panel):
    (sheet,) = panel.papers(1)
    assert read(panel, sheet, "clerk") == "once"
    refused("same-clerk", read, panel, sheet, "clerk")
    assert read(panel, sheet, "second_clerk") == "settled"
    task = panel.close().sealed_in
    assert ListRow.objects.filter(asked__task=task, values__件数="1").count() == 14


def test_two_clerks_who_differ_look_again_and_both_stay(panel):
    (sheet,) = panel.papers(1)
    read(panel, sheet, "clerk")
    assert read(panel, sheet, "second_clerk", 云砚镇="9") == "differs"
    with clock.stopped_at(AFTER):
        refused("papers-open", panel.close)
    assert missing(panel.cycle)[1] == "“领导评估 2026年终评估”有 1 张评分表没有录完"
    told = {
        "by": panel.actor("director"),
        "sheet": sheet,
        "filled": panel.filled(but={"云砚镇": "9"}),
    }
    refused("text-missing", actions.read_again, reason="", **told)
    actions.read_again(reason="第一次看错一行", **told)
    town = str(panel.cast.units["云砚镇"].pk)
    assert [one.marks[town] for one in sheet.readings.all()] == ["8", "9", "9"]
    task = panel.close().sealed_in
    row = ListRow.objects.get(asked__task=task, unit=panel.cast.units["云砚镇"])
    assert row.values["数值"] == "9"


def test_the_second_clerk_does_not_see_the_first_ones_figures(panel):
    (sheet,) = panel.papers(1)
    read(panel, sheet, "clerk", mark="6.5")
    client = factories.signed_in(panel.cast.people["second_clerk"])
    for path in (f"/ratings/sheets/{sheet.pk}/", f"/ratings/{panel.rating.number}/papers/"):
        page = PICTURE.sub("", client.get(path).content.decode())
        assert "鹤汀镇" in page or "待二次录入" in page
        assert "6.5" not in page


def test_a_half_filled_paper_is_kept_and_told(panel):
    (sheet,) = panel.papers(1)
    refused("half-filled", read, panel, sheet, "clerk", 云砚镇="")
    read(panel, sheet, "clerk", rest="原件未填", 云砚镇="")
    read(panel, sheet, "second_clerk", rest="原件空白", 云砚镇="")
    (top, _own) = counts_of(panel.fresh())
    assert (sheet.state, sheet.blanks, top.half_filled) == ("settled", 1, 1)


def test_the_counts_of_papers_come_out(panel):
    sheets = panel.papers(3)
    refused(
        "more-than-issued",
        actions.take_back,
        by=panel.actor("clerk"),
        batch=sheets[0].batch,
        count=1,
    )
    for who in ("clerk", "second_clerk"):
        read(panel, sheets[0], who)
    actions.void_sheet(by=panel.actor("clerk"), sheet=sheets[1], reason="整张未填")
    (top, _own) = counts_of(panel.fresh())
    assert (top.word, top.batch.issued, top.returned, top.valid, top.void, top.open) == (
        TOP, 3, 3, 1, 1, 1,
    )  # fmt: skip
    with clock.stopped_at(AFTER):
        refused("papers-open", panel.close)
