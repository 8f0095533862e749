"""What could steer a terminal is shown as its code, whatever brings it; data stays data."""

from __future__ import annotations

import csv
import io
import json
import os
import sys

import pytest

from kaoji.cli.main import run
from kaoji.cli.printing import Painted, coloured, json_text, say_data, visible
from kaoji.cli.table import wrapped
from tests.cli.county import call

#: A colour, a title of the window (ended by BEL), the whole screen deleted, C1's own CSI.
ESCAPES = "\x1b[31m甲\x1b]0;题\x07\x1b[2J\x9b1m"
#: Directions of writing and what ends them.
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
#: No word of a call can hold a NUL.
HOSTILE = f"\x01{ESCAPES}{TURNS}\x7f\u2028"


def is_clean(text: str) -> bool:
    """Only line breaks of our own are left."""
    return all(
        sign == "\n" or not (sign < " " or "\x7f" <= sign <= "\x9f" or sign in TURNS + "\u2028")
        for sign in text
    )


def test_each_sign_is_written_as_its_code():
    assert visible(ESCAPES) == r"\x1b[31m甲\x1b]0;题\x07\x1b[2J\x9b1m"
    assert visible(TURNS[:5]) == r"\u202a\u202b\u202c\u202d\u202e"
    assert visible("a\tb\r\nc\0") == r"a\tb\r\nc\x00"
    assert visible("\udcff") == r"\udcff"
    assert visible("甲乡,a b—😀 \\") == "甲乡,a b—😀 \\"
    assert is_clean(visible(HOSTILE))
    assert visible(visible(HOSTILE)) == visible(HOSTILE)


def test_json_is_the_same_data_and_steers_nothing():
    value = {"名": HOSTILE + "\n\udcff"}
    assert json.loads(json_text(value)) == value
    assert is_clean(json_text(value))
    assert json_text(["甲😀"]) == '[\n  "甲😀"\n]'


def test_only_our_own_colours_are_colours():
    painted = coloured("\x1b[2J甲", colour="red")
    assert isinstance(painted, Painted)
    assert painted == "\x1b[31m\\x1b[2J甲\x1b[0m"
    assert list(wrapped(painted, width=6)) == [painted]
    assert "".join(wrapped("\x1b甲", width=40)) == "\\x1b甲"


def test_csv_is_data_and_a_person_at_a_terminal_sees_codes(monkeypatch, capsys):
    say_data('"a\n\x1b"')
    assert capsys.readouterr().out == '"a\n\x1b"\n' or not sys.stdout.isatty()
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stdout", terminal)
    say_data('"a\n\x1b\u202e"')
    assert terminal.getvalue() == '"a\n\\x1b\\u202e"\n'


@pytest.mark.parametrize(
    "words",
    [
        (HOSTILE,), (f"--{HOSTILE}",), ("check", HOSTILE), ("check", f"{HOSTILE}\n\t.yaml"),
        ("score", HOSTILE, "--facts", HOSTILE), ("due", HOSTILE, "--days", HOSTILE),
        ("due", "2024-01-15", "--days", "1", "--calendar", HOSTILE), ("demo", HOSTILE),
        ("schema", HOSTILE), ("sheet", "zhengding-towns", "-o", f"{HOSTILE}.txt"),
        ("sheet", "zhengding-towns", "--period", HOSTILE), ("plan", HOSTILE), ("test", HOSTILE),
    ],
)  # fmt: skip
def test_words_of_the_call(words):
    told = call(*words)
    assert told.code in (1, 2)
    assert told.out + told.err
    assert is_clean(told.out + told.err)


