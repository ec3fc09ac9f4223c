"""A list of options of which one is chosen, by arrows, a click, or what is typed of its names."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qtkit.desk.look_list import BY_KEYBOARD, paint_focus_row
from qtkit.desk.typed_search import TypedSearch
from qtkit.paint import draw_lines, fill_circle, fill_rounded, fit_or_cut, ring_rounded, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours

Index = QModelIndex | QPersistentModelIndex

_ROW, _MOST_ROWS = 38, 7
_MOVING = (
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice, with more about it beside it; typing finds both, and ``also``, which is not shown."""

    key: str
    caption: str
    detail: str = ""
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Whatever typing finds it by, its caption first."""
        return self.caption, *filter(None, (self.detail, *self.also))


class _Options(QAbstractListModel):
    """The options for Qt's list."""

    def __init__(self, options: tuple[Option, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.options = options

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.options)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        option = self.options[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return option.caption
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(filter(None, (option.caption, option.detail)))
        return None


class ChoiceList(QListView):
    """Options below each other; arrows, a click or letters of its names choose one, and letters that fit none leave
    what was chosen. Those that are not ``marked`` are read and not chosen. ``unchosen``: none stands there at first.
    ``typed_changed`` with each letter, and when an arrow, a click or leaving the list ends the search."""

    typed_changed = Signal()

    def __init__(
        self, options: tuple[Option, ...], chosen: str, *, marked: bool = True, unchosen: bool = False
    ) -> None:
        super().__init__()
        self._options = _Options(options, self)
        self._search = TypedSearch()
        self.fits_nothing = False
        """Whether what is typed fits no option."""
        self.marked = marked
        self.ringed = False
        self.setModel(self._options)
        self.setItemDelegate(_OptionRows(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setFixedHeight(_ROW * max(1, min(len(options), _MOST_ROWS)) + 2)
        keys = [option.key for option in options]
        if keys and (chosen in keys or not unchosen):
            self.setCurrentIndex(self._options.index(keys.index(chosen) if chosen in keys else 0))

    @property
    def typed(self) -> str:
        """What is typed to find an option; empty when nothing is."""
        return self._search.typed

    @property
    def chosen(self) -> str:
        """The key of the option that stands now; empty where there is none."""
        row = self.currentIndex().row()
        return self._options.options[row].key if 0 <= row < len(self._options.options) else ""

    def option_at(self, index: Index) -> Option:
        """The option of a row."""
        return self._options.options[index.row()]

    def _search_for(self, text: str) -> None:
        """Goes on with ``text``; an empty one takes the last letter back."""
        rows = [option.names for option in self._options.options]
        place = self._search.type(text, rows) if text else self._search.erase(rows)
        self.fits_nothing = place is None and bool(self._search.typed.strip())
        if place is not None:
            self.setCurrentIndex(self._options.index(place))
        self.typed_changed.emit()

    def _end_search(self) -> None:
        if self._search.typed:
            self._search.clear()
            self.fits_nothing = False
            self.typed_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Backspace:
            self._search_for("")
        elif not text.isprintable() or not text or event.modifiers() & commands:
            if event.key() in _MOVING:
                self._end_search()
            if event.key() == Qt.Key.Key_End:  # Qt goes to the first where none is chosen
                self.setCurrentIndex(self._options.index(self._options.rowCount() - 1))
            super().keyPressEvent(event)
        elif text.strip() or self._search.typed:
            self._search_for(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._end_search()
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = event.reason() in BY_KEYBOARD
        if self.currentIndex().isValid():
            super().focusInEvent(event)
            return
        with QSignalBlocker(self.selectionModel()):
            super().focusInEvent(event)
            self.selectionModel().clear()  # Qt goes to the first row
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():  # no row has the ring
            painter = QPainter(self.viewport())
            ring_rounded(painter, QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2), 8, Colours.TELUK700, 2)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self.fits_nothing:
            self._end_search()
        super().focusOutEvent(event)


class _OptionRows(QStyledItemDelegate):
    """Paints an option: a round mark, its caption, more about it."""

    def __init__(self, view: ChoiceList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        rect = QRectF(option.rect)
        if self._view.marked:
            self._paint_mark(painter, rect, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        texts = rect.adjusted(40 if self._view.marked else 4, 0, -8, 0)
        self._paint_texts(painter, texts, self._view.option_at(index))
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.ringed and self._view.hasFocus():
            paint_focus_row(painter, rect)
        painter.restore()

    def _paint_mark(self, painter: QPainter, rect: QRectF, *, chosen: bool) -> None:
        if chosen:
            fill_rounded(painter, rect.adjusted(0, 1, 0, -1), 8, Colours.TELUK100)
        centre = QPointF(rect.left() + 20, rect.center().y())
        fill_circle(painter, centre, 9, Colours.TELUK700 if chosen else Colours.DESK_FIELD)
        fill_circle(painter, centre, 7, Colours.SURFACE)
        if chosen:
            fill_circle(painter, centre, 4.5, Colours.TELUK700)

    def _paint_texts(self, painter: QPainter, rect: QRectF, shown: Option) -> None:
        room = rect.width() * (0.6 if shown.detail else 1)
        caption = fit_or_cut(shown.caption, room, 15, 600, lines=2, height=_ROW - 4)
        draw_lines(painter, caption, rect.left(), rect.center().y(), ink=Colours.INK)
        if shown.detail:
            x = rect.left() + min(room, text_width(shown.caption, font(15, 600))) + 14
            detail = fit_or_cut(shown.detail, rect.right() - x, 13, 500, lines=2, height=_ROW - 4)
            draw_lines(painter, detail, x, rect.center().y(), ink=Colours.DESK_TEXT2)
