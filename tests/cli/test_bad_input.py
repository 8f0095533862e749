"""Bad input through the command line: place, reason and remedy in Chinese, and nothing else lost.

Each entry: what is written, the code that must be told, and where. A scheme's faults are found
by `check`, those of facts by `score`, which still scores whom they do not touch.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from itertools import pairwise

import pytest
from openpyxl import Workbook

from tests.cli.county import FACTS, SCHEME, call

LINE = re.compile(r"^(?P<place>.+?): (?P<code>[a-z0-9-]+) (?P<rest>.+)\((?P<remedy>.+)\)$")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
HEAD = SCHEME.partition("指标:\n")[0]
NODES = "指标: " + "".join(f"{{层{at}: {{分值: 100, 指标: " for at in range(500))
LETTERS = "abcdefghijklmnopqrstuvwxyz"
BOMB = "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in pairwise(LETTERS))


def told(text):
    """Every line as place, code, text and remedy; none is anything else."""
    found = [LINE.match(line) for line in text.splitlines()]
    assert all(found), text
    assert all(CHINESE.search(one["rest"]) and CHINESE.search(one["remedy"]) for one in found)
    return [(one["place"], one["code"]) for one in found]


SCHEMES = {
    "duplicate keys": (
        SCHEME.replace("依据: 云县考核办法", "依据: 云县考核办法\n依据: 又一次"),
        "duplicate-key", "6:1",
    ),
    "tabs": (SCHEME.replace("  经济:\n    依据", "  经济:\n\t依据"), "tab", "9:1"),
    "10 MB": (HEAD + "指标:\n" + "  甲: {分值: 1}\n" * 600_000, "file-too-large", ""),
    "10 MB of brackets": (f"方案: {'[' * 10_000_000}", "file-too-large", ""),
    "billion laughs": (f"甲: &a [x, x]\n{BOMB}", "yaml-anchor", "1:4"),
    "500 levels": (f"{HEAD}{NODES}{{末: {{分值: 100}}}}{'}}' * 500}\n", "too-deep", "7:621"),
    "brackets in a formula": (
        SCHEME.replace("查表(加分表, 级别)", f'"{"(" * 3000}1{")" * 3000}"'),
        "expression-too-long", "32:4008",
    ),
    "an unknown key": (
        SCHEME.replace("    分值: 60\n", "    分值: 60\n    分直: 60\n"), "unknown-key", "11:5",
    ),
    "NaN": (SCHEME.replace("分值: 20,", "分值: .nan,"), "yaml-number-trap", "20:16"),
    "infinity": (SCHEME.replace("分值: 20,", "分值: .inf,"), "yaml-number-trap", "20:16"),
    "1e400": (SCHEME.replace("分值: 20,", "分值: 1e400,"), "yaml-number-trap", "20:16"),
    "a negative share": (
        SCHEME.replace("分值: 20,", "分值: -20,"), "share-not-positive", "20:16",
    ),
    "nothing": ("", "empty-file", "1:1"),
    "comments only": ("# 还没有写\n", "empty-file", "1:1"),
    "a list": ("- 甲\n- 乙\n", "wrong-shape", "1:1"),
    "GBK": (SCHEME.encode("gbk"), "not-utf8", "1:1"),
    "UTF-16": (SCHEME.encode("utf-16"), "not-utf8", "1:1"),
    "a picture": (bytes(range(256)), "not-utf8", "2:118"),
    "a NUL": (SCHEME.replace("云县考核", "云\0县"), "control-character", "5:6"),
}  # fmt: skip


@pytest.mark.parametrize("what", SCHEMES)
def test_a_scheme(what, tmp_path):
    content, code, at = SCHEMES[what]
    path = tmp_path / "方案.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    checked = call("check", str(path))
    assert (checked.code, checked.err) == (1, "")
    assert (f"{path}:{at}" if at else str(path), code) in told(checked.out)


def test_an_unknown_unit_of_measure_is_a_warning(county):
    scheme = county.write("unit.yaml", SCHEME.replace("单位: 万元", "单位: 万员"))
    checked = call("check", scheme)
    assert checked.code == 0
    assert told(checked.out) == [(f"{scheme}:13:9", "unknown-unit")]
    assert "是不是「万元」？" in checked.out


def test_schemes_that_feed_each_other_in_a_circle(county):
    fed = "  外来: {{分值: 40, 引用: {{方案: {}.yaml, 取: 总分}}, 依据: 第二条}}\n"
    before, _, after = SCHEME.partition("  评价:\n")
    after = "加分:\n" + after.partition("加分:\n")[2].partition("算例:\n")[0]
    for name, other in (("one", "two"), ("two", "one")):
        text = (before + fed.format(other) + after).replace("cloud-towns", name)
        county.write(f"{name}.yaml", text)
    checked = call("check", str(county.folder / "one.yaml"))
    assert checked.code == 1
    codes = [code for _place, code in told(checked.out)]
    assert "circular-feed" in codes


def xlsx(text=FACTS):
    """The facts as a workbook's bytes."""
    book = Workbook()
    for line in text.splitlines():
        book.active.append(line.split(","))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def bomb():
    """A small workbook that unfolds to more than a gigabyte."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx())) as whole,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in whole.namelist():
            packed.writestr(name, whole.read(name))
        with packed.open("xl/media/blank.bin", "w", force_zip64=True) as blank:
            for _ in range(400):
                blank.write(bytes(1_000_000))
    return made.getvalue()


#: What one cell of 乙乡 may hold that nobody can score.
VALUES = {
    "NaN": "not-finite", "inf": "not-finite", "-Infinity": "not-finite", "1e400": "exponent",
    "1e999999999": "exponent", "9" * 100_000: "cell-too-long", "1/0": "zero-denominator",
    "8" * 9_000: "number-too-long",
    "-3": "out-of-range", "101": "out-of-range", "三": "not-a-number", "3斤": "unit-not-declared",
}  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value[:12])
def test_a_value_refuses_whom_it_touches_and_nobody_else(county, value):
    facts = county.write("f.csv", FACTS.replace("乙乡,2025,信访,0", f"乙乡,2025,信访,{value}"))
    scored = call("score", county.scheme, "--facts", facts, "--json")
    assert scored.code == 1
    status = {one["subject"]: one["status"] for one in scored.json["subjects"]}
    assert status == {"甲乡": "final", "乙乡": "refused", "丙乡": "incomplete"}
    scored = call("score", county.scheme, "--facts", facts)
    assert (f"{facts}:8:4", VALUES[value]) in told(scored.err)


ROWS = {
    "a header with a typo": (
        FACTS.replace("对象,周期,指标,数值", "对象,周期,指标,数直"), "header-typo", "1:4",
    ),
    "a header twice": (FACTS.replace("数值,目标", "数值,数值"), "duplicate-header", "1:5"),
    "the same fact twice": (FACTS + "乙乡,2025,信访,3,,,,,,,,,\n", "conflicting-facts", "14:4"),
    "a ballot beyond its scale": (
        FACTS.replace("乙乡,2025,评价,90,,县领导", "乙乡,2025,评价,190,,县领导"),
        "out-of-range", "9:4",
    ),
    "an unknown indicator": (
        FACTS.replace("乙乡,2025,信访,0", "乙乡,2025,信仿,0"), "unknown-key", "8:3",
    ),
    "an impossible date": (FACTS.replace("2025-05-01", "2025-02-30"), "bad-date", "6:9"),
    "too many cells": (FACTS + "乙乡,2025,信访,0,,,,,,,,,,多\n", "ragged-row", "14:14"),
    "a quote without an end": (FACTS + '"乙乡,2025,信访,0\n', "unclosed-quote", "14"),
    "a NUL": (FACTS.replace("决算", "决\0算"), "embedded-nul", "2:13"),
    "nothing": ("", "empty-file", ""),
    "no table": (b"\xff\xfe\x00\x81\x99" * 50, "no-header", ""),
    "a cell without end": (FACTS.replace("决算", "x" * 2_000_000), "cell-too-long", "2"),
}  # fmt: skip


@pytest.mark.parametrize("what", ROWS)
def test_a_facts_table(what, county):
    content, code, at = ROWS[what]
    path = county.folder / "数据.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    scored = call("score", county.scheme, "--facts", str(path), "--period", "2025")
    assert scored.code == 1
    assert (f"{path}:{at}" if at else str(path), code) in told(scored.err)


FILES = {
    "a truncated workbook": ("a.xlsx", lambda: xlsx()[:3000], "damaged-file"),
    "rubbish called a workbook": ("a.xlsx", lambda: b"PK\x03\x04" + b"abc" * 999, "damaged-file"),
    "an empty workbook": ("a.xlsx", bytes, "empty-file"),
    "a zip bomb": ("a.xlsx", bomb, "archive-too-large"),
    "a truncated old workbook": (
        "a.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "damaged-file",
    ),
    "a broken Parquet file": ("a.parquet", lambda: b"PAR1" + bytes(99) + b"PAR1", "damaged-file"),
    "no JSON": ("a.jsonl", lambda: b'{"a": \n', "bad-json"),
    "JSON without end": ("a.jsonl", lambda: b'{"a":' + b"[" * 200_000, "bad-json"),
}  # fmt: skip


@pytest.mark.parametrize("what", FILES)
def test_a_facts_file(what, county):
    name, made, code = FILES[what]
    path = county.folder / name
    path.write_bytes(made())
    scored = call("score", county.scheme, "--facts", str(path), "--period", "2025")
    assert (scored.code, scored.out) == (1, "")
    assert code in [found for _place, found in told(scored.err)]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_workbook_is_known_by_what_is_in_it(county, suffix):
    """A workbook called CSV, and a CSV called workbook, are read for what they are."""
    path = county.folder / f"a{suffix}"
    path.write_bytes(FACTS.encode() if suffix == ".xlsx" else xlsx())
    assert call("score", county.scheme, "--facts", str(path)).code == 0


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-8-sig"])
def test_facts_in_an_office_s_encoding_are_read(county, encoding):
    path = county.folder / "a.csv"
    path.write_bytes(FACTS.encode(encoding))
    scored = call("score", county.scheme, "--facts", str(path), "--subjects", county.subjects)
    assert scored.out == county.run("score").out


def test_a_date_outside_the_period_is_told(county):
    row = "甲乡,2025,加分,,,,,省,2024-05-01"
    facts = county.write("f.csv", FACTS.replace("甲乡,,加分,,,,,省,2025-05-01", row))
    scored = call("score", county.scheme, "--facts", facts)
    assert scored.code == 0
    assert (f"{facts}:6:9", "date-outside-period") in told(scored.err)
    facts = county.write("f.csv", FACTS.replace("2025-05-01", "2024-05-01"))
    scored = call("score", county.scheme, "--facts", facts, "--period", "2025")
    assert [code for _place, code in told(scored.err)] == ["outside-period"]


def test_a_target_of_zero_follows_the_scheme(county):
    facts = county.write("f.csv", FACTS.replace("850,1000", "850,0"))
    scored = call("score", county.scheme, "--facts", facts, "--json").json
    node = scored["subjects"][1]["nodes"]["经济/财政收入"]
    assert (node["state"], node["exact"]) == ("computed", "0")
    scheme = county.write("open.yaml", SCHEME.replace("        无定义: 0\n", ""))
    scored = call("score", scheme, "--facts", facts)
    assert scored.code == 1
    assert (f"{scheme}:12:7", "undefined-unstated") in told(scored.err)
    assert "[乙乡:经济/财政收入@2025] 「经济/财政收入」无定义（分母为零）" in scored.err


@pytest.mark.parametrize("option", ["--facts", "--subjects", "--given"])
def test_a_missing_file_and_a_folder(county, option):
    words = ["score", county.scheme, "--period", "2025", "--facts", county.facts]
    for path, codes in (("nowhere", {"file-missing", "file-unreadable"}),
                        (str(county.folder), {"file-is-folder", "file-unreadable"})):  # fmt: skip
        scored = call(*words, option, path)
        assert scored.code == 1
        assert codes & {code for _place, code in told(scored.err)}


@pytest.mark.parametrize("path", ["nowhere.yaml", "."])
def test_a_scheme_that_is_no_file(path):
    checked = call("check", path)
    assert checked.code == 1
    assert [code for _place, code in told(checked.out)] == ["scheme-not-found"]


@pytest.mark.parametrize("name", ["scheme", "facts"])
def test_a_file_without_permission(county, name, monkeypatch):
    """Roots may read everything, so the refusal of the system is made here."""
    from pathlib import Path

    closed = Path(getattr(county, name))
    opened = Path.open

    def refusing(self, *words, **settings):
        if self == closed:
            raise PermissionError(13, "Permission denied")
        return opened(self, *words, **settings)

    monkeypatch.setattr(Path, "open", refusing)
    scored = county.run("score")
    assert scored.code == 1
    assert "权限" in scored.err
    assert (str(closed), "file-unreadable") in told(scored.err)


def test_a_facts_file_that_changes_while_it_is_read(county, monkeypatch):
    from pathlib import Path

    whole = Path.read_bytes

    def growing(self):
        content = whole(self)
        if self == Path(county.facts):
            with self.open("ab") as file:
                file.write(b"\n")
            os.utime(self, (1, 1))
        return content

    monkeypatch.setattr(Path, "read_bytes", growing)
    scored = county.run("score")
    assert scored.code == 1
    assert (county.facts, "file-changed") in told(scored.err)
