"""The look: our CSS uses only what old browsers know, colours have one file, pages carry no styles
of their own.
"""

from __future__ import annotations

import re

import pytest

from tools.source import SOURCE, shown

WEB = SOURCE / "web"
SHEETS = sorted((WEB / "static" / "kaoji" / "css").glob("*.css"))
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))

#: Browsers in offices are old: what they do not know, they drop, colour and border with it.
TOO_NEW = {
    name: re.compile(pattern)
    for name, pattern in {
        "oklch": r"oklch\(",
        "light-dark": r"light-dark\(",
        "color-mix": r"color-mix\(",
        ":has": r":has\(",
        ":is": r":is\(",
        ":where": r":where\(",
        "@layer": r"@layer",
        "@container": r"@container",
        "inset": r"(?<![\w-])inset(-\w+)*\s*:",
        "aspect-ratio": r"aspect-ratio",
        "dvh": r"\d[dsl]vh",
    }.items()
}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl)a?\(|:\s*(white|black|red|gr[ae]y|green|blue)\b"
)
STYLED = re.compile(r"\sstyle\s*=|<style|\son\w+\s*=\s*[\"']|<script(?![^>]*\ssrc=)")


def rules_of(text):
    return RULE.findall(COMMENT.sub("", text))


def too_new_in(text):
    plain = COMMENT.sub("", text)
    found = [name for name, pattern in TOO_NEW.items() if pattern.search(plain)]
    for selector, said in rules_of(text):
        if re.search(r"display:\s*(inline-)?flex", said) and re.search(
            r"(?<![\w-])(row-|column-)?gap:", said
        ):
            found.append(f"flex gap: {selector.strip()}")
    return found


def colours_in(text):
    return [said for _selector, said in rules_of(text) if COLOUR.search(said)]


def test_there_is_something_to_look_at():
    assert len(SHEETS) >= 5
    assert len(TEMPLATES) >= 20


@pytest.mark.parametrize("path", SHEETS, ids=shown)
def test_old_browsers_know_all_of_it(path):
    assert too_new_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [one for one in SHEETS if one.name != "tokens.css"], ids=shown)
def test_colours_are_named_in_one_file(path):
    assert colours_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SHEETS, ids=shown)
def test_all_classes_are_ours(path):
    selectors = [one for one, _said in rules_of(path.read_text(encoding="utf-8"))]
    classes = {name for one in selectors for name in re.findall(r"\.([A-Za-z][\w-]*)", one)}
    assert {name for name in classes if not name.startswith("kj-")} == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_pages_carry_no_styles_and_no_scripts(path):
    assert STYLED.search(path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".a{color:oklch(1 0 0)}", ["oklch"]),
        (".a{inset:0}", ["inset"]),
        (".a{inset-inline:0}", ["inset"]),
        (".a{box-shadow:inset 0 0 1px}", []),
        (".a:has(b){}", [":has"]),
        (".a{height:100dvh}", ["dvh"]),
        (".a{display:flex;gap:4px}", ["flex gap: .a"]),
        (".a{display:grid;grid-gap:4px}", []),
        ("/* :has( */ .a{margin:0}", []),
    ],
)
def test_what_is_too_new_is_found(text, expected):
    assert too_new_in(text) == expected


@pytest.mark.parametrize("said", ["color:#fff", "fill:rgb(0,0,0)", "color: white"])
def test_colours_are_found(said):
    assert colours_in(f".a{{{said}}}")


@pytest.mark.parametrize(
    "text", ['<p style="x">', "<style>", '<a onclick="x()">', "<script>", "<script defer>"]
)
def test_styles_and_scripts_are_found(text):
    assert STYLED.search(text)


def test_a_script_of_a_file_is_allowed():
    assert STYLED.search('<script src="x.js" defer>') is None
