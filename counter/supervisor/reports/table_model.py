"""A table of a report for Qt's views: cells are asked for when they are painted."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from counter.supervisor.reports.table_places import indents
from counter.supervisor.reports.wanted import TableLook
from hall.report.report import Level
from qtkit.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex


class TableModel(QAbstractTableModel):
    """The cells of one table; another version of the same one changes texts and moves nothing."""

    def __init__(self, look: TableLook, parent: QWidget) -> None:
        super().__init__(parent)
        self.table, self.look = look.table, look
        self.indents = indents(look.table)

    def follow(self, look: TableLook) -> bool:
        """Shows another version; returns whether rows or columns have come or gone."""
        table = look.table
        same = (len(look.texts), table.columns) == (len(self.look.texts), self.table.columns)
        if same and look == self.look:
            return False
        if not same:
            self.beginResetModel()
        self.table, self.look, self.indents = table, look, indents(table)
        if not same:
            self.endResetModel()
        elif look.texts:
            self.dataChanged.emit(self.index(0, 0), self.index(len(look.texts) - 1, len(table.columns) - 1))
        return not same

    def level(self, row: int) -> Level:
        """What a row is."""
        return self.look.levels[row]

    @property
    def name_column(self) -> int:
        """The column that names a row: the first one with texts."""
        return next((at for at, one in enumerate(self.table.columns) if not one.kind.is_number), 0)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.look.texts)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.table.columns)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal:
            return self.table.columns[section].title if role == Qt.ItemDataRole.DisplayRole else None
        return self.look.texts[section][self.name_column] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.look.texts[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = row[self.name_column]
            return name if column == self.name_column else f"{name}, {self.table.columns[column].title}: {row[column]}"
        if role == Qt.ItemDataRole.ToolTipRole and not self.table.columns[column].kind.is_number:
            return plain_tip(row[column])
        return None
