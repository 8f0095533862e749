"""From an empty sheet to a result, for every shipped pack: written, filled in XLSX, scored."""

from __future__ import annotations

from math import gcd

import pytest
from openpyxl import Workbook, load_workbook

from kaoji.cli.schemas import schema_of
from kaoji.engine.scheme.catalogue import shipped_schemes
from tests.cli.county import call
from tests.cli.filling import PEOPLE, YEAR, filled, setting, subjects_of, tables
from tests.cli.validate import faults

NAMES = sorted({entry.id for entry in shipped_schemes()})
#: Rules of process only: everybody is refused, and told why.
UNSCORED = {"wuxiang-process"}
SCORED = [name for name in NAMES if name not in UNSCORED]
#: The tables that the texts leave to the offices, with a filling of the test's own.
TABLES = {
    "公众评估档次": '{">=90": 30, ">=80": 25, 其余: 20}',
    "考核表权重": (
        "{值: {临床科室: {医务: 1}, 职能科室: {医务: 1}, 临床科室护理: {护理: 1}}, 其余: 0}"
    ),
    "刊登分值表": "{值: {省级: 3, 市级: 1}}",
    "问卷权重": "{值: {市编办: 60%, 监管部门: 40%}, 其余: 0%}",
}
#: A pack that scores month by month.
MONTHLY = {"hospital-departments": f"{YEAR}-06"}


@pytest.fixture(scope="module")
def packs():
    return {one["name"]: one for one in call("packs", "--json").json}


def written(path, rows):
    """An XLSX of text cells, as `kaoji sheet` writes them."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return str(path)


def sheet_of(name, *, folder, people):
    """The sheet as JSON; the XLSX that is written holds the same table."""
    subjects = written(folder / "subjects.xlsx", people)
    words = ("sheet", name, "--subjects", subjects, "--period", MONTHLY.get(name, YEAR))
    told = call(*words, "--json")
    assert told.code == 0, told.out
    assert faults(told.json, schema=schema_of("sheet")) == []
    path = folder / "sheet.xlsx"
    assert call(*words, "-o", str(path)).code == 0
    cells = [[cell.value or "" for cell in row] for row in load_workbook(path).active.rows]
    table = told.json["table"]
    assert cells == [table["columns"], *table["rows"]]
    return told.json, subjects


def run(name, *, folder, packs):
    """Fill in what a pack asks for and score it."""
    people = subjects_of(packs[name])
    sheet, subjects = sheet_of(name, folder=folder, people=people)
    rows = filled(sheet, subjects=[row[0] for row in people[1:]])
    words = ["score", name, "--subjects", subjects, "--period", MONTHLY.get(name, YEAR)]
    words += ["--facts", written(folder / "facts.xlsx", rows)]
    given = {one: TABLES.get(one) or weights(sheet) for one in tables(sheet)}
    if given:
        path = folder / "given.yaml"
        lines = "".join(f"  {one}: {text}\n" for one, text in given.items())
        path.write_text(f"参数:\n{lines}", encoding="utf-8")
        words += ["--given", str(path)]
    return words


def weights(sheet):
    """A table of weights of the raters' classes: alike, the rest to the first."""
    ballots = next(one for one in sheet["inputs"] if one["row_kind"] == "ballot")
    classes = next(one["values"] for one in ballots["columns"] if one["name"] == "评分人类别")
    each = 100 // len(classes)
    first = 100 - each * (len(classes) - 1)
    shares = [f"{who}: {first if at == 0 else each}%" for at, who in enumerate(classes)]
    return f"{{{', '.join(shares)}}}"


def numbers_in(value, *, named=""):
    """Every exact number of a result: what stands under the contract's names for them."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from numbers_in(one, named=key)
    elif isinstance(value, list):
        for one in value:
            yield from numbers_in(one)
    elif named in ("exact", "worst", "best", "raw", "low", "high") and value is not None:
        yield value


def is_canonical(text):
    """A decimal where it ends, without needless zeros or signs; else p/q in lowest terms."""
    top, bar, bottom = text.partition("/")
    if bar:
        below = int(bottom)
        endless = below
        for factor in (2, 5):
            while endless % factor == 0:
                endless //= factor
        is_lowest = gcd(int(top), below) == 1 and endless > 1
        return is_lowest and text == f"{int(top)}/{below}"
    whole, point, decimals = text.partition(".")
    if point and (not decimals or decimals.endswith("0")):
        return False
    digits = whole.removeprefix("-")
    return text != "-0" and digits == str(int(digits)) and digits.isdigit()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0", True), ("-0", False), ("1.50", False), ("1.", False), ("01", False), ("-0.5", True),
     ("+1", False), ("1/3", True), ("2/6", False), ("1/2", False), ("-7/3", True), ("100", True)],
)  # fmt: skip
def test_what_canonical_is(text, expected):
    assert is_canonical(text) is expected


@pytest.mark.parametrize("name", SCORED)
def test_a_filled_sheet_scores_everybody(name, tmp_path, packs):
    words = run(name, folder=tmp_path, packs=packs)
    told = call(*words, "--json")
    result = told.json
    errors = [one for one in result["problems"] if one["severity"] == "error"]
    errors += [one for each in result["subjects"] for one in each["problems"]]
    assert [one for one in errors if one["severity"] == "error"] == []
    assert (told.code, told.err) == (0, "")
    assert faults(result, schema=schema_of("score")) == []
    assert [text for text in numbers_in(result) if not is_canonical(text)] == []
    assert [one["subject"] for one in result["subjects"]] == [f"{name}{who}" for who in PEOPLE]
    assert [one["blocking"] for one in result["subjects"]] == [[]] * 4
    assert {one["status"] for one in result["subjects"]} == {"final"}


@pytest.mark.parametrize("name", SCORED)
def test_what_was_scored_is_explained_and_scores_the_same_as_facts(name, tmp_path, packs):
    words = run(name, folder=tmp_path, packs=packs)
    explained = call("explain", *words[1:], "--subject", f"{name}一", "--json")
    assert explained.code == 0
    assert faults(explained.json, schema=schema_of("explain")) == []
    assert [text for text in numbers_in(explained.json) if not is_canonical(text)] == []
    first = call(*words, "--json").json
    results = tmp_path / "results.parquet"
    assert call(*words, "--as-facts", "-o", str(results)).code == 0
    again = list(words)
    again[again.index("--facts") + 1] = str(results)
    owed = call("sheet", name, "--json").json["inputs"]
    again += [
        f"--set={one['key']}={setting(one)}"
        for one in owed
        if one["row_kind"] == "parameter" and one["required"] and one["type"] != "table"
    ]
    second = call(*again, "--json").json
    assert [one["total"] for one in second["subjects"]] == [
        one["total"] for one in first["subjects"]
    ]
    states = {one["nodes"].get("总分", {}).get("state") for one in second["subjects"]}
    assert states == ({None} if first["subjects"][0]["total"] is None else {"given"})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("command", ["check", "test", "plan", "sheet"])
def test_what_else_is_told_of_a_pack_has_its_shape(name, command):
    told = call(command, name, "--json")
    assert (told.code, told.err) == (0, "")
    assert faults(told.json, schema=schema_of(command)) == []
