"""`kaoji diff` as an officer calls it."""

from __future__ import annotations

import pytest

from kaoji.cli.schemas import schema_of
from tests.cli import english_county
from tests.cli.county import FACTS, SCHEME, call
from tests.cli.validate import faults


def sealed(county, name, *, facts=FACTS, scheme=SCHEME):
    """One more seal of the county."""
    path = county.folder / f"{name}.kaoji"
    words = ("--facts", county.write("f.csv", facts), "--subjects", county.subjects)
    assert call("seal", county.write("s.yaml", scheme), *words, "-o", str(path)).code == 0
    return str(path)


@pytest.fixture
def pair(county):
    """信访 of 乙乡 was 0, is 3: 6 points less; grades wait for 丙乡."""
    facts = FACTS.replace("乙乡,2025,信访,0", "乙乡,2025,信访,3")
    return sealed(county, "前"), sealed(county, "后", facts=facts)


def test_who_moved_where_and_why(pair):
    told = call("diff", *pair)
    assert told.code == 0
    assert told.out.splitlines() == [
        "前.kaoji(云县乡镇考核 2025.1 2025) → 后.kaoji(云县乡镇考核 2025.1 2025)",
        "数据，1 行：",
        "  乙乡:信访@2025 改动: 数值 0 → 3",
        "对象变动，1 个：",
        "  乙乡: 得分 90.00 → 84.00",
        "    经济/信访 20 → 14 (-6)",
        "      数据 乙乡:信访@2025",
    ]


def test_the_same_twice_is_told(pair):
    told = call("diff", pair[0], pair[0])
    assert (told.code, told.out.splitlines()[-1]) == (0, "没有不同")


def test_it_speaks_the_language_of_the_scheme(pair):
    out = call("--lang", "en", "diff", *pair).out
    assert "数据，1 行：" in out
    assert "改动: 数值 0 → 3" in out


def test_english_runs_are_compared_in_english(tmp_path):
    files = {"a.yaml": english_county.SCHEME, "s.csv": english_county.SUBJECTS}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    pair = []
    for number, petitions in enumerate(("Corley,2025,Petitions,0", "Corley,2025,Petitions,3")):
        facts = tmp_path / "f.csv"
        text = english_county.FACTS.replace("Corley,2025,Petitions,0", petitions)
        facts.write_text(text, encoding="utf-8")
        pair.append(str(tmp_path / f"{number}.kaoji"))
        done = call("seal", str(tmp_path / "a.yaml"), "--facts", str(facts), "--subjects",
                    str(tmp_path / "s.csv"), "-o", pair[-1])  # fmt: skip
        assert done.code == 0, done.err
    out = call("diff", *pair).out
    assert "Facts, 1 row:" in out
    assert "changed: value 0 → 3" in out
    assert "total 90.00 → 84.00" in out


def test_versions_of_a_scheme(county):
    new = county.write("new.yaml", SCHEME.replace("扣分: 2", "扣分: 3").replace("2025.1", "2025.2"))
    told = call("diff", county.scheme, new)
    assert told.code == 0
    assert "  指标/经济/指标/信访/计分/扣分: 2 → 3" in told.out.splitlines()
    assert "  版本: 2025.1 → 2025.2" in told.out.splitlines()


def test_a_seal_and_a_scheme(county, pair):
    new = county.write("new.yaml", SCHEME.replace("扣分: 2", "扣分: 3"))
    told = call("diff", pair[0], new)
    assert "  指标/经济/指标/信访/计分/扣分: 2 → 3" in told.out.splitlines()


def test_rows_that_came_and_went_and_long_lists(county):
    more = "".join(f"丙乡,,加分,,,,,市,2025-05-{n:02},云发〔2025〕{n}号,,,\n" for n in range(1, 29))
    lots = "".join(
        f"甲乡,,加分,,,,,市,2025-06-{n:02},云发〔2025〕6{n}号,,,\n" for n in range(1, 29)
    )
    told = call("diff", sealed(county, "前"), sealed(county, "后", facts=FACTS + more + lots))
    lines = told.out.splitlines()
    assert "数据，56 行：" in lines
    assert "  丙乡:加分 增加: 2025-05-01、云发〔2025〕1号、市" in lines
    assert "  另有 16 处，见 --json" in lines


@pytest.mark.parametrize("turn", [False, True])
def test_json_keeps_its_promise(county, pair, turn):
    names = pair[::-1] if turn else pair
    for words in (names, (county.scheme, pair[0]), (county.scheme, county.scheme)):
        told = call("diff", *words, "--json")
        assert told.code == 0
        assert faults(told.json, schema=schema_of("diff")) == []


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda county: county.write("a.kaoji", "x"), "not-sealed"),
        (lambda county: str(county.folder / "none.kaoji"), "file-missing"),
        (lambda _county: "no-such-scheme", "scheme-not-found"),
        (lambda county: county.write("a.yaml", "方案: 试\n指标: 3\n"), "missing-key"),
    ],
)
def test_what_cannot_be_compared_is_told(county, make, code):
    name = make(county)
    for words in ((name, county.scheme), (county.scheme, name)):
        told = call("diff", *words, "--json")
        assert told.code == 1
        assert faults(told.json, schema=schema_of("diff")) == []
        assert code in [one["code"] for one in told.json["problems"]]
    assert code in call("diff", county.scheme, name).err


def test_a_changed_file_is_not_compared(pair):
    with open(pair[1], "r+b") as file:  # noqa: PTH123 - one byte in place
        file.seek(500)
        file.write(b"x")
    told = call("diff", *pair)
    assert (told.code, told.out) == (1, "")
    assert "seal-changed" in told.err
