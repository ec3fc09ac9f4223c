"""Shortcuts that hold in other programs: taken and given back, on a keyboard and on a Windows that are fakes."""

from __future__ import annotations

import ctypes
import queue
from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect

from hall.shortcuts import KEYS, Shortcut, shortcut_of
from qtkit.global_keys.edge import edge_near, strut
from qtkit.global_keys.keys import GlobalKeys, no_grabber
from qtkit.global_keys.windows import WM_HOTKEY, Message, WindowsGrabber, virtual_key
from qtkit.global_keys.x11 import CTRL, LOCK, NUM_LOCK, SHIFT, X11Grabber, keysym_of

CALL, RECALL = shortcut_of("Ctrl+Shift+F2"), shortcut_of("Num3")
KEYS_OF = {CALL: "call_next", RECALL: "recall"}


class FakeKeyboard:
    """An X server: a key and its modifiers belong to one program at a time."""

    def __init__(self) -> None:
        self.ours: set[tuple[int, int]] = set()
        self.others: set[tuple[int, int]] = set()
        self._events: queue.Queue[tuple[int, int] | None] = queue.Queue()

    def keycode(self, keysym: int) -> int:
        return 0 if keysym == keysym_of("F24") else keysym & 0xFF

    def grab(self, code: int, mask: int) -> bool:
        if (code, mask) in self.others:
            return False
        self.ours.add((code, mask))
        return True

    def ungrab(self, code: int, mask: int) -> None:
        self.ours.discard((code, mask))

    def press(self, shortcut: Shortcut, mask: int) -> None:
        code = self.keycode(keysym_of(shortcut.key))
        if (code, mask) in self.ours:
            self._events.put((code, mask))

    def listen(self, on_press: Callable[[int, int], None]) -> None:
        while (event := self._events.get()) is not None:
            on_press(*event)

    def close(self) -> None:
        self._events.put(None)


@pytest.fixture
def keyboard():
    return FakeKeyboard()


@pytest.fixture
def keys(qtbot, keyboard):
    made = GlobalKeys(KEYS_OF, lambda: X11Grabber(keyboard))
    yield made
    made.close()


@pytest.mark.parametrize("locks", [0, LOCK, NUM_LOCK, LOCK | NUM_LOCK])
def test_a_key_counts_whatever_the_locks_until_it_is_given_back(qtbot, keyboard, keys, locks):
    keyboard.press(CALL, CTRL | SHIFT)
    assert keys.take().missing == ()
    with qtbot.waitSignal(keys.pressed) as pressed:
        keyboard.press(CALL, CTRL | SHIFT | locks)
    assert pressed.args == ["call_next"]
    keyboard.press(CALL, CTRL)  # not these modifiers: the other program's
    keys.give_back()
    assert keyboard.ours == set()


def test_a_key_of_another_program_is_said_and_left_to_it(qtbot, keyboard, keys):
    keyboard.others.add((keyboard.keycode(keysym_of("Num3")), NUM_LOCK))
    taken = keys.take()
    assert (taken.possible, taken.missing) == (True, (RECALL,))
    assert {code for code, _ in keyboard.ours} == {keyboard.keycode(keysym_of("F2"))}


def test_a_key_that_the_keyboard_lacks_is_said(qtbot, keyboard):
    keys = GlobalKeys({shortcut_of("F24"): "recall"}, lambda: X11Grabber(keyboard))
    assert keys.take().missing == (shortcut_of("F24"),)
    keys.close()


def test_where_programs_get_no_keys_it_says_so(qtbot):
    keys = GlobalKeys(KEYS_OF, no_grabber)
    assert not keys.take().possible
    keys.close()


def test_every_key_has_a_code_of_its_own_on_both_desktops():
    assert len({keysym_of(key) for key in KEYS}) == len(KEYS)
    codes = [virtual_key(key) for key in KEYS if key != "NumEnter"]
    assert len(set(codes)) == len(codes)
    assert (keysym_of("F2"), keysym_of("Num2"), keysym_of("A")) == (0xFFBF, 0xFFB2, 0x61)
    assert (virtual_key("F2"), virtual_key("Num2"), virtual_key("A")) == (0x71, 0x62, 0x41)


class FakeUser32:
    """RegisterHotKey: one program has a key, and a number names it."""

    def __init__(self) -> None:
        self.registered: dict[int, tuple[int, int]] = {}
        self.others = {(0x4000, 0x63)}

    def RegisterHotKey(self, window: None, number: int, held: int, key: int, /) -> int:  # noqa: N802
        if (held, key) in self.others:
            return 0
        self.registered[number] = held, key
        return 1

    def UnregisterHotKey(self, window: None, number: int, /) -> int:  # noqa: N802
        return int(self.registered.pop(number, None) is not None)


def test_on_windows_a_message_with_the_number_of_the_key_is_the_press(qtbot):
    user32 = FakeUser32()
    grabber = WindowsGrabber(user32)
    keys = GlobalKeys(KEYS_OF, lambda: grabber)
    assert keys.take().missing == (RECALL,)
    ((number, (held, key)),) = user32.registered.items()
    assert (held, key) == (0x4000 | 2 | 4, 0x71)
    message = Message(None, WM_HOTKEY, number, 0)
    with qtbot.waitSignal(keys.pressed) as pressed:
        grabber._filter.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(message))
    assert pressed.args == ["call_next"]
    keys.close()
    assert user32.registered == {}


def test_the_edge_is_kept_over_the_width_of_the_bar_only():
    desktop = QRect(0, 0, 1920, 1080)
    assert strut("top", QRect(0, 0, 1280, 88), desktop) == (0, 0, 88, 0, 0, 0, 0, 0, 0, 1279, 0, 0)
    assert strut("bottom", QRect(640, 992, 1280, 88), desktop) == (0, 0, 0, 88, 0, 0, 0, 0, 0, 0, 640, 1919)
    assert strut("", QRect(0, 0, 1280, 88), desktop) == (0,) * 12


@pytest.mark.parametrize(("top", "edge"), [(24, "top"), (25, ""), (687, ""), (688, "bottom"), (712, "bottom")])
def test_a_bar_dragged_near_an_edge_takes_it(top, edge):
    assert edge_near(QRect(100, top, 786, 88), QRect(0, 0, 1280, 800)) == edge
