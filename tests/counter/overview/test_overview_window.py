"""The overview by keyboard and pointer: periods, paper, what it says while figures are not whole or old."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter.overview.presenter import OverviewPresenter
from counter.overview.window import OverviewWindow
from hall.access import By, Role
from hall.errors import DeviceError, Refused, StoreUnavailable
from hall.overview import Period
from hall.store import Store
from hall.translator import Translator
from hall.views import OverviewView
from qtkit.print_out import PrintedPage
from qtkit.serial_worker import SerialWorker
from tools.supervisor import overview_samples as samples

RINA = By(Role.SUPERVISOR, "rina")


@dataclass
class FakeStore:
    """What the presenter needs; ``counted`` are the shares that the next reads tell."""

    trouble: Exception | None = None
    counted: list[float] = field(default_factory=list)
    asked: list[Period] = field(default_factory=list)

    def fetch(self, job: Callable[[SimpleNamespace], Any]) -> Any:
        return job(SimpleNamespace(overview=SimpleNamespace(of=self._of)))

    def close(self) -> None:
        """Nothing is held."""

    def _of(self, period: Period, by: By, *, at_most: int) -> OverviewView:
        assert (by, at_most > 0) == (RINA, True)
        self.asked.append(period)
        if self.trouble is not None:
            raise self.trouble
        view = samples.busy() if period is Period.TODAY else replace(samples.year(), period=period)
        return replace(view, counted=self.counted.pop(0) if self.counted else 1.0)


@dataclass
class Wall:
    """The window with its presenter, and what was printed."""

    window: OverviewWindow
    presenter: OverviewPresenter
    store: FakeStore
    printed: list[str] = field(default_factory=list)
    left: list[bool] = field(default_factory=list)
    answer: PrintedPage | Exception = PrintedPage(printer="Kantor")  # noqa: RUF009 - a frozen value

    def print_page(self, paint: Callable[[QPainter, QRectF], None], name: str) -> PrintedPage:
        image = QImage(600, 420, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        paint(painter, QRectF(0, 0, 600, 420))
        painter.end()
        self.printed.append(name)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)


@pytest.fixture
def wall(qtbot: QtBot) -> Iterator[Wall]:
    worker, store = SerialWorker(), FakeStore()
    presenter = OverviewPresenter(worker, lambda: cast("Store", store), RINA)
    made = Wall(cast("OverviewWindow", None), presenter, store)
    made.window = window = OverviewWindow(Translator("id"), made.print_page)
    presenter.changed.connect(window.show_state)
    window.period_chosen.connect(presenter.choose)
    window.left.connect(lambda: made.left.append(True))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    presenter.start()
    qtbot.waitUntil(lambda: presenter.state.view is not None)
    yield made
    presenter.close()
    assert worker.close()
    window.close()


def shown(wall: Wall) -> Period:
    view = wall.presenter.state.view
    assert view is not None
    return view.period


def test_one_two_and_three_and_a_click_choose_the_period(wall, qtbot):
    for key, period in ((Qt.Key.Key_2, Period.MONTH), (Qt.Key.Key_3, Period.YEAR), (Qt.Key.Key_1, Period.TODAY)):
        wall.press(key)
        qtbot.waitUntil(lambda period=period: shown(wall) is period)
        assert [button.isChecked() for button in wall.window.buttons] == [one is period for one in Period]
    qtbot.mouseClick(wall.window.buttons[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(wall) is Period.MONTH)
    assert "Bulan ini" in wall.window.accessibleName()


def test_days_that_are_not_counted_yet_are_read_on_at_once_and_said(wall, qtbot):
    wall.store.counted = [0.25, 0.5]
    remarks = []
    wall.presenter.changed.connect(lambda state: remarks.append(wall.window.remark))
    wall.press(Qt.Key.Key_3)
    qtbot.waitUntil(lambda: wall.presenter.state.view.counted == 1 and shown(wall) is Period.YEAR)
    assert "Menghitung hari-hari yang lalu: 25 %" in remarks
    assert wall.window.remark == ""


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (PrintedPage(printer="Kantor"), "Dikirim ke printer Kantor."),
        (PrintedPage(file=Path("/x/Ikhtisar.pdf")), "Tidak ada printer. Disimpan sebagai PDF: /x/Ikhtisar.pdf"),
        (DeviceError("no room"), "Halaman tidak tercetak: no room"),
    ],
)
def test_ctrl_p_prints_the_page_and_says_where_it_went(wall, answer, said):
    wall.answer = answer
    wall.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert wall.printed == ["Ikhtisar pelayanan 23 November 2026"]
    assert wall.window.remark == said


def test_a_database_that_is_away_leaves_the_last_figures_with_their_time(wall, qtbot):
    wall.store.trouble = StoreUnavailable("the database does not answer")
    wall.press(Qt.Key.Key_2)
    qtbot.waitUntil(lambda: wall.presenter.state.away_since is not None)
    assert wall.window.remark.startswith("Basis data tidak menjawab sejak 14.42")
    wall.store.trouble = None
    wall.press(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: wall.presenter.state.away_since is None)


def test_whoever_may_look_no_more_is_told_once(wall, qtbot):
    wall.store.trouble = Refused("needs_supervisor")
    with qtbot.waitSignal(wall.presenter.refused):
        wall.press(Qt.Key.Key_2)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F11])
def test_escape_and_f11_lead_back(wall, key):
    wall.press(key)
    assert wall.left == [True]


def test_another_language_is_one_key_away(wall):
    wall.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert wall.window.windowTitle().startswith("Service overview")
