"""Names are what they look like: no letter that does not show, none of another alphabet."""

from __future__ import annotations

import pytest
from django import forms

from kaoji.web.files.look import checked
from kaoji.web.forms import Form
from kaoji.web.refusals import Refused
from kaoji.web.unseen import fault_in, shown
from kaoji.web.workbooks.cells import read_cell
from kaoji.web.workbooks.declare import Column
from tests.web import hostile


class Named(Form):
    name = forms.CharField(label="名称", help_text="叫什么。")
    text = forms.CharField(
        label="说明", help_text="说什么。", required=False, widget=forms.Textarea
    )
    word = forms.CharField(
        label="口令", help_text="口令。", required=False, widget=forms.PasswordInput
    )


UNSEEN = (
    "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\xad", "\x00", "\x1b", "\u3164", "\ufffd",
    "\U000e0041",
)  # fmt: skip
#: Rare characters of names, a dot between names, units, full width, and what stands beside Greek.
HONEST = (
    "张𠮷", "买买提·吐尔逊", "5 μg/m³", "ＡＢ", "第①组", "αβ 法", "Α、Β 两类", "葛\U000e0100",
    "ГОСТ 12",
)  # fmt: skip
MIXED = ("\u0430dmin", "Аdmin", "AΒ", "pаge")


@pytest.mark.parametrize("letter", UNSEEN, ids=lambda one: f"{ord(one):04x}")
def test_what_does_not_show_is_refused_in_every_field(letter):
    for field in ("name", "text"):
        errors = Named({"name": "城关镇", field: f"城关{letter}镇"}).errors
        assert list(errors) == [field]
        (error,) = errors[field]
        assert error.startswith("第 3 个字符看不见"), error
        assert f"U+{ord(letter):04X}" in error
    assert shown(f"城关{letter}镇") == f"城关[U+{ord(letter):04X}]镇"


@pytest.mark.parametrize("text", MIXED)
def test_letters_of_two_alphabets_in_one_word_are_refused_in_names(text):
    assert "形似" in str(Named({"name": text}).errors["name"])
    assert not Named({"name": "x", "text": text}).errors, "a text may quote anything that shows"


@pytest.mark.parametrize("text", HONEST)
def test_honest_names_are_taken(text):
    assert fault_in(text, is_name=True) == ""
    assert not Named({"name": text, "text": f"{text}\r\n\t{text}"}).errors


def test_a_form_that_is_looked_at_twice_says_it_once():
    form = Named({"name": "a\u200bb"})
    form.full_clean()
    form.full_clean()
    assert len(form.errors["name"]) == 1


def test_a_password_is_nobodys_to_read():
    assert not Named({"name": "x", "word": "\u200bаdmin"}).errors


def test_workbooks_are_read_with_the_same_eyes():
    """What does not show is taken out of a cell as it is read."""
    column = Column("name", title="名称", meaning="叫什么。")
    assert read_cell("城关\u202e镇", column=column).value == "城关镇"
    assert "形似" in read_cell("Аdmin", column=column).reason


def test_a_file_is_called_as_it_looks():
    name = "总结\u202efdp.\u200bpdf"
    assert checked(hostile.pdf(), name=name).name == "总结fdp.pdf"
    with pytest.raises(Refused, match="形似"):
        checked(hostile.pdf(), name="rероrt.pdf")
