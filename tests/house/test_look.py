"""The look: our CSS uses only what old browsers know, colours have one file, pages carry no styles
of their own.
"""

from __future__ import annotations

import re

import pytest

from tools.source import SOURCE, shown

WEB = SOURCE / "web"
SHEETS = sorted(SOURCE.rglob("static/**/*.css"))
SCRIPTS = sorted(SOURCE.rglob("static/**/*.js"))
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
        "dvh": r"\d[dsl]v[hw]\b",
        "min()": r"(?<![\w-])(min|max|clamp)\(",
        "nesting": r"&",
        "range query": r"@media[^{]*[<>]",
        "@property": r"@property",
        "@supports": r"@supports\s*(not\s*)?\(?\s*selector",
        ":not list": r":not\([^)]*,",
        ":focus-visible alone": r"(?<!:not\():focus-visible",
        "accent-color": r"accent-color",
        "content-visibility": r"content-visibility",
        "overflow: clip": r"overflow(-[xy])?:\s*clip",
        "scrollbar-gutter": r"scrollbar-gutter",
        "subgrid": r"subgrid",
        "text-wrap": r"text-wrap",
        "revert": r":\s*revert\b",
        "underline": r"text-(underline-offset|decoration-thickness)",
        "logical pairs": r"(margin|padding)-(inline|block)\s*:",
        "one transform": r"(?<![\w-])(translate|scale|rotate)\s*:",
    }.items()
}
#: The same of scripts: one word that is not known, and none of the script runs. And what the policy
#: of pages forbids, or would write markup.
TOO_NEW_TO_RUN = {
    name: re.compile(pattern)
    for name, pattern in {
        "?.": r"\?\.(?!\d)",
        "??": r"\?\?",
        "assigning": r"(\|\||&&)=",
        "replaceAll": r"\.(replaceAll|at|findLast|toSorted|hasOwn)\(",
        "structuredClone": r"structuredClone|requestSubmit|replaceChildren",
        "private": r"this\.#|import\(|import ",
        "eval": r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write",
        "style": r"\.style\b|setAttribute\(\"(style|on)",
        "storage": r"localStorage|sessionStorage|document\.cookie",
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
        if re.search(r"(?<![\w-])appearance:", said) and "-webkit-appearance:" not in said:
            found.append(f"appearance: {selector.strip()}")
        if re.search(r"display:\s*(inline-)?flex", said) and re.search(
            r"(?<![\w-])(row-|column-)?gap:", said
        ):
            found.append(f"flex gap: {selector.strip()}")
    return found


def cannot_run_in(text):
    plain = COMMENT.sub("", text)
    return [name for name, pattern in TOO_NEW_TO_RUN.items() if pattern.search(plain)]


def colours_in(text):
    return [said for _selector, said in rules_of(text) if COLOUR.search(said)]


def test_there_is_something_to_look_at():
    assert len(SHEETS) >= 5
    assert len(TEMPLATES) >= 20


@pytest.mark.parametrize("path", SHEETS, ids=shown)
def test_old_browsers_know_all_of_it(path):
    assert too_new_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=shown)
def test_old_browsers_run_all_of_it(path):
    assert cannot_run_in(path.read_text(encoding="utf-8")) == []


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
        (".a{width:min(1px,2px)}", ["min()"]),
        (".a{width:minmax(0,1fr)}", []),
        (".a{& .b{color:red}}", ["nesting"]),
        ("@media (width <= 960px){}", ["range query"]),
        ("@media (max-width:960px){}", []),
        (".a:not(.b,.c){margin:0}", [":not list"]),
        (".a:focus-visible{outline:0}", [":focus-visible alone"]),
        (".a:focus:not(:focus-visible){outline:0}", []),
        (".a{margin-inline:0}", ["logical pairs"]),
        (".a{transform:scale(2)}", []),
        (".a{scale:2}", ["one transform"]),
        (".a{overflow-x:clip}", ["overflow: clip"]),
        (".a{appearance:none}", ["appearance: .a"]),
        (".a{-webkit-appearance:none;appearance:none}", []),
    ],
)
def test_what_is_too_new_is_found(text, expected):
    assert too_new_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a?.b", ["?."]),
        ("a ? .5 : 1", []),
        ("a?.5:1", []),
        ("a ?? b", ["??"]),
        ("a ||= b", ["assigning"]),
        ("a.style.top = 0", ["style"]),
        ("a.innerHTML = b", ["eval"]),
        ("localStorage.x", ["storage"]),
        ("/* a?.b */ const f = (a) => a;", []),
    ],
)
def test_what_cannot_run_is_found(text, expected):
    assert cannot_run_in(text) == expected


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
