"""What the technician should know about this board, in small chips; shown to who asks (``display.staff_peek``)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from display.parts.part import BoardPart
from hall.errors import StoreCause
from hall.translator import Translator
from qtkit.icons import paint_icon
from qtkit.paint import draw_capitals, rounded_path, text_width
from qtkit.theme.fonts import font

_NOTES = {
    "none": ("check-circle", "display.warning.none"),
    "too_small": ("eye-off", "display.warning.too_small"),
    "silent": ("volume-off", "display.warning.silent"),
    "no_multimedia": ("volume-off", "display.warning.no_multimedia"),
    "no_voice": ("bell-outline", "display.warning.no_voice"),
    "media": ("image-off", "display.warning.media"),
    "screen": ("monitor-off", "display.warning.screen"),
    **{f"store_{cause}": ("database-alert", f"display.warning.store_{cause}") for cause in StoreCause},
}


class StaffNote(BoardPart):
    """Chips at the right: an icon and few words each; nothing without a warning."""

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__("warnings", translate, parent)
        self._keys: tuple[str, ...] = ()
        self._named: dict[str, str] = {}
        self._describe()

    @property
    def texts(self) -> tuple[str, ...]:
        """What the chips say."""
        return tuple(self.translate(_NOTES[key][1], name=self._named.get(key, "")) for key in self._keys)

    def show_warnings(self, keys: tuple[str, ...], named: Mapping[str, str]) -> None:
        """The board's troubles by their keys, ``named`` what some are about; what has no speech here is left to the
        log."""
        known = tuple(dict.fromkeys(key for key in keys if key in _NOTES))
        if (known, named) != (self._keys, self._named):
            self._keys, self._named = known, dict(named)
            self._describe()

    def _describe(self) -> None:
        self.setAccessibleName("; ".join([self.translate("display.warnings"), *self.texts]))
        self.update()

    def _paint(self, painter: QPainter) -> None:
        height, right = float(self.height()), float(self.width())
        texts = self.texts
        wide = sum(text_width(text, font(0.76 * height, 600)) + 2.8 * height for text in texts)
        height *= min(1.0, right / wide) if wide > 0 else 1.0
        used = font(int(0.76 * height), 600)
        for key, text in reversed(tuple(zip(self._keys, texts, strict=True))):
            icon = _NOTES[key][0]
            width = text_width(text, used) + 2.3 * height
            chip = QRectF(right - width, 0, width, height)
            painter.fillPath(rounded_path(chip, height / 2), self.colours.panel)
            side = 0.84 * height
            paint_icon(
                painter, QRectF(chip.left() + 0.5 * height, (height - side) / 2, side, side), icon, self.colours.text2
            )
            draw_capitals(painter, text, used, chip.left() + 1.6 * height, height / 2, ink=self.colours.text2)
            right -= width + 0.5 * height
