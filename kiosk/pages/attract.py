"""The page of a kiosk that nobody uses: an invitation, how it works, who is called, and how many wait where."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from kiosk.kit import KioskKit
from kiosk.pages.base import KioskPage
from kiosk.screen import Screen
from kiosk.widgets.invitation import Invitation
from qtkit.timers import repeating

STEP_MS = 4000
"""So long each step is marked: the only thing that moves."""


class AttractPage(KioskPage):
    """A touch anywhere leads to the first page; so does any key, which the window sees to. In the low mode all that it
    shows, being one key, is within reach."""

    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self._key = Invitation(kit, self)
        self._key.clicked.connect(self.intents.begin_wanted)
        self._steps = repeating(self, self._key.mark_next, STEP_MS)

    def last_buttons(self) -> tuple[QWidget, ...]:
        return (self._key,)

    def page_title(self) -> str:
        return self._key.accessibleName()

    def show_screen(self, screen: Screen) -> None:
        self._key.show_hall(screen.view.agencies if screen.view else (), screen.attract.calls)
        self._move()

    def place(self) -> None:
        body, above = self.body_mm(), self.above
        self._key.setGeometry(self.card_rect(QRectF(0, above, body.width(), body.height() - above)))
        self._key.arrange(self.layout_mm, QSizeF(body.width(), body.height() - above))

    @property
    def moves(self) -> bool:
        """Whether something moves on it now."""
        return self._steps.isActive()

    def _move(self) -> None:
        """A step is marked after the other while the page is seen, unless nothing may move."""
        moves = self.isVisible() and not self.guard.still
        if moves and not self._steps.isActive():
            self._steps.start()
        elif not moves:
            self._steps.stop()
            self._key.mark(-1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._move()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._move()
