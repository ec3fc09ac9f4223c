"""A list of painted rows of any height that keeps its place when its rows change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qtkit.desk.rows_in_place import follow
from qtkit.paint import rounded_path
from qtkit.theme.tokens import Colours
from qtkit.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class Look(Protocol):
    """What is painted of a row: equal looks are painted alike."""

    @property
    def key(self) -> str:
        """The same for the same thing in every version of the list."""

    @property
    def spoken(self) -> str:
        """All of it in words, for assistive technology and the tool tip."""


L = TypeVar("L", bound=Look)


class LookModel(QAbstractListModel, Generic[L]):
    """The looks for Qt's list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks: list[L] = []

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.looks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.looks):
            return None
        spoken = self.looks[index.row()].spoken
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken
        return plain_tip(spoken) if role == Qt.ItemDataRole.ToolTipRole else None


class LookList(QListView, Generic[L]):
    """Its class says how high a look is and paints it. Arrow keys move; the row with the focus has a ring. ``typed``
    carries the letters that somebody types into it: no row is chosen by them."""

    typed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.ringed = False
        self.rows: LookModel[L] = LookModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Rows(self))
        self.verticalScrollBar().setSingleStep(24)

    def show_looks(self, looks: Sequence[L]) -> bool:
        """Shows ``looks``; returns whether one has come or gone."""
        before = [look.key for look in self.rows.looks]
        heights = self.content_height
        follow(self.rows, self.rows.looks, looks)
        if heights != self.content_height:
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()
        return before != [look.key for look in looks]

    @property
    def content_height(self) -> int:
        """Pixels of all rows in the present width."""
        return sum(self.height_of(look) for look in self.rows.looks)

    def height_of(self, look: L) -> int:
        """Pixels of a row in the present width."""
        raise NotImplementedError

    def paint_look(self, painter: QPainter, rect: QRectF, look: L, *, first: bool) -> None:
        """Paints a row; ``first`` is the one at the top of the list."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return QSize(200, self.content_height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 0)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        self.typed.emit(search)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = event.reason() in BY_KEYBOARD
        if not self.currentIndex().isValid() and self.rows.looks:
            self.setCurrentIndex(self.rows.index(0))
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Rows(QStyledItemDelegate):
    """Asks the list for heights and painting."""

    def __init__(self, view: LookList[L]) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._view.viewport().width(), self._view.height_of(self._view.rows.looks[index.row()]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self._view
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        rect = QRectF(option.rect)
        view.paint_look(painter, rect, view.rows.looks[index.row()], first=index.row() == 0)
        if option.state & QStyle.StateFlag.State_HasFocus and view.ringed and view.hasFocus():
            paint_focus_row(painter, rect)
        painter.restore()


def paint_focus_row(painter: QPainter, rect: QRectF) -> None:
    """The ring inside a row that has the keyboard's focus."""
    ring = rounded_path(rect.adjusted(0, 1, 0, 0), 8) - rounded_path(rect.adjusted(2, 3, -2, -2), 6)
    painter.fillPath(ring, Colours.TELUK700)
