"""The visitors of a day, one after the other at the kiosk: they choose a service, take the number and its slip."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from benchmarks.three_days.person import Person, between, minutes
from hall.clock import ScaledClock
from kiosk.presenter import KioskPresenter
from kiosk.screen import LISTS, Page, PaperState, Screen

_FIRST, _LAST = time(7, 10), time(16, 20)
_EVERY = 1.5
"""Minutes of the hall from one visitor's leaving to the next one by day."""
_NIGHT = 0.01
"""The share of those who come at night."""
_PATIENCE = timedelta(minutes=25)
_READS = timedelta(minutes=1)


class Visitors(Person):
    """Writes ``number`` with code and token for each that was shown, ``slip`` with what became of its paper, ``closed``
    and ``left`` for who goes without."""

    def __init__(self, presenter: KioskPresenter, clock: ScaledClock, journal: Path, dice: random.Random) -> None:
        super().__init__(clock, journal, dice)
        self._presenter = presenter
        self._next = self._following(self.now())
        self._came: datetime | None = None
        self._seen: dict[str, Any] = {}
        self._read_until: datetime | None = None

    def _following(self, at: datetime) -> datetime:
        while True:
            at += minutes(self.dice, _EVERY)
            if between(at, _FIRST, _LAST) or self.dice.random() < _NIGHT:
                return at

    def look(self) -> None:
        """Whoever stands there goes on; the next one comes when it is time."""
        now, screen = self.now(), self._presenter.screen
        if self._came is None:
            if now >= self._next:
                self._came, self._seen, self._read_until = now, {}, None
                self._presenter.state.go_home()
            return
        if now - self._came > _PATIENCE:
            self._leave("left", page=screen.page.value)
        elif screen.notice_bar is not None:
            self._leave("closed")
        else:
            self._go_on(now, screen)

    def _go_on(self, now: datetime, screen: Screen) -> None:
        navigation = self._presenter.navigation
        if screen.page in LISTS and not self._presenter.visit.command.busy:
            self._choose(screen)
        elif screen.page is Page.FAILED:
            navigation.begin_again()
        elif screen.page is Page.TROUBLE:
            self._note(screen)
            self._presenter.visit.decision.confirm()
        elif screen.page is Page.TICKET:
            self._note(screen)
            self._read_until = self._read_until or now + _READS
            if screen.slip is not PaperState.PRINTING and now >= self._read_until:
                navigation.finish()
                self._leave("went")

    def _choose(self, screen: Screen) -> None:
        view, navigation = screen.view, self._presenter.navigation
        if view is None or not view.agencies:
            return
        if screen.page is Page.DETAILS:
            navigation.details.take()
        elif screen.page is Page.SERVICES:
            found = next(one for one in view.agencies if one.id == screen.agency_id)
            navigation.choose_service(self.dice.choice(found.services).id)
        else:
            if self.dice.random() < 0.1:
                navigation.toggle_priority()
            navigation.choose_agency(self.dice.choice(view.agencies).id)

    def _note(self, screen: Screen) -> None:
        ticket = screen.ticket
        if ticket is None:
            return
        seen = {"code": ticket.code, "token": ticket.token, "slip": screen.slip.value}
        if seen != self._seen:
            self._seen = seen
            self.write(what="number", day=ticket.business_day.isoformat(), **seen)

    def _leave(self, what: str, **more: str) -> None:
        self.write(what=what, **more)
        self._came, self._next = None, self._following(self.now())
        self._presenter.state.go_home()
