"""A table of a report on the screen: it scrolls under its head, sideways too, and what names a row stands still."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from counter.supervisor.reports.table_model import TableModel
from counter.supervisor.reports.table_places import INDENT, PAD, column_widths, frozen_of
from counter.supervisor.reports.wanted import TableLook
from hall.report.report import Column, Level
from qtkit.desk.look_list import BY_KEYBOARD, paint_focus_row
from qtkit.paint import along, draw_lines, fit_or_cut, text_width, wrap_names
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours

Index = QModelIndex | QPersistentModelIndex
_ROW, _PX, _HEAD_PX = 29, 13, 12.5
_HEAD, _HEAD_LINE = 28, 16
_HIDDEN = "…"
"""In the place of a head whose column has not its whole room: half a number would be read as another one."""
_MOST_HEAD_LINES = 3


class _Head(QHeaderView):
    """The heads of the columns, on several lines where they need them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.lines = 1
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(10)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEAD + (self.lines - 1) * _HEAD_LINE)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        model = self.model()
        assert isinstance(model, TableModel)
        column = model.table.columns[logicalIndex]
        painter.fillRect(rect, Colours.DESK if column.is_shaded else Colours.SURFACE)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, Colours.DESK_LINE)
        room = rect.width() - 2 * PAD
        words = column.title if _is_whole(self.parent(), logicalIndex) else _HIDDEN
        title = fit_or_cut(words, room, _HEAD_PX, 600, lines=self.lines, height=rect.height(), tabular=True)
        align = Qt.AlignmentFlag.AlignRight if column.kind.is_number else Qt.AlignmentFlag.AlignLeft
        x = along(align, rect.left() + PAD, room)
        draw_lines(painter, title, x, rect.center().y(), align=align, ink=Colours.DESK_TEXT2)


class _Cells(QStyledItemDelegate):
    """Paints cells: numbers at the right, sums bold on a tint."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, TableModel)
        level, column = model.level(index.row()), model.table.columns[index.column()]
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(rect, _ground(column, level))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), Colours.DESK_LINE)
        if level is Level.TOTAL:
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), Colours.DESK_FIELD)
        left = PAD
        if model.indents and level is Level.DETAIL and index.column() == model.name_column:
            left += INDENT
        room = rect.width() - left - PAD
        last = column.key == "total"
        weight = 500 if level is Level.DETAIL and not last else 700
        words = str(index.data()) if _is_whole(option.widget, index.column()) else ""
        text = fit_or_cut(words, room, _PX, weight, lines=2, height=_ROW - 2, tabular=True)
        align = Qt.AlignmentFlag.AlignRight if column.kind.is_number else Qt.AlignmentFlag.AlignLeft
        x = along(align, rect.left() + left, room)
        draw_lines(painter, text, x, rect.center().y() - 0.5, align=align, ink=Colours.INK)
        if _is_current(option.widget, index):
            paint_focus_row(painter, rect)
        painter.restore()


def _ground(column: Column, level: Level) -> QColor:
    if column.is_shaded:
        return Colours.DESK
    return Colours.SURFACE if level is Level.DETAIL else Colours.TELUK50


def _is_whole(view: object, column: int) -> bool:
    """Whether a column is seen with all its digits; a part that stands still always is."""
    return not isinstance(view, Grid) or view.shows_whole(column)


def _is_current(view: QWidget | None, index: Index) -> bool:
    """Whether the cell that has the keyboard is this one, which a part that stands still shows too."""
    grid = view.parent() if isinstance(view, _Still) else view
    return isinstance(grid, Grid) and grid.ringed and grid.hasFocus() and grid.currentIndex() == index


class _Still(QTableView):
    """Columns that stand still over the table; the same cells, seen once more."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        _plain(self, _Head(self))
        self.setModel(grid.model())
        self.setSelectionModel(grid.selectionModel())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)
        self.hide()


def _plain(view: QTableView, head: _Head) -> None:
    view.setHorizontalHeader(head)
    view.setItemDelegate(_Cells(view))
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(_ROW)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)


