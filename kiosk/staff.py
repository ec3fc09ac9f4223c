"""The staff's page: behind a PIN, for paper and slips. Whoever uses it has a new roll in hand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from hall.lifecycle import OPEN_STATES
from hall.printing.spool import SlipEnd
from hall.structure import Station
from hall.views import PrinterView, PrintJobView
from kiosk.pin_pad import PinPad
from kiosk.screen import Page, StaffScreen
from kiosk.screen_state import ScreenState
from kiosk.trial import Trial
from qtkit.store_link import StoreLink

SLIPS = 5
AGAIN_S = 2.0
"""A second tap so soon after a slip came out means the same slip."""


def reprintable(job: PrintJobView) -> bool:
    """Whether a slip may be printed again: that of a number that is over would look valid."""
    return job.ticket.state in OPEN_STATES


class StaffDesk(QObject):
    """Shows printer and latest slips once the PIN of its ``pin_pad`` was right, and passes on what is to be done with
    them.

    ``roll_changed`` says that a new roll is in; ``reprint_wanted`` carries the ``TicketView`` of a slip;
    ``trial_wanted`` asks to try the printer, and with a ``Trial`` to keep what it found.
    """

    roll_changed = Signal()
    reprint_wanted = Signal(object)
    trial_wanted = Signal(object)

    def __init__(self, link: StoreLink, state: ScreenState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._state = state
        self._station = Station("")
        self.pin_pad = PinPad(link, state, self)
        self.pin_pad.unlocked.connect(self._read)
        self._printed_at = float("-inf")
        self._trial = Trial()

    def set_station(self, station: Station) -> None:
        """The station whose printer is looked after."""
        self._station = station

    @property
    def open(self) -> bool:
        """Whether the page is up."""
        return self._state.screen.page is Page.STAFF

    def ask(self) -> None:
        """Somebody held the hall's name for a while: ask for the PIN."""
        self._state.idle.touched()
        staff = StaffScreen(station=self._station.name)
        self._state.show(page=Page.STAFF, staff=staff, notice_bar=None, idle_left=None, priority=False)
        self.pin_pad.ask(self._station.name)

    def new_roll(self) -> None:
        """A new roll is in the printer."""
        if self._unlocked:
            self._state.show_staff(busy="roll", message="")
            self.roll_changed.emit()

    def try_printer(self) -> None:
        """Print a slip that shows what the printer answers."""
        if self._unlocked and self._state.screen.staff.untried:
            self._state.show_staff(busy="trial", message="")
            self.trial_wanted.emit(None)

    def slip_seen(self, seen: bool) -> None:
        """The slip of the trial came out whole, or not."""
        if self._unlocked and self._state.screen.staff.asks:
            self._state.show_staff(asks=False, busy="roll" if seen else "", message="" if seen else "not_printed")
            if seen:
                self.trial_wanted.emit(self._trial)

    def reprint(self, at: int) -> None:
        """Print the slip at position ``at`` of the list again."""
        staff = self._state.screen.staff
        just_now = self._state.now() - self._printed_at < AGAIN_S
        if self._unlocked and not just_now and 0 <= at < len(staff.slips) and reprintable(staff.slips[at]):
            self._state.show_staff(busy=f"slip-{at}", message="")
            self.reprint_wanted.emit(staff.slips[at].ticket)

    @Slot(bool)
    def on_polled(self, _well: bool) -> None:
        """The printer was asked how it is, after a new roll at the latest."""
        if self.open and self._state.screen.staff.unlocked:
            if self._state.screen.staff.busy == "roll":
                self._state.show_staff(busy="", message="trial" if self._trial.found is not None else "roll")
                self._trial = Trial()
            self._read()

    @Slot(object)
    def on_tried(self, trial: Trial) -> None:
        """The printer was tried."""
        self._trial = trial
        if self.open:
            asks = trial.found is not None and not trial.verified
            message = "" if asks else "trial" if trial.verified else "not_printed"
            self._state.show_staff(busy="", asks=asks, message=message)
            self._read()

    @Slot(object)
    def on_errand_done(self, end: SlipEnd) -> None:
        """A reprint ended."""
        self._printed_at = self._state.now()
        if self.open:
            known = {"refused": "ended", "away": "away"}
            self._state.show_staff(busy="", message="printed" if end.joined else known.get(end.outcome, "not_printed"))
            self._read()

    @property
    def _unlocked(self) -> bool:
        staff = self._state.screen.staff
        return self.open and staff.unlocked and not staff.busy

    @Slot()
    def _read(self) -> None:
        station = self._station

        self._link.read(
            lambda reader: (reader.printers.of(station), reader.slips.latest(station.name, SLIPS)),
            self._on_read,
            self.pin_pad.refuse,
        )

    def _on_read(self, found: tuple[PrinterView, tuple[PrintJobView, ...]]) -> None:
        if self.open and self._state.screen.staff.unlocked:
            self._state.show(staff=replace(self._state.screen.staff, printer=found[0], slips=found[1]))