@pytest.mark.parametrize("command", ["check", "plan", "test", "sheet"])
def test_what_schemes_bring(tmp_path, command):
    title = json.dumps(HOSTILE)
    text = f'方案: {title}\n编号: a\n版本: "1"\n施行: 2025-01-01\n对象: 乡镇\n'
    text += f"指标:\n  {title}: {{分值: 60, 单位: 件, 计分: 按完成比例折算}}\n  乙: {{分值: 40}}\n"
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    told = call(command, str(path))
    assert told.out + told.err
    assert is_clean(told.out + told.err)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("score", ()), ("score", ("--json",)),
        ("explain", ("--subject", f"甲{TURNS}乡")), ("explain", ("--subject", "乙")),
    ],
)  # fmt: skip
def test_what_facts_bring(county, command, words):
    name = f"\0{HOSTILE}"
    facts = county.write(
        "hostile.csv",
        f"对象,指标,数值,目标,周期,{name}\n甲{TURNS}乡,财政收入,10,20,2025,1\n"
        f'{name},信访,1,,2025,\n甲,{name},{name},,2025,\n"a\nb",信访,x,,2025,\n',
    )
    told = call(command, county.scheme, "--facts", facts, "--period", "2025", *words)
    assert r"\u061c" in told.out + told.err  # reading facts itself takes the others away
    assert is_clean(told.out + told.err)


def test_a_message_stays_one_line(tmp_path):
    told = call("check", str(tmp_path / "a\nb\tc.yaml"))
    assert told.code == 1
    assert len(told.out.splitlines()) == 1
    assert r"a\nb\tc.yaml" in told.out


def test_csv_off_a_terminal_is_the_data(county):
    facts = county.write("turned.csv", "对象,指标,数值,周期\na\u061cb,信访,1,2025\n")
    told = call("score", county.scheme, "--facts", facts, "--period", "2025", "--csv")
    assert "a\u061cb" in [row[0] for row in csv.reader(io.StringIO(told.out))]


BYTES = os.fsdecode(b"\xff\xfe")


def run_with_streams(words, monkeypatch):
    """The console script with streams that encode: exit code and all that was written."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2))
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err)
    monkeypatch.setattr("sys.argv", ["kaoji", *words])
    with pytest.raises(SystemExit) as left:
        run()
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8"))
    return left.value.code, texts[0] + texts[1]


@pytest.mark.parametrize(
    "words",
    [
        (BYTES,), (f"--{BYTES}",), ("check", BYTES), ("check", "--lang", BYTES), ("plan", BYTES),
        ("plan", BYTES, "--json"), ("test", BYTES), ("test", BYTES, "--json"), ("schema", BYTES),
        ("packs", BYTES), ("demo", "--to", f"{BYTES}{'a' * 256}"), ("seal", BYTES), ("due", BYTES),
        *(("due", "2024-01-15", name, BYTES) for name in
          ("--days", "--workdays", "--months", "--on", "--submitted", "--calendar")),
        ("due", BYTES, "--days", "1", "--json"), ("sheet", BYTES), ("sheet", BYTES, "--json"),
        *(("sheet", "zhengding-towns", name, BYTES) for name in
          ("--subjects", "--period", "-o")),
        *(("score", "zhengding-towns", "--facts", "a.csv", name, BYTES) for name in
          ("--facts", "--subjects", "--period", "--as-of", "--given", "--set", "--open", "-o",
           "--engine")),
        ("score", "zhengding-towns", "--facts", BYTES, "--json", "--period", "2025"),
        ("score", "zhengding-towns", "--facts", "a.csv", "--set", f"{BYTES}={BYTES}"),
        ("explain", "zhengding-towns", "--facts", "a.csv", "--period", "2025", "--subject", BYTES),
        ("explain", "zhengding-towns", "--facts", "a.csv", "--period", "2025", "--subject", "a",
         "--node", BYTES, "--json"),
    ],
)  # fmt: skip
def test_bytes_that_are_no_text(words, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    code, told = run_with_streams(words, monkeypatch)
    assert code in (1, 2), told
    assert told
    assert is_clean(told)


def test_a_terminal_shows_codes_for_what_it_cannot_encode(monkeypatch):
    out = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
    out.isatty = lambda: True
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.argv", ["kaoji", "check", "甲😀.yaml"])
    with pytest.raises(SystemExit):
        run()
    out.flush()
    assert r"甲\U0001f600.yaml" in out.buffer.getvalue().decode("gbk")
