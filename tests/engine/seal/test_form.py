"""The form of a file with right digests: its sections, and what its kind may hold."""

from __future__ import annotations

import pytest

from kaoji.engine.plinth.speech import speaking
from kaoji.engine.seal.envelope import envelope_bytes, open_envelope, section
from kaoji.engine.seal.make import sections_of
from kaoji.engine.seal.restore import open_seal
from kaoji.engine.seal.results import Results
from kaoji.engine.seal.verify import verify
from tests.engine.seal.office import OLD, internal, run
from tests.engine.seal.test_verify import changed


def rearranged(data, change, *, kind=None):
    """The file with other sections and every digest made anew."""
    envelope = open_envelope(data, file="x")
    sections = {one.name: one for one in envelope.sections}
    return envelope_bytes(change(sections), kind=kind or envelope.kind)


def told(data):
    found = verify(data, file="x.kaoji")
    assert (found.passed, found.is_intact) == (False, True)
    assert {one.place.file for one in found.problems} == {"x.kaoji"}
    return [(one.code, one.path) for one in found.problems]


ALL = ("run", "scheme", "feeder:works.yaml", "version:2020.1", "parameters", "subjects", "facts",
       "results")  # fmt: skip


def test_the_county_has_every_section(data):
    assert tuple(one.name for one in open_envelope(data, file="x").sections) == ALL


@pytest.mark.parametrize("gone", [name for name in ALL if ":" not in name])
@pytest.mark.parametrize("make", ["data", "public_data"])
def test_a_missing_section_is_named(request, make, gone):
    file = rearranged(
        request.getfixturevalue(make),
        lambda known: [one for name, one in known.items() if name != gone],
    )
    assert told(file) == [("seal-malformed", gone)]


@pytest.mark.parametrize("twice", ALL)
@pytest.mark.parametrize("at_end", [True, False])
def test_a_repeated_section_is_refused(data, twice, at_end):
    def change(known):
        kept = list(known.values())
        at = len(kept) if at_end else ALL.index(twice)
        return [*kept[:at], known[twice], *kept[at:]]

    assert told(rearranged(data, change)) == [("seal-malformed", twice)]


@pytest.mark.parametrize("name", ["signature", "feeder", "facts:more", "run:2", "end", "head", ""])
@pytest.mark.parametrize("at", [0, 3, len(ALL)])
def test_a_section_that_the_format_does_not_know_is_refused(data, name, at):
    def change(known):
        kept = list(known.values())
        return [*kept[:at], section(name, values=["x"]), *kept[at:]]

    ((code, path),) = told(rearranged(data, change))
    assert code == "seal-malformed"
    assert path == (
        "parameters" if (name, at) == ("end", 3) else "run" if (name, at) == ("end", 0) else name
    )


def test_sections_in_another_order_are_refused(data):
    def swapped(one, other):
        def change(known):
            places = {one: other, other: one}
            return [known[places.get(name, name)] for name in ALL]

        return told(rearranged(data, change))

    assert swapped("feeder:works.yaml", "version:2020.1") == [
        ("seal-malformed", "feeder:works.yaml")
    ]
    assert swapped("subjects", "facts") == [("seal-malformed", "subjects")]
    assert swapped("run", "results") == [("seal-malformed", "run")]


def test_a_copy_of_another_version_is_sealed_beside_it(tmp_path):
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / "old-copy.yaml").write_text(OLD, encoding="utf-8")
    data = internal(run(tmp_path))
    known = [one.name for one in open_envelope(data, file="x").sections]
    assert [one for one in known if "version" in one] == ["version:2020.1", "version:2020.1 (2)"]
    assert verify(data, file="x").passed


# --- kinds ----------------------------------------------------------------------------------------


def test_an_internal_file_does_not_pass_for_a_public_one(data):
    assert told(rearranged(data, dict.values, kind="public")) == [("seal-not-public", "run")]


def test_a_public_file_does_not_pass_for_an_internal_one(public_data):
    assert told(rearranged(public_data, dict.values, kind="internal")) == [
        ("seal-malformed", "run")
    ]


def layout(**more):
    """A layout with columns more."""

    def change(values):
        found = {"cells": ["subject", "key", "period", "value"], "extra": [], "file": None,
                 "sheet": None, "units": {}}  # fmt: skip
        row = ["甲乡", "评估数", "2024", "80"] + ["张三"] * sum(
            len(names) for name, names in more.items() if name in ("cells", "extra")
        )
        found = {
            name: [*value, *more.get(name, [])]
            if isinstance(value, list)
            else more.get(name, value)
            for name, value in found.items()
        }
        return [*values, {"layout": found}, [None, None, row]]

    return change


def first_subject(**more):
    def change(values):
        values[next(n for n, one in enumerate(values) if "subject" in one)]["subject"] |= more
        return values

    return change


PROBLEM = {
    "code": "a-code", "severity": "note", "coordinate": None, "message": "张三", "remedy": "",
    "file": None, "line": None, "column": None, "sheet": None, "row": None, "path": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "change", "what"),
    [
        ("run", lambda run: [run[0] | {"withheld": None}], "没有写明"),
        ("run", lambda run: [run[0] | {"sources": [{"name": "张三.csv"}]}], "sources"),
        ("facts", layout(cells=["rater"]), "rater"),
        ("facts", layout(cells=["rater_class"]), "rater_class"),
        ("facts", layout(cells=["replaces"]), "replaces"),
        ("facts", layout(cells=["note"]), "note"),
        ("facts", layout(cells=["evidence"]), "evidence"),
        ("facts", layout(extra=["记录人"]), "记录人"),
        ("facts", layout(file="票.csv"), "票.csv"),
        ("facts", layout(sheet="票"), "票"),
        ("facts", lambda values: [*values, {"problem": PROBLEM}], "a-code"),
        ("results", lambda values: [*values, {"problem": PROBLEM}], "a-code"),
        ("results", lambda values: [*values, {"remark": PROBLEM}], "a-code"),
        ("results", first_subject(problems=[PROBLEM]), "a-code"),
        (
            "subjects",
            lambda rows: [rows[0] | {"attributes": {**rows[0]["attributes"], "联系人": "李"}}],
            "联系人",
        ),
    ],
)
def test_what_no_public_file_may_hold_is_an_error(public_data, name, change, what):
    found = verify(changed(public_data, name, change), file="x")
    assert [(one.code, one.path) for one in found.problems] == [("seal-not-public", name)]
    assert what in found.problems[0].message
    assert not found.passed


def test_warnings_of_decisions_are_not_public(public_data):
    def change(values):
        for one in values:
            if "decision" in one:
                one["decision"]["warnings"] = ["张三"]
        return values

    assert told(changed(public_data, "results", change)) == [("seal-not-public", "results")]


def test_an_internal_file_states_nothing_without_proof(data):
    """Else a forged total would be left out of the comparing."""

    def change(values):
        values[0]["subject"]["total"]["exact"] = "99"
        return [values[0] | {"stated": ["total"]}, *values[1:]]

    assert told(changed(data, "results", change)) == [("seal-malformed", "results")]


def test_messages_name_what_and_speak_english(data):
    with speaking("en"):
        (found,) = open_seal(rearranged(data, dict.values, kind="public"), file="x")
    assert "says that it is public" in found.message


def test_what_is_made_has_the_form_of_its_format(outcome):
    made = envelope_bytes(sections_of(outcome.inputs, results=Results()), kind="internal")
    assert [one.what for one in verify(made, file="x").differences[:1]] == ["subject"]
