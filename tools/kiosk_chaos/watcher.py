"""What must never happen, seen while it goes on: an error, a number that nobody wanted, a page that nobody leaves."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QPoint, QPointF, QtMsgType, qInstallMessageHandler

from hall.views import BookingView, ServiceView
from kiosk.help_desk import WAITS_S
from kiosk.idle import READING_S, TIMES_LONGER
from kiosk.screen import Page, Screen
from qtkit import pending_command
from tools.kiosk_chaos.stage import ChaosKiosk

_HOMES = (Page.AGENCIES, Page.ATTRACT, Page.NOTICE, Page.LOADING)
_STEADY_S = 0.8
_LONGEST_S = round(WAITS_S) + READING_S * TIMES_LONGER + 60
"""No page stays longer than that when nobody is there: while somebody who hears waits for a person, then the longest
time-out, and a command that is given up."""
_MOST_COMES = 4
"""The time of pages runs faster than that of the printer and the keyboard: so often something may still come that was
under way when everybody left, the end of a slip or of a scan, and a page has its whole time from then on."""


@dataclass(slots=True)
class Wanted:
    """A number that was asked for: after how many acts since the first page, and whether the touch was the second one
    at a place whose page the first one has changed."""

    acts: int
    one_touch: bool
    doubled: bool

    @property
    def deliberate(self) -> bool:
        """Whether somebody meant it: two acts, or one on the card of an agency with one service, and no second tap."""
        return self.acts >= (1 if self.one_touch else 2) and not self.doubled


class Watcher:
    """Watches ``kiosk``; ``faults`` are lines about what must not happen, ``wanted`` the numbers that were asked for,
    ``kinds`` the states that were left by walking away."""

    def __init__(self, kiosk: ChaosKiosk) -> None:
        self.kiosk = kiosk
        self.faults: list[str] = []
        self.wanted: list[Wanted] = []
        self.kinds: set[tuple[object, ...]] = set()
        self._home = 0
        self._touched: list[tuple[float, QPointF]] = []
        self._changed = float("-inf")
        self._shown_anew = 0
        self._screen = Screen()
        self._errors = _Errors(self.faults)
        self._before = sys.excepthook, threading.excepthook
        self._messages: Callable[..., object] | None = None

    def begin(self) -> None:
        """Listens from now on to errors of all threads, to touches and to pages."""
        sys.excepthook = self._on_error
        threading.excepthook = lambda args: self.faults.append(f"{args.exc_type.__name__}: {args.exc_value}")
        self._messages = qInstallMessageHandler(self._on_message)
        logging.getLogger().addHandler(self._errors)
        self.kiosk.presenter.screen_changed.connect(self._on_screen)
        visit = self.kiosk.presenter.visit
        issue, check_in = visit.issue, visit.check_in

        def issuing(service: ServiceView, *, busy: str, files: int = 0) -> None:
            if not visit.command.busy:
                issue(service, busy=busy, files=files)
                if visit.command.busy:
                    self._note(one_touch=self._is_direct(busy))

        def checking_in(booking: BookingView, *, files: int = 0) -> None:
            if not visit.command.busy:
                check_in(booking, files=files)
                if visit.command.busy:
                    self._note(one_touch=False)

        visit.issue, visit.check_in = issuing, checking_in  # type: ignore[method-assign]

    def end(self) -> None:
        """Errors go where they went before."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(self._messages)
        logging.getLogger().removeHandler(self._errors)

    @property
    def given_up(self) -> int:
        """Commands whose answer nobody waited for any more."""
        return self._errors.given_up

    def touched(self, at: QPoint) -> None:
        """A finger comes down at that place of the window."""
        self._touched.append((self.kiosk.hand.seconds, QPointF(at)))
        del self._touched[:-2]

    def walk_away(self) -> bool:
        """Nobody is there any more: whether the first page comes by itself in time. Adds a fault when it does not."""
        kiosk, kind = self.kiosk, self._kind(self._screen)
        kiosk.weather.clear()
        kiosk.quiet()
        for _ in range(_MOST_COMES):
            shown_anew = self._shown_anew
            if self._comes_home():
                return True
            if shown_anew == self._shown_anew:
                break
        self.faults.append(f"no way out of {kind}: {self._kind(self._screen)}, {self._screen.modes}")
        return False

    def _comes_home(self) -> bool:
        for _ in range(_LONGEST_S):
            if self._is_home():
                return True
            self.kiosk.pass_seconds(1.0)
            self.kiosk.quiet()
        return False

    def is_new(self) -> bool:
        """Whether the state that is up was never left by walking away; it counts as tried from now on."""
        kind = self._kind(self._screen)
        new = kind not in self.kinds
        self.kinds.add(kind)
        return new

    def _is_home(self) -> bool:
        screen = self._screen
        over = screen.choosing_language or screen.choosing_modes or screen.help.is_open or bool(screen.busy)
        return screen.page in _HOMES and not over and screen.idle_left is None

    def _kind(self, screen: Screen) -> tuple[object, ...]:
        unlocked, machine = screen.staff.unlocked, screen.machine
        over = screen.choosing_language, screen.choosing_modes, screen.help.state, screen.idle_left is not None
        tab = (machine.tab, machine.asks) if screen.page is Page.STAFF and unlocked else ()
        return screen.page, screen.asking, *over, unlocked, *tab, screen.notice if screen.page is Page.NOTICE else ""

    def _is_direct(self, busy: str) -> bool:
        view = self._screen.view
        return view is not None and any(one.id == busy and len(one.services) == 1 for one in view.agencies)

    def _note(self, *, one_touch: bool) -> None:
        self.wanted.append(Wanted(self.kiosk.guard.acts - self._home, one_touch, self._is_double()))

    def _is_double(self) -> bool:
        """Whether the latest two touches were at one place, and the page has changed between them less than 0.8 s
        before the second."""
        if len(self._touched) < 2:
            return False
        (first, there), (second, here) = self._touched[-2:]
        apart = here - there
        near = QPointF.dotProduct(apart, apart) <= self.kiosk.window.layout_mm.scale.mm(20) ** 2
        return near and first <= self._changed <= second and second - self._changed < _STEADY_S

    def _on_screen(self, screen: Screen) -> None:
        before, self._screen = self._screen, screen
        if before.page is not screen.page or before.seconds_left < screen.seconds_left:
            self._shown_anew += 1
        if before.under_finger() != screen.under_finger():
            self._changed = self.kiosk.hand.seconds
        if screen.page in _HOMES and before.page is not screen.page:
            self._home = self.kiosk.guard.acts

    def _on_error(self, kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        self.faults.append(f"{kind.__name__}: {error}")

    def _on_message(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg:
            self.faults.append(f"Qt: {message}")


class _Errors(logging.Handler):
    """Errors of the log are faults; what was planned, a store without an answer, is none."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._faults = faults
        self.given_up = 0

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == pending_command.__name__:
            self.given_up += 1
        else:
            self._faults.append(f"log: {record.getMessage()}")
