"""The key of this installation, with which it signs what its log had come to (Ed25519)."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kaoji.web.keys import kept_key

#: The file of the data folder in which the private key lies.
KEY_NAME = "audit-key"


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
    return Ed25519PrivateKey.from_private_bytes(kept_key(KEY_NAME, draw=_drawn))


def _drawn() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.Raw,
        serialization.PrivateFormat.Raw,
        serialization.NoEncryption(),
    )
