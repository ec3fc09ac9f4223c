"""Material Design icons as sharp shapes, from the font that QtAwesome brings.

QtAwesome itself is not imported: it loads a dozen fonts and takes longer than the first paint may.
"""

from __future__ import annotations

import json
import logging
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QRawFont, QTransform

from qtkit.theme.fonts import package_file

log = logging.getLogger(__name__)

UNKNOWN = "domain"
"""Drawn for a name that the font does not have: a public screen goes on, the log tells."""

ACCESS = "access"
"""The one icon that the font does not have: ours."""

_EM = 512.0  # the font's units of one 24-unit grid, whose lower edge lies 64 units below the baseline
_BELOW = 64.0


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Fills the icon (``account-group``, with or without ``mdi6.``) into the square that is centred in ``rect``.

    One colour, no background; an outline and no picture, so it is sharp at every pixel ratio.
    """
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center() - QPointF(side / 2, side / 2))
    painter.scale(side, side)
    painter.fillPath(icon_path(name), colour)
    painter.restore()


@lru_cache(maxsize=512)
def icon_path(name: str) -> QPainterPath:
    """The icon's outline in a square from (0, 0) to (1, 1)."""
    if name == ACCESS:
        return _access_path()
    code = _names().get(name.removeprefix("mdi6."))
    if code is None:
        log.warning('no icon is called "%s": drawing "%s"', name, UNKNOWN)
        code = _names()[UNKNOWN]
    raw = _raw_font()
    outline = raw.pathForGlyph(raw.glyphIndexesForString(chr(code))[0])
    return QTransform().scale(1 / _EM, 1 / _EM).translate(0.0, _EM - _BELOW).map(outline)


def _access_path() -> QPainterPath:
    """A person with open arms in a ring: the international sign of access to a screen."""
    ring, hole, head = QPainterPath(), QPainterPath(), QPainterPath()
    middle = QPointF(0.5, 0.5)
    ring.addEllipse(middle, 0.455, 0.455)
    hole.addEllipse(middle, 0.38, 0.38)
    head.addEllipse(QPointF(0.5, 0.27), 0.065, 0.065)
    limbs = QPainterPath(QPointF(0.27, 0.395))
    limbs.lineTo(0.5, 0.425)
    limbs.lineTo(0.73, 0.395)
    limbs.moveTo(0.385, 0.745)
    limbs.lineTo(0.46, 0.55)
    limbs.lineTo(0.46, 0.43)
    limbs.lineTo(0.54, 0.43)
    limbs.lineTo(0.54, 0.55)
    limbs.lineTo(0.615, 0.745)
    stroke = QPainterPathStroker()
    stroke.setWidth(0.075)
    stroke.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroke.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    body = stroke.createStroke(limbs).united(head)
    body.addRect(QRectF(0.46, 0.43, 0.08, 0.14))
    return ring.subtracted(hole).united(body.simplified())


@lru_cache(maxsize=1)
def _font_file() -> Path:
    folder = package_file("qtawesome", "__init__.py").parent / "fonts"
    fonts = sorted(folder.glob("materialdesignicons6-webfont-[0-9]*.ttf"))
    if not fonts:
        raise FileNotFoundError(f"the Material Design icons are missing in {folder}: install the program again")
    return fonts[-1]


@lru_cache(maxsize=1)
def _names() -> dict[str, int]:
    version = _font_file().stem.removeprefix("materialdesignicons6-webfont-")
    charmap = _font_file().with_name(f"materialdesignicons6-webfont-charmap-{version}.json")
    return {name: int(code, 16) for name, code in json.loads(charmap.read_text(encoding="utf-8")).items()}


@lru_cache(maxsize=1)
def _raw_font() -> QRawFont:
    return QRawFont(str(_font_file()), _EM)
