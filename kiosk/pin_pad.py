"""The PIN of the staff's page: its digits, its check, and the pause after wrong ones."""

from __future__ import annotations

import logging
import math
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from hall.errors import Refused, StoreUnavailable
from kiosk.screen import Page
from kiosk.screen_state import ScreenState
from qtkit.store_link import StoreLink

log = logging.getLogger(__name__)

LONGEST = 12


class PinPad(QObject):
    """Asks for the PIN of a station (``hall station pin``); ``unlocked`` follows the right one. Without a PIN the page
    stays closed and says how it gets one."""

    unlocked = Signal()

    def __init__(self, link: StoreLink, state: ScreenState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._state = state
        self._station = ""
        self._pin = ""
        self._waits_until = 0.0

    def ask(self, station: str) -> None:
        """Begins with an empty PIN."""
        self._station, self._pin = station, ""
        self._link.read(lambda reader: reader.stations.has_pin(station), self._on_looked_up, self.refuse)

    def digit(self, digit: str) -> None:
        """One more digit of the PIN."""
        if self._asking and len(self._pin) < LONGEST:
            self._set_pin(self._pin + digit)

    def erase(self) -> None:
        """The last digit was wrong."""
        if self._asking:
            self._set_pin(self._pin[:-1])

    def enter(self) -> None:
        """The PIN is complete."""
        if not self._asking or not self._pin:
            return
        station, pin, self._pin = self._station, self._pin, ""
        self._state.show_staff(digits=0, busy="pin")
        self._link.run(lambda store: store.check_station_pin(station, pin), self._on_right, self.refuse)

    def tick(self) -> None:
        """Once a second: a pause after wrong PINs counts down, and is gone when it is over."""
        staff = self._state.screen.staff
        if self._open and staff.wait:
            left = max(0, math.ceil(self._waits_until - self._state.now()))
            self._state.show(staff=replace(staff, wait=left, message=staff.message if left else ""))

    def refuse(self, error: Exception) -> None:
        """The PIN was wrong, or the store does not answer."""
        if not self._open:
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
        message = "wrong_wait" if code == "wrong" and wait else code
        self._state.show_staff(busy="", digits=0, message=message, wait=wait)

    @property
    def _open(self) -> bool:
        return self._state.screen.page is Page.STAFF

    @property
    def _asking(self) -> bool:
        staff = self._state.screen.staff
        return self._open and not staff.unlocked and not staff.busy

    def _set_pin(self, pin: str) -> None:
        self._pin = pin
        self._state.show_staff(digits=len(pin), message="")

    def _on_looked_up(self, there: bool) -> None:
        if self._open and not there:
            self._state.show_staff(message="no_pin")

    def _on_right(self, _none: object) -> None:
        if self._open:
            self._state.show_staff(unlocked=True, busy="", message="", wait=0)
            self.unlocked.emit()


def _seconds(error: Refused) -> int:
    """The pause that a refused PIN brings, 0 for none."""
    seconds = error.params.get("seconds", 0)
    return seconds if isinstance(seconds, int) else 0
