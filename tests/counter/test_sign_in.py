"""Choosing a counter and signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from counter.desk.parts.chooser import entries
from counter.desk.presenter import DeskPresenter
from hall.errors import Refused
from hall.guessing import Wait
from qtkit.desk.label import Label
from qtkit.desk.panel import NoticeLine
from qtkit.serial_worker import SerialWorker
from tests.counter import counter_samples as samples
from tests.counter.counter_desk import StandingClock

if TYPE_CHECKING:
    from hall.store import Store


def said(desk) -> str:
    return desk.window.sign_in.findChild(NoticeLine, "notice").text()


def test_the_counter_of_the_command_line_is_chosen(desk):
    assert desk.window.sign_in.chooser.chosen == "7"


def test_enter_leads_from_login_to_pin_and_in(desk):
    desk.find("login-field").setFocus()
    QTest.keyClicks(desk.find("login-field"), "petugas07")
    desk.press(Qt.Key.Key_Return)
    assert desk.window.focusWidget().objectName() == "pin-field"
    QTest.keyClicks(desk.find("pin-field"), "407163")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.page == "desk")
    assert desk.store.clerk == samples.USER


def test_the_key_signs_in_too(desk):
    desk.type_in()
    desk.click("sign-in-button")
    desk.qtbot.waitUntil(lambda: desk.window.page == "desk")


@pytest.mark.parametrize(
    ("login", "pin", "sentence"),
    [
        ("petugas07", "9999", "Nama pengguna atau PIN salah. Coba lagi."),
        ("nobody", "407163", "Nama pengguna atau PIN salah. Coba lagi."),
        ("", "407163", "Ketik nama pengguna Anda."),
        ("petugas07", "", "Ketik PIN Anda."),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(desk, login, pin, sentence):
    desk.type_in(login, pin)
    desk.click("sign-in-button")
    desk.qtbot.waitUntil(lambda: said(desk) == sentence)
    assert desk.window.page == "sign_in"


def test_nobody_types_on_behind_a_wrong_pin(desk):
    desk.type_in(pin="9999")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: said(desk) == "Nama pengguna atau PIN salah. Coba lagi.")
    assert desk.find("pin-field").text() == ""
    assert desk.window.focusWidget().objectName() == "pin-field"


def test_after_two_refusals_of_the_same_name_the_name_is_typed_over(desk):
    for field in ("pin-field", "login-field"):
        desk.type_in("petugas7")
        desk.press(Qt.Key.Key_Return)
        desk.qtbot.waitUntil(lambda: desk.find("pin-field").text() == "")
        assert desk.window.focusWidget().objectName() == field
    QTest.keyClicks(desk.window.focusWidget(), "petugas07")
    desk.press(Qt.Key.Key_Return)
    QTest.keyClicks(desk.window.focusWidget(), "407163")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.page == "desk")


def test_of_somebody_who_is_disabled_another_name_is_typed(desk):
    desk.store.pin_refusal = Refused("login_closed")
    desk.type_in()
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: said(desk) == "Akun ini ditutup; hubungi penyelia Anda.")
    assert desk.window.focusWidget().objectName() == "login-field"


@pytest.mark.parametrize(
    ("login", "pin", "field"), [("", "407163", "login"), ("petugas07", "", "pin"), ("x", "1", "pin")]
)
def test_what_was_wrong_goes_when_the_field_is_put_right(desk, login, pin, field):
    desk.type_in(login, pin)
    desk.click("sign-in-button")
    desk.qtbot.waitUntil(lambda: said(desk) != "")
    QTest.keyClicks(desk.find(f"{field}-field"), "4")
    desk.window._on_tick()
    assert said(desk) == ""


def test_the_pin_is_never_readable(desk):
    assert desk.find("pin-field").echoMode() is QLineEdit.EchoMode.Password


def test_a_counter_in_use_says_by_whom(desk):
    desk.store.clerk = samples.USERS[1]
    desk.type_in()
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: said(desk) == "Loket 7 sedang dipakai Siti Rahmawati.")


def test_arrows_and_typing_a_label_choose_a_counter(desk):
    chooser = desk.window.sign_in.chooser
    chooser.setFocus()
    QTest.keyClick(chooser, Qt.Key.Key_Right)
    assert chooser.chosen == "8"
    QTest.keyClicks(chooser, "12")
    assert chooser.chosen == "12"
    assert desk.presenter.state.chosen == "12"


def test_a_click_chooses_a_counter(desk):
    chooser = desk.window.sign_in.chooser
    index = chooser.model().index(chooser.counters.row_of("3"), 0, QModelIndex())
    QTest.mouseClick(
        chooser.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        chooser.visualRect(index).center(),
    )
    assert desk.presenter.state.chosen == "3"


def test_counters_stand_under_their_zone():
    rows = [row.counter.label if row.counter else row.zone.name for row in entries(samples.counters())]
    assert rows[:2] == ["Podium", "1"]
    assert [row for row in rows if not row.isdigit()] == ["Podium", "Selasar", "Menara"]


def test_no_name_of_a_person_stands_on_the_page_before_the_pin_is_right(desk):
    desk.store.clerk = samples.USERS[1]
    desk.presenter.refresh()
    desk.settle()
    QTest.keyClicks(desk.find("login-field"), "siti")
    page, chooser = desk.window.sign_in, desk.window.sign_in.chooser
    model = chooser.model()
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    translate = [label.text() for label in page.findChildren(Label)] + spoken
    names = [user.name for user in samples.USERS] + [c.clerk_name for c in samples.counters() if c.clerk_name]
    assert names
    assert not [name for name in names if any(name in text for text in translate)]
    assert any("dipakai" in text for text in spoken)


def test_a_pin_to_which_only_the_counter_was_missing_stays_and_the_counter_is_typed(desk):
    desk.presenter.keeper.change(chosen="")
    chooser = desk.window.sign_in.chooser
    chooser.setCurrentIndex(QModelIndex())
    desk.type_in()
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: said(desk).startswith("Pilih loket dahulu: ketik nomor loket"))
    assert desk.find("pin-field").text() == "407163"
    assert desk.window.focusWidget() is chooser
    assert (chooser.chosen, desk.presenter.state.chosen) == ("", "")
    QTest.keyClicks(chooser, "7")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.page == "desk")
    assert desk.find("pin-field").text() == ""


def test_a_pause_counts_down_and_then_says_that_one_may_try_again(desk, monkeypatch):
    page = desk.window.sign_in
    gone = [0]
    desk.store.pin_refusal = Refused("pin_locked", wait=Wait(45), seconds=45)
    desk.type_in()
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: said(desk).startswith("Terlalu sering salah. Coba lagi setelah 4"))
    monkeypatch.setattr(page._noticed, "elapsed", lambda: gone[0])
    gone[0] = 31_000
    page.tick(samples.NOW)
    assert said(desk) == "Terlalu sering salah. Coba lagi setelah 14 detik, atau minta penyelia mengakhiri jedanya."
    gone[0] = 45_000
    page.tick(samples.NOW)
    assert said(desk) == "Jeda sudah berakhir. Silakan coba lagi."


def test_a_wrong_pin_that_is_followed_by_a_pause_says_how_long(desk):
    desk.store.pin_refusal = Refused("wrong_pin", seconds=30)
    desk.type_in(pin="9999")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: said(desk).startswith("Nama pengguna atau PIN salah. Coba lagi setelah "))


def test_the_store_is_told_at_which_station_the_pin_was_typed(desk):
    desk.sign_in()
    assert desk.store.stations == ["meja-7"]


def test_a_sign_in_that_the_database_did_not_take_is_said_until_the_next_try(desk):
    desk.store.away = True
    desk.type_in()
    desk.press(Qt.Key.Key_Return)
    not_taken = "Belum masuk: basis data belum menerimanya. Coba lagi sebentar lagi."
    desk.qtbot.waitUntil(lambda: said(desk) == not_taken)
    desk.store.away = False
    desk.qtbot.waitUntil(desk.find("sign-in-button").isEnabled)
    desk.presenter.refresh()
    desk.settle()
    assert said(desk) == not_taken
    desk.type_in()
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.page == "desk")


def test_with_the_name_known_the_focus_is_in_the_pin_and_the_next_clerk_goes_back_to_type_over_it(seated):
    seated.press(Qt.Key.Key_F12)
    seated.qtbot.waitUntil(lambda: seated.window.page == "sign_in")
    assert seated.window.focusWidget().objectName() == "pin-field"
    QTest.keyClick(seated.window.focusWidget(), Qt.Key.Key_Backtab)
    assert seated.window.focusWidget().objectName() == "login-field"
    QTest.keyClicks(seated.find("login-field"), "siti")
    assert seated.find("login-field").text() == "siti"


@pytest.mark.parametrize(
    ("station", "chosen"), [("loket-9", "9"), ("LOKET-9", "9"), ("meja-9", ""), ("9", "")], ids=lambda text: text or "-"
)
def test_a_machine_that_is_called_after_its_counter_chooses_it(qtbot, hall, station, chosen):
    worker = SerialWorker()
    presenter = DeskPresenter(worker, lambda: cast("Store", hall), StandingClock(), station=station)
    presenter.start()
    qtbot.waitUntil(lambda: presenter.state.roster is not None)
    assert presenter.state.chosen == chosen
    presenter.close()
    assert worker.close()
