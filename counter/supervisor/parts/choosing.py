"""A list of which one row is chosen, as tabs beside Aula have one."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter

from qtkit.desk.look_list import Look, LookList
from qtkit.paint import fill_rounded
from qtkit.theme.tokens import Colours

L = TypeVar("L", bound=Look)


class ChoosingList(LookList[L]):
    """``moved`` when another row is chosen, ``entered`` by Enter."""

    moved = Signal()
    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def chosen_look(self) -> L | None:
        """What is chosen."""
        row = self.currentIndex().row()
        return self.rows.looks[row] if 0 <= row < len(self.rows.looks) else None

    @property
    def chosen(self) -> str:
        """The key of what is chosen, empty for nothing."""
        look = self.chosen_look
        return look.key if look is not None else ""

    def paint_chosen(self, painter: QPainter, rect: QRectF, look: L) -> None:
        """Paints what lies under the row that is chosen."""
        if look.key == self.chosen:
            fill_rounded(painter, rect.adjusted(6, 2, -6, -2), 8, Colours.TELUK100)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.viewport().update()
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)
