"""The key of this installation, with which it signs what its log had come to (Ed25519)."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


def key_path() -> Path:
    """Where the private key lies: in the data folder, readable by us only."""
    return Path(settings.DATA) / "audit-key"


def public_key() -> str:
    """The public half, as 64 hexadecimal digits: printed on every anchor."""
    return _private_key().public_key().public_bytes_raw().hex()


def sign(text: str) -> str:
    """The signature of a text, as 128 hexadecimal digits."""
    return _private_key().sign(text.encode("utf-8")).hex()


def is_signed(text: str, *, signature: str, key: str) -> bool:
    """Tell whether the text was signed by the key; whose key it is, is another question."""
    try:
        known = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        known.verify(bytes.fromhex(signature), text.encode("utf-8"))
    except (InvalidSignature, ValueError):
        return False
    return True


def _private_key() -> Ed25519PrivateKey:
    path = key_path()
    if not path.exists():
        _draw(path)
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text(encoding="ascii")))


def _draw(path: Path) -> None:
    """Write the key whole under another name first: two workers may start at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.Raw,
        serialization.PrivateFormat.Raw,
        serialization.NoEncryption(),
    )
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(drawn.hex())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
