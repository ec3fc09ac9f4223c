"""What a slip draws besides type: the brand mark, the zone pictograms and the QR, all as black ink."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

_OVERSAMPLING: Final = 8
QUIET_MODULES: Final = 4
"""The white border that the QR standard asks for, in modules."""
SMALLEST_MODULE: Final = 5
"""The smallest module in dots (0.6 mm) that a scanner reads from worn thermal paper."""


class _Pen:
    """Draws on a grid of ``units`` in a square of ``px`` dots, several times too large; ``ink`` gives the mask."""

    def __init__(self, px: int, units: float) -> None:
        self._scale = px * _OVERSAMPLING / units
        self._sheet = Image.new("L", (px * _OVERSAMPLING,) * 2, 0)
        self._draw = ImageDraw.Draw(self._sheet)

    def block(self, x: float, y: float, width: float, height: float, radius: float, *, ink: bool = True) -> None:
        """A rectangle with round corners."""
        fill = 255 if ink else 0
        self._draw.rounded_rectangle(self._box(x, y, x + width, y + height), radius * self._scale, fill=fill)

    def disc(self, x: float, y: float, radius: float, *, ink: bool = True) -> None:
        """A disc around ``x, y``."""
        self._draw.ellipse(self._box(x - radius, y - radius, x + radius, y + radius), fill=255 if ink else 0)

    def arch(self, x: float, y: float, radius: float, foot: float, *, ink: bool = True) -> None:
        """A filled arch: half a disc around ``x, y`` standing on a rectangle down to ``foot``."""
        fill = 255 if ink else 0
        self._draw.pieslice(self._box(x - radius, y - radius, x + radius, y + radius), 180, 360, fill=fill)
        self._draw.rectangle(self._box(x - radius, y - 0.1, x + radius, foot), fill=fill)

    def ink(self) -> Image.Image:
        """The mask at its real size, pure black and white."""
        return self._sheet.reduce(_OVERSAMPLING).point([255 if value >= 128 else 0 for value in range(256)])

    def _box(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        # Pillow counts the last row and column in.
        scale = self._scale
        return left * scale, top * scale, right * scale - 1, bottom * scale - 1


@lru_cache(maxsize=4)
def brand_mark(px: int) -> Image.Image:
    """Two nested arches over a dot, white in a black square with round corners."""
    pen = _Pen(px, 56)
    pen.block(0, 0, 56, 56, 12)
    for radius, ink in ((21, False), (16, True), (13, False), (8, True)):
        pen.arch(28, 34, radius, 43.5, ink=ink)
    pen.disc(28, 39, 4.4, ink=False)
    return pen.ink()


@lru_cache(maxsize=4)
def logo_mark(logo: str, height: int, widest: int) -> Image.Image:
    """The hall's own picture (base64 of a PNG) as a mask, at most so high and so wide in dots."""
    with Image.open(BytesIO(b64decode(logo)), formats=("PNG",)) as opened:
        grey = opened.convert("L")
    scale = min(height / grey.height, widest / grey.width)
    size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
    return grey.resize(size, Image.Resampling.LANCZOS).point([255 if value < 128 else 0 for value in range(256)])


def _podium(pen: _Pen) -> None:
    for x, y, width, height in ((7.3, 2.4, 9.4, 5.2), (3.7, 9.4, 16.6, 5.2), (0.2, 16.4, 23.6, 6.6)):
        pen.block(x, y, width, height, 1.3)


def _selasar(pen: _Pen) -> None:
    pen.block(0.2, 3, 23.6, 19.8, 1.3)
    for x in (6.9, 17.1):
        pen.arch(x, 10.6, 3.4, 23, ink=False)


def _menara(pen: _Pen) -> None:
    pen.block(8.2, 1.2, 7.6, 21.6, 1.3)
    pen.block(0.2, 12.2, 6.2, 10.6, 1.3)
    pen.block(17.6, 12.2, 6.2, 10.6, 1.3)


_PICTOGRAMS: dict[str, Callable[[_Pen], None]] = {"podium": _podium, "selasar": _selasar, "menara": _menara}


@lru_cache(maxsize=16)
def zone_pictogram(pictogram: str, px: int) -> Image.Image | None:
    """The pictogram of a zone (three steps, two arches, a tower between two low blocks); None for a pictogram that is
    not drawn.

    The pictograms stand on the grid of 24 of the look's tokens, as on screens and boards.
    """
    if pictogram not in _PICTOGRAMS:
        return None
    pen = _Pen(px, 24)
    _PICTOGRAMS[pictogram](pen)
    return pen.ink()


def qr_code(text: str, edge: int) -> Image.Image:
    """The QR of ``text`` with error correction M and its quiet zone around it: with the largest modules that fit
    ``edge`` dots, but never with modules too small to be read from thermal paper."""
    rows = _modules(text)
    picture = Image.new("L", (len(rows[0]), len(rows)), 0)
    picture.putdata([255 if dark else 0 for row in rows for dark in row])
    module = module_size(text, edge)
    return picture.resize((picture.width * module, picture.height * module), Image.Resampling.NEAREST)


def module_size(text: str, edge: int) -> int:
    """The size in dots of one module of ``qr_code(text, edge)``."""
    return max(SMALLEST_MODULE, edge // len(_modules(text)))


@lru_cache(maxsize=16)
def _modules(text: str) -> list[list[bool | None]]:
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code: QRCode[object] = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_MODULES)
    code.add_data(text)
    code.make(fit=True)
    rows: list[list[bool | None]] = code.get_matrix()
    return rows
