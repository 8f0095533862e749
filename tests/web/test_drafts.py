"""What is typed and not sent: kept for whoever typed it, offered again, over when it is sent."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django import forms

from kaoji.apps.accounts.models import Organisation
from kaoji.web import clock
from kaoji.web.drafts import forget_old
from kaoji.web.drafts.keeping import FIELD, MOST_LETTERS, Ticket, ticket_from
from kaoji.web.drafts.offering import known_of, lay_into, names_of
from kaoji.web.forms import Form, VersionedForm
from kaoji.web.models import FormDraft
from tests.apps.facts.stage import made
from tests.cast import NOON
from tests.deeds import client_of

TEXT = "根据禾绩〔2026〕7号，两村并为一村。"


@pytest.fixture
def stage(db, tmp_path, settings):
    settings.DATA = tmp_path
    with clock.stopped_at(NOON):
        yield made()


@pytest.fixture
def place(stage):
    """The page that sends a sheet back: one long field, and the version that was read."""
    task = stage.signed()
    return f"/facts/tasks/{task.number}/return/"


@pytest.fixture
def clerk(stage):
    return client_of(stage.cast, "clerk")


def ticket_on(page):
    return re.search(rf'name="{FIELD}" value="([^"]+)"', page.content.decode())[1]


def keep(client, ticket, **typed):
    return client.post("/drafts/keep/", {FIELD: ticket, **typed}).status_code


def test_what_was_typed_is_offered_and_comes_back(stage, clerk, place):
    assert keep(clerk, ticket_on(clerk.get(place)), reason="根据") == 204
    assert keep(clerk, ticket_on(clerk.get(place)), reason=TEXT) == 204
    page = clerk.get(place).content.decode()
    assert page.count("有上次未提交的内容") == 2
    assert TEXT not in page
    resumed = clerk.get(f"{place}?{urlencode({'resume': FormDraft.objects.first().sitting})}")
    assert f">\n{TEXT}</textarea>" in resumed.content.decode()
    assert "已恢复上次未提交的内容" in resumed.content.decode()
    other = client_of(stage.cast, "director").get(place).content.decode()
    assert "未提交" not in other


def test_a_resumed_page_goes_on_with_its_draft(clerk, place):
    keep(clerk, ticket_on(clerk.get(place)), reason="一")
    draft = FormDraft.objects.get()
    resumed = clerk.get(f"{place}?resume={draft.sitting}")
    keep(clerk, ticket_on(resumed), reason="一二")
    assert FormDraft.objects.get().fields["reason"] == ["一二"]


def test_what_is_sent_is_over_and_what_comes_late_is_not_kept(stage, clerk, place):
    page = clerk.get(place)
    ticket = ticket_on(page)
    version = page.context["form"].initial["version"]
    keep(clerk, ticket, reason=TEXT)
    assert clerk.post(place, {FIELD: ticket, "reason": "", "version": version}).status_code == 200
    assert not FormDraft.objects.get().is_sent
    answer = clerk.post(place, {FIELD: ticket, "reason": TEXT, "version": version})
    assert answer.status_code == 302
    assert keep(clerk, ticket, reason="迟来的") == 204
    assert FormDraft.objects.get().fields == {}
    assert FormDraft.objects.get().is_sent


def test_a_page_with_faults_goes_on_with_the_same_draft(clerk, place):
    ticket = ticket_on(clerk.get(place))
    again = clerk.post(place, {FIELD: ticket, "reason": ""})
    assert ticket_from(ticket_on(again)).sitting == ticket_from(ticket).sitting


def test_the_version_that_was_read_comes_back_too(stage, clerk, place):
    """Whoever resumes has not seen what others have done since, and is told so."""
    page = clerk.get(place)
    version = page.context["form"].initial["version"]
    keep(clerk, ticket_on(page), reason=TEXT)
    draft = FormDraft.objects.get()
    assert draft.fields == {"version": [str(version)], "reason": [TEXT]}
    draft.fields["version"] = ["0"]
    draft.save()
    resumed = clerk.get(f"{place}?resume={draft.sitting}").content.decode()
    assert 'name="version" value="0"' in resumed


def test_one_throws_away_ones_own_only(stage, clerk, place):
    keep(clerk, ticket_on(clerk.get(place)), reason=TEXT)
    draft = FormDraft.objects.get()
    other = client_of(stage.cast, "director")
    assert other.post("/drafts/discard/", {"discard": draft.pk})["Location"] == "/"
    assert FormDraft.objects.exists()
    assert clerk.post("/drafts/discard/", {"discard": draft.pk})["Location"] == place
    assert not FormDraft.objects.exists()


@pytest.mark.parametrize("ticket", ["", "x", "eyJhIjoxfQ:1:2"])
def test_without_a_ticket_nothing_is_kept(clerk, ticket):
    assert keep(clerk, ticket, reason=TEXT) == 422
    assert not FormDraft.objects.exists()


def test_only_fields_of_the_form_are_kept(clerk, place):
    keep(clerk, ticket_on(clerk.get(place)), reason=TEXT, password="geheim", version="99")
    assert FormDraft.objects.get().fields["reason"] == [TEXT]
    assert "password" not in FormDraft.objects.get().fields
    assert FormDraft.objects.get().fields["version"] != ["99"]


def test_there_is_an_end_to_what_is_kept(clerk, place):
    ticket = ticket_on(clerk.get(place))
    assert keep(clerk, ticket, reason="长" * (MOST_LETTERS + 1)) == 422
    for _ in range(20):
        assert keep(clerk, ticket_on(clerk.get(place)), reason="一") == 204
    assert keep(clerk, ticket_on(clerk.get(place)), reason="一") == 422


def typed_on(path, *, letters, at=NOON, username="clerk"):
    """A draft of a page, as the database holds it."""
    return FormDraft.objects.create(
        organisation_key=Organisation.objects.get().pk, username=username, path=path,
        sitting=f"s{FormDraft.objects.count()}", fields={"reason": ["x" * letters]},
        letters=letters, at=at,
    )  # fmt: skip


#: Room for what is typed now, with the version that was read, and for two of ten letters.
@pytest.mark.parametrize("bound", [("MOST_DRAFTS", 3), ("MOST_IN_ALL", 28 + len(TEXT))], ids=str)
def test_the_oldest_make_room_whatever_page_they_are_of(stage, clerk, place, monkeypatch, bound):
    monkeypatch.setattr(f"kaoji.web.drafts.keeping.{bound[0]}", bound[1])
    mine = stage.actor("clerk").username
    for days in range(1, 6):
        typed_on(f"/page-{days}/", letters=10, at=NOON - timedelta(days=days), username=mine)
    other = typed_on("/page-9/", letters=10, at=NOON - timedelta(days=9), username="somebody")
    assert keep(clerk, ticket_on(clerk.get(place)), reason=TEXT) == 204
    kept = list(FormDraft.objects.filter(username=mine).values_list("path", flat=True))
    assert kept == [place, "/page-1/", "/page-2/"]
    assert FormDraft.objects.filter(pk=other.pk).exists(), "nobody makes room for another"


def test_after_two_weeks_it_is_forgotten(clerk, place):
    keep(clerk, ticket_on(clerk.get(place)), reason=TEXT)
    with clock.stopped_at(NOON + timedelta(days=13, hours=23)):
        assert forget_old() == 0
    with clock.stopped_at(NOON + timedelta(days=14, seconds=1)):
        assert forget_old() == 1


class Everything(VersionedForm):
    """Of every kind one, and what must never be kept."""

    text = forms.CharField(widget=forms.Textarea)
    ways = forms.MultipleChoiceField(choices=(("a", "A"), ("b", "B"), ("c", "C")))
    is_on = forms.BooleanField(required=False)
    day = forms.DateField()
    password = forms.CharField(widget=forms.PasswordInput)
    code = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}))
    token = forms.CharField()
    file = forms.FileField()
    locked = forms.CharField(disabled=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].is_secret = True


SECRET = {"password", "code", "token", "file", "locked", "version"}


def test_secrets_are_not_among_the_names():
    assert set(names_of(Everything())) == {"text", "ways", "is_on", "day"}
    assert known_of(Everything(initial={"version": 3})) == {"version": ["3"]}


def test_every_kind_of_field_comes_back():
    form = Everything(initial={"is_on": True, "token": "x", "locked": "y"})
    typed = {"text": ["一\n二"], "ways": ["a", "c"], "is_on": [], "day": ["2026-03"]}
    lay_into(form, fields={**typed, **{name: ["z"] for name in SECRET}})
    assert {name: form[name].value() for name in typed} == {
        "text": "一\n二",
        "ways": ["a", "c"],
        "is_on": False,
        "day": "2026-03",
    }
    assert form["version"].value() == "z"
    assert [form[name].value() for name in ("password", "token", "locked")] == [None, "x", "y"]


def test_only_long_forms_are_kept():
    class Short(Form):
        name = forms.CharField()

    assert (Everything().is_kept, Short().is_kept) == (True, False)


def test_a_ticket_takes_names_that_begin_so():
    ticket = Ticket("/x/", "s", ("c-*", "reason"), {})
    assert [ticket.takes(one) for one in ("c-1-2", "c-", "reason", "reason2", "d")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert not Ticket("/x/", "s", (), {}).takes("a")


# --- the sheet of figures -------------------------------------------------------------------------


@pytest.fixture
def sheet(stage):
    """An open sheet: its address, its supplier's browser, two cells."""
    task = stage.task()
    column = task.keys.get(field="数值")
    cells = [f"{stage.cast.units[name].pk}-{column.pk}" for name in ("鹤汀镇", "澄湾镇")]
    return f"/facts/tasks/{task.number}/", client_of(stage.cast, "supplier"), cells, task


