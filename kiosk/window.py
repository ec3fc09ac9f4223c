"""The kiosk's window: the frame that stays, the page that changes, and every touch and key as an intent."""

from __future__ import annotations

import math
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QCloseEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.geometry import FINGER, Frame, Layout, frame, layout_of
from kiosk.herald import Herald
from kiosk.hours import hall_closed
from kiosk.idle import WARNING_S
from kiosk.pages.agencies import AgenciesPage
from kiosk.pages.base import KioskPage
from kiosk.pages.calm import CalmPage
from kiosk.pages.failed import FailedPage
from kiosk.pages.services import ServicesPage
from kiosk.pages.staff import StaffPage
from kiosk.pages.ticket import TicketPage
from kiosk.pages.trouble import TroublePage
from kiosk.screen import LISTS, READING, Page, Screen
from kiosk.stage import PageSlide, Travel
from kiosk.widgets.header import HoursFoot, KioskHeader
from kiosk.widgets.idle_prompt import IdlePrompt
from kiosk.widgets.notice_bar import NoticeBar
from kiosk.widgets.pager import Pager
from kiosk.widgets.priority_switch import PrioritySwitch
from kiosk.widgets.ring_foot import RingFoot
from qtkit.theme.scale import Scale
from qtkit.theme.tokens import Colours
from qtkit.translator import Translator
from qtkit.widgets.focus import FocusRing
from qtkit.widgets.pressable import Pressable, TouchGuard
from qtkit.widgets.touch_button import HEADER_KEY, TouchButton, Variant

_STEADY_S = 0.8
"""So long no touch counts when the page with the number in trouble comes, changes or goes: the second tap of whoever
taps twice must not decide anything there."""
HELD_MS = 2500
"""How long the hall's name is held until the staff's page opens: nobody does that by chance."""


