"""The doors: a calendar by name (`cn`, shipped), by path or from a text.

Whatever is wrong is a problem with its line; a calendar with errors is not used at all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeAlias

from kaoji.engine.plinth.problem import Problem, has_errors
from kaoji.engine.plinth.speech import speaking
from kaoji.engine.plinth.workdays import Calendar
from kaoji.engine.scheme.calendars import faults
from kaoji.engine.scheme.calendars.read import base_name, calendar_from
from kaoji.engine.scheme.source import Node, language_of_document, read_document, read_file

#: The calendar that is used when none is named.
DEFAULT_CALENDAR = "cn"

#: Nation, province, prefecture, county, office: no one lays more over another.
MOST_BASES = 8

Loaded: TypeAlias = tuple[Calendar | None, tuple[Problem, ...]]
_Loader: TypeAlias = Callable[[str], Loaded]


def calendar_names() -> tuple[str, ...]:
    """The shipped calendars."""
    names = (entry.name for entry in _shipped_folder().iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def load_calendar(name: str, *, folder: Path | None = None) -> Loaded:
    """Load a calendar by its shipped name or by path; a relative path starts at the folder."""
    return _load(name, folder=folder or Path(), inside=())


def read_calendar(text: str, *, file: str, folder: Path | None = None) -> Loaded:
    """Read a calendar from its text; a relative path of its base starts at the folder."""
    tree, problems = read_document(text, file=file)
    return _from_tree(tree, problems=problems, load=_loader(folder or Path(), inside=()))


def is_path(name: str) -> bool:
    """Tell a path from the name of a shipped calendar."""
    return name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name


def _load(name: str, *, folder: Path, inside: tuple[Path, ...]) -> Loaded:
    if not is_path(name):
        return _named(name)
    path = folder / name
    whole = path.absolute()
    if whole in inside or len(inside) > MOST_BASES:
        return None, (faults.circle(name),)
    tree, problems = read_file(path)
    return _from_tree(tree, problems=problems, load=_loader(path.parent, inside=(*inside, whole)))


def _loader(folder: Path, *, inside: tuple[Path, ...]) -> _Loader:
    return lambda name: _load(name, folder=folder, inside=inside)


@cache
def _shipped(name: str) -> Loaded:
    text = (_shipped_folder() / f"{name}.yaml").read_text(encoding="utf-8")
    tree, problems = read_document(text, file=f"{name}.yaml")
    return _from_tree(tree, problems=problems, load=_named)


def _named(name: str) -> Loaded:
    """A shipped calendar; that there is none is told anew each time, in the language spoken."""
    known = calendar_names()
    return _shipped(name) if name in known else (None, (faults.not_found(name, known=known),))


def _shipped_folder() -> Traversable:
    return files("kaoji").joinpath("packs", "calendars")


def _from_tree(tree: Node | None, *, problems: tuple[Problem, ...], load: _Loader) -> Loaded:
    if tree is None:
        return None, problems
    base: Calendar | None = None
    base_problems: tuple[Problem, ...] = ()
    named = base_name(tree)
    if named is not None:
        with speaking(language_of_document(tree)):
            base, base_problems = load(named.text)
        # What is wrong with the name is wrong here; what is wrong in the other file is so there.
        base_problems = tuple(
            problem.at(named.place) if problem.place.file is None else problem
            for problem in base_problems
        )
    calendar, own = calendar_from(tree, base=base)
    found = (*base_problems, *problems, *own)
    return (None if has_errors(found) else calendar), found
