"""Several questions become one, and nothing is mixed up in it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from kaoji.apps.accounts.models import User
from kaoji.apps.organisation.models import Holding, Post, Unit, UnitState
from kaoji.web import clock, todo
from kaoji.web.asking import Question, answered
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(db):
    with clock.stopped_at(cast.NOON):
        yield cast.county()


def names(rows, *, told=("pk", "name")):
    return Question(rows, names=told, say=lambda found: [one.name for one in found])


def asked(*questions):
    with CaptureQueriesContext(connection) as caught:
        told = answered(questions)
    return told, len(caught)


def test_questions_of_different_tables_are_one(county):
    people, posts = User.objects.all(), Post.objects.all()
    told, count = asked(names(people), names(posts))
    assert count == 1
    assert told == (
        *people.order_by("pk").values_list("name", flat=True),
        *posts.order_by("pk").values_list("name", flat=True),
    )


def test_what_is_told_at_once_keeps_its_place(county):
    person = User.objects.filter(pk=county.people["clerk"].pk)
    told, count = asked("before", names(person), "after")
    assert (told, count) == (("before", county.people["clerk"].name, "after"), 1)
    assert asked("alone") == (("alone",), 0)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_question_without_an_answer_takes_none_from_the_others(county, place):
    questions = [names(User.objects.all()), names(Post.objects.all())]
    questions.insert(place, names(Unit.objects.none(), told=("pk",)))
    assert asked(*questions)[0] == asked(names(User.objects.all()), names(Post.objects.all()))[0]
    assert asked(names(Unit.objects.none(), told=("pk",)))[0] == ()


def test_rows_come_in_the_order_of_the_first_name(county):
    told, _count = asked(names(UnitState.objects.order_by("-name"), told=("name",)))
    assert list(told) == sorted(told)


def test_days_truths_and_what_is_behind_a_key_are_what_they_were(county):
    held = Exists(Holding.objects.filter(post=OuterRef("pk")))
    rows = Post.objects.filter(pk=county.holdings["clerk"].post_id).annotate(is_held=held)
    found = []
    read = ("pk", "begins_on", "ends_on", "is_held", "unit__code", "unit__organisation__name")
    with CaptureQueriesContext(connection) as caught:
        answered([Question(rows, names=read, say=lambda them: found.extend(them) or ())])
        (post,) = found
        assert post.begins_on == Post.objects.get(pk=post.pk).begins_on
        assert isinstance(post.begins_on, date)
        assert post.is_held is True
        assert post.ends_on is None
        assert post.unit.organisation.name == county.organisation.name
    assert len(caught) == 2  # the question, and ours


def test_what_was_not_named_is_asked_for_rather_than_guessed(county):
    rows = User.objects.filter(pk=county.people["clerk"].pk)
    kept = []
    answered([Question(rows, names=("pk",), say=lambda them: kept.extend(them) or ())])
    with CaptureQueriesContext(connection) as caught:
        assert kept[0].name == county.people["clerk"].name
    assert len(caught) == 1


def test_all_rooms_are_asked_in_one_question(county):
    """The room that is asked each time, of what runs in the background, asks for itself."""
    for key in county.people:
        actor = county.actor(key)
        alone = sum(len(_asked_by(room.mine, actor)) for room in todo.sources() if room.is_live)
        assert len(_asked_by(todo.mine, actor)) <= 1 + alone
        assert len(_asked_by(todo.given, actor)) <= 1


def test_each_thing_is_told_with_its_room(county):
    for key in county.people:
        told = todo.mine_by_room(county.actor(key))
        assert tuple(task for _room, task in told) == todo.mine(county.actor(key))
        assert {room for room, _task in told} <= {one.room for one in todo.sources()}


def _asked_by(asking, actor):
    with CaptureQueriesContext(connection) as caught:
        list(asking(actor))
    return caught.captured_queries
