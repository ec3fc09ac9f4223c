"""A kiosk put together around a hall in memory, and what is seen on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from hall.access import By
from hall.printing.outcome import PrintOutcome
from hall.printing.spool import PrintRequest, SlipEnd
from hall.store import Store
from hall.translator import Translator
from hall.views import KioskView, TicketView
from kiosk.pages.base import KioskPage
from kiosk.pages.calm import CalmPage
from kiosk.presenter import KioskPresenter
from kiosk.window import KioskWindow
from kiosk.wiring import connect_window
from qtkit.serial_worker import SerialWorker
from qtkit.store_link import StoreLink
from qtkit.widgets.pressable import TouchGuard
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.memory_hall import MemoryHall, as_store


def shown_page(window: KioskWindow) -> KioskPage:
    """The page that is up."""
    return next(page for page in window.findChildren(KioskPage) if not page.isHidden())


def notice_texts(window: KioskWindow) -> tuple[str, ...]:
    """What the calm notice says."""
    page = shown_page(window)
    assert isinstance(page, CalmPage)
    return page.texts()


def staff_line(window: KioskWindow) -> str:
    """What stands below the title of the staff's page."""
    return shown_page(window).accessibleName().partition(". ")[2]


class Hand:
    """Seconds that pass only when told."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class Kiosk:
    """The kiosk's real window and presenter around a MemoryHall, with a clock in hand and slips that wait."""

    def __init__(
        self, qtbot: QtBot, view: KioskView | None = None, *, language: str = "id", folder: Path | None = None
    ) -> None:
        self.qtbot = qtbot
        self.hall = MemoryHall(view or samples.kiosk_view())
        self.clock = Hand()
        self.touch_clock = Hand()
        self.worker = SerialWorker()
        self.open_store: Callable[[], Store] = lambda: as_store(self.hall)
        self.link = StoreLink(self.worker, lambda: self.open_store())  # noqa: PLW0108 - tests set another one
        numbers = iter(range(1, 1000))
        self.presenter = KioskPresenter(
            self.link,
            station="depan",
            monotonic=self.clock,
            new_id=lambda: f"request-{next(numbers)}",
            translate=Translator(language, folder),
        )
        self.guard = TouchGuard(clock=lambda: self.touch_clock.seconds)
        self.window = KioskWindow(Translator(language, folder), None, motion=False, guard=self.guard)
        qtbot.addWidget(self.window)
        self.orders: list[PrintRequest] = []
        self._wire()

    def _wire(self) -> None:
        window, presenter = self.window, self.presenter
        connect_window(presenter, window)
        presenter.visit.slip_wanted.connect(self.orders.append)
        self.link.opened.connect(presenter.on_hall_changed)
        self.link.failed_to_open.connect(presenter.on_open_failed)

    def start(self) -> None:
        """Shows the window and waits for the first page."""
        self.window.show()
        self.link.open()
        self.until("agencies")

    def close(self) -> None:
        """Ends worker and timers."""
        self.hall.gate.set()
        self.presenter.close()
        self.worker.close()
        self.link.close()

    @property
    def page(self) -> str:
        """The page that is up."""
        return self.window.page

    def until(self, page: str) -> None:
        """Waits for a page."""
        self.qtbot.waitUntil(lambda: self.window.page == page)

    def settled(self) -> None:
        """Waits until nothing is on its way."""
        self.qtbot.waitUntil(lambda: self.worker.idle)

    def widget(self, name: str) -> QWidget:
        """The widget of that object name."""
        found = self.window.findChild(QWidget, name)
        assert found is not None, f"no widget is called {name}"
        return found

    def button(self, name: str) -> QAbstractButton:
        """The button of that object name."""
        found = self.widget(name)
        assert isinstance(found, QAbstractButton), name
        return found

    def touch(self, name: str) -> None:
        """A finger on a widget, a second after the one before."""
        self.touch_clock.seconds += 1.0
        self.touch_at_once(name)

    def touch_at_once(self, name: str) -> None:
        """A finger on a widget without a pause."""
        widget = self.widget(name)
        assert widget.isVisible(), f"{name} cannot be touched"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key) -> None:
        """A key, a second after the one before."""
        self.touch_clock.seconds += 1.0
        QTest.keyClick(self.window.focusWidget() or self.window, key)

    def pass_seconds(self, seconds: int) -> None:
        """Seconds pass, one tick each."""
        for _ in range(seconds):
            self.clock.seconds += 1
            self.presenter.tick()

    def slip_ends(self, outcome: PrintOutcome, *, printer: str = "depan") -> None:
        """The print thread is done with the latest slip, as it would be, on ``printer``."""
        ticket = self.orders[-1].ticket
        joined = outcome in (PrintOutcome.PRINTED, PrintOutcome.UNVERIFIED)
        if joined:
            self.hall.slip_out(ticket.id, By.kiosk("depan"), verified=outcome is PrintOutcome.PRINTED)
        else:
            self.hall.slip_failed(ticket.id, By.kiosk("depan"), outcome=outcome.value, detail="")
        self.presenter.visit.on_slip_ended(SlipEnd(ticket.id, joined, outcome.value, printer=printer))
        self.settled()

    def take_number(self) -> TicketView:
        """Two touches to a number."""
        self.touch("agency-disdukcapil")
        self.touch("service-disdukcapil-a")
        self.until("ticket")
        return self.hall.tickets[max(self.hall.tickets)]

    def set_view(self, view: KioskView) -> None:
        """The hall changes, and the kiosk is notified of it."""
        self.hall.view = view
        self.presenter.on_hall_changed()
        self.settled()

    def now(self) -> datetime:
        """The hall's present moment."""
        return self.hall.view.now
