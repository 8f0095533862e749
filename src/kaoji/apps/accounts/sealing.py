"""Secrets of code devices are sealed in the database (AES-GCM); the key lies beside it in a file.

Whoever takes the database alone cannot reckon a code. A secret is bound to its person: moved to
another row it opens no longer.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from kaoji.web.keys import kept_key
from kaoji.web.refusals import Refused

#: The file of the data folder in which the key lies.
KEY_NAME = "code-key"
_MARK = "sealed:"
_NONCE_BYTES = 12


def sealed(secret: bytes, *, user_key: int) -> str:
    """A secret as the database may hold it."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    text = AESGCM(_key()).encrypt(nonce, secret, _owner(user_key))
    return f"{_MARK}{b64encode(nonce + text).decode('ascii')}"


def is_sealed(text: str) -> bool:
    """Whether a text is a sealed secret; what was stored before was hexadecimal."""
    return text.startswith(_MARK)


def opened(text: str, *, user_key: int) -> bytes:
    """The secret again; refuses one that this installation has not sealed for this person."""
    packed = b64decode(text.removeprefix(_MARK))
    try:
        return AESGCM(_key()).decrypt(
            packed[:_NONCE_BYTES], packed[_NONCE_BYTES:], _owner(user_key)
        )
    except InvalidTag:
        raise Refused(
            "accounts.code_key",
            reason=_("动态口令的密钥打不开：数据文件夹里的 code-key 不是封存它的那一个"),
            remedy=_("请把备份里的 code-key 放回数据文件夹；没有备份就由安全管理员解除绑定"),
        ) from None


def _key() -> bytes:
    return kept_key(KEY_NAME, draw=lambda: AESGCM.generate_key(bit_length=256))


def _owner(user_key: int) -> bytes:
    return f"kaoji code device {user_key}".encode("ascii")
