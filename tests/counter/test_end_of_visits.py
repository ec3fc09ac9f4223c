"""The button for the next call says as what it ends the visit at the counter; what was ended by mistake comes back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter.desk.parts.action_button import ends_text
from counter.desk.state import Intent
from hall.lifecycle import State
from hall.translator import Translator

CTRL = Qt.KeyboardModifier.ControlModifier
F = Qt.Key


def keys(desk, *pressed):
    for key in pressed:
        desk.press(key)
        desk.settle()


def state(real, code):
    with real.store.read() as reader:
        return reader.tickets.find(code).state


def called_for(real, clock, **passed):
    """A-001 was called so long ago."""
    keys(real, F.Key_F2)
    clock.move(**passed)
    real.presenter.refresh()
    real.settle()


def test_the_key_says_no_show_and_then_done_by_itself(real, clock):
    called_for(real, clock, seconds=10)
    assert real.key("next-button").detail == "A-001 dicatat tidak hadir"
    clock.move(seconds=19, milliseconds=900)  # and then it stands: only the desk's own time goes on
    real.presenter.refresh()
    real.qtbot.waitUntil(lambda: real.key("next-button").detail == "A-001 dicatat selesai")
    assert ends_text(real.presenter.state, Translator("en")) == "A-001 ends as done"


def test_what_the_key_said_is_what_happens_and_ctrl_z_takes_it_back(real, clock):
    called_for(real, clock, seconds=10)
    keys(real, F.Key_F2)
    assert state(real, "A-001") is State.NO_SHOW
    assert real.text("notice").startswith("A-001 dicatat tidak hadir. Urungkan: Ctrl+Z.")
    real.press(F.Key_Z, CTRL)
    real.settle()
    assert (state(real, "A-001"), state(real, "A-002")) == (State.CALLED, State.WAITING)


def test_after_the_seconds_the_next_call_ends_the_visit_as_done(real, clock):
    called_for(real, clock, seconds=31)
    keys(real, F.Key_F2)
    assert state(real, "A-001") is State.DONE
    assert real.text("notice") == ""
    assert real.text("figure-mean") == "< 1 mnt"


def test_f5_says_it_too(real, clock):
    called_for(real, clock, seconds=10)
    keys(real, F.Key_F5)
    assert real.key("sheet-do").detail == "A-001 dicatat tidak hadir"
    real.press(F.Key_Return)
    real.settle()
    assert state(real, "A-001") is State.NO_SHOW


def test_the_small_bar_says_it_on_its_key(real, clock):
    called_for(real, clock, seconds=10)
    real.press(F.Key_F10)
    real.qtbot.waitUntil(lambda: real.window.bar.isVisible() and real.window.bar.isActiveWindow())
    key = real.key("next-button")
    assert key.detail == "tak hadir"
    assert "A-001 dicatat tidak hadir" in key.accessibleName()
    keys(real, F.Key_F1)
    assert key.detail == "selesai"


def test_a_done_number_of_this_counter_is_let_back_in_on_f5_though_nobody_waits(real, clock):
    for _ in range(2):
        keys(real, F.Key_F2, F.Key_F1, F.Key_F4)
    assert real.presenter.state.view.next is None
    keys(real, F.Key_F5)
    QTest.keyClicks(real.find("sheet-field"), "a1")
    assert real.window.desk.sheet.choice.command.intent is Intent.RETURN
    assert real.window.desk.sheet.choice.tag == "Selesai"
    real.press(F.Key_Return)
    real.settle()
    assert state(real, "A-001") is State.WAITING
    assert real.find("next-number").accessibleName() == "A-001"
    real.press(F.Key_Z, CTRL)  # the last thing that was done here
    real.settle()
    assert state(real, "A-001") is State.DONE
    assert state(real, "A-002") is State.DONE
