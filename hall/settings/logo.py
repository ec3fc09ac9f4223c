"""The logo on slips: any picture, made black and white and small enough to travel with the hall's structure."""

from __future__ import annotations

import base64
import warnings
from io import BytesIO
from pathlib import Path

HEIGHT = 96
"""Dots of the logo's height on 80 mm paper; narrower paper makes it smaller."""
WIDEST = 240
KINDS = ("PNG", "JPEG")
MOST_DOTS = 16_000_000
"""Of a picture before it is read, 4 bytes each: a photograph from a telephone, not more."""
_TOO_LARGE = "has too many dots; make it smaller, 1000 of them across are plenty"


def logo_text(file: Path) -> str:
    """``file`` as base64 of a black and white PNG, at most ``HEIGHT`` by ``WIDEST`` dots; what is transparent is
    white. Raises ValueError with the words that end a sentence about the file."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            # By content, whatever the file is called: other readers start programs of their own (EPS, Ghostscript).
            with Image.open(file, formats=KINDS) as opened:
                if opened.width * opened.height > MOST_DOTS:
                    raise ValueError(_TOO_LARGE)
                picture = opened.convert("RGBA")
    except FileNotFoundError:
        raise ValueError("does not exist") from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise ValueError(_TOO_LARGE) from None
    except (OSError, UnidentifiedImageError):
        raise ValueError("is not a picture that can be read; PNG and JPEG are") from None
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    grey = paper.convert("L")
    grey.thumbnail((WIDEST, HEIGHT))
    ink = grey.point([0 if value < 128 else 255 for value in range(256)], mode="1")
    if ink.getextrema() == (255, 255):
        raise ValueError("has nothing dark in it")
    output = BytesIO()
    ink.save(output, format="PNG", optimize=True)
    return base64.b64encode(output.getvalue()).decode("ascii")
