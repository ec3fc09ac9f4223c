"""The panel below a report: how far a file is made, and the one that was made."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.desk.state import DeskNotice
from counter.desk.texts import notice_text
from hall.report.rendering import Format
from hall.translator import Translator
from qtkit.announce import announce
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.label import Label
from qtkit.desk.layout import pack
from qtkit.desk.panel import Panel
from qtkit.desk.time_bar import TimeBar
from qtkit.theme.tokens import Colours
from qtkit.tips import set_tip

OPEN_SHORTCUT = "Ctrl+Shift+O"
_BAR = 8


class MakingBar(Panel):
    """Shows how far a file is, then that it is there, or why not; hidden when there is nothing to say. ``stopped`` when
    it is not wanted any more; ``opened`` carries the Path of the file that was made; ``changed`` when one begins or
    ends."""

    stopped = Signal()
    opened = Signal(object)
    changed = Signal()

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self.file: Path | None = None
        self._name, self._counted = "", (0, 0)
        self.text = Label(15, 700, lines=2, height_px=38, name="making-text")
        self.bar = TimeBar(_BAR)
        self.cancel = DeskButton("reports-cancel", "", "Esc", height=34)
        self.open = DeskButton("reports-open", "open-in-new", OPEN_SHORTCUT, height=34, icon_px=18)
        self._gap = QWidget()
        parts = (self.text, 6, (self.bar, 1), (self._gap, 1), self.open, self.cancel)
        pack(QHBoxLayout(self), *parts, margins=(16, 5, 16 - FOCUS_ROOM, 5), spacing=4)
        self.hide()
        self.cancel.clicked.connect(self.stopped)
        self.open.clicked.connect(self._on_open)

    def show_names(self) -> None:
        """The captions in the language shown."""
        translate = self._translate
        self.cancel.show_caption(translate("supervisor.reports_cancel"))
        self.open.show_caption(translate("supervisor.reports_open"))

    def begin(self, wanted: Format) -> None:
        """A file of a format is being made."""
        self.file, self._name = None, wanted.upper()
        self._show(making=True)
        self.show_pages(0, 0)
        announce(self, self.text.text())
        self.changed.emit()

    @Slot(int, int)
    def show_pages(self, number: int, count: int) -> None:
        """The page that is made now, and how many there are; 0 of 0 before that is known."""
        code = "supervisor.reports_making_page" if count else "supervisor.reports_making"
        self.text.show_text(self._translate(code, format=self._name, number=number, count=count))
        self.bar.show_share(number / count if count else 0.0, Colours.TELUK700)
        self.bar.setAccessibleName(self.text.text())

    @Slot(object)
    def show_made(self, file: Path) -> None:
        """The file is there."""
        self.file = file
        self._show(making=False)
        self.open.show()
        folder = file.parent
        self._say(self._translate("supervisor.reports_made", name=file.name, folder=folder.name or str(folder)))
        set_tip(self.open, str(file))
        self.changed.emit()

    @Slot()
    def show_sent(self) -> None:
        """All pages are made; they go to the printer."""
        self.text.show_text(self._translate("supervisor.reports_printing"))
        announce(self, self.text.text())

    @Slot()
    @Slot(object)
    def end(self, notice: DeskNotice | None = None) -> None:
        """There is no file: the person wanted it no more, it was printed, or ``notice`` says why."""
        stopped = self._translate("supervisor.reports_stopped")
        self._say(stopped if notice is None else notice_text(notice, self._translate))
        self.changed.emit()

    @Slot(object)
    def say(self, notice: DeskNotice) -> None:
        """Says what became of the file that was made."""
        self._say(notice_text(notice, self._translate))

    def _say(self, text: str) -> None:
        if self.file is None:
            self._show(making=False)
        self.text.show_text(text)
        announce(self, text)

    def leave(self) -> None:
        """Nothing is to be said any more."""
        self.file = None
        self.hide()

    @property
    def making(self) -> bool:
        """Whether it shows how far a file is."""
        return not self.isHidden() and not self.cancel.isHidden()

    @Slot()
    def _on_open(self) -> None:
        self.opened.emit(self.file)

    def _show(self, *, making: bool) -> None:
        self.bar.setVisible(making)
        self.cancel.setVisible(making)
        self._gap.setVisible(not making)
        self.open.hide()
        self.show()
