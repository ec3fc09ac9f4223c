"""The rows of the table: a tree whose agencies open, painted by the row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from counter.supervisor.agency_model import AgencyModel
from counter.supervisor.lines import Group
from counter.supervisor.parts.agency_rows import LOW_ROWS, RowHeights, paint_row, row_height
from counter.supervisor.parts.open_agencies import OpenAgencies
from counter.supervisor.parts.tree_columns import SIDE, TreeColumns
from hall.translator import Translator
from qtkit.desk.look_list import BY_KEYBOARD, paint_focus_row
from qtkit.theme.tokens import Colours

Index = QModelIndex | QPersistentModelIndex


class AgencyTree(QTreeView):
    """Shows groups. A click, Enter or the arrow to the right opens an agency; Enter or the arrow to the left closes it.
    ``entered_row`` carries the key of a service at a click or Enter, and of any row at the space bar: its details are
    asked for. ``left`` comes when Esc was pressed; ``typed`` carries letters, which choose no row; ``moved`` comes when
    the person goes on to another row."""

    entered_row = Signal(str)
    left = Signal()
    typed = Signal(str)
    moved = Signal()

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self.setObjectName("agencies")
        self.table = AgencyModel(translate, self)
        self.columns = TreeColumns(self, self.table, translate)
        self.heights = RowHeights()
        self._groups: tuple[Group, ...] = ()
        self._ringed = False
        self._set_up()
        self._openings = OpenAgencies(self, self.table)
        self._hover = _Hover(self)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setAllColumnsShowFocus(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setModel(self.table)
        self.setItemDelegate(_Heights(self))
        self.header().setMinimumSectionSize(0)
        self.header().setStretchLastSection(False)
        self.verticalScrollBar().setSingleStep(41)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.clicked.connect(self._on_clicked)
        self.columns.changed.connect(self.scheduleDelayedItemsLayout)

    def show_groups(self, groups: tuple[Group, ...]) -> None:
        """Shows ``groups``: what is selected and opened, and the place to which it was scrolled, stay."""
        if groups == self._groups:
            return
        chosen, scrolled = self.chosen, self.verticalScrollBar().value()
        self._groups = groups
        self.table.show_groups(groups)
        self.columns.measure()
        self._openings.follow(groups)
        if chosen and chosen != self.chosen and (index := self.table.index_of(chosen)).isValid():
            self._choose_index(index)
        if self.hasFocus():
            self._begin()
        self.verticalScrollBar().setValue(scrolled)

    def set_low(self, low: bool) -> None:
        """Makes the rows lower where room is short."""
        heights = LOW_ROWS if low else RowHeights()
        if heights != self.heights:
            self.heights = heights
            self.scheduleDelayedItemsLayout()

    @property
    def chosen(self) -> str:
        """The key of the row that is selected, empty when none is."""
        index = self.currentIndex()
        return self.table.line(index).key if index.isValid() else ""

    @property
    def opened(self) -> tuple[str, ...]:
        """The keys of the agencies that stand open."""
        return self._openings.keys

    def toggle(self, index: Index) -> None:
        """Opens or closes the agency of a row; closing from one of its services selects it."""
        agency = QModelIndex(index).siblingAtColumn(0)  # type: ignore[arg-type]
        if agency.parent().isValid():
            agency = agency.parent()
            self.setCurrentIndex(agency)
        if agency.isValid():
            self.setExpanded(agency, not self.isExpanded(agency))

    def look_for(self, agency: str, service: str) -> None:
        """Opens the agency of a key and selects the service of a key, or the agency itself."""
        at = self.table.index_of(agency)
        if not at.isValid():
            return
        self.setExpanded(at, True)
        chosen = self.table.index_of(service) if service else at
        self.setCurrentIndex(chosen if chosen.isValid() else at)
        self.scrollTo(self.currentIndex())

    def _begin(self) -> None:
        """Selects the first row where none is, so that the first arrow leads on from what is seen."""
        if not self.selectionModel().hasSelection() and self.table.rowCount():
            self._choose_index(self.currentIndex() if self.currentIndex().isValid() else self.table.index(0, 0))

    def _choose_index(self, index: QModelIndex) -> None:
        self.setAutoScroll(False)
        self.setCurrentIndex(index)
        self.setAutoScroll(True)

    def _on_current_changed(self) -> None:
        if self.hasFocus():
            self.moved.emit()

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.parent().isValid():
            self.entered_row.emit(self.table.line(index).key)
        else:
            self.toggle(index)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        place = self.columns.place
        if place is None:
            return
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        rect = QRectF(0, option.rect.top(), self.columns.rows_width, option.rect.height())
        line = self.table.line(index)
        chosen = self.selectionModel().isSelected(index)
        if chosen or line.key == self._hover.key:
            painter.fillRect(rect, Colours.TELUK100 if chosen else Colours.DESK_HOVER)
        elif line.prefix:
            painter.fillRect(rect, Colours.TELUK50)
        painter.fillRect(QRectF(SIDE, rect.bottom() - 1, rect.width() - 2 * SIDE, 1), Colours.DESK_TRACK)
        opened = not line.prefix and self.isExpanded(index)
        paint_row(painter, rect.adjusted(SIDE, 0, -SIDE, 0), line, place, opened=opened)
        if line.key == self.chosen and self.hasFocus() and self._ringed:
            paint_focus_row(painter, rect)
        painter.restore()

    def drawBranches(self, painter: QPainter, rect: object, index: Index) -> None:  # noqa: N802
        """The row has its own sign."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ringed = True
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (enters or event.key() == Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._enter(self.currentIndex(), event, details=not enters)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            self.viewport().update()

    def _enter(self, index: QModelIndex, event: QKeyEvent, *, details: bool) -> None:
        if event.isAutoRepeat():
            return
        if details or index.parent().isValid():
            self.entered_row.emit(self.chosen)
        else:
            self.toggle(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)
        self._begin()
        self.moved.emit()

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        self.typed.emit(search)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover.on_left()
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.columns.share_width()
        super().resizeEvent(event)


class _Hover(QObject):
    """The ``key`` of the row below the mouse; empty when there is none."""

    def __init__(self, tree: AgencyTree) -> None:
        super().__init__(tree)
        self._tree = tree
        self.key = ""
        tree.entered.connect(self.on_entered)
        tree.viewportEntered.connect(self.on_left)

    @Slot(QModelIndex)
    def on_entered(self, index: QModelIndex) -> None:
        """The mouse came to a row."""
        self._move_to(self._tree.table.line(index).key)

    @Slot()
    def on_left(self) -> None:
        """The mouse is on no row any more."""
        self._move_to("")

    def _move_to(self, key: str) -> None:
        before, self.key = self.key, key
        view = self._tree.viewport()
        for changed in {before, key} - {""}:
            rect = self._tree.visualRect(self._tree.table.index_of(changed))
            view.update(0, rect.top(), view.width(), rect.height())


class _Heights(QStyledItemDelegate):
    """Rows are as high as their longest text needs."""

    def __init__(self, view: AgencyTree) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self._view
        if index.column() or view.columns.place is None:
            return QSize(0, 0)
        return QSize(0, row_height(view.table.line(index), view.columns.place, view.heights))
