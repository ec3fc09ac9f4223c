"""The report in the window, as it will be printed: its parts one below the other, scrolled up and down."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from counter.supervisor.reports.blocks import ChartPart, TablePart, TextPart, TilesPart, part_of
from counter.supervisor.reports.wanted import ReportView, TableLook
from hall.report.report import Block, Break, Chart, Prose, Signed, Table, Tiles
from hall.translator import Translator
from qtkit.desk.buttons import FOCUS_ROOM
from qtkit.desk.layout import scrolling

_GAP = 18
Shown = Table | Chart | Tiles | Prose
"""What is seen of a report: a break and a place for signatures are for paper."""


class DocumentView(QScrollArea):
    """Shows a ReportView; a new version of the same report changes texts and stays where it stands."""

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self._kinds: list[tuple[type, str]] = []
        self.parts: list[QWidget] = []
        self._content = QWidget()
        scrolling(self._content, self)
        self.setWidgetResizable(False)

    def show_view(self, view: ReportView) -> None:
        """Shows the parts of the report."""
        looks = iter(view.tables)
        blocks = shown_blocks(view)
        paired = [(block, next(looks) if isinstance(block, Table) else None) for block in blocks]
        kinds = [(type(block), getattr(block, "key", "")) for block in blocks]
        if kinds == self._kinds:
            for part, (block, look) in zip(self.parts, paired, strict=True):
                _follow(part, block, look)
        else:
            self._kinds = kinds
            for part in self.parts:
                part.hide()
                part.deleteLater()
            self.parts = [part_of(block, look, self._translate) for block, look in paired]
            before: QWidget = self
            for part in self.parts:
                part.setParent(self._content)
                part.show()
                QWidget.setTabOrder(before, part)
                before = part
            self.verticalScrollBar().setValue(0)
        self._place()

    @property
    def first(self) -> QWidget | None:
        """What takes the keyboard first."""
        stops = (part.grid if isinstance(part, TablePart) else part for part in self.parts)
        return next((one for one in stops if not one.isHidden() and one.focusPolicy() & Qt.FocusPolicy.TabFocus), None)

    def _place(self) -> None:
        """One below the other, each as high as it wants to be in the present width."""
        width, room = self.viewport().width() - FOCUS_ROOM, self.viewport().height()
        top = 0
        for part in self.parts:
            assert isinstance(part, TablePart | ChartPart | TilesPart | TextPart)
            high = part.height_for(width, room)
            part.setGeometry(0, top, width, high)
            top += high + _GAP
        self._content.resize(width, max(0, top - _GAP))

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        moved = super().focusNextPrevChild(forward)
        now = self.window().focusWidget()
        if moved and now is not None and self._content.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, _GAP)
        return moved

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


def shown_blocks(view: ReportView) -> list[Shown]:
    """What is seen of a report: not the first figure a second time."""
    found: list[Shown] = []
    for block in view.report.blocks:
        one = _without(block, view)
        if one is not None:
            found.append(one)
    return found


def _without(block: Block, view: ReportView) -> Shown | None:
    if isinstance(block, Break | Signed):
        return None
    if isinstance(block, Tiles):
        rest = tuple(tile for tile in block.tiles if tile != view.headline)
        return Tiles(rest) if rest else None
    return block


def _follow(part: QWidget, block: Shown, look: TableLook | None) -> None:
    if isinstance(part, TablePart) and isinstance(block, Table):
        assert look is not None
        part.show_table(look)
    elif isinstance(part, ChartPart) and isinstance(block, Chart):
        part.show_chart(block)
    elif isinstance(part, TilesPart) and isinstance(block, Tiles):
        part.show_tiles(block)
    elif isinstance(part, TextPart) and isinstance(block, Prose):
        part.show_texts(block.title, block.paragraphs)
