"""What the surroundings (environment variables) say of an installation.

Every variable begins with `KAOJI_` and has a safe default; a value that cannot be read stops the
start with a sentence. Secrets have no default: the key is drawn at random and kept in the data
folder.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from kaoji.site.faults import OperatingError

#: Seconds that a writer waits for another one before it gives up.
PATIENCE = 20

_ON_SQLITE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON"


class UnreadableSettingError(OperatingError):
    """A variable of the surroundings cannot be understood."""


def data_folder() -> Path:
    """Where everything lies that this installation writes: database, evidence, keys, backups."""
    return Path(os.environ.get("KAOJI_DATA", "kaoji-data")).resolve()


def said(name: str, *, otherwise: str = "") -> str:
    """The text of a variable."""
    return os.environ.get(f"KAOJI_{name}", otherwise).strip()


def is_on(name: str, *, otherwise: bool) -> bool:
    """A switch: 1 or 0."""
    text = said(name, otherwise="1" if otherwise else "0")
    if text not in ("0", "1"):
        raise UnreadableSettingError(f"KAOJI_{name}={text}：只能写 1 或 0")
    return text == "1"


def whole_number(name: str, *, otherwise: int) -> int:
    """A number without a point or a sign."""
    text = said(name, otherwise=str(otherwise))
    if not (text.isascii() and text.isdigit()):
        raise UnreadableSettingError(f"KAOJI_{name}={text}：只能写数字")
    return int(text)


def listed(name: str, *, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    """Several texts, with commas between."""
    text = said(name)
    return tuple(one.strip() for one in text.split(",") if one.strip()) if text else otherwise


def secret_key(folder: Path) -> str:
    """The key of this installation: as said, or drawn once and kept where only we read."""
    known = said("SECRET_KEY")
    if known:
        return known
    path = folder / "secret-key"
    if not path.exists():
        _draw(path)
    return path.read_text(encoding="ascii")


def _draw(path: Path) -> None:
    """Write the key whole under another name first: two may start at once, or the power go."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def database(folder: Path) -> dict[str, Any]:
    """Django's settings of the database: one SQLite file, or PostgreSQL by `KAOJI_DATABASE`."""
    address = said("DATABASE")
    return _postgresql(address) if address else sqlite(folder / "kaoji.sqlite3")


def sqlite(path: Path) -> dict[str, Any]:
    """One file that loses nothing it has acknowledged: write-ahead log, every commit synced."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            # A transaction that means to write says so first; else two of them lock each other out.
            "transaction_mode": "IMMEDIATE",
            "timeout": PATIENCE,
            "init_command": _ON_SQLITE,
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    """`postgresql://name:word@host:port/database?sslmode=require`."""
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise UnreadableSettingError(
            "KAOJI_DATABASE 应写成 postgresql://用户:口令@主机:端口/库名"  # never repeat the word
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # By this name `kaoji upgrade` finds whoever is still connected.
        "OPTIONS": {"application_name": "kaoji", **dict(parse_qsl(parts.query))},
    }
