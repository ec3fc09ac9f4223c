"""Where the columns of the tree are: as its rows and its width want it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QTreeView

from counter.supervisor.agency_model import AgencyModel
from counter.supervisor.columns import Columns, Needs, columns, needs
from counter.supervisor.listing import Column
from hall.translator import Translator

SIDE = 8
"""Pixels left and right of the columns that the ground of a row has."""
BAR = 8
"""Pixels of the scroll bar."""


class TreeColumns(QObject):
    """The ``place`` of each column, None before the first rows. ``changed`` comes when they have other places."""

    changed = Signal()

    def __init__(self, tree: QTreeView, table: AgencyModel, translate: Translator) -> None:
        super().__init__(tree)
        self._tree, self._table, self._translate = tree, table, translate
        self._needs: Needs | None = None
        self._language = ""
        self.place: Columns | None = None

    @property
    def rows_width(self) -> int:
        """Pixels of the rows: the place of the scroll bar stays empty while there is none, so that nothing moves."""
        return self._tree.width() - BAR

    def measure(self) -> None:
        """Gives the columns what the rows of the table need now; what has grown stays, in one language."""
        heads = {column: str(self._table.headerData(column, Qt.Orientation.Horizontal)) for column in Column}
        need = needs(self._table.lines(), heads)
        if self._needs is not None and self._language == self._translate.language:
            need = self._needs.joined(need)
        self._language = self._translate.language
        if need != self._needs:
            self._needs = need
            self.share_width()

    def share_width(self) -> None:
        """Shares the width of the tree among the columns."""
        if self._needs is None:
            return
        place = columns(self.rows_width - 2 * SIDE, self._needs)
        if place != self.place:
            self.place = place
            self._share_sections(place)
            self.changed.emit()

    def _share_sections(self, place: Columns) -> None:
        """Gives Qt's own columns the same places: assistive technology asks where a cell is."""
        header = self._tree.header()
        shown = [column for column in Column if place.shown(column)]
        ends = [*(SIDE + place.left[column] for column in shown[1:]), float(self.rows_width)]
        begin = 0.0
        for column in Column:
            header.resizeSection(column, 0)
        for column, end in zip(shown, ends, strict=True):
            header.resizeSection(column, round(end) - round(begin))
            begin = end