def resumed(client, place):
    return client.get(f"{place}?resume={FormDraft.objects.get().sitting}").content.decode()


def test_cells_that_were_typed_come_back(sheet):
    place, client, (first, second), _task = sheet
    ticket = ticket_on(client.get(place))
    assert keep(client, ticket, **{f"c-{first}": "7", "reason": "核对"}) == 204
    keep(client, ticket, **{f"c-{second}": "x8"})
    assert "有上次未提交的内容" in client.get(place).content.decode()
    page = resumed(client, place)
    assert f'name="c-{first}" value="7"' in page
    assert f'name="c-{second}" value="x8"' in page
    assert "已被别人改为" not in page


def test_what_others_changed_meanwhile_is_told_when_it_comes_back(stage, sheet):
    place, client, (first, _second), task = sheet
    stage.enter(task, once="a", texts={("鹤汀镇", "数值"): "7"})
    page = client.get(place)
    assert f'data-kept-with="r-{first}"' in page.content.decode()
    keep(client, ticket_on(page), **{f"c-{first}": "9", f"r-{first}": "1"})
    assert "已被别人改为" not in resumed(client, place)
    stage.enter(task, once="b", texts={("鹤汀镇", "数值"): "8"})
    told = resumed(client, place)
    assert "已被别人改为 8" in told
    assert f'name="c-{first}" value="9"' in told


def test_a_sheet_that_was_saved_has_no_draft_left(sheet):
    place, client, (first, _second), _task = sheet
    page = client.get(place)
    keep(client, ticket_on(page), **{f"c-{first}": "7"})
    told = {FIELD: ticket_on(page), "once": page.context["once"], f"c-{first}": "7"}
    assert client.post(place, told).status_code == 302
    assert "未提交" not in client.get(place).content.decode()


def test_whoever_only_reads_a_sheet_is_given_no_ticket(stage, sheet):
    place = sheet[0]
    page = client_of(stage.cast, "clerk").get(place)
    assert page.status_code == 200
    assert FIELD not in page.content.decode()
