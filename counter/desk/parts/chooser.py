"""The list of counters as a map of the hall: tiles by zone, each with its agency and whether somebody sits there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from counter.desk.texts import zone_name
from hall.identifiers import same
from hall.structure import Zone
from hall.translator import Translator
from hall.views import CounterInfo
from qtkit.icons import paint_icon
from qtkit.paint import SMALLEST_PX, draw_capitals, draw_lines, fill_rounded, fit_or_cut, ring_rounded, rounded_path
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours
from qtkit.widgets.pictograms import paint_pictogram

_TILE_WIDTH, _TILE_HEIGHT, _GAP, _HEADING = 216, 66, 8, 38

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list: a zone's heading, or a counter."""

    zone: Zone
    counter: CounterInfo | None = None


def entries(counters: tuple[CounterInfo, ...]) -> tuple[Entry, ...]:
    """The counters with a heading before each zone, zones in the order in which they first appear."""
    zones = {counter.zone.id: counter.zone for counter in counters}
    found: list[Entry] = []
    for zone_id, zone in zones.items():
        found.append(Entry(zone))
        found.extend(Entry(zone, counter) for counter in counters if counter.zone.id == zone_id)
    return tuple(found)


class CounterModel(QAbstractListModel):
    """The entries for Qt's list; a row's text begins with the counter's label, so that typing it finds it."""

    def __init__(self, translate: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translate = translate
        self._entries: tuple[Entry, ...] = ()

    def show_counters(self, counters: tuple[CounterInfo, ...]) -> bool:
        """Shows other counters; True when the rows were replaced, False when only their contents changed."""
        fresh = entries(counters)
        if [_key(entry) for entry in fresh] != [_key(entry) for entry in self._entries]:
            self.beginResetModel()
            self._entries = fresh
            self.endResetModel()
            return True
        self._entries = fresh
        if fresh:
            self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
        return False

    def entry(self, index: Index) -> Entry:
        """The entry of a row."""
        return self._entries[index.row()]

    def row_of(self, label: str) -> int:
        """The row of a counter by label or id, -1 when there is none."""
        counters = ((row, entry.counter) for row, entry in enumerate(self._entries) if entry.counter is not None)
        return next((row for row, counter in counters if same(label, counter.label) or same(label, counter.id)), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.entry(index).counter is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entry(index)
        if role == Qt.ItemDataRole.DisplayRole:
            if entry.counter is None:
                return self._translate("counter.zone", zone=zone_name(entry.zone))
            return f"{entry.counter.label} {entry.counter.agency_name}"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(entry)
        return None

    def _spoken(self, entry: Entry) -> str:
        counter = entry.counter
        if counter is None:
            return self._translate("counter.zone", zone=zone_name(entry.zone))
        who = self._translate("counter.free" if counter.clerk_id is None else "counter.in_use")
        zone = zone_name(counter.zone)
        return self._translate(
            "counter.tile_spoken", label=counter.label, agency=counter.agency_name, zone=zone, who=who
        )


def _key(entry: Entry) -> tuple[str, str]:
    return entry.zone.id, entry.counter.id if entry.counter is not None else ""


class _Tiles(QStyledItemDelegate):
    """Paints headings and tiles."""

    def __init__(self, translate: Translator, view: CounterChooser) -> None:
        super().__init__(view)
        self._translate, self._view = translate, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.row_width
        if self._view.counters.entry(index).counter is None:
            return QSize(width, _HEADING)
        columns = max(1, (width + _GAP) // (_TILE_WIDTH + _GAP))
        return QSize(width // columns, _TILE_HEIGHT + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        entry = self._view.counters.entry(index)
        rect = QRectF(option.rect)
        if entry.counter is None:
            self._paint_heading(painter, rect, entry.zone)
        else:
            self._paint_tile(painter, rect.adjusted(2, 2, -_GAP + 2, -_GAP + 2), entry.counter, option.state)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, zone: Zone) -> None:
        y = rect.center().y() + 3
        paint_pictogram(painter, QRectF(rect.left() + 2, y - 9, 18, 18), zone.pictogram, Colours.TELUK700)
        draw_capitals(
            painter,
            self._translate("counter.zone", zone=zone_name(zone)),
            font(13, 700),
            rect.left() + 28,
            y,
            ink=Colours.TELUK700,
        )

    def _paint_tile(self, painter: QPainter, rect: QRectF, counter: CounterInfo, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        fill = Colours.TELUK100 if chosen else Colours.DESK_HOVER if hover else Colours.SURFACE
        edge = Colours.TELUK700 if chosen else Colours.DESK_EDGE
        fill_rounded(painter, rect, 10, fill, edge=edge, edge_px=2 if chosen else 1)
        if state & QStyle.StateFlag.State_HasFocus and self._view.ringed:
            painter.fillPath(rounded_path(rect.adjusted(-2, -2, 2, 2), 12) - rounded_path(rect, 10), Colours.TELUK700)
        y = rect.center().y()
        painter.setPen(Colours.INK)
        draw_lines(painter, fit_or_cut(counter.label, 48, 24, 800, min_px=14, tabular=True), rect.left() + 14, y)
        x = rect.left() + 68
        room = rect.right() - 12 - x
        draw_lines(painter, fit_or_cut(counter.agency_name, room, 14, 700, min_px=13, lines=2, height=30), x, y - 11)
        self._paint_clerk(painter, counter, x, y + 15, room)

    def _paint_clerk(self, painter: QPainter, counter: CounterInfo, x: float, y: float, room: float) -> None:
        if counter.clerk_id is None:
            draw_capitals(painter, self._translate("counter.free"), font(SMALLEST_PX, 500), x, y, ink=Colours.INK2)
            return
        paint_icon(painter, QRectF(x - 1, y - 7, 14, 14), "account", Colours.DESK_BLUE)
        draw_lines(
            painter,
            fit_or_cut(self._translate("counter.in_use"), room - 17, SMALLEST_PX, 700),
            x + 17,
            y,
            ink=Colours.DESK_BLUE,
        )


class CounterChooser(QListView):
    """Keys: arrows move, typing a label jumps to it. Emits the label of the counter that was chosen."""

    counter_chosen = Signal(str)

    def __init__(self, translate: Translator, parent: QWidget | None = None) -> None:
        super().__init__(
            parent,
            viewMode=QListView.ViewMode.IconMode,
            movement=QListView.Movement.Static,
            flow=QListView.Flow.LeftToRight,
            isWrapping=True,
            resizeMode=QListView.ResizeMode.Adjust,
            spacing=0,
        )
        self.setObjectName("choose-counter")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.ringed = self._focusing = False
        self.counters = CounterModel(translate, self)
        self.setModel(self.counters)
        self.setItemDelegate(_Tiles(translate, self))
        self.verticalScrollBar().setSingleStep(24)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def row_width(self) -> int:
        """Pixels of one row of tiles."""
        return self.viewport().width() - 1

    @property
    def chosen(self) -> str:
        """The label of the chosen counter, empty when none is."""
        index = self.currentIndex()
        counter = self.counters.entry(index).counter if index.isValid() else None
        return counter.label if counter is not None else ""

    def show_counters(self, counters: tuple[CounterInfo, ...], chosen: str) -> None:
        """Shows the counters and marks the one of that label or id."""
        replaced = self.counters.show_counters(counters)
        row = self.counters.row_of(chosen) if chosen else -1
        if row >= 0 and (replaced or self.currentIndex().row() != row):
            self.setCurrentIndex(self.counters.index(row))
            self.scrollTo(self.counters.index(row), QListView.ScrollHint.EnsureVisible)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        if self.chosen and not self._focusing:
            self.counter_chosen.emit(self.chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        nothing = not self.currentIndex().isValid()
        self._focusing = nothing
        super().focusInEvent(event)
        if nothing:  # Qt goes to the first row; a counter is chosen by a person alone
            self.selectionModel().clearCurrentIndex()
        self._focusing = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.ringed and not self.chosen:  # no tile has the ring
            painter = QPainter(self.viewport())
            ring_rounded(painter, QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2), 8, Colours.TELUK700, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
