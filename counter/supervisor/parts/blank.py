"""What is shown while there is no hall to show: why, in the middle of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.desk.texts import notice_text
from counter.supervisor.state import SupervisorState
from counter.supervisor.texts import status_texts
from hall.translator import Translator
from qtkit.desk.label import Label
from qtkit.desk.layout import Stretch, pack
from qtkit.desk.panel import IconTile
from qtkit.theme.tokens import Colours


class BlankPage(QWidget):
    """A sign and one or two sentences."""

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self._tile = IconTile("home-search", 72)
        self.text = Label(17, 600, lines=6, height_px=120, align=Qt.AlignmentFlag.AlignHCenter, name="blank-text")
        self.text.setMinimumWidth(320)
        self.text.setMaximumWidth(640)
        tile = pack(QHBoxLayout(), Stretch(), self._tile, Stretch())
        text = pack(QHBoxLayout(), Stretch(), (self.text, 4), Stretch())
        pack(QVBoxLayout(self), Stretch(), tile, 8, text, Stretch(), margins=(24, 24, 24, 24))

    def show_state(self, state: SupervisorState) -> None:
        """Shows why there is no view."""
        lost = not state.link.connected
        icon = "account-cancel" if state.notice is not None else "lan-disconnect" if lost else "home-search"
        self._tile.show_icon(icon)
        notice = notice_text(state.notice, self._translate) if state.notice is not None else ""
        self.text.show_text(notice or status_texts(state, self._translate)[0])

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Colours.DESK)
