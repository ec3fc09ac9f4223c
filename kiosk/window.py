"""The kiosk's window: the frame that stays, the page that changes, and the keys that work on all pages."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QCloseEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from hall.translator import Translator
from kiosk.frame import KioskFrame, keys_of
from kiosk.geometry import FINGER, USUAL_BOTTOM, Layout, Use, layout_of
from kiosk.herald import Herald
from kiosk.intents import KioskIntents
from kiosk.kit import KioskKit
from kiosk.page_set import pages_in
from kiosk.pages.base import KioskPage
from kiosk.screen import Page, Screen
from kiosk.stage import PageSlide, travel_between
from kiosk.widgets.training_bands import TrainingBands
from kiosk.window_keys import WindowKeys
from kiosk.window_modes import WindowModes
from qtkit.key_pause import KeyPause
from qtkit.scanner import LEAST_ENDED, LEAST_OPEN, ScanFilter
from qtkit.theme.scale import Scale
from qtkit.theme.tokens import Colours
from qtkit.timers import single_shot
from qtkit.widgets.focus import FocusRing
from qtkit.widgets.pressable import Pressable, TouchGuard

_STEADY_S = 0.8
"""So long no touch counts when a page that ends numbers comes, changes or goes: the second tap of whoever
taps twice must not decide anything there."""
_DECIDES = frozenset({Page.TROUBLE, Page.MY_NUMBER})
"""Pages on which a touch may end a number."""
HELD_MS = 2500
"""How long the hall's name is held until the staff's page opens: nobody does that by chance."""


class KioskWindow(QWidget):
    """Shows a ``Screen``; ``intents`` are what people ask for. Keys: Tab and Enter everywhere, Escape back, F2
    language, F3 priority, Page Up and Down in lists, Ctrl+F12 the staff's page. ``screen_scale`` is the true scale of a
    screen that the window fills, else None; without ``motion`` no page slides."""

    access_role = QAccessible.Role.Window

    painted = Signal()
    closed = Signal()
    shown = Signal(object)
    """A ``Screen`` is shown, and announced."""

    def __init__(
        self, translate: Translator, screen_scale: Scale | None, *, motion: bool = True, guard: TouchGuard | None = None
    ) -> None:
        super().__init__()
        self.translate = translate
        self._screen_scale, self._bottom_mm = screen_scale, USUAL_BOTTOM
        self._guard = guard or TouchGuard()
        self.intents = KioskIntents(self)
        self._screen, self._painted = Screen(), False
        self.layout_mm = layout_of(1080, 1920, screen_scale)
        kit = KioskKit(translate, self._guard, self.intents)
        self._pages = pages_in(self, kit)
        self._slide = PageSlide(self)
        self._held = single_shot(self, self.intents.staff_wanted, HELD_MS)
        self.frame = KioskFrame(kit, self)
        self._training, self._ring = TrainingBands(translate, self), FocusRing(self)
        self.herald = Herald(self, self.frame)
        self.keys = WindowKeys(self.frame, self.intents, self._guard, lambda: (self._screen, self.current_page))
        self.speech_key = ""
        """The sign of the key with which the kiosk begins to speak, beside those of ``speech_codes``."""
        self.speech_codes: frozenset[int] = frozenset({Qt.Key.Key_F9})
        self._pause = KeyPause(self)
        self._modes = WindowModes(self, self._guard, self._pause, motion=motion)
        self._scans = ScanFilter(lambda text: True, self)  # no other burst of keys comes to a kiosk
        self._scans.least_ended, self._scans.least_open = LEAST_ENDED, LEAST_OPEN
        self._scans.scanned.connect(self.intents.scanned)
        for button in self.findChildren(Pressable):
            button.pressed.connect(self.intents.touched)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.resize(1080, 1920)
        self._show_whole(self._screen, self._screen)

    @property
    def page(self) -> str:
        """The page that is up: loading, agencies, services, ticket, trouble, failed, notice or staff."""
        return self._screen.page.value

    @property
    def current_page(self) -> KioskPage:
        """The page that is up, as a widget."""
        return self._pages[self._screen.page]

    @property
    def is_moving(self) -> bool:
        """Whether a page is sliding in."""
        return self._slide.running

    def set_screen_scale(self, screen_scale: Scale | None, bottom_mm: float = USUAL_BOTTOM) -> None:
        """Draws for a screen of that true scale, whose lower edge is ``bottom_mm`` millimetres above the floor."""
        if (screen_scale, bottom_mm) != (self._screen_scale, self._bottom_mm):
            self._screen_scale, self._bottom_mm = screen_scale, bottom_mm
            self._arrange()
            self._show_whole(self._screen, self._screen)

    @Slot(object)
    def show_screen(self, screen: Screen) -> None:
        """Shows ``screen`` in its language; seconds that pass repaint only their ring."""
        before, self._screen = self._screen, screen
        changed = before.under_finger() != screen.under_finger()
        if changed:
            self._pages[screen.page].tell_when_painted()
        if before.without_seconds() == screen.without_seconds():
            self.frame.show_seconds(screen)
        else:
            self._show_whole(before, screen)
        self.herald.tell(screen, self._pages[screen.page])
        if changed:
            self._guard.page_changed()
        self.shown.emit(screen)

    def _show_whole(self, before: Screen, screen: Screen) -> None:
        self._guard.busy = bool(screen.busy)
        self._modes.show(before, screen)
        changed = (before.page, before.asking) != (screen.page, screen.asking)
        if changed and not _DECIDES.isdisjoint((before.page, screen.page)):
            self._guard.hold(_STEADY_S)
        self.translate.language = screen.language
        self.setWindowTitle(self.translate("kiosk.window"))
        other = around(before) != around(screen)
        if other or not self._pages[screen.page].isVisible():
            self._arrange()
        page = self._pages[screen.page]
        page.show_screen(screen)
        page.setAccessibleName(self._training.marked(page.page_title(), on=screen.training))
        self.frame.show_screen(screen, page)
        # Tab begins at the first card; pager, priority and language follow, then back, and so round again.
        for first, second in pairwise((*page.cards(), *self.frame.tab_chain(), *page.last_buttons())):
            QWidget.setTabOrder(first, second)
        self._training.show_state(on=screen.training)
        self.frame.show_seconds(screen)
        self._travel(before, screen)

    @Slot(object)
    def show_time(self, now: datetime) -> None:
        """Shows the hall's local time."""
        self.frame.header.show_time(now)

    def _travel(self, before: Screen, now: Screen) -> None:
        """Brings the page in when it, or the page of its list, has changed."""
        travel = travel_between(before, now)
        if before.page is not now.page:
            self.setFocus()  # a new page begins with its first button, and shows no ring until Tab is pressed
        if travel is None or self._guard.still or not self.isVisible():
            return
        self._slide.bring(self._pages[now.page], travel, self.layout_mm.scale.unit())
        self.frame.raise_above_page()
        self._training.raise_()
        self._ring.raise_()

    def _arrange(self) -> None:
        current = self._pages[self._screen.page]
        layout = self.layout_mm = self._layout_for(current)
        self._modes.fit(layout, self._screen)
        self._guard.finger_px = layout.scale.mm(FINGER)
        parts = self.frame.arrange(layout, self._screen)
        self._ring.set_unit(layout.scale.unit())
        current.setGeometry(layout.px(parts.body))
        current.arrange(layout)
        self._training.arrange(layout)
        for other in set(self._pages.values()):
            other.setVisible(other is current)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pause.watch(self.windowHandle())
        self._scans.watch(self.windowHandle())  # before the pause: it hears every key

    def _layout_for(self, page: KioskPage) -> Layout:
        modes = self._screen.modes
        use = Use(modes.large and page.grows, modes.low and page.keeps_keys_low, self._bottom_mm)
        return layout_of(self.width(), self.height(), self._screen_scale, use=use, least=page.least)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._arrange()
        self._show_whole(self._screen, self._screen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.keys.press(event, self.speech_key, self.speech_codes):
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        self.intents.key_used.emit()
        if self._screen.page is Page.ATTRACT:
            self.intents.begin_wanted.emit()
            return True
        return super().focusNextPrevChild(forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.intents.touched.emit()
        self.intents.begin_wanted.emit()  # from the page that invites; elsewhere it is nothing
        if self.frame.header.geometry().contains(event.position().toPoint()):
            self._held.start()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held.stop()
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._modes.leave()
        self.closed.emit()
        super().closeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Colours.CANVAS)
        if not self._painted:
            self._painted = True
            self.painted.emit()


def around(screen: Screen) -> tuple[object, ...]:
    """What decides where everything is."""
    return screen.page, screen.modes, screen.typing, keys_of(screen)
