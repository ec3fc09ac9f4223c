"""The rows of the table: a tree whose agencies open, painted by the row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from counter.supervisor.agency_model import AgencyModel
from counter.supervisor.columns import Columns, Needs, columns, needs
from counter.supervisor.lines import Group
from counter.supervisor.listing import Column
from counter.supervisor.parts.agency_rows import LOW_ROWS, RowHeights, paint_row, row_height
from hall.translator import Translator
from qtkit.desk.look_list import BY_KEYBOARD, paint_focus_row
from qtkit.theme.tokens import Colours

Index = QModelIndex | QPersistentModelIndex

SIDE = 8
"""Pixels left and right of the columns that the ground of a row has."""
BAR = 8
"""Pixels of the scroll bar."""


class AgencyTree(QTreeView):
    """Shows groups. A click, Enter or the arrow to the right opens an agency; Enter or the arrow to the left closes it.
    ``entered_row`` carries the key of a service at a click or Enter, and of any row at the space bar: its details are
    asked for. ``placed`` comes when the columns have other places; ``left`` when Esc was pressed; ``typed`` carries
    letters, which choose no row; ``moved`` when the person goes on to another row."""

    entered_row = Signal(str)
    placed = Signal()
    left = Signal()
    typed = Signal(str)
    moved = Signal()

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self.setObjectName("agencies")
        self.table = AgencyModel(translate, self)
        self._opened: set[str] = set()
        self._closed: set[str] = set()
        self._groups: tuple[Group, ...] = ()
        self._needs: Needs | None = None
        self.place: Columns | None = None
        self._heights = RowHeights()
        self._ringed = self._following = False
        self._hovered = self._language = ""
        self._set_up()

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
        self.entered.connect(self._on_entered)
        self.expanded.connect(lambda index: self._note(index, opened=True))
        self.collapsed.connect(lambda index: self._note(index, opened=False))

    def show_groups(self, groups: tuple[Group, ...]) -> None:
        """Shows ``groups``: what is selected and opened, and the place to which it was scrolled, stay."""
        if groups == self._groups:
            return
        chosen, scrolled = self.chosen, self.verticalScrollBar().value()
        if not any(group.found for group in groups):
            self._closed.clear()
        self._groups = groups
        self.table.show_groups(groups)
        self._measure()
        for group in groups:
            key = group.agency.key
            opened = key in self._opened or (group.found and key not in self._closed)
            index = self.table.index_of(key)
            if self.isExpanded(index) is not opened:
                self._following = True
                self.setExpanded(index, opened)
                self._following = False
        self._choose(chosen)
        if self.hasFocus():
            self._begin()
        self.verticalScrollBar().setValue(scrolled)

    def set_low(self, low: bool) -> None:
        """Makes the rows lower where room is short."""
        heights = LOW_ROWS if low else RowHeights()
        if heights != self._heights:
            self._heights = heights
            self.scheduleDelayedItemsLayout()

    @property
    def chosen(self) -> str:
        """The key of the row that is selected, empty when none is."""
        index = self.currentIndex()
        return self.table.line(index).key if index.isValid() else ""

    @property
    def opened(self) -> tuple[str, ...]:
        """The keys of the agencies that stand open."""
        rows = (self.table.index(row, 0) for row in range(self.table.rowCount()))
        return tuple(self.table.line(index).key for index in rows if self.isExpanded(index))

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

    def height_of(self, index: Index) -> int:
        """Pixels of a row."""
        assert self.place is not None
        return row_height(self.table.line(index), self.place, self._heights)

    def _begin(self) -> None:
        """Selects the first row where none is, so that the first arrow leads on from what is seen."""
        if not self.selectionModel().hasSelection() and self.table.rowCount():
            self._choose_index(self.currentIndex() if self.currentIndex().isValid() else self.table.index(0, 0))

    def _choose_index(self, index: QModelIndex) -> None:
        self.setAutoScroll(False)
        self.setCurrentIndex(index)
        self.setAutoScroll(True)

    def _choose(self, key: str) -> None:
        if key and key != self.chosen and (index := self.table.index_of(key)).isValid():
            self._choose_index(index)

    def _note(self, index: QModelIndex, *, opened: bool) -> None:
        if self._following:
            return
        key = self.table.line(index).key
        (self._opened.add if opened else self._opened.discard)(key)
        (self._closed.discard if opened else self._closed.add)(key)

    def _measure(self) -> None:
        heads = {column: str(self.table.headerData(column, Qt.Orientation.Horizontal)) for column in Column}
        need = needs(self.table.lines(), heads)
        if self._needs is not None and self._language == self._translate.language:
            need = self._needs.joined(need)
        self._language = self._translate.language
        if need != self._needs:
            self._needs = need
            self._place()

    def _place(self) -> None:
        if self._needs is None:
            return
        place = columns(self._rows_width() - 2 * SIDE, self._needs)
        if place != self.place:
            self.place = place
            self._share_sections(place)
            self.scheduleDelayedItemsLayout()
            self.viewport().update()
            self.placed.emit()

    def _rows_width(self) -> int:
        """Pixels of the rows: the place of the scroll bar stays empty while there is none, so that nothing moves."""
        return self.width() - BAR

    def _share_sections(self, place: Columns) -> None:
        """Gives Qt's own columns the same places: assistive technology asks where a cell is."""
        shown = [column for column in Column if place.shown(column)]
        ends = [*(SIDE + place.left[column] for column in shown[1:]), float(self._rows_width())]
        begin = 0.0
        for column in Column:
            self.header().resizeSection(column, 0)
        for column, end in zip(shown, ends, strict=True):
            self.header().resizeSection(column, round(end) - round(begin))
            begin = end

    def _on_current_changed(self) -> None:
        if self.hasFocus():
            self.moved.emit()

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.parent().isValid():
            self.entered_row.emit(self.table.line(index).key)
        else:
            self.toggle(index)

    def _on_entered(self, index: QModelIndex) -> None:
        self._hover(self.table.line(index).key)

    def _hover(self, key: str) -> None:
        before, self._hovered = self._hovered, key
        for changed in {before, key} - {""}:
            rect = self.visualRect(self.table.index_of(changed))
            self.viewport().update(0, rect.top(), self.viewport().width(), rect.height())

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        if self.place is None:
            return
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        rect = QRectF(0, option.rect.top(), self._rows_width(), option.rect.height())
        line = self.table.line(index)
        chosen = self.selectionModel().isSelected(index)
        if chosen or line.key == self._hovered:
            painter.fillRect(rect, Colours.TELUK100 if chosen else Colours.DESK_HOVER)
        elif line.prefix:
            painter.fillRect(rect, Colours.TELUK50)
        painter.fillRect(QRectF(SIDE, rect.bottom() - 1, rect.width() - 2 * SIDE, 1), Colours.DESK_TRACK)
        opened = not line.prefix and self.isExpanded(index)
        paint_row(painter, rect.adjusted(SIDE, 0, -SIDE, 0), line, self.place, opened=opened)
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
        self._hover("")
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)


class _Heights(QStyledItemDelegate):
    """Rows are as high as their longest text needs."""

    def __init__(self, view: AgencyTree) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._view.height_of(index) if index.column() == 0 and self._view.place else 0)
