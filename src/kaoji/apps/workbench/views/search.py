"""Search over what I may see."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.web import search as finding
from kaoji.web.access import SIGNED_IN, actor_behind, allows
from kaoji.web.lists.answer import Page
from kaoji.web.lists.find import LONGEST_QUESTION
from kaoji.web.parts import Tab
from kaoji.web.search import Found

PER_PAGE = 30
#: More words than this nobody means.
MOST_TERMS = 8


@allows(get=SIGNED_IN)
def search(request: HttpRequest) -> HttpResponse:
    """Chinese substrings, first letters of the sounds, numbers; all words must occur."""
    actor = actor_behind(request)
    question = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUESTION]
    terms = question.split()[:MOST_TERMS]
    found = finding.find(actor, terms=terms) if terms else ()
    kind = request.GET.get("kind", "")
    chosen = [one for one in found if kind in ("", one.kind.key)] or list(found)
    count = sum(one.count for one in chosen)
    number = _number(request, count=count)
    first = (number - 1) * PER_PAGE
    groups = [
        (word, [(hit, marked(hit.title, terms=terms)) for hit in hits])
        for word, hits in _part(chosen, first=first)
    ]
    last = first + sum(len(hits) for _word, hits in groups)
    shown = {
        "question": question,
        "groups": groups,
        "tabs": _tabs(found, question=question, kind=kind),
        "page": Page(
            first=first + 1 if count else 0,
            last=last,
            count=count,
            before=address_of(question, kind=kind, page=number - 1) if number > 1 else "",
            after=address_of(question, kind=kind, page=number + 1) if last < count else "",
        ),
        "nearest": "",
    }
    if terms and not sum(one.count for one in found):
        shown["nearest"] = finding.nearest(actor, question=question)
    if shown["nearest"]:
        shown["nearest_href"] = address_of(str(shown["nearest"]))
    return render(request, "workbench/search.html", shown)


def _number(request: HttpRequest, *, count: int) -> int:
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    return max(1, min(number, -(-count // PER_PAGE)))


def _part(chosen: list[Found], *, first: int) -> list[tuple[Any, list[Any]]]:
    """A page's worth of hits, kind by kind."""
    groups, left = [], PER_PAGE
    for one in chosen:
        if first >= one.count:
            first -= one.count
            continue
        hits = one.hits(first=first, count=left)
        first, left = 0, left - len(hits)
        if hits:
            groups.append((one.kind.word, hits))
        if left <= 0:
            break
    return groups


def _tabs(found: tuple[Found, ...], *, question: str, kind: str) -> list[Tab]:
    """One for all, one for each kind in which something was found."""
    known = {one.kind.key for one in found}
    everything = Tab(
        _("全部"),
        href=address_of(question),
        count=sum(one.count for one in found),
        is_here=kind not in known,
    )
    return [
        everything,
        *(
            Tab(
                one.kind.word,
                href=address_of(question, kind=one.kind.key),
                count=one.count,
                is_here=kind == one.kind.key,
            )
            for one in found
            if one.count or kind == one.kind.key
        ),
    ]


def address_of(question: str, *, kind: str = "", page: int = 1) -> str:
    """The address of a search."""
    asked = {"q": question, "kind": kind, "page": str(page) if page > 1 else ""}
    told = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('workbench:search')}?{told}"


def marked(text: str, *, terms: list[str]) -> list[tuple[str, bool]]:
    """A text in pieces: those that were asked for, as written, and those between."""
    low, pieces, start = text.lower(), [], 0
    while start < len(text):
        places = [
            (place, len(term)) for term in terms if (place := low.find(term.lower(), start)) >= 0
        ]
        if not places or len(low) != len(text):
            break
        place, length = min(places, key=lambda one: (one[0], -one[1]))
        if place > start:
            pieces.append((text[start:place], False))
        pieces.append((text[place : place + length], True))
        start = place + length
    if start < len(text):
        pieces.append((text[start:], False))
    return pieces
