"""Which agencies stand open in the tree: those that the person opened, and those in which something was found."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QObject, Slot
from PySide6.QtWidgets import QTreeView

from counter.supervisor.agency_model import AgencyModel
from counter.supervisor.lines import Group


class OpenAgencies(QObject):
    """Remembers what the person opens and closes, whatever the rows are."""

    def __init__(self, tree: QTreeView, table: AgencyModel) -> None:
        super().__init__(tree)
        self._tree, self._table = tree, table
        self._opened: set[str] = set()
        self._closed: set[str] = set()
        self._following = False
        tree.expanded.connect(self.on_expanded)
        tree.collapsed.connect(self.on_collapsed)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the agencies that stand open."""
        rows = (self._table.index(row, 0) for row in range(self._table.rowCount()))
        return tuple(self._table.line(index).key for index in rows if self._tree.isExpanded(index))

    def follow(self, groups: Iterable[Group]) -> None:
        """Opens and closes the rows of ``groups`` as they are to stand."""
        groups = tuple(groups)
        if not any(group.found for group in groups):
            self._closed.clear()
        for group in groups:
            key = group.agency.key
            opened = key in self._opened or (group.found and key not in self._closed)
            index = self._table.index_of(key)
            if self._tree.isExpanded(index) is not opened:
                self._following = True
                self._tree.setExpanded(index, opened)
                self._following = False

    @Slot(QModelIndex)
    def on_expanded(self, index: QModelIndex) -> None:
        """An agency was opened."""
        self._note(index, into=self._opened, out_of=self._closed)

    @Slot(QModelIndex)
    def on_collapsed(self, index: QModelIndex) -> None:
        """An agency was closed."""
        self._note(index, into=self._closed, out_of=self._opened)

    def _note(self, index: QModelIndex, *, into: set[str], out_of: set[str]) -> None:
        if not self._following:
            key = self._table.line(index).key
            into.add(key)
            out_of.discard(key)
