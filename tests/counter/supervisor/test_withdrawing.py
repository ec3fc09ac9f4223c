"""What was sent and is not answered: Esc takes it back, truly, and what cannot be taken back is said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter.supervisor import acting
from counter.supervisor.state import Acting
from hall.errors import Refused

DONE = ["hall.evacuate"]


def send(watch) -> None:
    """Calls for evacuation, by keys alone."""
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    watch.press(Qt.Key.Key_E, modifiers)
    QTest.keyClicks(watch.window.focusWidget(), "EVAKUASI")
    watch.press(Qt.Key.Key_Return)
    assert watch.presenter.state.acting is Acting.BUSY


def said(watch) -> str:
    return watch.window.band.text()


def line(watch) -> str:
    return watch.window.overlay._error.text()


def settled(watch) -> None:
    watch.qtbot.waitUntil(lambda: not watch.presenter.acts.busy)


def come_back(watch) -> None:
    """The database answers again, and has been asked all that there was to ask."""
    watch.store.away = False
    watch.read()
    settled(watch)
    watch.read()


@pytest.fixture
def hall(watch):
    with watch.qtbot.waitSignal(watch.presenter.changed):
        watch.presenter.start()
    watch.qtbot.waitUntil(lambda: watch.presenter.state.view is not None)
    yield watch
    watch.store.free.set()


def test_esc_while_the_database_is_away_takes_it_back_for_good(hall):
    hall.store.away = True
    send(hall)
    hall.qtbot.waitUntil(lambda: not hall.presenter.state.link.connected)
    hall.press(Qt.Key.Key_Escape)
    assert hall.window.overlay.form is None
    assert "Tidak ada yang diubah" in said(hall)
    come_back(hall)
    assert hall.store.done == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_form_that_was_refused_while_it_was_away_says_that_it_is_back(hall, language):
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    if language == "en":
        hall.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    hall.press(Qt.Key.Key_E, modifiers)
    hall.store.away = True
    hall.presenter.refresh()
    hall.qtbot.waitUntil(lambda: not hall.presenter.state.link.connected)
    QTest.keyClicks(hall.window.focusWidget(), "EVAKUASI")
    hall.press(Qt.Key.Key_Return)
    assert line(hall).startswith("Basis data terputus." if language == "id" else "The database")
    hall.presenter._on_notice_over()
    assert line(hall)
    come_back(hall)
    hall.qtbot.waitUntil(lambda: hall.presenter.state.link.connected)
    assert line(hall).startswith("Tersambung lagi." if language == "id" else "Connected again.")
    hall.press(Qt.Key.Key_Return)
    settled(hall)
    hall.qtbot.waitUntil(lambda: hall.window.overlay.form is None)
    assert [name for name, _, _ in hall.store.done] == DONE


def test_esc_while_it_is_written_keeps_it_from_being_kept(hall):
    hall.store.free.clear()
    send(hall)
    assert hall.store.reached.wait(10)
    hall.press(Qt.Key.Key_Escape)
    assert "Tidak ada yang diubah" in said(hall)
    hall.store.free.set()
    come_back(hall)
    assert hall.store.done == []


@pytest.mark.parametrize(
    ("breaks", "words"), [("before", "tidak ada yang diubah"), ("after", "Ternyata sudah dilakukan")]
)
def test_what_may_be_done_already_is_looked_up_and_never_done_again(hall, breaks, words):
    hall.store.breaks_at = breaks
    send(hall)
    hall.qtbot.waitUntil(lambda: not hall.presenter.state.link.connected)
    hall.press(Qt.Key.Key_Escape)
    assert hall.window.overlay.form is None
    assert "Belum pasti" in said(hall)
    come_back(hall)
    assert words in said(hall)
    assert [name for name, *_ in hall.store.done] == (DONE if breaks == "after" else [])


def test_the_form_says_why_it_waits_and_what_esc_does(hall):
    hall.store.away = True
    send(hall)
    hall.qtbot.waitUntil(lambda: bool(line(hall)))
    assert "Esc membatalkan" in line(hall)
    assert hall.window.overlay._error.isVisible()
    come_back(hall)
    assert [name for name, *_ in hall.store.done] == DONE


def test_what_is_given_up_is_not_done_later_and_the_form_says_so(hall):
    hall.store.free.clear()
    send(hall)
    assert hall.store.reached.wait(10)
    hall.presenter.acts._pending.patience_s = 0
    hall.presenter.acts._pending.check_patience()
    assert "Tidak ada yang diubah" in line(hall)
    hall.store.free.set()
    come_back(hall)
    assert hall.store.done == []
    assert hall.window.overlay.form is not None


def test_who_signs_out_leaves_nothing_behind_that_is_done_later(hall):
    hall.store.free.clear()
    send(hall)
    assert hall.store.reached.wait(10)
    hall.presenter.acts.close()
    hall.store.free.set()
    come_back(hall)
    assert hall.store.done == []


def test_what_is_prepared_is_taken_back_too(hall):
    came: list[object] = []
    hall.presenter.acts.failed.connect(came.append)

    def slow(_store, _by):
        hall.store.reached.set()
        assert hall.store.free.wait(10)
        raise Refused("pin_short", digits=6)

    hall.store.free.clear()
    hall.presenter.perform(acting.Preparing(slow))
    assert hall.store.reached.wait(10)
    hall.presenter.acts.withdraw()
    assert "Tidak ada yang diubah" in said(hall)
    hall.store.free.set()
    come_back(hall)
    assert came == []
