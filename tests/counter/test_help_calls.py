"""A visitor who calls a person at a kiosk is seen at the desks of its zone, and answered there."""

from __future__ import annotations

from PySide6.QtCore import Qt

from hall.access import By
from hall.translator import INDONESIAN


def _call(real, station: str) -> None:
    real.store.run(lambda work: work.help.call(By.kiosk(station)))
    real.presenter.refresh()
    real.settle()


def _calls(real) -> list[str]:
    with real.store.read() as reader:
        return [alarm.key for alarm in reader.alarms() if alarm.code == "alarm_help_call"]


def test_a_clerk_answers_by_one_button_and_the_call_is_over(real):
    assert not real.find("help-button").isVisible()
    _call(real, "kiosk-1")
    assert real.find("help-button").isVisible()
    assert "memanggil petugas" in real.find("alarms").text()
    real.find("help-button").click()
    real.settle()
    assert _calls(real) == []
    assert not real.find("help-button").isVisible()
    assert real.text("notice") == INDONESIAN("counter.notice_help_answered", code="kiosk-1")


def test_the_key_does_the_same(real):
    _call(real, "kiosk-1")
    real.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    real.settle()
    assert _calls(real) == []


def test_who_was_quicker_is_said(real):
    _call(real, "kiosk-1")
    real.store.run(lambda work: work.help.answer("kiosk-1", By.clerk("budi")))
    real.find("help-button").click()
    real.settle()
    assert "sudah dijawab" in real.text("notice")


def test_the_small_bar_says_that_somebody_calls(real):
    _call(real, "kiosk-1")
    real.window.show_compact()
    assert real.window.bar.full_button.accessibleName().startswith(INDONESIAN("counter.help_tag_spoken"))
