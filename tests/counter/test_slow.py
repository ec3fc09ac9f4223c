"""An answer that is long in coming is said, next to a status that is not green."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from qtkit.desk.bars import StatusBar, TopBar
from qtkit.desk.label import Tag
from qtkit.theme.tokens import Colours


@pytest.fixture
def hanging(seated):
    """F2 was pressed, and no answer comes."""
    seated.store.gate.clear()
    seated.press(Qt.Key.Key_F2)
    assert seated.text("link-state") == "Tersambung"
    seated.presenter.keeper.watches.slow.setInterval(30)
    return seated


def ground_of_the_status_bar(desk):
    return desk.window.desk.findChild(StatusBar).grab().toImage().pixelColor(4, 16)


def test_after_some_seconds_the_desk_says_that_it_waits_and_then_that_all_is_well(hanging):
    hanging.qtbot.waitUntil(lambda: hanging.text("link-state") == "Menunggu jawaban …")
    assert ground_of_the_status_bar(hanging) == Colours.AMBER100
    assert hanging.window.desk.findChild(TopBar).findChild(Tag).text() == "Menunggu"
    hanging.store.gate.set()
    hanging.presenter.keeper.watches.slow.setInterval(5000)  # answers of a busy machine take 30 ms too
    hanging.settle()
    hanging.qtbot.waitUntil(lambda: hanging.text("link-state") == "Tersambung")
    assert ground_of_the_status_bar(hanging) == Colours.SURFACE


def test_the_small_bar_says_it(hanging):
    hanging.press(Qt.Key.Key_F10)
    hanging.qtbot.waitUntil(lambda: hanging.find("compact-notice").text() == "Menunggu jawaban …")


def test_it_takes_five_seconds(seated):
    assert (seated.presenter.keeper.watches.slow.interval(), seated.presenter.keeper.watches.is_slow) == (5000, False)


def test_a_sign_in_that_hangs_says_it_too(desk):
    desk.presenter.keeper.watches.slow.setInterval(30)
    desk.store.gate.clear()
    desk.type_in()
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.text("link-state") == "Menunggu jawaban …")
