"""What a technician asks the board: F1 shows its own troubles for half a minute. The public sees none of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from display.geometry import staff_rect
from display.parts.staff_note import StaffNote
from display.picture import BoardPicture
from display.window import DisplayWindow

SHOWN_MS = 30_000
_NAMED, _LONGEST = 2, 32


class StaffPeek(QObject):
    """A key on a keyboard that somebody has plugged in; until it is pressed nothing is shown. F1 again, Esc or
    ``SHOWN_MS`` end it."""

    def __init__(self, window: DisplayWindow) -> None:
        super().__init__(window)
        self._window = window
        self._trouble: tuple[str, ...] = ()
        self._health: tuple[str, ...] = ()
        self._named: dict[str, str] = {}
        self.note = StaffNote(window.translate, window)
        self.note.hide()
        self._shown = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._shown.timeout.connect(self.hide)
        for key, slot in (("F1", self.toggle), ("Esc", self.hide)):
            QShortcut(QKeySequence(key), window).activated.connect(slot)

    @Slot(object)
    def show_picture(self, picture: BoardPicture) -> None:
        """The board's picture, which knows why the database cannot be used."""
        self._trouble = (picture.trouble,) if picture.trouble else ()
        self._refresh()

    def show_health(self, *keys: str, unshown: Sequence[str] = (), screen: str = "") -> None:
        """What else troubles this board: keys of ``display.warning.…``, the names of files and folders that cannot be
        shown, and the screen of the configuration that is not there."""
        self._named = {}
        if unshown:
            self._named["media"] = ", ".join(map(_short, unshown[:_NAMED])) + (
                f" +{len(unshown) - _NAMED}" if len(unshown) > _NAMED else ""
            )
        if screen:
            self._named["screen"] = _short(screen)
        self._health = (*keys, *self._named)
        self._refresh()

    @Slot()
    def toggle(self) -> None:
        """The troubles, or that there is none, above the running text, where nothing is read; or nothing."""
        if self.note.isVisible():
            self.hide()
        else:
            self._refresh()
            self.note.show()
            self.note.raise_()
            self._shown.start()

    @Slot()
    def hide(self) -> None:
        """Nothing, as before."""
        self._shown.stop()
        self.note.hide()

    def _refresh(self) -> None:
        picture = self._window.picture
        self.note.setGeometry(staff_rect(self._window.size(), band=picture.passing or picture.away))
        self.note.show_warnings((*self._trouble, *self._health) or ("none",), self._named)


def _short(name: str) -> str:
    """The end of a name tells files apart better than its middle."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 9]}…{name[-8:]}"
