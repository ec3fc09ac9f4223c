"""Logos on slips and reports: any picture, made small enough to travel with the hall's structure."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hall.pictures import TooLargePicture, UnreadPicture, read_picture

if TYPE_CHECKING:
    from PIL.Image import Image

HEIGHT = 96
"""Dots of the logo's height on 80 mm paper; narrower paper makes it smaller."""
WIDEST = 240
CREST = 360
"""Dots of the larger side of a logo on reports."""
KINDS = ("PNG", "JPEG")
MOST_DOTS = 16_000_000
"""Of a picture before it is read, 4 bytes each: a photograph from a telephone, not more."""


class Logos(NamedTuple):
    """The pictures of a hall as base64 of a PNG, empty where there is none."""

    slip: str = ""
    reports: str = ""


NO_LOGOS = Logos()


def logo_text(file: Path) -> str:
    """``file`` as base64 of a black and white PNG, at most ``HEIGHT`` by ``WIDEST`` dots; what is transparent is
    white. Raises ValueError with the words that end a sentence about the file."""
    grey = _on_white(file).convert("L")
    grey.thumbnail((WIDEST, HEIGHT))
    ink = grey.point([0 if value < 128 else 255 for value in range(256)], mode="1")
    if ink.getextrema() == (255, 255):
        raise ValueError("has nothing dark in it")
    return _text(ink)


def crest_text(file: Path) -> str:
    """``file`` as base64 of a PNG in colour on white for reports, at most ``CREST`` dots high and wide. Raises
    ValueError as ``logo_text`` does."""
    picture = _on_white(file).convert("RGB")
    picture.thumbnail((CREST, CREST))
    return _text(picture)


def _on_white(file: Path) -> Image:
    from PIL import Image as Images

    try:
        picture = read_picture(file, kinds=KINDS, most_dots=MOST_DOTS, most_jpeg_dots=MOST_DOTS).convert("RGBA")
    except FileNotFoundError:
        raise ValueError("does not exist") from None
    except TooLargePicture:
        raise ValueError("has too many dots; make it smaller, 1000 of them across are plenty") from None
    except UnreadPicture:
        raise ValueError("is not a picture that can be read; PNG and JPEG are") from None
    paper = Images.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper


def _text(picture: Image) -> str:
    output = BytesIO()
    picture.save(output, format="PNG", optimize=True)
    return base64.b64encode(output.getvalue()).decode("ascii")
