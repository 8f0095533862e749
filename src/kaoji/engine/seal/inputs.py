"""What a run was made of, and the run again: from here on nothing is read from a disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kaoji.engine.scheme.load.overlay import Overlay, with_overlay
from kaoji.engine.scheme.model import Scheme
from kaoji.engine.scheme.source import Entry
from kaoji.engine.score.session import Scored, Tables, score


@dataclass(frozen=True, slots=True)
class Inputs:
    """A scheme with what feeds it, the parameters that the run sets, and the tables.

    Feeders stand under the names that feeds give them. Parameters are as they were written: the
    schemes may have them already, setting them again changes nothing.
    """

    scheme: Scheme
    tables: Tables
    settings: tuple[Entry, ...] = ()
    feeders: Mapping[str, Scheme] = field(default_factory=dict)


def rescored(inputs: Inputs) -> Scored:
    """Score the inputs as they stand."""
    overlay = Overlay(inputs.settings)
    feeders = {
        name: with_overlay(one, overlay=overlay.of(one))[0] for name, one in inputs.feeders.items()
    }
    versions = tuple(
        with_overlay(one, overlay=overlay.of(one))[0] for one in inputs.tables.versions
    )
    others = (*feeders.values(), *versions)
    own = overlay.without_those_of(others, beside=inputs.scheme)
    scheme, _problems = with_overlay(inputs.scheme, overlay=own)
    tables = replace(inputs.tables, versions=versions)
    return score(scheme, tables=tables, feeders=feeders)
