"""The package: every file, a page and a table that list them with their retention, their digests.

The same archive gives the same bytes, so that work that was killed is simply begun again.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.archived import Piece, carried_from, table
from kaoji.apps.archiving.contents import contents_of
from kaoji.apps.archiving.models import Archive
from kaoji.apps.documents.enums import Retention

_NO_TIME = (1980, 1, 1, 0, 0, 0)
SUMS = "SHA256SUMS"
LIST = "archive-list.csv"
INDEX = "index.html"
HEADS = ("序号", "题名", "文件", "保管期限", "字节", "SHA-256")

#: Told how many files are in it, and the title of the last one.
Telling = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Line:
    """A file of the package, as the list has it."""

    name: str
    title: str
    digest: str
    size: int
    retention: str


@dataclass(frozen=True, slots=True)
class Package:
    """The bytes, and the list of what is in them."""

    content: bytes
    lines: tuple[Line, ...]

    @property
    def files(self) -> list[dict[str, object]]:
        """The list as it is kept beside the package."""
        return [asdict(one) for one in self.lines]


def packed(archive: Archive, *, telling: Telling) -> Package:
    """Make the package. Raises Refused where something is not as it must be."""
    target = io.BytesIO()
    lines: list[Line] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for count, piece in enumerate(contents_of(archive), start=1):
            lines.append(_line(piece, archive=archive))
            _put(package, name=piece.name, content=piece.content)
            telling(count, piece.title)
        for piece in _lists(archive, lines=tuple(lines)):
            lines.append(_line(piece, archive=archive))
            _put(package, name=piece.name, content=piece.content)
        _put(package, name=SUMS, content=sums_of(lines))
    return Package(target.getvalue(), tuple(lines))


def sums_of(lines: Iterable[Line]) -> bytes:
    """As `sha256sum -c` reads it."""
    return "".join(f"{one.digest}  {one.name}\n" for one in lines).encode()


def _lists(archive: Archive, *, lines: tuple[Line, ...]) -> tuple[Piece, Piece]:
    rows = [
        (at, one.title, one.name, _word(one.retention), one.size, one.digest)
        for at, one in enumerate(lines, start=1)
    ]
    page = render_to_string(
        "archiving/index.html",
        {"archive": archive, "cycle": archive.cycle, "run": archive.run, "heads": HEADS,
         "rows": rows, "units": list(archive.cycle.units.all()),
         "carried": carried_from(archive.cycle)},
    )  # fmt: skip
    return (
        Piece(LIST, _("归档清单"), table(HEADS, rows=rows), is_permanent=True),
        Piece(INDEX, _("目录页"), page.encode(), is_permanent=True),
    )


def _line(piece: Piece, *, archive: Archive) -> Line:
    """What is permanent in an archive that is not is kept as long as the archive."""
    is_permanent = piece.is_permanent and archive.retention == Retention.PERMANENT
    retention = Retention.PERMANENT if is_permanent else Retention.THIRTY
    digest = hashlib.sha256(piece.content).hexdigest()
    return Line(piece.name, piece.title, digest, len(piece.content), retention.value)


def _word(retention: str) -> str:
    return str(Retention(retention).label)


def _put(package: zipfile.ZipFile, *, name: str, content: bytes) -> None:
    """Without the time of day: the same files give the same bytes."""
    info = zipfile.ZipInfo(name, _NO_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(info, content)
