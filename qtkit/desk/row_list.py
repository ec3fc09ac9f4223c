"""Lists that show some rows at a time and scroll: of widgets, and of whole painted rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QScrollArea, QVBoxLayout, QWidget

from qtkit.desk.layout import pack, scrolling

R = TypeVar("R", bound=QWidget)


class RowList(QScrollArea, Generic[R]):
    """Rows of ``row_px`` pixels; the list is as high as its rows, up to ``room`` of them."""

    def __init__(self, row_px: int, room: int, make: Callable[[bool], R], parent: QWidget | None = None) -> None:
        """``make`` makes a row; it gets whether that is the first of the list."""
        super().__init__(parent)
        self._row_px, self.room, self._make = row_px, room, make
        self._rows: list[R] = []
        content = QWidget()
        self._column = pack(QVBoxLayout(content), margins=(0, 0, 0, 0), spacing=0)
        scrolling(content, self)

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows now shown, in order."""
        return tuple(self._rows)

    def set_room(self, rows: int) -> None:
        """How many rows are shown without scrolling."""
        if rows != self.room:
            self.room = rows
            self._fit()

    def set_count(self, count: int) -> None:
        """Makes or removes rows at the end until there are ``count``."""
        while len(self._rows) > count:
            row = self._rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < count:
            row = self._make(not self._rows)
            self._column.addWidget(row)
            self._rows.append(row)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._row_px * max(1, min(self.room, len(self._rows))))
        policy = Qt.ScrollBarPolicy
        more = len(self._rows) > self.room
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOn if more else policy.ScrollBarAlwaysOff)


class WholeRows(QListView):
    """Shows as many whole rows of ``row`` pixels as it has room for, so that none is cut; the rest stays empty."""

    def __init__(self, row: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, uniformItemSizes=True)
        self._row = row
        self._left = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = self.height() - 2 * self.frameWidth()
        left = height % self._row if height >= self._row else 0
        if left != self._left:
            self._left = left
            self.setViewportMargins(0, 0, 0, left)
