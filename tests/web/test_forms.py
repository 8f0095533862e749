"""Every form of the office says what each field means; errors stand at their fields."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from django import forms

import kaoji.apps
import kaoji.web
from kaoji.apps.accounts.models import Organisation
from kaoji.web.forms import Form, VersionedForm, changed_meanwhile
from kaoji.web.refusals import Refused


def all_forms():
    for package in (kaoji.web, kaoji.apps):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if (
                found.name.split(".")[-1] in ("forms", "gallery", "importing")
                or ".forms." in found.name
            ):
                importlib.import_module(found.name)
    waiting, seen = [forms.BaseForm], []
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.startswith("kaoji."):
                seen.append(one)
    return sorted(set(seen), key=lambda one: f"{one.__module__}.{one.__qualname__}")


def without_meaning(form):
    return [
        name
        for name, field in form.base_fields.items()
        if not field.widget.is_hidden and not (field.label and field.help_text)
    ]


@pytest.mark.parametrize(
    "form", all_forms(), ids=lambda one: f"{one.__module__}.{one.__qualname__}"
)
def test_every_field_has_its_meaning(form):
    assert without_meaning(form) == []


@pytest.mark.parametrize(
    "form", all_forms(), ids=lambda one: f"{one.__module__}.{one.__qualname__}"
)
def test_every_form_is_one_of_ours(form):
    assert issubclass(form, Form)


class Sample(VersionedForm):
    amount = forms.IntegerField(label="数", help_text="一个数", max_value=9)
    word = forms.CharField(label="词", max_length=2)


def test_a_field_without_a_meaning_is_found():
    assert without_meaning(Sample) == ["word"]


@pytest.mark.parametrize(
    ("data", "field", "expected"),
    [
        ({"amount": "10", "word": "x"}, "amount", "超过上限 9。"),
        ({"amount": "x", "word": "x"}, "amount", "这里要填数字。"),
        ({"amount": "1", "word": ""}, "word", "这里要填。"),
        ({"amount": "1", "word": "三个字"}, "word", "最多 2 字，现有 3 字。"),
    ],
)
def test_errors_speak_plainly(data, field, expected):
    assert Sample(data).errors[field] == [expected]


def test_a_refusal_stands_at_its_field_or_above_all():
    form = Sample({"amount": "1", "word": "x"})
    form.refuse(Refused("a", reason="数不对", field="amount"))
    form.refuse(changed_meanwhile(by="王某", at="10:42"))
    assert form.errors["amount"] == ["数不对"]
    assert "已由 王某 于 10:42 改过" in form.non_field_errors()[0]


def test_the_version_travels_unseen():
    assert 'type="hidden"' in str(Sample(initial={"version": 3})["version"])


class Growing(Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["later"] = forms.CharField(label="后加", help_text="一个词")


def test_a_field_that_a_form_adds_as_it_begins_speaks_as_plainly():
    assert Growing({}).errors["later"] == ["这里要填。"]


def test_the_first_wrong_field_has_the_cursor():
    form = Sample({"amount": "1", "word": "三个字"})
    assert "autofocus" in str(form["word"])
    assert "autofocus" not in str(form["amount"])
    form.refuse(Refused("a", reason="数不对", field="amount"))
    assert "autofocus" in str(form["amount"])
    assert "autofocus" not in str(form["word"])
    assert "autofocus" not in str(Sample()["word"])


class Choosing(Form):
    owed = forms.ModelChoiceField(Organisation.objects, label="必选", help_text="一个单位")
    free = forms.ModelChoiceField(
        Organisation.objects, label="可选", help_text="一个单位", required=False
    )


def test_nothing_chosen_is_said_in_words(db):
    form = Choosing()
    assert ">请选择</option>" in str(form["owed"])
    assert ">不选</option>" in str(form["free"])
