"""Released schemes as files: the engine reads schemes, bases and versions from a folder.

A file is written from the database when it is asked for and is not there as it should be.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import Organisation
from kaoji.apps.schemes.models import SchemeRelease
from kaoji.web.refusals import Refused


def folder_of(organisation_key: int) -> Path:
    """Where an organisation's released schemes lie."""
    return Path(settings.DATA) / "schemes" / str(organisation_key)


def digest_of(text: str) -> str:
    """The digest of a text as it is stored."""
    return hashlib.sha256(text.encode()).hexdigest()


def path_of(release: SchemeRelease) -> Path:
    """The file of a released scheme, whole and as released."""
    text = release.wording.text
    if digest_of(text) != release.digest:
        raise Refused(
            "scheme-changed",
            reason=_("方案正文与发布时不同"),
            remedy=_("请系统管理员核对数据库，并从备份取回"),
        )
    path = folder_of(release.organisation_id) / f"{release.digest}.yaml"
    if not path.is_file() or digest_of(path.read_text(encoding="utf-8")) != release.digest:
        _write(path, text=text)
    return path


def _write(path: Path, *, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(
        "w", dir=path.parent, suffix=".part", delete=False, encoding="utf-8", newline=""
    ) as file:
        file.write(text)
    Path(file.name).replace(path)


def leave_no_files(organisation: Organisation) -> Callable[[], None]:
    """When an organisation is removed, its files go too."""
    folder = folder_of(organisation.pk)
    return lambda: shutil.rmtree(folder, ignore_errors=True)
