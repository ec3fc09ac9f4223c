"""Somebody changes their own PIN on the sign-in page, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from counter.desk.presenter import DeskPresenter
from counter.desk.window import CounterWindow
from hall.access import By
from hall.errors import Refused
from hall.store import open_store
from qtkit.desk.panel import NoticeLine
from qtkit.serial_worker import SerialWorker
from tests.counter.counter_desk import StandingClock, opened_window

OLD, NEW = "407163", "916408"


class Hands:
    """A clerk who knows the keyboard, before signing in."""

    def __init__(self, qtbot, window: CounterWindow, presenter: DeskPresenter, worker: SerialWorker) -> None:
        self.qtbot, self.window, self.presenter, self.worker = qtbot, window, presenter, worker

    @property
    def form(self):
        return self.window.sign_in.own_pin

    def press(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def open(self) -> None:
        self.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.waitUntil(lambda: self.form.form is not None)

    def type_in(self, *texts: str) -> None:
        for place, text in enumerate(texts):
            if place:
                self.press(Qt.Key.Key_Tab)
            focused = self.window.focusWidget()
            assert isinstance(focused, QWidget)
            QTest.keyClick(focused, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClicks(focused, text)
        self.press(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.worker.idle and self.presenter.state.busy is None)

    def said(self) -> str:
        return self.window.sign_in.findChild(NoticeLine, "notice").text()


@pytest.fixture
def hall_of_siti(store, hall_url):
    """Siti is a clerk, who sits at counter 1 too."""
    user = store.run(lambda w: w.staff.add("siti", "Siti", OLD, By.system()))
    store.run(lambda w: w.counter("1", By.clerk("siti")).sign_in(user.id))
    return hall_url


@pytest.fixture
def hands(qtbot, hall_of_siti) -> Iterator[Hands]:
    worker = SerialWorker()
    presenter = DeskPresenter(worker, lambda: open_store(hall_of_siti), StandingClock(), station="meja-1", chosen="1")
    with opened_window(qtbot, presenter, worker) as window:
        yield Hands(qtbot, window, presenter, worker)


def test_a_clerk_changes_the_pin_by_keyboard_and_signs_in_with_it(hands, store):
    assert hands.window.sign_in.change_pin_button.shortcut_text == "Ctrl+E"
    hands.open()
    hands.type_in("siti", OLD, NEW, NEW)
    assert hands.form.form is None
    assert hands.said() == "PIN Anda sudah diganti. Masuklah dengan PIN baru."
    assert store.check_pin("siti", NEW).login == "siti"
    with pytest.raises(Refused, match="wrong"):
        store.check_pin("siti", OLD)
    with store.read() as view:
        assert [one.clerk_name for one in view.counters() if one.label == "1"] == [""]
        event = view.staff.events(9, "siti")
    assert ("pin", "clerk:siti") in [(one.action, one.actor) for one in event]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("siti", "407164", NEW, NEW), "Nama pengguna atau PIN salah. Coba lagi."),
        (("siti", OLD, NEW, "916409"), "Kedua PIN baru berbeda. Ketik PIN yang sama dua kali."),
        (("siti", OLD, OLD, OLD), "PIN baru sama dengan PIN sekarang. Pilih yang lain."),
        (("siti", OLD, "111111", "111111"), "PIN ini mudah ditebak."),
        (("siti", OLD, "916", "916"), "PIN harus 4 sampai 12 angka."),
        (("siti", OLD, "", ""), "Belum diisi: “PIN baru”."),
    ],
)
def test_what_is_wrong_is_said_in_the_form_and_nothing_changes(hands, store, typed, sentence):
    hands.open()
    hands.type_in(*typed)
    assert hands.form.form is not None
    assert hands.form.findChild(QWidget, "form-error").text().startswith(sentence)
    assert store.check_pin("siti", OLD).login == "siti"


def test_wrong_pins_rest_here_as_they_do_at_the_sign_in(hands, store):
    hands.open()
    hands.type_in("siti", "000001", NEW, NEW)
    for _ in range(9):
        hands.press(Qt.Key.Key_Return)
        hands.qtbot.waitUntil(lambda: hands.worker.idle and hands.presenter.state.busy is None)
    with pytest.raises(Refused) as refused:
        store.check_pin("siti", OLD, station="meja-1")
    assert refused.value.code == "pin_locked"


def test_esc_leaves_it_and_the_page_says_nothing_of_it(hands):
    hands.open()
    hands.type_in("siti", "000001", NEW, NEW)
    hands.press(Qt.Key.Key_Escape)
    assert hands.form.form is None
    assert hands.said() == ""
    assert hands.window.focusWidget() is hands.window.sign_in.login


def test_a_name_that_was_typed_already_stands_in_the_form(hands):
    hands.window.sign_in.login.setFocus()
    QTest.keyClicks(hands.window.sign_in.login, "siti")
    hands.open()
    assert [row.answer for row in hands.form.rows] == ["siti", "", "", ""]
    assert hands.window.focusWidget() is hands.form.rows[1].input
    hands.type_in(OLD, NEW, NEW)
    assert hands.form.form is None


def test_nobody_changes_it_for_somebody_else(store, hall_of_siti):
    with closing(open_store(hall_of_siti)) as other:
        other.run(lambda w: w.staff.add("joko", "Joko", OLD, By.system()))
        user = other.check_pin("siti", OLD)
        other.run(lambda w: w.staff.change_own_pin(NEW, By.clerk("siti"), session=user.session))
        assert other.check_pin("joko", OLD).login == "joko"
        with pytest.raises(Refused) as refused:
            other.run(lambda w: w.staff.change_own_pin("830562", By.clerk("siti"), session=user.session))
        assert refused.value.code == "signed_out_elsewhere"
        with pytest.raises(Refused) as unknown:
            other.run(lambda w: w.staff.change_own_pin("830562", By.technician("root"), session=0))
        assert unknown.value.code == "unknown_user"
