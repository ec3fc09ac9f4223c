"""The logo of a letterhead as a picture."""

from __future__ import annotations

import logging
from io import BytesIO

from PIL import Image

log = logging.getLogger(__name__)

_KINDS = ("PNG", "JPEG")
_MOST = 600
"""Dots of the larger side: 1.5 cm on paper need no more."""


def logo_picture(content: bytes) -> Image.Image | None:
    """The picture of a PNG or JPEG file; None for no file, and for one that cannot be read, with a line in the log: a
    report is made all the same."""
    if not content:
        return None
    try:
        with Image.open(BytesIO(content), formats=_KINDS) as opened:
            picture = opened.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        log.warning("the logo of the letterhead is left out: %s", error)
        return None
    picture.thumbnail((_MOST, _MOST))
    return picture
