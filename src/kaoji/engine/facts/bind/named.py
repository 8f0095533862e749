"""Subjects that cells name, as those of a relation do: one that nobody knows is a slip.

Without a subjects table nobody says who there is, and any name may stand.
"""

from __future__ import annotations

from collections.abc import Collection

from kaoji.engine.facts.bind.bound import Binding
from kaoji.engine.facts.book import EVERYONE, GROUP
from kaoji.engine.facts.cells import shown
from kaoji.engine.facts.told import hinted
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest


def check_named(binding: Binding, *, spoken_of: Collection[str]) -> None:
    """Each named subject is in the subjects table, or has rows: those of feeders need no more.

    `spoken_of` are those whom the rows are about. A group is no subject, nor is everyone.
    """
    if binding.known_subjects is None:
        return
    spoken = set(spoken_of) - set(binding.strangers)
    own = {one for one in binding.known_subjects | spoken if _is_subject(one)}
    known = tuple(sorted(own))
    for facts, cell, name in binding.named:
        if name not in own:
            facts.fault(
                Problem(
                    "unknown-subject",
                    speak("对象表里没有「{subject}」", subject=shown(name)),
                    hinted(speak("核对名称，或在对象表里补上"), guess=nearest(name, known=known)),
                    place=cell.place,
                )
            )


def _is_subject(name: str) -> bool:
    return name not in ("", EVERYONE) and not name.startswith(GROUP)
