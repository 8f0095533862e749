"""From a scheme's text to its records, with every fault as a problem and no fault as an exception.

A scheme is returned also when there are problems, as far as it can be built; nothing only when
the YAML itself cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speaking
from kaoji.engine.scheme.extend import NO_BASE, extend_document
from kaoji.engine.scheme.load.top import scheme_of
from kaoji.engine.scheme.model import Scheme
from kaoji.engine.scheme.source import (
    Node,
    dump_document,
    language_of_document,
    read_document,
    read_file,
)
from kaoji.engine.scheme.templates import expand_templates

Loaded = tuple[Scheme | None, tuple[Problem, ...]]

#: Changes the expanded document before it is read, for a trial; the file stays as it is.
Edit = Callable[[Node], Node]

__all__ = ["Edit", "Loaded", "load_expanded", "load_scheme", "load_scheme_text"]


def load_scheme(path: Path, *, edit: Edit | None = None) -> Loaded:
    """Load a scheme file."""
    document, problems = read_file(path)
    return _load(document, problems=problems, file=str(path), folder=path.parent, edit=edit)


def load_scheme_text(text: str, *, file: str = "-", folder: Path | None = None) -> Loaded:
    """Load a scheme text; `folder` is where the bases of an overlay are looked for first."""
    document, problems = read_document(text, file=file)
    return _load(document, problems=problems, file=file, folder=folder)


def _load(
    document: Node | None,
    *,
    problems: tuple[Problem, ...],
    file: str,
    folder: Path | None,
    edit: Edit | None = None,
) -> Loaded:
    if document is None:
        return None, problems
    with speaking(language_of_document(document)):
        return _loaded(document, problems=problems, file=file, folder=folder, edit=edit)


def _loaded(
    document: Node,
    *,
    problems: tuple[Problem, ...],
    file: str,
    folder: Path | None,
    edit: Edit | None,
) -> Loaded:
    extended, more = extend_document(document, folder=folder)
    expanded, still_more = expand_templates(extended)
    if edit is not None:
        expanded = edit(expanded)
    scheme, found = load_expanded(expanded, file=file)
    if any(problem.code in NO_BASE for problem in more):
        # What the base would have brought cannot be missed here.
        found = tuple(one for one in found if one.code != "missing-key" or one.path)
    return scheme, _in_order((*problems, *more, *still_more, *found))


def _in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Each problem once, file by file, in the order of the text."""
    files = list(dict.fromkeys(problem.place.file for problem in problems))

    def rank(problem: Problem) -> tuple[int, int, int]:
        place = problem.place
        return files.index(place.file), place.line or 0, place.column or 0

    return tuple(sorted(dict.fromkeys(problems), key=rank))


def load_expanded(document: Node, *, file: str = "-") -> Loaded:
    """Load a document without overlays and templates, such as a sealed one."""
    with speaking(language_of_document(document)):
        scheme, problems = scheme_of(document, file=file)
    return replace(scheme, text=dump_document(document)), problems
