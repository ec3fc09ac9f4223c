"""What a technician asks the board: F1 shows its own troubles for half a minute. The public sees none of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from display.parts.staff_note import StaffNote
from display.picture import BoardPicture
from display.window import DisplayWindow

SHOWN_MS = 30_000
_HEIGHT = 0.035
"""Of the window's height: to be read at arm's length."""


class StaffPeek(QObject):
    """A key on a keyboard that somebody has plugged in; until it is pressed nothing is shown."""

    def __init__(self, window: DisplayWindow) -> None:
        super().__init__(window)
        self._window = window
        self._trouble: tuple[str, ...] = ()
        self._health: tuple[str, ...] = ()
        self._note = StaffNote(window.words, window)
        self._note.hide()
        self._shown = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._shown.timeout.connect(self._note.hide)
        key = QShortcut(QKeySequence("F1"), window)
        key.activated.connect(self.show)

    @Slot(object)
    def show_picture(self, picture: BoardPicture) -> None:
        """The board's picture, which knows why the database cannot be used."""
        self._trouble = (picture.trouble,) if picture.trouble else ()
        self._refresh()

    def show_health(self, *keys: str) -> None:
        """What else troubles this board: keys of ``display.warning.…``."""
        self._health = keys
        self._refresh()

    @Slot()
    def show(self) -> None:
        """The troubles, or that there is none, at the foot of the board for ``SHOWN_MS``."""
        height, width = max(20, round(_HEIGHT * self._window.height())), self._window.width()
        self._note.setGeometry(QRect(0, self._window.height() - height, width, height))
        self._refresh()
        self._note.show()
        self._note.raise_()
        self._shown.start()

    def _refresh(self) -> None:
        self._note.show_warnings((*self._trouble, *self._health) or ("none",))
