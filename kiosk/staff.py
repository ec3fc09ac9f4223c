"""The staff's page: behind a PIN, for paper and slips. Who it is for stands in front of the machine with a new roll."""

from __future__ import annotations

import logging
import math
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from hall.errors import Refused, StoreUnavailable
from hall.lifecycle import OPEN_STATES
from hall.printing.spool import SlipEnd
from hall.structure import Station
from hall.views import PrinterView, PrintJobView
from kiosk.hall_link import HallLink, ReaderLike
from kiosk.screen import Page, StaffScreen
from kiosk.screen_state import ScreenState
from kiosk.trial import Trial

log = logging.getLogger(__name__)

SLIPS = 5
AGAIN_S = 2.0
"""A second tap so soon after a slip came out means the same slip."""
LONGEST = 12


def reprintable(job: PrintJobView) -> bool:
    """Whether a slip may be printed again: that of a number that is over would look valid."""
    return job.ticket.state in OPEN_STATES


def _seconds(error: Refused) -> int:
    """The pause that a refused PIN brings, 0 for none."""
    seconds = error.params.get("seconds", 0)
    return seconds if isinstance(seconds, int) else 0


class StaffDesk(QObject):
    """Asks for the station's PIN (``hall station pin``), shows printer and latest slips, and passes on what is to be
    done with them. Without a PIN the page stays shut and says how it gets one.

    ``roll_changed`` says that a new roll is in; ``reprint_wanted`` carries the ``TicketView`` of a slip;
    ``trial_wanted`` asks to try the printer, and with a ``Trial`` to keep what it found.
    """

    roll_changed = Signal()
    reprint_wanted = Signal(object)
    trial_wanted = Signal(object)

    def __init__(self, link: HallLink, state: ScreenState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._state = state
        self._station = Station("")
        self._pin = ""
        self._printed_at = float("-inf")
        self._trial = Trial()
        self._waits_until = 0.0

    def stand_in(self, station: Station) -> None:
        """The station whose printer is looked after."""
        self._station = station

    @property
    def open(self) -> bool:
        """Whether the page is up."""
        return self._state.screen.page is Page.STAFF

    def ask(self) -> None:
        """Somebody held the hall's name for a while: ask for the PIN."""
        self._pin = ""
        self._state.idle.touched()
        staff, station = StaffScreen(station=self._station.name), self._station.name
        self._state.show(page=Page.STAFF, staff=staff, strip=None, idle_left=None, priority=False)
        self._link.read(lambda reader: reader.has_station_pin(station), self._on_looked_up, self._on_wrong)

    def digit(self, digit: str) -> None:
        """One more digit of the PIN."""
        if self._asking and len(self._pin) < LONGEST:
            self._pin += digit
            self._show(digits=len(self._pin), message="")

    def erase(self) -> None:
        """The last digit was wrong."""
        if self._asking:
            self._pin = self._pin[:-1]
            self._show(digits=len(self._pin), message="")

    def enter(self) -> None:
        """The PIN is complete."""
        if not self._asking or not self._pin:
            return
        pin, self._pin = self._pin, ""
        self._show(digits=0, busy="pin")
        self._link.check_pin(self._station.name, pin, self._on_right, self._on_wrong)

    def tick(self) -> None:
        """Once a second: a pause after wrong PINs counts down, and is gone when it is over."""
        staff = self._state.screen.staff
        if self.open and staff.wait:
            left = max(0, math.ceil(self._waits_until - self._state.now()))
            self._state.show(staff=replace(staff, wait=left, message=staff.message if left else ""))

    def new_roll(self) -> None:
        """A new roll is in the printer."""
        if self._unlocked:
            self._show(busy="roll", message="")
            self.roll_changed.emit()

    def try_printer(self) -> None:
        """Print a slip that shows what the printer answers."""
        if self._unlocked and self._state.screen.staff.untried:
            self._show(busy="trial", message="")
            self.trial_wanted.emit(None)

    def slip_seen(self, seen: bool) -> None:
        """The slip of the trial came out whole, or not."""
        if self._unlocked and self._state.screen.staff.asks:
            self._show(asks=False, busy="roll" if seen else "", message="" if seen else "not_printed")
            if seen:
                self.trial_wanted.emit(self._trial)

    def reprint(self, at: int) -> None:
        """Print the slip at position ``at`` of the list again."""
        staff = self._state.screen.staff
        just_now = self._state.now() - self._printed_at < AGAIN_S
        if self._unlocked and not just_now and 0 <= at < len(staff.slips) and reprintable(staff.slips[at]):
            self._show(busy=f"slip-{at}", message="")
            self.reprint_wanted.emit(staff.slips[at].ticket)

    @Slot(bool)
    def on_polled(self, _well: bool) -> None:
        """The printer was asked how it is, after a new roll at the latest."""
        if self.open and self._state.screen.staff.unlocked:
            if self._state.screen.staff.busy == "roll":
                self._show(busy="", message="trial" if self._trial.found is not None else "roll")
                self._trial = Trial()
            self._read()

    @Slot(object)
    def on_tried(self, trial: Trial) -> None:
        """The printer was tried."""
        self._trial = trial
        if self.open:
            asks = trial.found is not None and not trial.verified
            message = "" if asks else "trial" if trial.verified else "not_printed"
            self._show(busy="", asks=asks, message=message)
            self._read()

    @Slot(object)
    def on_errand_done(self, end: SlipEnd) -> None:
        """A reprint ended."""
        self._printed_at = self._state.now()
        if self.open:
            known = {"refused": "ended", "away": "away"}
            self._show(busy="", message="printed" if end.joined else known.get(end.outcome, "not_printed"))
            self._read()

    @property
    def _asking(self) -> bool:
        staff = self._state.screen.staff
        return self.open and not staff.unlocked and not staff.busy

    @property
    def _unlocked(self) -> bool:
        staff = self._state.screen.staff
        return self.open and staff.unlocked and not staff.busy

    def _show(self, **changes: object) -> None:
        self._state.idle.touched()
        self._state.show(staff=replace(self._state.screen.staff, **changes))  # type: ignore[arg-type]

    def _on_looked_up(self, there: bool) -> None:
        if self.open and not there:
            self._show(message="no_pin")

    def _on_right(self, _none: object) -> None:
        if self.open:
            self._show(unlocked=True, busy="", message="", wait=0)
            self._read()

    def _on_wrong(self, error: Exception) -> None:
        if not self.open:
            return
        known = {"wrong_pin": "wrong", "pin_locked": "locked", "no_station_pin": "no_pin"}
        code, wait = "away", 0
        if isinstance(error, StoreUnavailable) and not error.passes:
            code = f"store_{error.cause}"
        elif isinstance(error, Refused):
            code, wait = known.get(error.code, "wrong"), _seconds(error)
        log.warning("the staff's page stays closed: %s", error)
        self._pin = ""
        self._waits_until = self._state.now() + wait
        self._show(busy="", digits=0, message="wrong_wait" if code == "wrong" and wait else code, wait=wait)

    def _read(self) -> None:
        station = self._station

        def job(reader: ReaderLike) -> tuple[PrinterView, tuple[PrintJobView, ...]]:
            return reader.printer_of(station), reader.latest_slips(station.name, SLIPS)

        self._link.read(job, self._on_read, self._on_wrong)

    def _on_read(self, found: tuple[PrinterView, tuple[PrintJobView, ...]]) -> None:
        if self.open and self._state.screen.staff.unlocked:
            self._state.show(staff=replace(self._state.screen.staff, printer=found[0], slips=found[1]))
