"""The table's rows for Qt's tree: agencies, and below each its services."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from counter.supervisor.lines import Group, Line
from counter.supervisor.listing import Column
from hall.translator import Translator
from qtkit.desk.rows_in_place import follow
from qtkit.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex


class AgencyModel(QAbstractItemModel):
    """Answers from lines. An index of a service carries the number of its agency, which the agency keeps wherever its
    row moves; that of an agency carries 0."""

    def __init__(self, translate: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._translate = translate
        self._agencies: list[Line] = []
        self._services: dict[str, list[Line]] = {}
        self._numbers: dict[str, int] = {}

    def show_groups(self, groups: tuple[Group, ...]) -> None:
        """Shows other groups; a view is told only of what differs."""
        for group in groups:
            key = group.agency.key
            self._services.setdefault(key, [])
            self._numbers.setdefault(key, len(self._numbers) + 1)
        agencies = [group.agency for group in groups]
        follow(self, self._agencies, agencies, columns=len(Column))
        for place, group in enumerate(groups):
            follow(self, self._services[group.agency.key], group.services, self.index(place, 0), len(Column))
        shown = {line.key for line in agencies}
        self._services = {key: lines for key, lines in self._services.items() if key in shown}

    def line(self, index: Index) -> Line:
        """The line of a row."""
        number = index.internalId()
        return self._services[self._key(number)][index.row()] if number else self._agencies[index.row()]

    def lines(self) -> tuple[Line, ...]:
        """Every line, those of agencies that are not opened too."""
        return tuple(line for agency in self._agencies for line in (agency, *self._services.get(agency.key, ())))

    def index_of(self, key: str) -> QModelIndex:
        """The row with that key; no valid index when there is none."""
        for place, agency in enumerate(self._agencies):
            if agency.key == key:
                return self.index(place, 0)
            for below, service in enumerate(self._services[agency.key]):
                if service.key == key:
                    return self.index(below, 0, self.index(place, 0))
        return QModelIndex()

    def _key(self, number: int) -> str:
        return next(key for key, known in self._numbers.items() if known == number)

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        if parent is None or not parent.isValid():
            inside = 0 <= row < len(self._agencies)
            return self.createIndex(row, column, 0) if inside else QModelIndex()
        if parent.internalId():
            return QModelIndex()
        key = self._agencies[parent.row()].key
        inside = 0 <= row < len(self._services[key])
        return self.createIndex(row, column, self._numbers[key]) if inside else QModelIndex()

    def parent(self, index: Index | None = None) -> QModelIndex:  # type: ignore[override]  # the QObject's is not asked
        if index is None or not index.isValid() or not index.internalId():
            return QModelIndex()
        key = self._key(index.internalId())
        place = next((place for place, line in enumerate(self._agencies) if line.key == key), -1)
        return self.createIndex(place, 0, 0) if place >= 0 else QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is None or not parent.isValid():
            return len(self._agencies)
        if parent.internalId() or parent.column() > 0:
            return 0
        return len(self._services[self._agencies[parent.row()].key])

    def columnCount(self, parent: Index | None = None) -> int:
        return len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.line(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(line.spoken)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.NAME:
            return line.spoken
        return self._text(line, Column(index.column())) if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: N802
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._translate(f"supervisor.head_{Column(section).name.lower()}")

    @staticmethod
    def _text(line: Line, column: Column) -> str:
        texts = {
            Column.NAME: f"{line.prefix} {line.name}".strip(),
            Column.ZONE: line.zone,
            Column.WAITING: str(line.waiting),
            Column.LONGEST: line.longest,
            Column.COUNTERS: line.counters,
            Column.DONE: line.done,
            Column.PROMISE: line.promise,
            Column.STATE: line.state,
        }
        return texts[column]
