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
from PySide6.QtWidgets import QAbstractButton, QWidget

from hall.forms import KioskForm
from hall.translator import Translator
from kiosk.frame import KioskFrame, keys_of
from kiosk.geometry import FINGER, USUAL_BOTTOM, Layout, Use, layout_of
from kiosk.herald import Herald
from kiosk.intents import KioskIntents
from kiosk.kit import KioskKit
from kiosk.modes import Modes
from kiosk.page_set import pages_in
from kiosk.pages.base import KioskPage
from kiosk.screen import LISTS, READING, Page, Screen
from kiosk.stage import PageSlide, Travel
from kiosk.widgets.training_bands import TrainingBands
from qtkit.key_pause import KeyPause
from qtkit.scanner import ScanFilter
from qtkit.theme.contrast import HighContrast
from qtkit.theme.fonts import wear_legible, wear_usual
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
        self,
        translate: Translator,
        screen_scale: Scale | None,
        *,
        motion: bool = True,
        guard: TouchGuard | None = None,
    ) -> None:
        super().__init__()
        self.translate = translate
        self._screen_scale = screen_scale
        self._bottom_mm = USUAL_BOTTOM
        self._motion = motion
        self._guard = guard or TouchGuard()
        self._guard.still = not motion
        self.intents = KioskIntents(self)
        self._screen = Screen()
        self._painted = False
        self.layout_mm = layout_of(1080, 1920, screen_scale)
        kit = KioskKit(translate, self._guard, self.intents)
        self._pages = pages_in(self, kit)
        self._slide = PageSlide(self)
        self._contrast = HighContrast()
        self._held = single_shot(self, self.intents.staff_wanted, HELD_MS)
        self.frame = KioskFrame(kit, self)
        self._training = TrainingBands(translate, self)
        self._ring = FocusRing(self)
        self.herald = Herald(self, self.frame)
        self.speech_key = ""
        """The sign of the key with which the kiosk begins to speak, beside those of ``speech_codes``."""
        self.speech_codes: frozenset[int] = frozenset({Qt.Key.Key_F9})
        self._keys = KeyPause(self)
        self._scans = ScanFilter(lambda text: True, self)  # no other burst of keys comes to a kiosk
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
        self._set_pace(screen)
        changed = (before.page, before.asking) != (screen.page, screen.asking)
        if changed and not _DECIDES.isdisjoint((before.page, screen.page)):
            self._guard.hold(_STEADY_S)
        if before.modes.contrast != screen.modes.contrast or before.modes.large != screen.modes.large:
            self._wear(screen.modes)
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

    def _wear(self, modes: Modes) -> None:
        """Looks as ``modes`` say from now on."""
        self._contrast.wear(on=modes.contrast)
        for widget in self.findChildren(QWidget):
            widget.update()
        self.update()

    def _set_pace(self, screen: Screen) -> None:
        """How screen and keyboard move, as the hall and the visitor have it."""
        hall = screen.view.hall.kiosk if screen.view is not None else KioskForm()
        self._guard.still = screen.modes.calm or hall.calm or not self._motion
        self._keys.pause_ms = hall.key_pause_ms

    @Slot(object)
    def show_time(self, now: datetime) -> None:
        """Shows the hall's local time."""
        self.frame.header.show_time(now)

    def _travel(self, before: Screen, now: Screen) -> None:
        """Brings the page in when it, or the page of its list, has changed."""
        travel: Travel | None = None
        if before.page is not now.page:
            forward = list(Page).index(now.page) > list(Page).index(before.page)
            travel = Travel.FORWARD if forward else Travel.BACK
            travel = Travel.RISE if now.page in READING else travel
            self.setFocus()  # a new page begins with its first button, and shows no ring until Tab is pressed
        elif before.list_page != now.list_page and now.page in LISTS:
            travel = Travel.FORWARD if now.list_page > before.list_page else Travel.BACK
        elif before.survey.at != now.survey.at and now.page is Page.SURVEY:
            travel = Travel.FORWARD if now.survey.at > before.survey.at else Travel.BACK
        if travel is None or self._guard.still or not self.isVisible():
            return
        self._slide.bring(self._pages[now.page], travel, self.layout_mm.scale.unit())
        self.frame.raise_above_page()
        self._training.raise_()
        self._ring.raise_()

    def _arrange(self) -> None:
        current = self._pages[self._screen.page]
        layout = self.layout_mm = self._layout_for(current)
        if self._screen.modes.large:
            wear_legible(layout.least_px)
        else:
            wear_usual()
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
        self._keys.watch(self.windowHandle())
        self._scans.watch(self.windowHandle())  # before the pause: it hears every key

    def _layout_for(self, page: KioskPage) -> Layout:
        modes = self._screen.modes
        use = Use(modes.large and page.grows, modes.low and page.keeps_keys_low, self._bottom_mm)
        return layout_of(self.width(), self.height(), self._screen_scale, use=use, least=page.least)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._arrange()
        self._show_whole(self._screen, self._screen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        frame, asked = self.frame, self.frame.prompt.isVisible()
        self.intents.key_used.emit()
        shortcuts: dict[int, QAbstractButton] = {
            Qt.Key.Key_F2: frame.language,
            Qt.Key.Key_F3: frame.priority,
            Qt.Key.Key_PageUp: frame.pager.buttons[0],
            Qt.Key.Key_PageDown: frame.pager.buttons[1],
        }
        invites = self._screen.page is Page.ATTRACT
        if invites:
            self.intents.begin_wanted.emit()  # with any key, of which only these two do more
        if asked:
            event.accept()  # any key answers the question whether somebody is there
        elif event.key() == Qt.Key.Key_F12 and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.intents.staff_wanted.emit()
        elif self._screen.speech.ready and self._begins_speech(event):
            self.intents.speech_wanted.emit()
        elif invites or self._pages[self._screen.page].takes(event):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.go_back()
        elif event.key() in shortcuts and not event.isAutoRepeat():
            self.click(shortcuts[event.key()])
        else:
            super().keyPressEvent(event)

    def _begins_speech(self, event: QKeyEvent) -> bool:
        sign = bool(self.speech_key) and event.text() == self.speech_key
        return (sign or event.key() in self.speech_codes) and not event.isAutoRepeat()

    def go_back(self) -> None:
        """A key goes one step back, when a key counts."""
        if self._guard.admits():
            self._guard.note()
            self.intents.back_wanted.emit()

    def click(self, button: QAbstractButton) -> None:
        """A key acts on a button that is shown, when a key counts."""
        if button.isVisible() and button.isEnabled() and self._guard.admits():
            button.click()

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
        self._contrast.wear(on=False)
        wear_usual()
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