class Grid(QTableView):
    """Arrows move from cell to cell; the one with the keyboard has a ring and is never below what stands still."""

    def __init__(self, look: TableLook) -> None:
        super().__init__()
        self.setObjectName(f"report-table-{look.table.key}")
        self.cells, self._frozen, self.ringed = TableModel(look, self), frozen_of(look.table), False
        self._still: tuple[_Still, ...] = ()
        self.head = _Head(self)
        _plain(self, self.head)
        self.setModel(self.cells)
        self._still = self._left, self._right = _Still(self), _Still(self)
        self.horizontalScrollBar().valueChanged.connect(self._on_moved_sideways)
        self._measured = 0
        self._measure()

    def follow(self, look: TableLook) -> None:
        """Shows another version of the table, where it stands."""
        places = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        now = self.currentIndex().row(), self.currentIndex().column()
        if self.cells.follow(look) and now[0] >= 0:
            self.setCurrentIndex(self.cells.index(min(now[0], self.cells.rowCount() - 1), now[1]))
        self._measure()
        self._place()
        for bar, value in zip((self.verticalScrollBar(), self.horizontalScrollBar()), places, strict=True):
            bar.setValue(value)

    def fit(self, width: int) -> None:
        """Lays its columns out for ``width`` pixels, before it is placed."""
        self.resize(width, self.height())
        self._place()

    @property
    def whole_height(self) -> int:
        """Pixels in which every row is seen."""
        bar = self.horizontalScrollBar().sizeHint().height() if self._is_wide else 0
        return self.head.sizeHint().height() + _ROW * self.cells.rowCount() + bar + 2

    @property
    def _is_wide(self) -> bool:
        return self.head.length() > self.width()

    def _measure(self) -> None:
        """What the texts take; looked at once for each version."""
        columns, longest = self.cells.table.columns, self.cells.look.longest
        bold, heads = font(_PX, 700, tabular=True), font(round(_HEAD_PX), 600, tabular=True)
        self._needs = [text_width(text, bold) for text in longest]
        self._words = [
            max((text_width(word, heads) for word in column.title.split()), default=0.0) for column in columns
        ]
        self._numbers = [column.kind.is_number for column in columns]
        self._frozen = frozen_of(self.cells.table)
        self._measured = 0

    def _place(self) -> None:
        """The columns in the present width, and what stands still over them."""
        width = self.viewport().width()
        if width != self._measured:
            self._measured = width
            found = column_widths(self._needs, self._words, self._numbers, self._frozen, width)
            used = font(round(_HEAD_PX), 600, tabular=True)
            titles = [column.title for column in self.cells.table.columns]
            lines = [len(wrap_names(t, used, w - 2 * PAD)) for t, w in zip(titles, found, strict=True)]
            for view in (self, self._left, self._right):
                head = view.horizontalHeader()
                assert isinstance(head, _Head)
                head.lines = min(_MOST_HEAD_LINES, max(lines, default=1))
                for at, pixels in enumerate(found):
                    view.setColumnWidth(at, pixels)
                head.updateGeometry()
            self.updateGeometries()
        count, wide = self.cells.columnCount(), self._is_wide
        still = (range(self._frozen.left), range(count - self._frozen.right, count))
        for view, shown in zip((self._left, self._right), still, strict=True):
            for at in range(count):
                view.setColumnHidden(at, at not in shown)
            view.setVisible(wide and len(shown) > 0)
        high = self.viewport().height() + self.head.height()
        self._left.setGeometry(0, 0, self.still_left, high)
        self._right.setGeometry(self.viewport().width() - self.still_right, 0, self.still_right, high)

    @property
    def still_left(self) -> int:
        """Pixels at the left that stand still; 0 where the table need not scroll sideways."""
        return sum(self.columnWidth(at) for at in range(self._frozen.left)) if self._is_wide else 0

    @property
    def still_right(self) -> int:
        """The same at the right."""
        count = self.cells.columnCount()
        return sum(self.columnWidth(at) for at in range(count - self._frozen.right, count)) if self._is_wide else 0

    def shows_whole(self, column: int) -> bool:
        """Whether all of a column is seen between what stands still; one that has no room there counts as seen."""
        left, right = self.still_left, self.viewport().width() - self.still_right
        begin, width = self.columnViewportPosition(column), self.columnWidth(column)
        still = column < self._frozen.left or column >= self.cells.columnCount() - self._frozen.right
        return still or width > right - left or (left <= begin and begin + width <= right)

    def scrollTo(  # noqa: N802
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        count = self.cells.columnCount()
        if not self._frozen.left <= index.column() < count - self._frozen.right:
            return
        rect, bar = self.visualRect(index), self.horizontalScrollBar()
        if rect.left() < self.still_left:
            bar.setValue(bar.value() + rect.left() - self.still_left)
        elif rect.right() > self.viewport().width() - self.still_right:
            bar.setValue(bar.value() + rect.right() + 1 - self.viewport().width() + self.still_right)

    def sizeHint(self) -> QSize:
        return QSize(400, self.whole_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cells.rowCount():
            self.setCurrentIndex(self.cells.index(0, self.cells.name_column))
        self._repaint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint()

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        self._repaint()

    @Slot()
    def _on_moved_sideways(self) -> None:
        """Which columns are whole is another thing now, also of those that Qt has only moved."""
        self.viewport().update()
        self.head.viewport().update()

    def _repaint(self) -> None:
        for view in (self, *self._still):
            view.viewport().update()
