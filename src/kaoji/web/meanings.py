"""What the help page collects: the fields of all forms and lists, each with its meaning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from kaoji.web.access import Right, holds
from kaoji.web.forms import Form


@dataclass(frozen=True, slots=True)
class Topic:
    """A page or a form, and the words on it with their meanings."""

    key: str
    title: str
    words: tuple[tuple[str, str], ...]
    right: Right


_TOPICS: dict[str, Topic] = {}


def explain(key: str, *, title: str, words: Iterable[tuple[str, str]], right: Right) -> None:
    """A room adds what stands in its lists and forms; called when its application is ready."""
    _TOPICS[key] = Topic(key=key, title=title, words=tuple(words), right=right)


def words_of(form: type[Form]) -> tuple[tuple[str, str], ...]:
    """The fields of a form with their meanings."""
    return tuple(
        (str(field.label or name), str(field.help_text))
        for name, field in form.base_fields.items()
        if not field.widget.is_hidden
    )


def topics_for(request: HttpRequest) -> tuple[Topic, ...]:
    """What concerns whoever asks."""
    return tuple(topic for topic in _TOPICS.values() if holds(request, topic.right))
