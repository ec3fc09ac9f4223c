"""Contrast as it was painted: the colours of ink and ground in a part of a picture (WCAG 2.2, relative luminance)."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage

from qtkit.theme.tokens import contrast

_GROUND_SHARE = 0.12
"""A colour with that share of the pixels around a text is ground; the steps from ink to ground have less."""
_ALIKE = 24
"""Colours whose channels differ by no more are one colour."""


def colours_in(image: QImage, rect: QRectF) -> Counter[int]:
    """How often each colour, as 0xAARRGGBB, is in ``rect`` of an image of Format_RGB32."""
    part = rect.toAlignedRect().intersected(image.rect())
    if part.isEmpty():
        return Counter()
    copied = image.copy(part)  # kept while its bits are read
    return Counter(memoryview(copied.constBits()).cast("I"))


def ink_contrast(image: QImage, rect: QRectF, ink: QColor, *, most: bool = False) -> float:
    """The least contrast of ``ink`` as it was painted in ``rect`` with what lies around it, or the ``most``, for a
    picture that has several grounds; 1.0 where no pixel shows it: it is hidden, or has the colour of its ground."""
    around = colours_in(image, rect.adjusted(-2, -2, 2, 2))
    if not around:
        return 1.0
    wanted = ink.rgb()
    exact = wanted in around
    seen = wanted if exact else min(around, key=lambda colour: (_apart(colour, wanted), -around[colour]))
    whole = sum(around.values())
    often = [colour for colour, count in around.items() if count >= whole * _GROUND_SHARE]
    grounds = [colour for colour in often if _apart(colour, seen) > _ALIKE]
    if not grounds:
        grounds = [colour for colour, _ in around.most_common(6) if _apart(colour, seen) > _ALIKE][:1]
    found = [of_two(seen, ground) for ground in grounds] or [1.0]
    return max(found) if most else min(found)


def most_of(image: QImage, rect: QRect | QRectF) -> int:
    """The colour that most pixels of ``rect`` have."""
    found = colours_in(image, QRectF(rect))
    return found.most_common(1)[0][0] if found else 0


@lru_cache(maxsize=8192)
def of_two(one: int, other: int) -> float:
    """The contrast of two colours, as 0xAARRGGBB."""
    return contrast(QColor.fromRgb(one), QColor.fromRgb(other))


def _apart(one: int, other: int) -> int:
    return max(abs(((one >> shift) & 255) - ((other >> shift) & 255)) for shift in (0, 8, 16))
