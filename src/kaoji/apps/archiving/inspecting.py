"""The package held against its list: what is missing, altered or added, file by file."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.archiving.models import Archive
from kaoji.apps.archiving.packing import SUMS
from kaoji.engine.seal.verify import verify
from kaoji.web.files import path_of


def faults_in(archive: Archive) -> tuple[str, ...]:
    """Whatever is not as it was when the archive was made, a sentence each; nothing: all is."""
    try:
        content = path_of(archive.digest).read_bytes()
    except OSError:
        return (_("归档包不在盘上"),)
    return tuple(_faults(content, archive=archive))


def _faults(content: bytes, *, archive: Archive) -> Iterator[str]:
    is_same = hashlib.sha256(content).hexdigest() == archive.digest
    if not is_same:
        yield _("整包校验值与归档时不同")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield from _of_files(package, archive=archive)
    except zipfile.BadZipFile:
        yield _("归档包打不开")


def _of_files(package: zipfile.ZipFile, *, archive: Archive) -> Iterator[str]:
    there = set(package.namelist())
    listed = {one["name"]: one for one in archive.files}
    for name, one in listed.items():
        if name not in there:
            yield _("清单里有而包里没有：{name}").format(name=name)
            continue
        found = _read(package, name=name)
        if found is None or hashlib.sha256(found).hexdigest() != one["digest"]:
            yield _("与清单不一致：{name}（{title}）").format(name=name, title=one["title"])
        elif name.endswith(".kaoji") and not verify(found, file=name).passed:
            yield _("封存文件核验不过：{name}").format(name=name)
    for name in sorted(there - set(listed) - {SUMS}):
        yield _("包里有而清单里没有：{name}").format(name=name)
    sums = "".join(f"{one['digest']}  {name}\n" for name, one in listed.items()).encode()
    if SUMS not in there or _read(package, name=SUMS) != sums:
        yield _("与清单不一致：{name}").format(name=SUMS)


def _read(package: zipfile.ZipFile, *, name: str) -> bytes | None:
    """A file of the package; nothing where its bytes do not come out again."""
    try:
        return package.read(name)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError):
        return None
