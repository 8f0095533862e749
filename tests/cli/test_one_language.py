"""An answer is wholly in the language of its scheme: every command, every form of output.

The wide scheme of `offices/` is English with English subjects and facts, so that any Chinese sign
is our own; the small county is Chinese, and Latin words are codes, options and names of files.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.cli.county import call

OFFICES = Path(__file__).parent / "offices"
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
LATIN = re.compile(r"(?<![\w./@-])[A-Za-z]{2,}(?![\w/@-]|\.[a-z])")
CHANGES = (
    "Alder:Free@2025=10", "*:Marks@2025=20", "group:east:Petitions@2025=3",
    "Work/Filing.points=11", "Work/Ledger.points=9", "parameters:Top_award=2",
)  # fmt: skip


@pytest.fixture
def offices(tmp_path):
    folder = shutil.copytree(OFFICES, tmp_path / "offices")
    files = [str(folder / name) for name in ("offices.yaml", "facts.csv", "subjects.csv")]
    return files[0], "--facts", files[1], "--subjects", files[2], "--period", "2025"


def told(*words, codes=(0,)):
    """What a call said, with the texts of the file that it wrote."""
    said = call(*map(str, words))
    assert said.code in codes, said.err
    texts = [said.out, said.err]
    if "-o" in words:
        texts += written(Path(words[words.index("-o") + 1]))
    return texts


def written(path):
    """Every text of a file, or of each file of a folder."""
    if path.is_dir():
        return [text for one in path.iterdir() for text in (one.name, *written(one))]
    if path.suffix != ".xlsx":
        return [] if path.suffix == ".kaoji" else [path.read_text("utf-8")]
    with zipfile.ZipFile(path) as book:
        parts = [name for name in book.namelist() if "/theme/" not in name]
        return [re.sub("<[^>]*>", "\n", book.read(name).decode()) for name in parts] + [
            value
            for name in parts
            for value in re.findall(r'(?:name|promptTitle|prompt|error)="([^"]*)"',
                                    book.read(name).decode())
        ]  # fmt: skip


def lines_with(pattern, texts):
    return [line.strip() for text in texts for line in text.split("\n") if pattern.search(line)]


CALLS = {
    "score": ("score",),
    "score json": ("score", "--json"),
    "score csv": ("score", "--csv"),
    "score facts": ("score", "--as-facts"),
    "score workbook": ("score", "-o", "OUT.xlsx"),
    "score page": ("score", "-o", "OUT.html"),
    "explain json": ("explain", "--subject", "Alder", "--json"),
    "explain page": ("explain", "--subject", "Alder", "-o", "OUT.html"),
    "explain workbook": ("explain", "--subject", "Birch", "-o", "OUT.xlsx"),
    "explain all": ("explain", "-o", "OUT"),
    "whatif": ("whatif", "--change", *CHANGES),
    "whatif json": ("whatif", "--change", *CHANGES, "--json"),
    "whatif page": ("whatif", "--change", *CHANGES, "-o", "OUT.html"),
    "seal": ("seal", "-o", "OUT.kaoji"),
    "seal json": ("seal", "-o", "OUT.kaoji", "--json"),
}


@pytest.mark.parametrize("name", CALLS)
def test_what_is_told_of_an_english_scheme_is_english(offices, tmp_path, name):
    command, *words = CALLS[name]
    words = [word.replace("OUT", str(tmp_path / "out")) for word in words]
    assert lines_with(CHINESE, told(command, *offices, *words)) == []


@pytest.mark.parametrize("subject", ["Alder", "Birch", "Cedar"])
def test_an_explanation_of_an_english_scheme_is_english(offices, subject):
    assert lines_with(CHINESE, told("explain", *offices, "--subject", subject)) == []


@pytest.mark.parametrize("command", ["check", "test", "plan"])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_what_is_told_of_the_english_scheme_alone_is_english(offices, command, form):
    assert lines_with(CHINESE, told(command, offices[0], *form)) == []


@pytest.mark.parametrize("form", [(), ("--json",), ("-o", "OUT.csv"), ("-o", "OUT.xlsx")])
def test_an_empty_english_table_is_english_and_can_be_read(offices, tmp_path, form):
    words = [word.replace("OUT", str(tmp_path / "out")) for word in form]
    assert lines_with(CHINESE, told("sheet", offices[0], "--period", "2025", *words)) == []
    if form[-1:] == ("OUT.csv",):
        (kept, *rest) = offices
        rest[1] = str(tmp_path / "out.csv")
        said = call("score", kept, *rest, "--json")
        assert said.code == 0, said.json["problems"]


def test_a_seal_remembers_the_language_of_its_scheme(offices, tmp_path):
    first, second = tmp_path / "a.kaoji", tmp_path / "b.kaoji"
    told("seal", *offices, "-o", first)
    facts = Path(offices[2])
    facts.write_text(facts.read_text("utf-8").replace("Free,80", "Free,70"), encoding="utf-8")
    told("seal", *offices, "-o", second)
    for words in (("verify", first), ("diff", first, second)):
        for form in ((), ("--json",)):
            assert lines_with(CHINESE, told(*words, *form)) == []


def test_english_files_speak_english_to_a_chinese_call_and_the_other_way(offices, county):
    assert "written" in told("score", *offices, "-o", county.folder / "a.csv")[1]
    said = county.run("score", "--lang", "en", "-o", str(county.folder / "b.csv"))
    assert "已写出" in said.err


def test_units_of_an_english_scheme(offices):
    known = call("explain", *offices, "--subject", "Alder", "--json").json
    assert "yuan" in json.dumps(known)
    assert {one["unit"] for one in call("sheet", offices[0], "--json").json["inputs"]} == {
        "points", "hectares", "10k yuan", "%", "percentage points", "articles", "million yuan",
        "cases", "people", "yuan", None,
    }  # fmt: skip


#: What is Latin in Chinese outputs: names of programs, and words that the county's files have.
ALLOWED = re.compile(r"Kaoji|kaoji(?: plan)?|LibreOffice|cloud-towns|CSV|JSON|kj-\w+")


@pytest.mark.parametrize(
    "words",
    [
        ("score",),
        ("explain", "--subject", "甲乡"),
        ("explain", "--subject", "丙乡"),
        ("whatif", "--change", "*:信访@2025=3", "财政收入.分值=39", "评价.分值=41"),
        ("whatif", "--change", "甲乡:财政收入.无=3"),
        ("whatif", "--change", "财政收入.计分.无=3"),
        ("whatif", "--change", "等次:优秀.无=3"),
    ],
)
def test_prose_of_a_chinese_scheme_is_chinese(county, words):
    said = county.run(*words, "--lang", "en")
    texts = [ALLOWED.sub("", line) for line in without_codes(said.out + said.err)]
    assert lines_with(LATIN, texts) == []


def without_codes(text):
    """The lines, where they are problems without file, code and severity."""
    return [re.sub(r"^\S+: [a-z-]+ (?:(?:note|warning) )?", "", one) for one in text.split("\n")]


def test_a_chinese_plan_is_chinese(county):
    nodes = call("plan", county.scheme).out.partition("# ---")[2]
    assert nodes
    assert lines_with(LATIN, [nodes]) == []
