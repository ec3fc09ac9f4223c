"""Type for thermal paper: Plus Jakarta Sans as pure black ink, measured, fitted and broken into lines."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import Image, ImageDraw, ImageFont, features

from hall.assets import slip_font

SMALLEST = 20
"""The smallest type in dots (2.5 mm): below it a thermal head closes the counters of a and e."""

_OVERSAMPLING = 4  # unhinted outlines at 4 x, then a threshold: even stems and true spacing at every size
_WORD_GAP = 0.27  # of the size; the font's own space is so narrow that words run together on paper
_CAPITALS = 0.745  # height of a capital, of the size
_INK = [255 if value >= 116 else 0 for value in range(256)]  # a little heavier than half: paper greys fine strokes


@dataclass(frozen=True, slots=True)
class Face:
    """A type size in dots and a weight of 700 or 800; ``figures`` are upright figures of equal width, with a hyphen
    at the height of capitals, for the number."""

    px: int
    weight: int = 700
    figures: bool = False

    @property
    def capitals(self) -> int:
        """The height of a capital letter in dots."""
        return round(self.px * _CAPITALS)

    @property
    def leading(self) -> int:
        """From one baseline to the next."""
        return round(self.px * 1.26)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A set line: ``ink`` is its mask, cropped to the ink; ``rise`` is how far it stands above the baseline."""

    ink: Image.Image
    rise: int

    @property
    def width(self) -> int:
        """The width of the ink in dots."""
        return self.ink.width


@lru_cache(maxsize=64)
def _font(px: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(slip_font(), px * _OVERSAMPLING)
    font.set_variation_by_axes([weight])
    return font


@cache
def _features(figures: bool) -> list[str] | None:
    # Pillow picks glyph variants only with Raqm, which lacks FriBiDi on some Windows machines.
    return ["tnum", "case"] if figures and features.check("raqm") and features.check("fribidi") else None


@lru_cache(maxsize=4096)
def _advance(text: str, face: Face) -> float:
    return _font(face.px, face.weight).getlength(text, features=_features(face.figures))


@lru_cache(maxsize=48)
def set_line(text: str, face: Face) -> TextLine:
    """``text`` set in one line of black ink; runs of spaces count as one. So many are kept that what stands on every
    slip is set once; the number and the time, which stand on one, push out one another."""
    font = _font(face.px, face.weight)
    words = text.split()
    steps = [_advance(word, face) + _WORD_GAP * face.px * _OVERSAMPLING for word in words]
    pad = face.px * _OVERSAMPLING // 2
    baseline = round(face.px * 1.1) * _OVERSAMPLING
    width = (int(sum(steps)) + 2 * pad) // _OVERSAMPLING + 1
    sheet = Image.new("L", (width * _OVERSAMPLING, baseline + pad), 0)
    draw = ImageDraw.Draw(sheet)
    x = float(pad)
    for word, step in zip(words, steps, strict=True):
        draw.text((x, baseline), word, fill=255, font=font, anchor="ls", features=_features(face.figures))
        x += step
    ink = sheet.reduce(_OVERSAMPLING).point(_INK)
    box = ink.getbbox() or (0, 0, 1, 1)
    return TextLine(ink.crop(box), baseline // _OVERSAMPLING - box[1])


def line_width(text: str, face: Face) -> int:
    """The width of ``text`` in one line, in dots, without drawing it; at most a dot or two too large."""
    words = text.split()
    advances = sum(_advance(word, face) for word in words) / _OVERSAMPLING
    return int(advances + _WORD_GAP * face.px * max(0, len(words) - 1)) + 1


def fit_one(text: str, face: Face, width: int) -> Face:
    """``face``, made smaller until ``text`` fits ``width`` in one line, however small that is."""
    px = face.px
    while px > 1 and line_width(text, Face(px, face.weight, face.figures)) > width:
        px -= 1
    return Face(px, face.weight, face.figures)


def fit_lines(text: str, face: Face, width: int, *, lines: int = 2) -> tuple[Face, tuple[str, ...]]:
    """The largest face, from ``face`` downwards, in which all of ``text`` fits, and its lines.

    One line may cost a sixth of the size, further lines up to ``lines`` go down to the smallest type; a text that
    is longer still gets as many lines as it needs. Nothing is ever left out.
    """
    floors = {1: max(SMALLEST, round(face.px * 5 / 6))}
    for count in range(1, lines + 1):
        for px in range(face.px, floors.get(count, SMALLEST) - 1, -1):
            tried = Face(px, face.weight)
            broken = _broken(text, tried, width)
            if len(broken) <= count and all(line_width(line, tried) <= width for line in broken):
                return tried, _balanced(text, tried, width, len(broken))
    smallest = Face(SMALLEST, face.weight)
    return smallest, broken_lines(text, smallest, width)


def broken_lines(text: str, face: Face, width: int) -> tuple[str, ...]:
    """``text`` in as many lines as it needs in this very face; a word that is too long for one goes on in the next."""
    return _broken(_with_long_words_split(text, face, width), face, width)


def _broken(text: str, face: Face, width: int) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and line_width(longer, face) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _balanced(text: str, face: Face, width: int, count: int) -> tuple[str, ...]:
    """The same number of lines, as even as they can be: a centred name with one word left over looks broken."""
    if count < 2:
        return _broken(text, face, width)
    widths = range(width // count, width)
    narrower = bisect_left(widths, True, key=lambda tried: _holds(text, face, tried, count))
    return _broken(text, face, widths.start + narrower)


def _holds(text: str, face: Face, width: int, count: int) -> bool:
    broken = _broken(text, face, width)
    return len(broken) <= count and all(line_width(line, face) <= width for line in broken)


def _with_long_words_split(text: str, face: Face, width: int) -> str:
    pieces: list[str] = []
    for word in text.split():
        piece = ""
        for letter in word:
            if piece and line_width(piece + letter, face) > width:
                pieces.append(piece)
                piece = ""
            piece += letter
        pieces.append(piece)
    return " ".join(pieces)
