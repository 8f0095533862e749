"""Names that no file can have, and bytes that are no text: a message, never a crash."""

from __future__ import annotations

import pytest

from tests.cli.county import SCHEME, call

#: A name may have 255 bytes.
LONG = "a" * 256


def test_a_scheme_with_a_name_too_long_is_not_found():
    for name in (LONG, f"{LONG}.yaml"):
        told = call("check", name)
        assert told.code == 1
        assert "scheme-not-found" in told.out


def test_a_feed_with_a_name_too_long_is_not_found(county):
    for name in ("a" * 5000, f"{'a' * 5000}.yaml"):
        feed = f'      信访: {{分值: 20, 引用: {{方案: "{name}", 取: 总分}}, 依据: 一}}\n'
        lines = SCHEME.splitlines(keepends=True)
        at = next(number for number, line in enumerate(lines) if line.startswith("      信访"))
        lines[at] = feed
        told = call("check", county.write("fed.yaml", "".join(lines)))
        assert told.code == 1
        assert "feed-not-found" in told.out


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet", ".jsonl"])
def test_a_target_with_a_name_too_long_is_refused(county, suffix):
    name = "a" * (300 - len(suffix)) + suffix
    told = county.run("score", "--period", "2025", "-o", str(county.folder / name))
    assert told.code in (1, 2)
    assert "写" in told.err.splitlines()[-1]
    assert "-o" in told.err or "cannot-write" in told.err


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet", ".jsonl"])
def test_the_longest_name_that_the_system_takes_is_taken(county, suffix):
    """The passing file's name does not grow with it."""
    path = county.folder / ("a" * (255 - len(suffix)) + suffix)
    assert county.run("score", "--period", "2025", "-o", str(path)).code == 0
    assert path.stat().st_size > 0


def test_other_names_too_long(county, tmp_path):
    assert "写不进去" in call("demo", "--to", str(tmp_path / LONG)).err
    told = call("score", county.scheme, "--facts", f"{LONG}.csv", "--period", "2025")
    assert (told.code, "file-unreadable" in told.err) == (1, True)
    told = county.run("score", "--subjects", f"{LONG}.csv", "--period", "2025")
    assert (told.code, "file-unreadable" in told.err) == (1, True)
    assert county.run("score", "--given", f"{LONG}.yaml", "--period", "2025").code == 1
    assert call("due", "2024-01-15", "--days", "1", "--calendar", LONG).code in (1, 2)
    assert call("sheet", county.scheme, "-o", f"{LONG}.csv").code == 2
