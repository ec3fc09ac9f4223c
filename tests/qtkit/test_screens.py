"""Screens that are unplugged, come back, move to another socket, or change their resolution."""

from typing import Any

import pytest
from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from qtkit.screens import ScreenKeeper


class FakeScreen(QObject):
    """A screen with a name and a place."""

    geometryChanged = Signal(QRect)  # noqa: N815

    def __init__(self, name, left=0, width=800):
        super().__init__()
        self._name = name
        self._rect = QRect(left, 0, width, 600)

    def name(self):
        return self._name

    def geometry(self):
        return self._rect

    def change(self, width):
        """Another resolution."""
        self._rect.setWidth(width)
        self.geometryChanged.emit(self._rect)


class FakeScreens(QObject):
    """An application's screens, plugged by hand; Qt's order of list and signals."""

    screenAdded = Signal(QObject)  # noqa: N815
    screenRemoved = Signal(QObject)  # noqa: N815
    primaryScreenChanged = Signal(QObject)  # noqa: N815

    def __init__(self, *screens):
        super().__init__()
        self._all = list(screens)

    def screens(self):
        return list(self._all)

    def primaryScreen(self):  # noqa: N802
        return self._all[0] if self._all else None

    def plug(self, screen, *, first=False):
        self._all.insert(0 if first else len(self._all), screen)
        self.screenAdded.emit(screen)
        if first:
            self.primaryScreenChanged.emit(screen)

    def unplug(self, screen):
        primary = screen is self._all[0]
        self._all.remove(screen)
        if primary and self._all:
            self.primaryScreenChanged.emit(self._all[0])
        self.screenRemoved.emit(screen)


class Bench:
    """A window on a desk (primary) and a television (HDMI-1)."""

    def __init__(self, qtbot, name="HDMI-1"):
        self.desk, self.tv = FakeScreen("DP-1"), FakeScreen("HDMI-1", 800, 1920)
        self.screens = FakeScreens(self.desk, self.tv)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.filled = []
        self.problems: list[Any] = []
        self.keeper = ScreenKeeper(self.window, name, screens=self.screens, fill=self.fill)
        self.keeper.problem_changed.connect(self.problems.append)
        self.qtbot = qtbot

    def fill(self, window, screen):
        self.filled.append((screen.name(), screen.geometry().width()))
        window.setGeometry(screen.geometry())
        window.show()

    def settled(self):
        self.qtbot.waitUntil(lambda: not self.keeper._settle.isActive())


@pytest.fixture
def bench(qtbot):
    made = Bench(qtbot)
    made.keeper.start()
    yield made
    made.keeper.close()


def test_a_window_fills_the_screen_of_its_name(bench):
    assert bench.filled == [("HDMI-1", 1920)]
    assert bench.keeper.problem == ""


def test_an_unplugged_screen_leaves_the_window_alive_and_off_the_clerks_screen(bench):
    bench.screens.unplug(bench.tv)
    bench.settled()
    assert not bench.window.isVisible()
    assert bench.keeper.screen is None
    assert bench.filled == [("HDMI-1", 1920)]
    assert bench.problems == ['No screen is called "HDMI-1" (there are: DP-1); the window waits for it.']


def test_a_screen_that_comes_back_is_filled_again(bench):
    for _ in range(3):
        bench.screens.unplug(bench.tv)
        bench.settled()
        bench.tv = FakeScreen("HDMI-1", 800, 1280)
        bench.screens.plug(bench.tv)
        bench.settled()
        assert bench.window.isVisible()
        assert bench.filled[-1] == ("HDMI-1", 1280)
    assert bench.keeper.problem == ""
    assert len(bench.filled) == 4


def test_a_television_in_another_socket_is_filled(bench):
    bench.screens.unplug(bench.tv)
    bench.settled()
    bench.screens.plug(FakeScreen("HDMI-2", 800))
    bench.settled()
    assert bench.window.isVisible()
    assert bench.filled[-1][0] == "HDMI-2"
    assert "HDMI-2" in bench.keeper.problem
    bench.screens.plug(bench.tv)
    bench.settled()
    assert bench.filled[-1][0] == "HDMI-1"
    assert bench.keeper.problem == ""


def test_the_last_screen_may_go_and_come_back(qtbot):
    bench = Bench(qtbot)
    bench.screens.unplug(bench.desk)
    bench.keeper.start()
    bench.screens.unplug(bench.tv)
    bench.settled()
    assert bench.window.isVisible(), "nobody is in its way"
    assert "there are: none" in bench.keeper.problem
    bench.screens.plug(bench.tv, first=True)
    bench.settled()
    shown: object = bench.keeper.screen
    assert shown is bench.tv
    assert bench.keeper.problem == ""
    bench.keeper.close()


def test_a_new_resolution_is_filled(bench):
    bench.tv.change(1280)
    bench.settled()
    assert bench.filled == [("HDMI-1", 1920), ("HDMI-1", 1280)]


def test_an_unknown_name_is_answered_with_the_names_there_are(qtbot, caplog):
    bench = Bench(qtbot, "HDMI-9")
    bench.keeper.start()
    sentence = 'No screen is called "HDMI-9" (there are: DP-1, HDMI-1); another one is used meanwhile.'
    assert bench.problems == [sentence]
    assert sentence in caplog.text
    assert bench.filled == [("DP-1", 800)]
    bench.screens.plug(FakeScreen("HDMI-9", 0, 640))
    bench.settled()
    assert bench.filled[-1] == ("HDMI-9", 640)
    assert bench.problems == [sentence, ""]
    bench.keeper.close()


def test_a_window_without_a_name_follows_the_primary_screen(qtbot):
    bench = Bench(qtbot, "")
    bench.keeper.start()
    assert bench.filled == [("DP-1", 800)]
    bench.screens.unplug(bench.desk)
    bench.settled()
    assert bench.filled[-1] == ("HDMI-1", 1920)
    bench.screens.plug(bench.desk, first=True)
    bench.settled()
    assert bench.filled[-1] == ("DP-1", 800)
    assert bench.problems == []
    bench.keeper.close()


def test_another_name_moves_the_window(bench):
    bench.keeper.set_name("DP-1")
    bench.keeper.set_name("DP-1")
    assert bench.filled == [("HDMI-1", 1920), ("DP-1", 800)]
    bench.tv.change(640)
    bench.screens.unplug(bench.tv)
    bench.settled()
    assert bench.filled[-1] == ("DP-1", 800), "the other screen is no business of it any more"


def test_a_closed_keeper_listens_no_more(bench):
    bench.keeper.close()
    bench.tv.change(640)
    bench.screens.unplug(bench.tv)
    bench.keeper.close()
    assert bench.filled == [("HDMI-1", 1920)]
    assert bench.window.isVisible()


def test_the_application_itself_is_asked_for_screens(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    keeper = ScreenKeeper(window, QGuiApplication.primaryScreen().name())
    keeper.start()
    assert window.isFullScreen()
    assert window.geometry() == keeper.screen.geometry()
    keeper.close()
