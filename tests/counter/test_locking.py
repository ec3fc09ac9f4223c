"""A desk is locked while its clerk is away: it shows little, does nothing, and keeps its visitor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter.desk.window_keys import LOCK_SHORTCUT
from hall.access import By
from hall.lifecycle import State
from qtkit.desk.label import Label
from qtkit.desk.panel import NoticeLine
from tests.counter.counter_fakes import PIN
from tests.hall_samples import BY

CTRL = Qt.KeyboardModifier.ControlModifier


def lock(real) -> None:
    assert LOCK_SHORTCUT == "Ctrl+K"
    real.press(Qt.Key.Key_K, CTRL)
    real.qtbot.waitUntil(lambda: real.window.page == "locked")


def unlock(real, pin: str) -> None:
    QTest.keyClicks(real.window.focusWidget(), pin)
    QTest.keyClick(real.window.focusWidget(), Qt.Key.Key_Return)


def ticket(real):
    with real.store.read() as reader:
        return reader.tickets.find("A-001")


@pytest.mark.parametrize("from_bar", [False, True])
def test_a_locked_desk_keeps_its_visitor_and_opens_with_the_pin_of_its_clerk(real, from_bar):
    real.press(Qt.Key.Key_F2)
    real.settle()
    if from_bar:
        real.press(Qt.Key.Key_F10)
        real.qtbot.waitUntil(lambda: real.window.page == "compact")
        real.presenter.locking.lock()
        real.qtbot.waitUntil(lambda: real.window.page == "locked" and real.window.isVisible())
    else:
        lock(real)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F6):
        real.press(key)
        real.settle()
    assert ticket(real).state is State.CALLED
    assert "A-001" in real.window.locked.findChild(Label, "locked-about").text()
    real.window.locked.pin.setFocus()
    unlock(real, "000000")
    notice = real.window.locked.findChild(NoticeLine, "notice")
    real.qtbot.waitUntil(lambda: "PIN salah" in notice.text())
    assert real.window.locked.pin.text() == ""
    unlock(real, PIN)
    real.qtbot.waitUntil(lambda: real.window.page == ("compact" if from_bar else "desk"))
    real.press(Qt.Key.Key_F1)
    real.settle()
    assert ticket(real).state is State.SERVING


def test_another_clerk_takes_the_desk_over_with_its_visitor(real):
    real.store.run(lambda work: work.staff.add("ani", "Ani", PIN, BY))
    real.press(Qt.Key.Key_F2)
    real.settle()
    lock(real)
    real.press(Qt.Key.Key_F12)
    real.qtbot.waitUntil(lambda: real.window.page == "sign_in")
    real.sign_in("ani")
    view = real.presenter.state.view
    assert (view.counter.clerk_name, view.current.code) == ("Ani", "A-001")


def test_who_is_signed_out_from_elsewhere_finds_no_lock_but_the_sign_in_page(real):
    lock(real)
    real.store.run(lambda work: work.staff.sign_out("petugas07", BY))
    real.qtbot.waitUntil(lambda: real.window.page == "sign_in")


GONE = {
    "disabled": (lambda work: work.staff.disable("petugas07", BY), "Akun ini ditutup; hubungi penyelia Anda."),
    "signed out": (
        lambda work: work.staff.sign_out("petugas07", BY),
        "Anda dikeluarkan dari komputer lain, atau PIN Anda diganti. Masuk lagi.",
    ),
    "another role": (
        lambda work: work.staff.set_role("petugas07", "supervisor", BY),
        "Anda dikeluarkan dari komputer lain, atau PIN Anda diganti. Masuk lagi.",
    ),
    "freed": (
        lambda work: work.counter("1", By.staff("supervisor", "rina")).free(reason="Rapat di lantai 2"),
        "Anda dikeluarkan dari loket 1 oleh Rina: Rapat di lantai 2. Masuk lagi untuk melanjutkan.",
    ),
}


@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize("why", GONE)
def test_a_desk_whose_clerk_may_sit_there_no_more_says_why(real, why, locked):
    if locked:
        lock(real)
    act, said = GONE[why]
    real.store.run(lambda work: work.staff.add("rina", "Rina", PIN, BY, role="supervisor"))
    real.store.run(act)
    real.qtbot.waitUntil(lambda: real.window.page == "sign_in")
    assert real.window.sign_in.findChild(NoticeLine, "notice").text() == said


def test_a_desk_whose_clerk_signed_in_at_another_counter_says_where(real):
    me = real.presenter.state.user
    real.store.run(lambda work: work.counter("2", BY).sign_in(me.id))
    real.qtbot.waitUntil(lambda: real.window.page == "sign_in")
    said = real.window.sign_in.findChild(NoticeLine, "notice").text()
    assert said == "Anda sekarang masuk di loket 2, jadi loket 1 ditinggalkan."


def test_a_wrong_pin_is_said_until_the_next_one_is_typed(real):
    lock(real)
    unlock(real, "999999")
    said = real.window.locked.findChild(NoticeLine, "notice")
    real.qtbot.waitUntil(lambda: said.text() == "PIN salah. Coba lagi.")
    QTest.keyClicks(real.window.focusWidget(), "4")
    real.window._on_tick()
    assert said.text() == ""
