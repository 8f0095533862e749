"""What a part of an Office archive refers to: its relations file, read into names of parts."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from kaoji.engine.facts.readers.archive import Archive
from kaoji.engine.facts.readers.xml import events


def related_parts(archive: Archive, *, part: str = "") -> Mapping[str, tuple[str, str]]:
    """Id → (kind, name of the part); broken XML raises one of `BROKEN`."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if relations not in archive:
        return found
    with archive.opened(relations) as stream:
        for element, attributes, _ in events(stream):
            if element == "Relationship" and attributes:
                kind = attributes["Type"].rpartition("/")[2]
                target = posixpath.join("/", folder, attributes["Target"])
                found[attributes["Id"]] = (kind, posixpath.normpath(target).lstrip("/"))
    return found


def main_part(archive: Archive, *, default: str) -> str:
    """The name of the part that everything else hangs on."""
    targets = (part for kind, part in related_parts(archive).values() if kind == "officeDocument")
    return next(targets, default)