class KioskWindow(QWidget):
    """Shows a ``Screen``. Keys: Tab and Enter everywhere, Escape back, F2 language, F3 priority, Page Up and Down
    in lists, Ctrl+F12 the staff's page. ``glass`` is the true scale of a screen that the window fills, else None;
    ``motion`` False makes every page stand at once."""

    access_role = QAccessible.Role.Window

    painted = Signal()
    touched = Signal()
    key_used = Signal()
    agency_chosen = Signal(str)
    service_chosen = Signal(str)
    page_wanted = Signal(int)
    back_wanted = Signal()
    priority_wanted = Signal()
    language_wanted = Signal()
    done_wanted = Signal()
    new_number_wanted = Signal()
    restart_wanted = Signal()
    paper_missing = Signal()
    photo_taken = Signal()
    cancel_wanted = Signal()
    keep_wanted = Signal()
    cancel_confirmed = Signal()
    continued = Signal()
    staff_wanted = Signal()
    digit_pressed = Signal(str)
    digit_erased = Signal()
    pin_entered = Signal()
    roll_changed = Signal()
    reprint_wanted = Signal(int)
    trial_wanted = Signal()
    trial_seen = Signal(bool)
    staff_left = Signal()
    closed = Signal()

    def __init__(
        self, translate: Translator, glass: Scale | None, *, motion: bool = True, guard: TouchGuard | None = None
    ) -> None:
        super().__init__()
        self._translate = translate
        self._screen_scale = glass
        self._motion = motion
        self._guard = guard or TouchGuard()
        self._screen = Screen()
        self._painted = False
        self._layout = layout_of(1080, 1920, glass)
        self._build_frame()
        self._build_pages(motion=motion)
        self._slide = PageSlide(self)
        self._held = QTimer(self)
        self._held.setSingleShot(True)
        self._held.setInterval(HELD_MS)
        self._held.timeout.connect(self.staff_wanted)
        self._pager = Pager(translate, self._guard, self)
        self._pager.page_wanted.connect(self.page_wanted)
        self._strip = NoticeBar(translate, self)
        self._prompt = IdlePrompt(translate, self._guard, self)
        self._prompt.continued.connect(self.continued)
        self._ring = FocusRing(self)
        self._herald = Herald(self, self._strip, self._prompt, self._countdown)
        for key in self.findChildren(Pressable):
            key.pressed.connect(self.touched)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.resize(1080, 1920)
        self._show_whole(self._screen, self._screen)

    def _build_frame(self) -> None:
        translate = self._translate
        self._masthead = KioskHeader(translate, self)
        self._language = TouchButton(
            "", name="-", variant=Variant.DARK, icon="translate", stacked=True, sizes=HEADER_KEY,
            guard=self._guard, parent=self,
        )  # fmt: skip
        self._language.setObjectName("language-key")
        self._language.clicked.connect(self.language_wanted)
        self._hours = HoursFoot(translate, self)
        self._countdown = RingFoot(translate, self)

    def _build_pages(self, *, motion: bool) -> None:
        translate, guard = self._translate, self._guard
        self._agencies = AgenciesPage(translate, guard, self)
        self._agencies.agency_chosen.connect(self.agency_chosen)
        self._services = ServicesPage(translate, guard, self)
        self._services.service_chosen.connect(self.service_chosen)
        self._services.back_wanted.connect(self.back_wanted)
        self._priority = PrioritySwitch(translate, guard, self)
        self._priority.clicked.connect(self.priority_wanted)
        self._ticket = TicketPage(translate, guard, self, motion=motion)
        self._ticket.done_wanted.connect(self.done_wanted)
        self._ticket.new_number_wanted.connect(self.new_number_wanted)
        self._ticket.paper_missing.connect(self.paper_missing)
        self._trouble = TroublePage(translate, guard, self)
        self._trouble.photo_taken.connect(self.photo_taken)
        self._trouble.cancel_wanted.connect(self.cancel_wanted)
        self._trouble.keep_wanted.connect(self.keep_wanted)
        self._trouble.cancel_confirmed.connect(self.cancel_confirmed)
        self._calm = CalmPage(translate, guard, self)
        self._failed = FailedPage(translate, guard, self)
        self._failed.restart_wanted.connect(self.restart_wanted)
        self._staff = StaffPage(translate, guard, self)
        self._staff.digit_pressed.connect(self.digit_pressed)
        self._staff.erased.connect(self.digit_erased)
        self._staff.entered.connect(self.pin_entered)
        self._staff.roll_changed.connect(self.roll_changed)
        self._staff.reprint_wanted.connect(self.reprint_wanted)
        self._staff.trial_wanted.connect(self.trial_wanted)
        self._staff.trial_seen.connect(self.trial_seen)
        self._staff.left.connect(self.staff_left)
        self._pages: dict[Page, KioskPage] = {
            Page.LOADING: self._calm,
            Page.AGENCIES: self._agencies,
            Page.SERVICES: self._services,
            Page.TICKET: self._ticket,
            Page.TROUBLE: self._trouble,
            Page.NOTICE: self._calm,
            Page.FAILED: self._failed,
            Page.STAFF: self._staff,
        }

    @property
    def translate(self) -> Translator:
        """The kiosk's words, in the language that is shown."""
        return self._translate

    @property
    def page(self) -> str:
        """The page that is up: loading, agencies, services, ticket, trouble, failed, notice or staff."""
        return self._screen.page.value

    @property
    def layout_mm(self) -> Layout:
        """The window in millimetres, with its scale."""
        return self._layout

    def set_screen_scale(self, glass: Scale | None) -> None:
        """Draws for a screen of that true scale."""
        if glass != self._screen_scale:
            self._screen_scale = glass
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
            self._show_seconds(screen)
        else:
            self._show_whole(before, screen)
        self._herald.tell(screen, self._pages[screen.page])
        if changed:
            self._guard.page_changed()

    def _show_whole(self, before: Screen, screen: Screen) -> None:
        self._guard.busy = bool(screen.busy)
        changed = (before.page, before.asking) != (screen.page, screen.asking)
        if changed and Page.TROUBLE in (before.page, screen.page):
            self._guard.hold(_STEADY_S)
        self._translate.set_language(screen.language)
        self.setWindowTitle(self._translate("kiosk.window"))
        if before.page is not screen.page or not self._pages[screen.page].isVisible():
            self._arrange()
        self._show_frame(screen)
        page = self._pages[screen.page]
        page.show_screen(screen)
        page.setAccessibleName(page.page_title())
        self._show_pager(screen)
        self._order_keys(page)
        self._show_strip(screen)
        self._show_seconds(screen)
        self._travel(before, screen)

    @Slot(object)
    def show_time(self, now: datetime) -> None:
        """Shows the hall's local time."""
        self._masthead.show_time(now)

    def _show_frame(self, screen: Screen) -> None:
        translate = self._translate
        if self._language.accessibleName() != translate("kiosk.language.name"):
            self._language.set_translator(translate("kiosk.language.key"), name=translate("kiosk.language.name"))
        self._masthead.show_hall(screen.view)
        self._hours.show_hall(screen.view)
        self._priority.show_state(on=screen.priority)
        self._priority.setVisible(screen.page in LISTS and not hall_closed(screen.view))

    def _order_keys(self, page: KioskPage) -> None:
        """Tab begins at the first card; pager, priority and language follow, then back, and so round again."""
        chain = (*page.cards(), *self._pager.keys, self._priority, self._language, *page.last_keys())
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)

    def _show_seconds(self, screen: Screen) -> None:
        translate = self._translate
        self._prompt.show_seconds(screen.idle_left, WARNING_S)
        if screen.page in READING:
            warned = screen.warned
            title = translate("kiosk.idle.title" if warned else f"kiosk.ring.{screen.page.value}")
            more = translate("kiosk.ring.stay" if warned else f"kiosk.ring.{screen.page.value}.more")
            left, whole = screen.seconds_left, screen.seconds_whole
            self._countdown.show_seconds(left, whole, title=title, more=more, warned=warned)

    def _show_pager(self, screen: Screen) -> None:
        page = self._pages[screen.page]
        if isinstance(page, AgenciesPage):
            plan, noun = page.plan, "kiosk.pager.agencies"
        elif isinstance(page, ServicesPage):
            plan, noun = page.plan.rows, "kiosk.pager.services"
        else:
            self._pager.hide()
            return
        if plan.pages > 1:
            self._pager.setGeometry(self._layout.px(plan.pager).translated(page.pos()))
            self._pager.show_page(page.page, plan.pages, len(plan.cells), page.count, noun=noun)
        self._pager.setVisible(plan.pages > 1)

    def _show_strip(self, screen: Screen) -> None:
        page = self._pages[screen.page]
        if screen.strip is not None:
            margin = self._strip.margin()
            rect = self._layout.px(page.strip_mm()).translated(page.pos())
            self._strip.set_texts(screen.strip)
            rect.setHeight(math.ceil(self._strip.height_for(rect.width(), rect.height())))
            self._strip.setGeometry(rect.adjusted(-margin, -margin, margin, margin))
        self._strip.show_strip(screen.strip if not page.strip_mm().isEmpty() else None)

    def _travel(self, before: Screen, now: Screen) -> None:
        """Brings the page in when it, or the page of its list, has changed."""
        travel: Travel | None = None
        if before.page is not now.page:
            forward = list(Page).index(now.page) > list(Page).index(before.page)
            travel = Travel.FORWARD if forward else Travel.BACK
            travel = Travel.RISE if now.page in READING else travel
            self.setFocus()  # a new page begins with its first key, and shows no ring until Tab is pressed
        elif before.list_page != now.list_page and now.page in LISTS:
            travel = Travel.FORWARD if now.list_page > before.list_page else Travel.BACK
        if travel is None or not self._motion or not self.isVisible():
            return
        self._slide.bring(self._pages[now.page], travel, self._layout.scale.unit())
        for above in (self._pager, self._strip, self._prompt, self._ring):
            above.raise_()

    # Geometry

    def _frame(self) -> Frame:
        page = self._screen.page
        return frame(self._layout.size, lists=page in LISTS, ring=page in READING)

    def _arrange(self) -> None:
        layout = self._layout = layout_of(self.width(), self.height(), self._screen_scale)
        self._guard.finger_px = layout.scale.mm(FINGER)
        unit, parts, page = layout.scale.unit(), self._frame(), self._screen.page
        self._masthead.setGeometry(layout.px(parts.head))
        language = layout.px(parts.language)
        self._masthead.arrange(unit, float(language.left()))
        self._language.set_sizes(HEADER_KEY, unit)
        self._language.setGeometry(language)
        self._place_foot(layout.px(parts.foot), unit)
        self._priority.set_unit(unit)
        self._priority.setGeometry(layout.px(parts.priority))
        self._strip.set_unit(unit)
        self._pager.set_unit(unit)
        self._ring.set_unit(unit)
        self._prompt.setGeometry(self.rect())
        self._prompt.arrange(layout)
        current = self._pages[page]
        current.setGeometry(layout.px(parts.body))
        current.arrange(layout)
        for other in set(self._pages.values()):
            other.setVisible(other is current)
        self.update()

    def _place_foot(self, foot: QRect, unit: float) -> None:
        reading, landscape = self._screen.page in READING, self._layout.landscape
        self._hours.setGeometry(foot)
        self._hours.arrange(unit)
        self._hours.setVisible(not reading and not landscape)
        self._countdown.setGeometry(foot)
        self._countdown.arrange(unit)
        self._countdown.setVisible(reading)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._arrange()
        self._show_whole(self._screen, self._screen)

    # Touches and keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = self._prompt.isVisible()
        self.key_used.emit()
        keys: dict[int, QAbstractButton] = {
            Qt.Key.Key_F2: self._language,
            Qt.Key.Key_F3: self._priority,
            Qt.Key.Key_PageUp: self._pager.keys[0],
            Qt.Key.Key_PageDown: self._pager.keys[1],
        }
        if asked:
            self.continued.emit()
        elif event.key() == Qt.Key.Key_F12 and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.staff_wanted.emit()
        elif self._screen.page is Page.STAFF and self._staff.takes(event):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self._go_back()
        elif event.key() in keys and not event.isAutoRepeat():
            self._press(keys[event.key()])
        else:
            super().keyPressEvent(event)

    def _go_back(self) -> None:
        if self._guard.admits():
            self._guard.note()
            self.back_wanted.emit()

    def _press(self, key: QAbstractButton) -> None:
        if key.isVisible() and key.isEnabled() and self._guard.admits():
            key.click()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        self.key_used.emit()
        return super().focusNextPrevChild(forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        if self._masthead.geometry().contains(event.position().toPoint()):
            self._held.start()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held.stop()
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Colours.CANVAS)
        if not self._painted:
            self._painted = True
            self.painted.emit()
