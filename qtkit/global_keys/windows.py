"""Keys on Windows: RegisterHotKey, whose messages come to the thread's queue. Written from its documentation, and tried
against a fake only."""

from __future__ import annotations

import ctypes
from typing import Protocol

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject, Signal

from hall.shortcuts import Shortcut

WM_HOTKEY = 0x0312
_NO_REPEAT = 0x4000
_HELD = {"Alt": 1, "Ctrl": 2, "Shift": 4, "Super": 8}
_CODES = {
    "Pause": 0x13, "PageUp": 0x21, "PageDown": 0x22, "End": 0x23, "Home": 0x24, "Insert": 0x2D, "ScrollLock": 0x91,
    "Num*": 0x6A, "Num+": 0x6B, "Num-": 0x6D, "Num.": 0x6E, "Num/": 0x6F,
}  # fmt: skip


def virtual_key(key: str) -> int:
    """The virtual-key code of a key of ``hall.shortcuts.KEYS``; 0 for the block's Enter, which has none of its own."""
    if key == "NumEnter":
        return 0
    if key in _CODES:
        return _CODES[key]
    if key.startswith("Num"):
        return 0x60 + int(key[3:])
    if len(key) > 1:
        return 0x6F + int(key[1:])  # F1 is 0x70
    return ord(key)


class Message(ctypes.Structure):
    """MSG of the Windows API, as far as it is read."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("number", ctypes.c_size_t),
        ("more", ctypes.c_ssize_t),
    )


class HotKeys(Protocol):
    """The two functions of user32, which count from the thread that calls them."""

    def RegisterHotKey(self, window: None, number: int, held: int, key: int, /) -> int: ...  # noqa: N802

    def UnregisterHotKey(self, window: None, number: int, /) -> int: ...  # noqa: N802


class WindowsGrabber(QObject):
    """``pressed`` carries the Shortcut, on the GUI thread, which all of it runs on."""

    pressed = Signal(object)

    def __init__(self, user32: HotKeys | None = None) -> None:
        super().__init__()
        self._user32: HotKeys = user32 if user32 is not None else _user32()
        self._held: dict[int, Shortcut] = {}
        self._filter = _Filter(self)
        application = QCoreApplication.instance()
        assert application is not None
        application.installNativeEventFilter(self._filter)

    def take(self, shortcuts: tuple[Shortcut, ...]) -> tuple[Shortcut, ...]:
        """Registers each key; returns those that could not be."""
        for number, shortcut in enumerate(shortcuts, start=1):
            code, held = virtual_key(shortcut.key), sum(_HELD[name] for name in shortcut.held)
            if code and self._user32.RegisterHotKey(None, number, held | _NO_REPEAT, code):
                self._held[number] = shortcut
        return tuple(one for one in shortcuts if one not in self._held.values() and one.key != "NumEnter")

    def give_back(self) -> None:
        """Gives every key back."""
        for number in self._held:
            self._user32.UnregisterHotKey(None, number)
        self._held.clear()

    def close(self) -> None:
        """Reads no more messages."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeNativeEventFilter(self._filter)

    def on_number(self, number: int) -> None:
        """A registered key was pressed."""
        if number in self._held:
            self.pressed.emit(self._held[number])


class _Filter(QAbstractNativeEventFilter):
    """Finds WM_HOTKEY among the messages of the thread."""

    def __init__(self, grabber: WindowsGrabber) -> None:
        super().__init__()
        self._grabber = grabber

    def nativeEventFilter(self, event_type: object, message: int) -> object:  # noqa: N802
        if event_type in (b"windows_generic_MSG", b"windows_dispatcher_MSG"):
            found = Message.from_address(int(message))
            if found.message == WM_HOTKEY:
                self._grabber.on_number(int(found.number))
                return True, 0
        return False, 0


def _user32() -> HotKeys:
    return ctypes.windll.user32  # type: ignore[attr-defined, unused-ignore, no-any-return]
