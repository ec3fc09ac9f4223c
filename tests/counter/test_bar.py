"""The bar over other programs: it takes no keyboard, and its shortcuts hold there. `make bar-proof` shows it on X11."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Signal

from counter.desk.state import DeskState, Intent, Phase
from counter.desk.window import CounterWindow
from hall.desk_setup import DeskSetup
from hall.shortcuts import Shortcut, shortcut_of
from hall.translator import Translator
from qtkit.desk.label import Label
from tests.counter import counter_samples as samples

pytestmark = pytest.mark.qt_log_ignore("does not support raise")
"""Said by the offscreen platform of every window that is shown without activating it."""
DESK = DeskState(phase=Phase.DESK, user=samples.USERS[0], chosen="7", view=samples.idle())
BUTTONS = ("next-button", "serve-button", "recall-button", "finish-button", "no-show-button", "hold-button")


class Keyboard(QObject):
    """Takes every key but ``missing``."""

    pressed = Signal(object)

    def __init__(self, missing: tuple[Shortcut, ...] = ()) -> None:
        super().__init__()
        self.taken: tuple[Shortcut, ...] = ()
        self._missing = missing

    def take(self, shortcuts: tuple[Shortcut, ...]) -> tuple[Shortcut, ...]:
        self.taken = tuple(one for one in shortcuts if one not in self._missing)
        return self._missing

    def give_back(self) -> None:
        self.taken = ()

    def close(self) -> None:
        self.taken = ()


@pytest.fixture
def over(qtbot):
    """Makes a window whose bar lies over other programs."""

    def make(keyboard: Keyboard, setup: DeskSetup | None = None) -> CounterWindow:
        window = CounterWindow(Translator("id"), lambda: samples.NOW, setup=setup, grabber=lambda: keyboard)
        for one in (window, window.bar):
            qtbot.addWidget(one)
        window.show()
        window.show_state(DESK)
        window.show_compact()
        qtbot.waitExposed(window.bar)
        return window

    return make


def test_it_never_has_the_keyboard_and_says_which_keys_hold(over):
    window = over(Keyboard())
    assert window.bar.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert window.bar.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert window.bar.buttons[Intent.CALL_NEXT].accessibleName().endswith("(F2)")
    assert window.bar.findChild(Label, "compact-held").text() == "Ctrl+ Shift+"
    waiting = sum(row.waiting for row in DESK.view.queues if row.own)
    assert f"{waiting} menunggu" in [label.text().removeprefix("Berikutnya · ") for label in labels(window)]


def labels(window):
    return [label for label in window.bar.findChildren(Label) if label.isVisible()]


@pytest.mark.parametrize("action", ["serve", "call_next", "recall", "finish", "no_show", "undo"])
def test_a_shortcut_does_what_the_window_s_key_does(qtbot, over, action):
    keyboard = Keyboard()
    window = over(keyboard)
    shortcut = DeskSetup().shortcuts[action]
    with qtbot.waitSignal(window.intents.intended) as intended:
        keyboard.pressed.emit(shortcut)
    assert intended.args == [action]


@pytest.mark.parametrize("action", ["hold", "transfer", "obstacle", "pause"])
def test_what_needs_a_choice_asks_for_it(qtbot, over, action):
    keyboard = Keyboard()
    window = over(keyboard)
    with qtbot.waitSignal(window.intents.asked) as asked:
        keyboard.pressed.emit(DeskSetup().shortcuts[action])
    assert asked.args == [action, 0]


def test_the_keys_are_given_back_with_the_whole_window(qtbot, over):
    keyboard = Keyboard()
    window = over(keyboard, DeskSetup(keypad=True))
    assert shortcut_of("NumEnter") in keyboard.taken
    keyboard.pressed.emit(shortcut_of("Num0"))
    qtbot.waitUntil(lambda: window.page == "desk" and window.isVisible())
    assert keyboard.taken == ()
    with qtbot.assertNotEmitted(window.intents.intended, wait=50):
        keyboard.pressed.emit(shortcut_of("Num2"))


def test_a_key_of_another_program_is_said_for_a_while_and_stands_on_no_button(over):
    setup = DeskSetup({"call_next": shortcut_of("F13"), "recall": shortcut_of("Super+R")})
    window = over(Keyboard((shortcut_of("F13"),)), setup)
    news = window.bar.findChild(Label, "compact-notice")
    assert news.text() == "F13: dipakai program lain"
    shown = {intent: button.shortcut_text for intent, button in window.bar.buttons.items()}
    assert (shown[Intent.CALL_NEXT], shown[Intent.RECALL], shown[Intent.SERVE]) == ("", "R", "")
    window.bar._say.timeout.emit()
    assert not news.isVisible()


@pytest.mark.parametrize("edge", ["top", "bottom"])
def test_it_takes_an_edge_whole_and_lets_it_go_when_dragged_away(qtbot, over, edge):
    window = over(Keyboard(), DeskSetup(edge=edge))
    bar, area = window.bar, window.screen().availableGeometry()
    assert (bar.x(), bar.width()) == (area.x(), area.width())
    assert (bar.y() if edge == "top" else bar.geometry().bottom()) == getattr(area, edge)()
    bar.move(QPoint(area.x(), area.center().y()))
    qtbot.waitUntil(lambda: bar.width() == bar.least_size.width())
    bar.move(QPoint(area.x() + 10, area.top() + 10))
    qtbot.waitUntil(lambda: (bar.y(), bar.width()) == (area.top(), area.width()))
