"""A part of a clerk's morning, each kind of visit in it, by keyboard alone, in the real window on the real store; all
200 visits are in ``make clerks-morning``."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from hall.store.structure import structure_cache
from hall.structure import Obstacle
from tests.hall_samples import BY, small_hall
from tools.clerks_morning.checks import faults
from tools.clerks_morning.morning import NOTE, VISITS, Morning, Visit, visits

OBSTACLES = (Obstacle("berkas", "Berkas belum lengkap", "Documents missing"),)


class KeyEvents:
    """Hands at the window of a ``Desk``: key events to what has the keyboard, nothing else."""

    def __init__(self, desk, clock) -> None:
        self._desk, self._clock = desk, clock
        self.said: dict[str, str] = {}
        # Whatever is shown can be painted, and one picture of each state is enough.
        desk.window.setUpdatesEnabled(False)

    def press(self, *keys: str) -> None:
        for key in keys:
            pressed = QKeySequence(key)[0]  # type: ignore[index]
            QTest.keyClick(self._focus(), pressed.key(), pressed.keyboardModifiers())
            self._desk.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(self._focus(), text)

    def wait(self, seconds: int) -> None:
        self._clock.move(seconds=seconds)
        self._desk.presenter.refresh()
        self._desk.settle()

    def code(self) -> str:
        return str(self._desk.text("current-number"))

    def look(self, state: str) -> None:
        self.said[state] = self._desk.text("notice")
        self._desk.window.setUpdatesEnabled(True)
        assert not self._desk.window.grab().isNull()
        self._desk.window.setUpdatesEnabled(False)

    def _focus(self):
        window = self._desk.window
        return window.focusWidget() or window


def issue(work, count: int) -> None:
    for _ in range(count):
        work.tickets.issue("A", BY)


def test_every_kind_of_visit_by_keyboard_alone(unseated, clock, monkeypatch):
    # Every visit takes more than the half minute after which all rows are looked at: as often as that is not needed.
    monkeypatch.setattr(structure_cache, "_LOOK_AGAIN", timedelta(minutes=30))
    hall = replace(small_hall(always_open=True), obstacles=OBSTACLES)
    unseated.store.run(lambda work: work.hall.apply(hall, BY))
    hands = KeyEvents(unseated, clock)
    morning = Morning(hands, lambda count: unseated.store.run(lambda work: issue(work, count)))
    order = visits(VISITS if os.environ.get("MPP_WHOLE_MORNING") else 60)
    assert set(order) == set(Visit)
    morning.play(order)
    assert unseated.window.page == "sign_in"
    assert faults(unseated.store, "1", order, morning.tally) == []
    assert NOTE in hands.said["handed-over"]
    assert NOTE not in hands.said["note-read"]
    assert set(hands.said) >= {
        "begun-by-itself",
        "undone",
        "on-break",
        "unlocked",
        "late",
        "number-typed",
        "signed-out",
    }
