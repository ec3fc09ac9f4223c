"""Keys on X11: XGrabKey on a connection of its own, whose events a thread waits for."""

from __future__ import annotations

import logging
import os
import select
import threading
from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from hall.shortcuts import Shortcut

log = logging.getLogger(__name__)

SHIFT, LOCK, CTRL, ALT, NUM_LOCK, SUPER = 1, 2, 4, 8, 16, 64
"""Masks of the core protocol, with NumLock on Mod2 and Super on Mod4, as every desktop has them."""
_HELD = {"Ctrl": CTRL, "Alt": ALT, "Shift": SHIFT, "Super": SUPER}
_COUNTED = SHIFT | CTRL | ALT | SUPER
_LOOK, _END = b"l", b"e"
"""What wakes the thread that listens: to look for events, or to end."""
_LOCKS = (0, LOCK, NUM_LOCK, LOCK | NUM_LOCK)
"""A key is grabbed with each state of the two locks: the server compares all modifiers."""
_KEYSYMS = {
    "Insert": 0xFF63, "Home": 0xFF50, "End": 0xFF57, "PageUp": 0xFF55, "PageDown": 0xFF56, "Pause": 0xFF13,
    "ScrollLock": 0xFF14, "NumEnter": 0xFF8D, "Num*": 0xFFAA, "Num+": 0xFFAB, "Num-": 0xFFAD, "Num.": 0xFFAE,
    "Num/": 0xFFAF,
}  # fmt: skip


def keysym_of(key: str) -> int:
    """The X keysym of a key of ``hall.shortcuts.KEYS`` (X11/keysymdef.h)."""
    if key in _KEYSYMS:
        return _KEYSYMS[key]
    if key.startswith("Num"):
        return 0xFFB0 + int(key[3:])
    if len(key) > 1:
        return 0xFFBD + int(key[1:])  # F1 is 0xFFBE
    return ord(key.lower())


def mask_of(held: tuple[str, ...]) -> int:
    """The modifiers of a shortcut."""
    return sum(_HELD[name] for name in held)


class Keyboard(Protocol):
    """The X server as far as keys go."""

    def keycode(self, keysym: int) -> int:
        """The key that gives a keysym, 0 for none."""
        ...

    def grab(self, code: int, mask: int) -> bool:
        """Takes a key with exactly these modifiers; False when another program has it."""
        ...

    def ungrab(self, code: int, mask: int) -> None:
        """Gives it back."""
        ...

    def listen(self, on_press: Callable[[int, int], None]) -> None:
        """Calls ``on_press`` with code and state of each key, until ``close``; blocks."""
        ...

    def close(self) -> None:
        """Ends ``listen``."""
        ...


class X11Grabber(QObject):
    """``pressed`` carries the Shortcut, from the thread that waits for the server."""

    pressed = Signal(object)

    def __init__(self, keyboard: Keyboard) -> None:
        super().__init__()
        self._keyboard = keyboard
        self._held: Mapping[tuple[int, int], Shortcut] = {}
        self._thread = threading.Thread(target=self._listen, name="global keys", daemon=True)
        self._thread.start()

    def take(self, shortcuts: tuple[Shortcut, ...]) -> tuple[Shortcut, ...]:
        """Takes each key in every state of the locks; one that fails in any of them is given back whole."""
        held: dict[tuple[int, int], Shortcut] = {}
        missing = []
        for shortcut in shortcuts:
            code, mask = self._keyboard.keycode(keysym_of(shortcut.key)), mask_of(shortcut.held)
            if code and all(self._keyboard.grab(code, mask | lock) for lock in _LOCKS):
                held[code, mask] = shortcut
                continue
            missing.append(shortcut)
            self._free(code, mask)
        self._held = held
        return tuple(missing)

    def give_back(self) -> None:
        """Gives every key back."""
        held, self._held = self._held, {}
        for code, mask in held:
            self._free(code, mask)

    def close(self) -> None:
        """Ends the thread."""
        self._keyboard.close()
        self._thread.join(2)

    def _free(self, code: int, mask: int) -> None:
        for lock in _LOCKS if code else ():
            self._keyboard.ungrab(code, mask | lock)

    def _listen(self) -> None:
        self._keyboard.listen(self._on_press)

    def _on_press(self, code: int, state: int) -> None:
        shortcut = self._held.get((code, state & _COUNTED))
        if shortcut is not None:
            self.pressed.emit(shortcut)


class XlibKeyboard:
    """python-xlib on a connection of its own: every thread may send, ``listen`` alone waits for events."""

    def __init__(self) -> None:
        from Xlib import X, display

        self._x = X
        self._display = display.Display()
        self._root = self._display.screen().root
        self._ours, self._theirs = os.pipe()
        self._released: tuple[int, int] = (0, 0)

    def keycode(self, keysym: int) -> int:
        return int(self._display.keysym_to_keycode(keysym))

    def grab(self, code: int, mask: int) -> bool:
        from Xlib.error import BadAccess, CatchError

        refused = CatchError(BadAccess)
        self._root.grab_key(code, mask, True, self._x.GrabModeAsync, self._x.GrabModeAsync, onerror=refused)
        self._sync()
        return refused.get_error() is None

    def ungrab(self, code: int, mask: int) -> None:
        self._root.ungrab_key(code, mask)
        self._sync()

    def listen(self, on_press: Callable[[int, int], None]) -> None:
        from Xlib.error import ConnectionClosedError

        try:
            while self._go_on():
                self._read(on_press)
        except (ConnectionClosedError, OSError) as error:  # the server has gone, and Qt ends the program
            log.warning("the X server of the shortcuts has gone: %s", error)

    def close(self) -> None:
        os.write(self._theirs, _END)

    def _sync(self) -> None:
        """Waits for the server. Its answer may bring events that nobody then waits for at the socket."""
        self._display.sync()
        os.write(self._theirs, _LOOK)

    def _go_on(self) -> bool:
        ready, _, _ = select.select([self._display, self._ours], [], [])
        return self._ours not in ready or _END not in os.read(self._ours, 4096)

    def _read(self, on_press: Callable[[int, int], None]) -> None:
        while self._display.pending_events():
            event = self._display.next_event()
            if event.type == self._x.KeyRelease:
                self._released = event.detail, event.time
            elif event.type == self._x.KeyPress and self._released != (event.detail, event.time):
                on_press(event.detail, event.state)  # a held key is released and pressed in the same millisecond
            elif event.type == self._x.MappingNotify:
                self._display.refresh_keyboard_mapping(event)


def x11_grabber() -> X11Grabber | None:
    """The grabber of the display that DISPLAY names; None where it lets nobody in, or python-xlib is missing."""
    try:
        from Xlib.error import ConnectionClosedError, DisplayError
    except ImportError as error:
        log.warning("no shortcuts in other programs: %s", error)
        return None
    try:
        return X11Grabber(XlibKeyboard())
    except (DisplayError, ConnectionClosedError, OSError) as error:
        log.warning("no shortcuts in other programs: %s", error)
        return None
