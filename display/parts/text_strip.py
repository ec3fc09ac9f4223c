"""Pictures of texts in a row that is moved as a whole: no frame of the motion is painted by Python.

Qt copies the pixels of an opaque widget that moves, and paints only what comes in at the edge, from a picture that it
has. A frame costs a tenth of one that asks a ``paintEvent`` of ours.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPalette, QPixmap
from PySide6.QtWidgets import QLabel, QWidget


class TextStrip(QWidget):
    """A window onto the row of pictures, which begins ``lead`` pixels behind its left edge."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self._row = QWidget(self)
        self._row.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # the pictures cover it
        for part in (self, self._row):
            part.setAccessibleName(name)
        self._labels: list[QLabel] = []
        self._lead = self._moved = 0
        self.length = 0

    def show_pictures(
        self, pictures: Sequence[tuple[str, QPixmap]], place: QRect, lead: int, *, cut: int, ground: QColor
    ) -> None:
        """Shows ``pictures``, each with its text, in ``place`` of the parent, from the beginning: again and again when
        they are wider than that, else once and without the last ``cut`` pixels. ``ground`` is the colour of their
        ground."""
        self._clear()
        self.setGeometry(place)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, ground)
        self.setPalette(palette)
        widths = [math.floor(picture.width() / picture.devicePixelRatio()) for _, picture in pictures]
        self.length, self._lead = sum(widths), lead
        repeated = self.overflows(cut)
        times = math.ceil((place.width() - lead) / self.length) + 1 if repeated else min(1, self.length)
        x = 0
        for _ in range(times):
            for (text, picture), width in zip(pictures, widths, strict=True):
                self._add(text, picture, QRect(x, 0, width, place.height()))
                x += width
        self._row.setGeometry(lead, 0, x if repeated else max(0, x - cut), place.height())
        self._moved = 0

    def overflows(self, cut: int) -> bool:
        """Whether the pictures without the last ``cut`` pixels have no room between two leads."""
        return self.length - cut > self.width() - 2 * self._lead

    def show_moved(self, moved: int) -> None:
        """Shows the row moved to the left by ``moved`` pixels, less than ``length``."""
        if moved != self._moved:
            self._moved = moved
            self._row.move(self._lead - moved, 0)

    def _clear(self) -> None:
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._labels = []

    def _add(self, text: str, picture: QPixmap, place: QRect) -> None:
        label = QLabel(self._row)
        label.setAccessibleName(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        label.setPixmap(picture)
        label.setGeometry(place)
        label.show()
        self._labels.append(label)
