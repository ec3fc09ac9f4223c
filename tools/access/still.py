"""What is measured once, not on every page: how keys repeat, and how long a page waits for its visitor."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hall.store import open_store, prepare_store
from hall.structure import HallStructure
from hall.translator import Translator
from kiosk.modes import MODES
from kiosk.presenter import KioskPresenter
from kiosk.screen import LISTS, Page, Screen
from kiosk.window import KioskWindow
from qtkit.serial_worker import SerialWorker
from qtkit.store_link import StoreLink
from tools.access.sample_hall import Morning, SampleHall
from tools.access.table import Finding

_LONGEST_S = 2.0
_LOADING_S = 60
_STEP_MS = 100
_UNHURRIED = "unhurried"
_MOST_TICKS = 3000


def still_findings(hall: SampleHall, structure: HallStructure) -> Iterator[Finding]:
    """Keys on the first page, and the times of a page that is chosen from and of one that is read."""
    window = KioskWindow(Translator(), None, motion=False)
    window.show_screen(Screen(page=Page.AGENCIES, view=hall.view))
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    yield Finding("again", _pause(window), "F3, pressed every 100 ms", page="agencies")
    yield Finding("held", _repeats(window), "F3, held", page="agencies")
    window.close()
    window.deleteLater()
    with _presenter(structure) as (presenter, pass_seconds):
        for page, open_page in _opened(presenter).items():
            yield from _times(presenter, page, open_page, pass_seconds)


def _pause(window: KioskWindow) -> float:
    """Seconds from one act of a key to the next while it is pressed again and again."""
    acts: list[float] = []
    window.intents.priority_wanted.connect(lambda: acts.append(time.monotonic()))
    begun = time.monotonic()
    while len(acts) < 2 and time.monotonic() - begun < _LONGEST_S:
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_F3)
        QTest.qWait(_STEP_MS)
    return acts[1] - acts[0] if len(acts) > 1 else _LONGEST_S


def _repeats(window: KioskWindow) -> float:
    """How often a key acts that is held, after its first press."""
    QTest.qWait(1000)
    acts: list[int] = []
    window.intents.priority_wanted.connect(lambda: acts.append(1))
    for repeats in (False, *(True,) * 10):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, autorep=repeats)
        QApplication.sendEvent(window.windowHandle(), event)
    return float(len(acts) - 1)


def _opened(presenter: KioskPresenter) -> dict[Page, Callable[[], object]]:
    """How to come to a page that is chosen from, and to one that is read."""
    view = presenter.screen.view
    assert view is not None
    widest = max(view.agencies, key=lambda agency: len(agency.services))
    state = presenter.state
    return {
        Page.SERVICES: lambda: presenter.navigation.choose_agency(widest.id),
        Page.CHECK_IN: lambda: state.show_reading(page=Page.CHECK_IN),
        Page.TICKET: lambda: state.show_reading(page=Page.SURVEY_DONE),
    }


def _times(
    presenter: KioskPresenter, page: Page, open_page: Callable[[], object], pass_seconds: Callable[[int], None]
) -> Iterator[Finding]:
    """The warning, and how many times as long the page stays for who needs it."""
    waits = []
    for unhurried in (False, True):
        presenter.state.go_home()
        open_page()
        if unhurried and _UNHURRIED in MODES:
            presenter.modes.choose(_UNHURRIED)
        whole, warned = _until_home(presenter, pass_seconds)
        waits.append(whole)
        if not unhurried:
            yield Finding("warning", warned, f"{whole:.0f} s until the page goes", page=str(page))
    yield Finding("longer", waits[1] / waits[0], f"{waits[0]:.0f} s, then {waits[1]:.0f} s", page=str(page))


def _until_home(presenter: KioskPresenter, pass_seconds: Callable[[int], None]) -> tuple[float, float]:
    """Seconds until the first page comes by itself, and the last of them in which the page said so."""
    whole = warned = 0
    here = presenter.screen.page
    while presenter.screen.page is here and whole < _MOST_TICKS:
        screen = presenter.screen
        told = screen.idle_left is not None if here in LISTS else _tells(screen)
        warned = warned + 1 if told else 0
        pass_seconds(1)
        whole += 1
    return float(whole), float(warned)


def _tells(screen: Screen) -> bool:
    """Whether the countdown of a page that is read says that it goes; a brief page says so all the time."""
    return screen.warned or screen.seconds_whole <= 20


def _wait_for(presenter: KioskPresenter) -> None:
    """Until the first page is up; raises TimeoutError when the hall cannot be read."""
    begun = time.monotonic()
    while presenter.screen.page is not Page.AGENCIES:
        QTest.qWait(10)
        if time.monotonic() - begun > _LOADING_S:
            raise TimeoutError("the hall was not read")


@contextmanager
def _presenter(structure: HallStructure) -> Iterator[tuple[KioskPresenter, Callable[[int], None]]]:
    """A kiosk without a window over the hall in a store of its own, whose time passes when told."""
    seconds = [1000.0]
    with tempfile.TemporaryDirectory(prefix="mpp-access-") as folder:
        url = f"sqlite:///{Path(folder) / 'hall.db'}"
        prepare_store(url, structure, Morning()).close()
        worker = SerialWorker()
        link = StoreLink(worker, lambda: open_store(url, Morning()))
        presenter = KioskPresenter(
            link, station="kiosk-1", monotonic=lambda: seconds[0], new_id=lambda: f"access-{seconds[0]}"
        )
        link.opened.connect(presenter.on_hall_changed)
        link.open()
        _wait_for(presenter)

        def pass_seconds(count: int) -> None:
            for _ in range(count):
                seconds[0] += 1
                presenter.tick()

        try:
            yield presenter, pass_seconds
        finally:
            presenter.close()
            worker.close()
            link.close()
