"""The small bar as a window of its own, over other programs: it takes no focus, and its shortcuts hold in them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QHideEvent, QMoveEvent, QShortcut
from PySide6.QtWidgets import QWidget

from counter.desk.intents import DeskIntents
from counter.desk.pages.compact import FULL, OWN_KEYS, CompactPage, bar_keys
from counter.desk.parts.action_button import act_of
from counter.desk.state import Intent
from hall.desk_setup import DeskSetup
from hall.translator import Translator
from qtkit.desk.style import style_sheet
from qtkit.global_keys.edge import edge_near, refuse_focus, reserve
from qtkit.global_keys.keys import GlobalKeys, Grabber, Taken
from qtkit.timers import single_shot

_FLAGS = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
_SAY_MS = 10_000
_LAID_DOWN_MS = 300
"""A bar that has not moved for so long was let go."""


class CompactWindow(CompactPage):
    """No frame, above all others, where the clerk last dragged it or at an edge of the screen.

    Where the desktop gives it shortcuts, a click on it takes the keyboard from nobody. Elsewhere it has the keyboard
    once it is shown or clicked, as any window.
    """

    closed = Signal()

    def __init__(
        self, translate: Translator, intents: DeskIntents, setup: DeskSetup, grabber: Callable[[], Grabber | None]
    ) -> None:
        super().__init__(translate, intents)
        self._intents, self._setup = intents, setup
        self._keys = GlobalKeys(setup.keys(), grabber, self)
        self._keys.pressed.connect(self._on_pressed)
        self._say = single_shot(self, self._on_said, _SAY_MS)
        self._laid_down = single_shot(self, self._on_laid_down, _LAID_DOWN_MS)
        self._edge_taken, self._area = setup.edge, QRect()
        self._placed = self._over_others = self._reserved = False
        self.setObjectName("compact-window")
        self.setWindowFlags(Qt.WindowType.Window | _FLAGS)
        self.setStyleSheet(style_sheet())

    def appear(self, window: QWidget) -> None:
        """Shows the bar; the first time at its edge, or at the lower right of the screen that ``window`` is on."""
        taken = self._keys.take()
        self._keep_keyboard(over_others=taken.possible)
        self.show_shortcuts(bar_keys(self._setup.shortcuts, taken.missing) if taken.possible else OWN_KEYS)
        if not self._placed:
            self._placed = True
            self.setScreen(window.screen())
            self._area = window.screen().availableGeometry()
            self.move(self._area.bottomRight() - QPoint(self.least_size.width() + 24, self.least_size.height() + 24))
        self._lie_at(self._edge_taken)
        self.show()
        self._reserve()
        if not taken.possible:
            self.activateWindow()
        self._say_of(taken)

    @Slot()
    def end(self) -> None:
        """Gives the shortcuts back for good: the program ends."""
        self._keys.close()

    def _keep_keyboard(self, *, over_others: bool) -> None:
        """Sets, before the window is made, whether it takes the keyboard."""
        if over_others and not self._over_others:
            self._over_others = True
            self.setWindowFlags(Qt.WindowType.Tool | _FLAGS | Qt.WindowType.WindowDoesNotAcceptFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            refuse_focus(int(self.winId()))
            for shortcut in self.findChildren(QShortcut):
                shortcut.setEnabled(False)  # it never has the keyboard

    def _say_of(self, taken: Taken) -> None:
        """Says which shortcuts do not hold, for a while."""
        text = ""
        if taken.missing:
            text = self._translate("counter.keys_missing", keys=", ".join(map(str, taken.missing)))
        elif not taken.possible and QGuiApplication.platformName().startswith("wayland"):
            text = self._translate("counter.keys_impossible")
        if text:
            self.say_of_keys(text)
            self._say.start()

    def _lie_at(self, edge: str) -> None:
        """Takes an edge of the screen whole, or as much room as the bar needs where it is."""
        self._edge_taken = edge
        size, area = self.least_size, self._area
        if not edge:
            self.setFixedSize(size)
            return
        top = area.top() if edge == "top" else area.bottom() + 1 - size.height()
        self.setFixedSize(area.width(), size.height())
        self.move(area.left(), top)

    def _reserve(self) -> None:
        """Keeps other windows off the edge that the bar has, or lets them have it again."""
        if self._edge_taken or self._reserved:
            self._reserved = bool(self._edge_taken)
            reserve(int(self.winId()), self._edge_taken, self.geometry(), scale=self.devicePixelRatioF())

    @Slot(str)
    def _on_pressed(self, action: str) -> None:
        if action == FULL:
            self._intents.full_requested.emit()
        else:
            act_of(self._intents, Intent(action))()

    @Slot()
    def _on_said(self) -> None:
        self.say_of_keys("")

    @Slot()
    def _on_laid_down(self) -> None:
        if not self.isVisible():
            return
        if not self._edge_taken:  # what others keep for themselves may have changed; what the bar keeps is not asked
            self._area = self.screen().availableGeometry()
        edge = edge_near(self.geometry(), self._area)
        if edge or self._edge_taken:
            self._lie_at(edge)
            self._reserve()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        if self.isVisible():
            self._laid_down.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keys.give_back()
        self._laid_down.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
