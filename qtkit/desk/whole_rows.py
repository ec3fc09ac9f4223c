"""A list that ends below a whole row: the others are reached by scrolling, and none is cut in half."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QWidget


class WholeRows(QListView):
    """Shows as many whole rows of ``row`` pixels as it has room for; the rest of its height stays empty."""

    def __init__(self, row: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self._left = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = self.height() - 2 * self.frameWidth()
        left = height % self._row if height >= self._row else 0
        if left != self._left:
            self._left = left
            self.setViewportMargins(0, 0, 0, left)
