"""Verifying: the same figures come out again from the file alone, or what differs is named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kaoji.engine.scheme.catalogue import shipped_schemes
from kaoji.engine.scheme.load import load_expanded, load_scheme
from kaoji.engine.scheme.source import read_document
from kaoji.engine.seal import verify as verifying
from kaoji.engine.seal.envelope import Envelope, envelope_bytes, open_envelope, section
from kaoji.engine.seal.restore import Sealed, open_seal
from kaoji.engine.seal.results import ALL, Results, differences
from kaoji.engine.seal.verify import verify
from tests.engine.seal.office import FACTS, edited, internal, run
from tools.source import ROOT

SEVERAL = ("run", "scheme", "parameters", "subjects", "facts", "results")


def changed(data, name, change):
    """The file with the lines of a section changed, and every digest made anew."""
    envelope = open_envelope(data, file="x")
    assert isinstance(envelope, Envelope)
    sections = [
        section(one.name, values=change(list(one.values()))) if one.name == name else one
        for one in envelope.sections
    ]
    return envelope_bytes(sections, kind=envelope.kind)


class TestPassing:
    def test_every_figure_comes_out_again(self, data):
        found = verify(data, file="x.kaoji")
        assert (found.passed, found.is_intact, found.differences) == (True, True, ())
        told = found.as_json()
        assert told["recomputed"] is True
        assert (told["scheme"], told["version"], told["period"]) == ("cloud", "2025.1", "2025")

    def test_the_run_holds_what_it_should(self, data):
        """甲乡 17 + 14.71875 + 14.99 + 33.072 + 3; 14.71875 = 10 + (85 - 66.125)/4."""
        found = open_seal(data, file="x.kaoji")
        assert isinstance(found, Sealed)
        assert found.results.subjects[0]["total"]["exact"] == "82.78075"
        assert [one.version for one in found.inputs.tables.versions] == ["2020.1"]
        assert list(found.inputs.feeders) == ["works.yaml"]
        assert [one.key.text for one in found.inputs.settings] == ["倍数"]
        assert [one["name"] for one in found.run["sources"]] == ["facts.csv"]
        assert found.run["calendar"]["name"] == "cn"

    def test_the_same_input_is_the_same_file_wherever_it_lies(self, tmp_path, data):
        again = internal(run(tmp_path / "elsewhere"))
        assert again == data
        assert str(tmp_path).encode() not in again

    @pytest.mark.parametrize(
        "more",
        [
            {"as_of": "2025-04-01"},
            {"open_paths": ("加分",)},
            {"settings": ()},
            {"table": edited(FACTS, "甲乡,2025,财政收入,850", "甲乡,2025,财政收入,多")},
            {"table": edited(FACTS, "甲乡,2025,质量,14.5", "甲乡,2025,质量,16.5")},
            {"table": edited(FACTS, "甲乡,2025,质量,14.5", "午乡,2025,质量,14.5")},
        ],
        ids=["as-of", "open", "defaults", "bad-cell", "out-of-range", "stranger"],
    )
    def test_runs_of_every_kind_come_out_again(self, tmp_path, more):
        found = verify(internal(run(tmp_path, **more)), file="x")
        assert found.problems == ()
        assert found.differences == ()

    def test_what_is_sealed_is_what_was_scored(self, tmp_path):
        table = edited(FACTS, "甲乡,2025,财政收入,850", "甲乡,2025,财政收入,多")
        found = open_seal(internal(run(tmp_path, table=table)), file="x")
        told = [one["status"] for one in found.results.subjects]
        assert told == ["refused", "final", "incomplete", "incomplete"]
        assert {one["severity"] for one in found.results.remarks} <= {"note", "warning"}

    def test_no_file_is_read_and_no_pack_is_there(self, tmp_path, data):
        shutil.copytree(
            ROOT / "src" / "kaoji", tmp_path / "kaoji",
            ignore=shutil.ignore_patterns("packs", "__pycache__"),
        )  # fmt: skip
        (tmp_path / "a.kaoji").write_bytes(data)
        code = "from kaoji.cli.main import run; run()"
        environment = os.environ | {"PYTHONPATH": str(tmp_path), "LANG": "C.UTF-8"}
        done = subprocess.run(
            [sys.executable, "-c", code, "verify", "a.kaoji"], check=False, cwd=tmp_path,
            env=environment, capture_output=True, encoding="utf-8",
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        assert "核验通过" in done.stdout


@pytest.mark.parametrize("entry", shipped_schemes(), ids=lambda entry: entry.reference)
def test_a_shipped_scheme_is_the_same_from_its_expanded_text(entry):
    scheme, _problems = load_scheme(Path(entry.path))
    document, problems = read_document(scheme.text, file="-")
    assert problems == ()
    again, _problems = load_expanded(document)
    assert replace(again, file=scheme.file) == scheme


class TestFailing:
    def test_a_changed_result_with_new_digests_is_found(self, data):
        def more(values):
            values[0]["subject"]["total"]["exact"] = "90"
            return values

        found = verify(changed(data, "results", more), file="x")
        (one,) = found.differences
        assert (one.subject, one.what) == ("甲乡", "total")
        assert (one.sealed, one.computed) == ("90", "82.78075")
        (problem,) = found.problems
        assert problem.code == "seal-differs"
        assert "甲乡:total：封存 90，算得 82.78075" in problem.message
        assert "又重新做了摘要" in problem.remedy

    def test_a_changed_fact_with_new_digests_is_found_where_it_shows(self, data):
        def more(values):
            at = next(n for n, one in enumerate(values) if isinstance(one, list))
            values[at][2][3] = "900"
            return values

        found = verify(changed(data, "facts", more), file="x")
        told = {one.what for one in found.differences if one.subject == "甲乡"}
        assert {"total", "nodes/总分", "nodes/经济", "nodes/经济/财政收入"} <= told

    def test_an_older_engine_is_named(self, data, monkeypatch):
        monkeypatch.setattr(verifying, "__version__", "9.9.9")

        def more(values):
            values[0]["subject"]["grade"] = "优秀"
            return values

        (problem,) = verify(changed(data, "results", more), file="x").problems
        assert "封存时的引擎是 0.1.0，现在是 9.9.9" in problem.remedy

    @pytest.mark.parametrize("name", SEVERAL)
    @pytest.mark.parametrize("values", [[], [1], [[]], [{"x": 1}], ["\x00"]])
    def test_lines_of_another_making_are_told(self, data, name, values):
        if (name, values) in (("parameters", []), ("subjects", []), ("facts", []), ("results", [])):
            return
        found = verify(changed(data, name, lambda _old: values), file="x")
        assert not found.passed
        assert {one.code for one in found.problems} <= {"seal-malformed", "seal-scheme-refused"} | {
            one.code for one in found.problems[1:]
        }
        assert found.problems[0].path == name or found.problems[0].code == "seal-scheme-refused"

    def test_a_missing_section_is_told(self, data):
        envelope = open_envelope(data, file="x")
        kept = [one for one in envelope.sections if one.name != "facts"]
        found = verify(envelope_bytes(kept, kind="internal"), file="x")
        assert [(one.code, one.path) for one in found.problems] == [("seal-malformed", "facts")]

    def test_a_scheme_that_the_rules_of_today_refuse(self, data):
        found = verify(changed(data, "scheme", lambda lines: [*lines, "分直: 3"]), file="x")
        assert [one.code for one in found.problems] == ["seal-scheme-refused", "unknown-key"]
        assert found.is_intact
        assert found.as_json()["recomputed"] is None

    def test_a_lost_subject_and_a_new_one_are_told(self, data):
        def more(values):
            values[0]["subject"]["subject"] = "戊乡"
            return values

        found = verify(changed(data, "results", more), file="x")
        told = [(one.subject, one.what, one.sealed, one.computed) for one in found.differences]
        assert ("戊乡", "subject", "戊乡", None) in told
        assert ("甲乡", "subject", None, "甲乡") in told

    def test_what_differs_beside_the_exact_figure_is_told_whole(self, data):
        def more(values):
            values[0]["subject"]["nodes"]["经济"]["published"] = "31.71"
            values[0]["subject"]["problems"] = [
                {"code": "a-code", "severity": "error", "coordinate": None},
                {"code": "b-code", "severity": "note", "coordinate": None},
            ]
            return values

        found = verify(changed(data, "results", more), file="x")
        node, problems = found.differences
        assert node.what == "nodes/经济"
        assert '"published":"31.71"' in node.sealed
        assert '"published":"31.72"' in node.computed
        assert (problems.what, problems.sealed, problems.computed) == (
            "problems", '["a-code"]', "[]",
        )  # fmt: skip

    def test_a_decision_and_a_problem_that_differ_are_told(self, data):
        def more(values):
            for one in values:
                if "decision" in one:
                    one["decision"] |= {"seats": 3, "warnings": ["别的说法"]}
            told = {"code": "a-code", "severity": "error", "coordinate": "甲乡"}
            return [*values, {"problem": told}]

        found = verify(changed(data, "results", more), file="x")
        assert [one.what for one in found.differences] == ["decisions/优秀/grade", "problem"]
        assert found.differences[1].sealed == "a-code 甲乡"


def test_what_a_seal_only_states_is_not_held_against_a_recomputation():
    fault = {"code": "out-of-range", "coordinate": "甲:一@2025", "severity": "error"}
    seats = {"what": "优秀", "kind": "grade", "group": None, "seats": 1}
    bare = Results(problems=(fault,), decisions=(seats,))
    assert [one.what for one in differences(bare, computed=Results())] == [
        "decisions/优秀/grade", "problem",
    ]  # fmt: skip
    stated = replace(bare, stated={ALL: ("decisions", "problems")})
    assert list(differences(stated, computed=Results())) == []
