"""A kiosk put together as the program does it: window, presenter, print thread, over one store of SQLite."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import count
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hall.access import By
from hall.printing.journal import SlipJournal
from hall.printing.spool import NamedPrinter
from hall.printing.stations import Printers
from hall.store import prepare_store
from hall.store.practice import practice_store
from hall.structure import HallStructure, Station
from hall.translator import Translator
from kiosk.presenter import KioskPresenter
from kiosk.print_worker import PrintWorker
from kiosk.screen import Page
from kiosk.window import KioskWindow
from kiosk.wiring import connect_window
from qtkit.serial_worker import SerialWorker
from qtkit.store_link import StoreLink
from qtkit.widgets.pressable import TouchGuard
from tools.kiosk_chaos.weather import Weather, WeatherPrinter, WeatherStore

STATION, PIN = "kiosk-1", "407163"
_LOADING_S = 60.0
_QUIET_S = 10.0


class Hand:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class CountingGuard(TouchGuard):
    """Counts in ``acts`` what buttons and keys have done."""

    def __init__(self, clock: Hand) -> None:
        super().__init__(clock=clock)
        self.acts = 0

    def note(self) -> None:
        self.acts += 1
        super().note()


class ChaosKiosk:
    """The hall ``structure``, always open, in ``folder``; time is ``hand``'s, for pages and for touches."""

    def __init__(self, structure: HallStructure, folder: Path, weather: Weather, size: tuple[int, int]) -> None:
        self.hand, self.weather = Hand(), weather
        self.url = f"sqlite:///{folder / 'hall.db'}"
        store = prepare_store(self.url, replace(structure, hall=replace(structure.hall, always_open=True)))
        store.run(lambda work: work.staff.set_station_pin(STATION, PIN, By.system()))
        store.close()
        self.worker = SerialWorker()
        self.link = StoreLink(self.worker, lambda: WeatherStore(self.url, weather))
        numbers = count(1)
        self.presenter = KioskPresenter(
            self.link,
            station=STATION,
            life="chaos",
            monotonic=self.hand,
            new_id=lambda: f"chaos-{next(numbers)}",
            open_practice=practice_store,
        )
        self.guard = CountingGuard(self.hand)
        self.window = KioskWindow(Translator(), None, motion=False, guard=self.guard)
        self.window.resize(*size)
        self.printer = WeatherPrinter(weather)
        place = next((one for one in structure.stations if one.name == STATION), Station(STATION))
        self.printing = PrintWorker(
            lambda: WeatherStore(self.url, weather),
            lambda store: Printers(NamedPrinter(STATION, self.printer, place)),
            STATION,
            journal=SlipJournal.of(STATION, folder, "chaos"),
            poll_s=0.2,
        )
        self._connect(place)

    def _connect(self, place: Station) -> None:
        presenter, worker, staff = self.presenter, self.printing, self.presenter.staff
        connect_window(presenter, self.window)
        training, queued = presenter.training, Qt.ConnectionType.QueuedConnection
        for wanted, act in (
            (training.slip_wanted, worker.submit),
            (training.unwanted, worker.leave_out),
            (training.practice_wanted, worker.practise),
            (presenter.visitor_given_up, worker.settle),
            (staff.roll_changed, worker.new_roll),
            (staff.reprint_wanted, worker.reprint),
        ):
            wanted.connect(act)
        for said, show in (
            (worker.ended, presenter.visit.on_slip_ended),
            (worker.practised, training.on_practised),
            (worker.errand_done, staff.on_errand_done),
            (worker.polled, staff.on_polled),
            (worker.paperless, presenter.on_paperless),
        ):
            said.connect(show, queued)
        staff.set_station(place)
        self.link.opened.connect(presenter.on_hall_changed)
        self.link.failed_to_open.connect(presenter.on_open_failed)

    def start(self) -> None:
        """Shows the window and waits for its first page. Raises TimeoutError."""
        self.window.show()
        self.window.activateWindow()
        self.link.open()
        self.printing.start()
        begun = time.monotonic()
        while self.presenter.screen.page is not Page.AGENCIES:
            QApplication.processEvents()
            time.sleep(0.005)
            if time.monotonic() - begun > _LOADING_S:
                raise TimeoutError("the first page did not come")

    def pass_seconds(self, seconds: float) -> None:
        """Time passes; each second that is over is a tick."""
        before = int(self.hand.seconds)
        whole = self.hand.seconds + seconds
        for _ in range(int(whole) - before):
            self.hand.seconds = int(self.hand.seconds) + 1.0
            self.presenter.tick()
        self.hand.seconds = whole

    def quiet(self, longest_s: float = _QUIET_S) -> bool:
        """Waits in real time until nothing is on its way to the store; False when it still is."""
        begun = time.monotonic()
        while time.monotonic() - begun < longest_s:
            QApplication.processEvents()
            if self.worker.idle:
                return True
            time.sleep(0.001)
        return False

    def close(self) -> bool:
        """Ends threads and timers; False when the print thread did not end."""
        self.weather.clear()
        ended = self.printing.close(20_000)
        self.presenter.close()
        self.worker.close()
        self.link.close()
        self.window.close()
        return ended
