"""The same paper gives the same bytes: entries of the package bear no time of writing."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The earliest day that a ZIP archive can tell.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def without_times(package: bytes) -> bytes:
    """The package written again with every entry at the same time, in the same order."""
    target = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for name in source.namelist():
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            packed.writestr(entry, source.read(name))
    return target.getvalue()
