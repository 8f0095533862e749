"""The verbs of a page are taken apart at their outermost elements, and nothing of them is lost."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from kaoji.web.verbs import are_many, verbs_in

MAIN = '<a class="kj-button kj-button-main" href="/a/">甲</a>'
FORM = f'<form method="post"><input type="hidden" name="x" value="a>b">{MAIN}</form>'
QUIET = '<a class="kj-button" href="/b/?c=1&amp;d=2"><svg><path d="M0 0"/></svg>乙</a>'


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", []),
        (" \n ", []),
        (MAIN, [(MAIN, True)]),
        (f"{QUIET}\n\n{FORM}", [(QUIET, False), (FORM, True)]),
        (f"<input>{QUIET}<br/>{MAIN}", [("<input>", False), (QUIET, False), ("<br/>", False),
                                        (MAIN, True)]),
        (f"只读 {MAIN}", [("只读 ", False), (MAIN, True)]),
        (f"<p>{QUIET}", [(f"<p>{QUIET}", False)]),
        (f"<span>{QUIET}{QUIET}</span>", [(f"<span>{QUIET}{QUIET}</span>", False)]),
    ],
)  # fmt: skip
def test_verbs_are_found_whole(markup, expected):
    assert [(one.markup, one.is_main) for one in verbs_in(markup)] == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [(MAIN, False), (QUIET + MAIN, False), (QUIET * 2 + MAIN, True), (QUIET * 2, True)],
)
def test_from_two_on_beside_the_main_one_they_wait(markup, expected):
    assert are_many(verbs_in(markup)) is expected
    page = Template(f"{{% verbs %}}{markup}{{% endverbs %}}").render(Context())
    assert ("更多操作" in page) is expected
    assert page.count(MAIN) + page.count(QUIET) == markup.count("<a")
