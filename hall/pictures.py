"""The one reader of pictures that people bring: upright, in plain colours, never larger than there is room for.

A picture is what its content says, whatever its file is called; its size is looked at before any dot of it is read; the
turn that a camera noted is made; and colours of print (CMYK), palettes, greys, 16 bits and black-and-white come out as
red, green and blue, with an alpha channel where something is transparent. What a file manager or an editor leaves
next to pictures is passed over (``is_passed_over``).
"""

from __future__ import annotations

import stat
import struct
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

KINDS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
"""Other readers are not tried on what a stick brings: some start programs of their own (EPS, Ghostscript)."""
MOST_DOTS = 64 * 2**20
"""Of any picture, each of which takes 4 bytes when it is read."""
MOST_JPEG_DOTS = 80_000_000
"""A JPEG is read smaller than it is."""
_ORIENTATION = 0x0112
_TRANSPOSED = {
    2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_270", 7: "TRANSVERSE",
    8: "ROTATE_90",
}  # fmt: skip
"""What puts a picture upright, by the orientation that its camera noted (Exif 2.32, 4.6.4)."""
_DEEP = ("I;16", "I;16L", "I;16B", "I;16N", "I", "F")
_SIDECARS = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "folder.ini", "picasa.ini", "autorun.inf", "icon\r"})
_SIDECAR_ENDS = (".xmp", ".aae", ".thm", ".lnk", ".tmp", ".part", ".crdownload")
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, struct.error)
"""What Pillow's readers raise for a file that does not hold what it begins with."""


class UnreadPicture(ValueError):
    """The file is no picture that can be read; the text ends a sentence about it."""


class TooLargePicture(UnreadPicture):
    """The picture has too many dots; ``size`` is its width and height where they are known."""

    def __init__(self, size: tuple[int, int] | None = None) -> None:
        self.size = size
        super().__init__("has too many dots")


def is_passed_over(path: Path) -> bool:
    """Whether a file of a folder is none of its pictures and nobody wants to hear of it: a hidden one, and what systems
    and editors leave next to pictures (``._x.png``, ``.DS_Store``, ``Thumbs.db``, ``x.xmp``)."""
    name = path.name.casefold()
    if name.startswith((".", "~$")) or name in _SIDECARS or name.endswith(_SIDECAR_ENDS):
        return True
    try:
        attributes = getattr(path.stat(), "st_file_attributes", 0)
    except OSError:
        return False
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)


def read_picture(
    file: Path,
    *,
    kinds: tuple[str, ...] = KINDS,
    most_dots: int = MOST_DOTS,
    most_jpeg_dots: int = MOST_JPEG_DOTS,
    room: tuple[int, int] | None = None,
) -> Image.Image:
    """The picture in ``file``, RGB or RGBA and upright, not larger than ``room`` (width and height in dots).

    Raises UnreadPicture, and FileNotFoundError for no file at all.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        # A picture beyond Pillow's own limit is refused there, by a warning where warnings are errors.
        with Image.open(file, formats=kinds) as opened:
            most = most_jpeg_dots if opened.format == "JPEG" else most_dots
            if opened.width * opened.height > most:
                raise TooLargePicture(opened.size)
            return _turned(opened, room)
    except (FileNotFoundError, UnreadPicture):
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise TooLargePicture from None
    except UnidentifiedImageError:
        raise UnreadPicture("is not a picture of a kind that is shown") from None
    except _BROKEN as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadPicture(f"cannot be read ({said or type(error).__name__})") from None


def _turned(opened: Image.Image, room: tuple[int, int] | None) -> Image.Image:
    from PIL import Image

    orientation = _orientation(opened)
    wanted = (room[1], room[0]) if room is not None and orientation in (5, 6, 7, 8) else room
    if wanted is not None and opened.format == "JPEG":
        opened.draft(None, wanted)
    made = _smaller(_in_colours(opened), wanted)
    return made if orientation == 1 else made.transpose(Image.Transpose[_TRANSPOSED[orientation]])


def _orientation(picture: Image.Image) -> int:
    """How the camera was held, 1 to 8; 1, upright, where nothing sensible stands there."""
    try:
        orientation = picture.getexif().get(_ORIENTATION, 1)
    except _BROKEN:
        return 1
    return orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1


def _in_colours(picture: Image.Image) -> Image.Image:
    if picture.mode in _DEEP:
        return _eight_bits(picture).convert("RGB")
    clear = picture.mode in ("LA", "PA", "La", "RGBa", "RGBA") or "transparency" in picture.info
    return picture.convert("RGBA" if clear else "RGB")


def _eight_bits(picture: Image.Image) -> Image.Image:
    """A grey picture of more than 8 bits: its upper 8, where it uses them."""
    if picture.mode == "F":
        return picture.convert("L")
    whole = picture.convert("I")
    extrema = whole.getextrema()
    highest = extrema[1] if isinstance(extrema[1], int) else 0
    deep = picture.mode != "I" or highest > 255
    return (whole.point(lambda value: value * (1 / 257)) if deep else whole).convert("L")


def _smaller(picture: Image.Image, room: tuple[int, int] | None) -> Image.Image:
    if room is None or (picture.width <= room[0] and picture.height <= room[1]):
        return picture
    scale = min(room[0] / picture.width, room[1] / picture.height)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    from PIL import Image

    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
