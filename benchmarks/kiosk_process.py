"""The real kiosk in a process of its own that does what it is told, and says what its visitor sees; for paper_faults.

A line on stdin is a visitor's touch (``take``, ``photo``, ``home``) or ``away`` and ``back``: from then on its print
thread does not reach, or reaches, the database. A line on stdout is a screen that the visitor sees, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QObject, QSocketNotifier, Slot

from hall.errors import StoreUnavailable
from hall.settings import Settings
from hall.store import Store
from kiosk import app as kiosk_app
from kiosk.screen import Screen


class Reach:
    """Whether the print thread reaches the database."""

    def __init__(self) -> None:
        self.away = False
        self._opened = 0
        self._open = kiosk_app._open_store

    def open(self, settings: Settings) -> Store:
        """The first is the screen's, the others are the print thread's."""
        self._opened += 1
        store = self._open(settings)
        return store if self._opened == 1 else cast("Store", _Shaky(store, self))


class _Shaky:
    """A store that is away when it is told to be."""

    def __init__(self, store: Store, reach: Reach) -> None:
        self._store = store
        self._reach = reach

    def run(self, job: Callable[[Any], Any]) -> Any:
        """One unit of work."""
        if self._reach.away:
            raise StoreUnavailable("the database is away")
        return self._store.run(job)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


class Visitor(QObject):
    """Touches what it is told and says what it sees."""

    def __init__(self, app: kiosk_app.KioskApp, reach: Reach) -> None:
        super().__init__()
        self._presenter = app.presenter
        self._reach = reach
        self._seen: tuple[str, ...] = ()
        self._rest = ""
        self._presenter.screen_changed.connect(self.on_screen)
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self.on_line)

    @Slot(object)
    def on_screen(self, screen: Screen) -> None:
        """Says page, slip and number when one of them is new."""
        seen = (screen.page.value, screen.slip.value, screen.ticket.code if screen.ticket else "")
        if seen != self._seen:
            self._seen = seen
            named = dict(zip(("page", "slip", "code"), seen, strict=True))
            sys.stdout.write(json.dumps({"at": time.monotonic(), **named}) + "\n")
            sys.stdout.flush()

    @Slot()
    def on_line(self) -> None:
        """One or more touches."""
        read = os.read(sys.stdin.fileno(), 4096).decode()
        if not read:
            self._notifier.setEnabled(False)
            return
        *lines, self._rest = (self._rest + read).split("\n")
        for line in lines:
            self._touch(line)

    def _touch(self, what: str) -> None:
        presenter = self._presenter
        if what in ("away", "back"):
            self._reach.away = what == "away"
        elif what == "take" and presenter.screen.view is not None:
            presenter.navigation.choose_agency(presenter.screen.view.agencies[0].id)
        elif what == "photo":
            presenter.visit.decision.confirm()
        elif what == "home":
            presenter.state.go_home()


def main() -> int:
    """Runs the kiosk with the options of mpp-kiosk."""
    reach = Reach()
    kiosk_app._open_store = reach.open
    app = kiosk_app.KioskApp(sys.argv[1:])
    visitor = Visitor(app, reach)
    try:
        return app.run()
    finally:
        visitor.deleteLater()


if __name__ == "__main__":
    sys.exit(main())
