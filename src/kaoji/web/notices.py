"""What the next page tells of the act just done: in the page, never floating, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.http import HttpRequest

_KEPT = "notices"


@dataclass(frozen=True, slots=True)
class Notice:
    """A bold fact, then a sentence; where wanted a link, or an address to POST to that undoes.

    `kind`: success, provisional, failure, changed.
    """

    bold: str
    text: str = ""
    kind: str = "success"
    href: str = ""
    verb: str = ""
    undo: str = ""


def tell(request: HttpRequest, notice: Notice) -> None:
    """Show a notice on the next page that this person opens."""
    request.session[_KEPT] = [*request.session.get(_KEPT, ()), asdict(notice)]


class Pending:
    """The notices that wait; whoever walks them takes them away."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def __iter__(self) -> Iterator[Notice]:
        session = getattr(self._request, "session", None)
        kept = session.pop(_KEPT, ()) if session is not None and _KEPT in session else ()
        return iter([Notice(**one) for one in kept])
