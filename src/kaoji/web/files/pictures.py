"""Pictures are drawn anew: what remains is the picture, without place, camera or stowaways."""

from __future__ import annotations

import io
import warnings
from typing import NoReturn

from django.utils.translation import gettext as _

from kaoji.web.files.refusing import refuse

#: More points than this take too much memory to draw anew.
MOST_POINTS = {"JPEG": 40_000_000, "PNG": 25_000_000}
LONGEST_SIDE = 20_000


def anew(content: bytes) -> bytes:
    """The picture without its metadata; one that cannot be drawn is refused."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - loaded where a picture comes

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
        kind = str(picture.format)
        width, height = picture.size
        if width * height > MOST_POINTS[kind] or max(width, height) > LONGEST_SIDE:
            _too_big()
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        return _drawn(upright, kind=kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        _too_big()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        refuse("picture-broken", reason=_("图片打不开"), remedy=_("请重新拍照或另存后再传"))


def _too_big() -> NoReturn:
    refuse("picture-too-big", reason=_("图片的点数太多"), remedy=_("请缩小后再传"))


def _drawn(picture: object, *, kind: str) -> bytes:
    from PIL import Image  # noqa: PLC0415 - loaded where a picture comes

    assert isinstance(picture, Image.Image)  # noqa: S101 - what opened it is of this type
    modes = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "LA")}[kind]
    plain = picture if picture.mode in modes else picture.convert(_mode(picture.mode, kind=kind))
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    stream = io.BytesIO()
    bare.save(stream, format=kind, **({"quality": 90} if kind == "JPEG" else {}))
    return stream.getvalue()


def _mode(mode: str, *, kind: str) -> str:
    return "RGBA" if kind == "PNG" and mode in ("P", "PA", "RGBa", "La") else "RGB"
