"""The staff's page: held open, behind a PIN; a new roll, a slip once more, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hall.lifecycle import State
from hall.printing.spool import SlipEnd
from hall.printing.stations import printers_of
from hall.structure import Station
from kiosk.print_worker import PrintWorker
from kiosk.window import HELD_MS
from tests.fake_printer import FakePrinter
from tests.kiosk.kiosk_fakes import Kiosk, shown_page, staff_line
from tests.kiosk.memory_hall import as_store


@pytest.fixture
def kiosk(qtbot: QtBot) -> Iterator[Kiosk]:
    kiosk = Kiosk(qtbot)
    kiosk.presenter.staff.set_station(Station("depan"))
    kiosk.start()
    yield kiosk
    kiosk.close()


def unlock(kiosk: Kiosk) -> None:
    kiosk.presenter.navigation.ask_staff()
    for digit in "2468":
        kiosk.touch(f"staff-{digit}")
    kiosk.touch("staff-enter")
    kiosk.qtbot.waitUntil(lambda: kiosk.presenter.screen.staff.printer is not None)


def test_the_page_opens_when_the_halls_name_is_held_and_not_when_it_is_touched(kiosk: Kiosk) -> None:
    place = QPoint(300, 60)
    QTest.mouseClick(kiosk.window, Qt.MouseButton.LeftButton, pos=place)
    kiosk.qtbot.wait(HELD_MS + 300)
    assert kiosk.page == "agencies"
    QTest.mousePress(kiosk.window, Qt.MouseButton.LeftButton, pos=place)
    kiosk.qtbot.waitUntil(lambda: kiosk.page == "staff")
    QTest.mouseRelease(kiosk.window, Qt.MouseButton.LeftButton, pos=place)


def test_a_wrong_pin_opens_nothing(kiosk: Kiosk) -> None:
    kiosk.presenter.navigation.ask_staff()
    for digit in "1111":
        kiosk.touch(f"staff-{digit}")
    assert kiosk.presenter.screen.staff.digits == 4
    kiosk.touch("staff-enter")
    kiosk.qtbot.waitUntil(lambda: kiosk.presenter.screen.staff.message == "wrong")
    assert not kiosk.presenter.screen.staff.unlocked
    assert kiosk.presenter.screen.staff.digits == 0


def said(kiosk: Kiosk) -> str:
    return staff_line(kiosk.window)


def test_the_pin_that_is_asked_for_is_the_stations_own(kiosk: Kiosk) -> None:
    unlock(kiosk)
    assert kiosk.hall.asked_pins == [("depan", "2468")]


def test_a_machine_without_a_pin_says_how_it_gets_one_and_never_opens(kiosk: Kiosk) -> None:
    kiosk.hall.pins.clear()
    kiosk.presenter.navigation.ask_staff()
    told = "Mesin ini belum punya PIN, jadi halaman ini tertutup. Teknisi: jalankan “hall station pin depan”."
    kiosk.qtbot.waitUntil(lambda: said(kiosk) == told)
    for digit in "2468":
        kiosk.touch(f"staff-{digit}")
    kiosk.touch("staff-enter")
    kiosk.qtbot.waitUntil(lambda: kiosk.hall.asked_pins != [] and said(kiosk) == told)
    assert not kiosk.presenter.screen.staff.unlocked


def test_a_pause_after_wrong_pins_counts_down_and_is_gone_when_it_is_over(kiosk: Kiosk) -> None:
    kiosk.hall.pin_pause = 30
    kiosk.presenter.navigation.ask_staff()
    kiosk.touch("staff-1")
    kiosk.touch("staff-enter")
    told = "Terlalu banyak PIN salah. Tunggu {} detik. Penyelia bisa mengakhiri jeda ini."
    kiosk.qtbot.waitUntil(lambda: said(kiosk) == told.format(30))
    kiosk.clock.seconds += 12
    kiosk.presenter.tick()
    assert said(kiosk) == told.format(18)
    kiosk.clock.seconds += 18
    kiosk.presenter.tick()
    assert said(kiosk) == "Masukkan PIN mesin, lalu tekan Buka."


def test_a_keyboard_works_too(kiosk: Kiosk) -> None:
    QTest.keyClick(kiosk.window, Qt.Key.Key_F12, Qt.KeyboardModifier.ControlModifier)
    assert kiosk.page == "staff"
    QTest.keyClicks(kiosk.window, "24688")
    QTest.keyClick(kiosk.window, Qt.Key.Key_Backspace)
    QTest.keyClick(kiosk.window, Qt.Key.Key_Return)
    kiosk.qtbot.waitUntil(lambda: kiosk.presenter.screen.staff.unlocked)
    QTest.keyClick(kiosk.window, Qt.Key.Key_Escape)
    assert kiosk.page == "agencies"


def test_a_database_that_is_away_is_said(kiosk: Kiosk) -> None:
    kiosk.presenter.navigation.ask_staff()
    kiosk.hall.down = True
    kiosk.touch("staff-1")
    kiosk.touch("staff-enter")
    kiosk.qtbot.waitUntil(lambda: kiosk.presenter.screen.staff.message == "away")


def test_a_slip_is_printed_again_and_a_roll_is_noted(kiosk: Kiosk) -> None:
    kiosk.touch("agency-disdukcapil")
    kiosk.until("services")
    kiosk.touch("service-disdukcapil-a")
    kiosk.until("ticket")
    kiosk.presenter.visit.on_slip_ended(SlipEnd(1, True, "printed"))
    kiosk.presenter.navigation.finish()
    unlock(kiosk)
    wanted: list[Any] = []
    rolls: list[bool] = []
    kiosk.presenter.staff.reprint_wanted.connect(wanted.append)
    kiosk.presenter.staff.roll_changed.connect(lambda: rolls.append(True))

    kiosk.touch("staff-slip-0")
    assert [ticket.code for ticket in wanted] == ["A-001"]
    kiosk.touch("staff-roll")
    assert not rolls  # one thing at a time
    kiosk.presenter.staff.on_errand_done(SlipEnd(1, True, "printed"))
    assert kiosk.presenter.screen.staff.message == "printed"

    kiosk.clock.seconds += 1
    kiosk.touch("staff-slip-0")
    assert len(wanted) == 1  # the second tap of a double one, after a fast printer
    kiosk.clock.seconds += 2
    kiosk.touch("staff-slip-0")
    assert len(wanted) == 2
    kiosk.presenter.staff.on_errand_done(SlipEnd(1, False, "refused"))
    assert kiosk.presenter.screen.staff.message == "ended"

    kiosk.touch("staff-roll")
    assert rolls == [True]
    kiosk.presenter.staff.on_polled(True)
    assert kiosk.presenter.screen.staff.message == "roll"
    kiosk.touch("staff-leave")
    assert kiosk.page == "agencies"


@pytest.mark.parametrize(("state", "word"), [(State.CANCELLED, "sudah dibatalkan"), (State.DONE, "sudah selesai")])
def test_a_number_that_is_over_is_not_offered_to_be_printed(kiosk: Kiosk, state: State, word: str) -> None:
    kiosk.take_number()
    kiosk.presenter.visit.on_slip_ended(SlipEnd(1, True, "printed"))
    kiosk.presenter.navigation.finish()
    kiosk.hall.tickets[1] = replace(kiosk.hall.tickets[1], state=state)
    wanted: list[Any] = []
    kiosk.presenter.staff.reprint_wanted.connect(wanted.append)
    unlock(kiosk)
    key = kiosk.widget("staff-slip-0")
    assert not key.isEnabled()
    assert key.accessibleName().endswith(word)
    kiosk.presenter.staff.reprint(0)
    assert wanted == []


def test_a_page_that_was_left_open_closes_by_itself_and_asks_again(kiosk: Kiosk) -> None:
    unlock(kiosk)
    kiosk.clock.seconds += 61
    kiosk.presenter.tick()
    assert kiosk.page == "agencies"
    kiosk.presenter.navigation.ask_staff()
    assert not kiosk.presenter.screen.staff.unlocked


def test_the_page_stays_shut_while_a_visitor_reads_a_number(kiosk: Kiosk) -> None:
    kiosk.touch("agency-disdukcapil")
    kiosk.until("services")
    kiosk.touch("service-disdukcapil-a")
    kiosk.until("ticket")
    kiosk.presenter.navigation.ask_staff()
    assert kiosk.page == "ticket"


def test_every_state_of_a_slip_has_its_words(kiosk: Kiosk) -> None:
    from hall.spooling import PrintJob
    from hall.translator import Translator

    for language in ("id", "en"):
        translate = Translator(language)
        assert all(translate(f"kiosk.staff.job.{state}") for state in PrintJob)
    assert replace(kiosk.presenter.screen.staff, digits=3).digits == 3


@pytest.mark.parametrize("seen", [True, False])
def test_a_printer_that_nobody_calibrated_is_tried_at_the_kiosk(kiosk: Kiosk, seen: bool) -> None:
    with FakePrinter(process_id=False, sensor=False) as fake:
        place = Station("depan", printer=fake.url)
        kiosk.presenter.staff.set_station(place)
        worker = PrintWorker(
            lambda: as_store(kiosk.hall),
            lambda store: printers_of(place, store, Path(), torn=False),
            "depan",
            poll_s=60,
        )
        worker.tried.connect(kiosk.presenter.staff.on_tried, Qt.ConnectionType.QueuedConnection)
        worker.polled.connect(kiosk.presenter.staff.on_polled, Qt.ConnectionType.QueuedConnection)
        kiosk.presenter.staff.trial_wanted.connect(worker.try_printer)
        worker.start()
        unlock(kiosk)
        assert "belum dikalibrasi" in shown_page(kiosk.window).accessibleName()
        assert not kiosk.widget("staff-roll").isVisible()
        kiosk.touch("staff-trial")
        kiosk.qtbot.waitUntil(lambda: kiosk.presenter.screen.staff.asks)
        assert [slip.whole for slip in fake.slips] == [True]
        kiosk.touch("staff-seen" if seen else "staff-unseen")
        kiosk.qtbot.waitUntil(lambda: kiosk.presenter.screen.staff.message == ("trial" if seen else "not_printed"))
        kiosk.qtbot.waitUntil(lambda: kiosk.presenter.screen.staff.untried is not seen)
        assert worker.close(5000)
    kept = {"depan": {"answers": True, "confirm": "none", "near_end": None}}
    assert kiosk.hall.calibrations == (kept if seen else {})
