"""What happens while somebody records, in one line: keys that are pressed, and what the microphone hears."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Queue


@dataclass(frozen=True, slots=True)
class Key:
    """A key was pressed; ``name`` is its letter, small, or ``enter`` or ``space``."""

    name: str


@dataclass(frozen=True, slots=True)
class Heard:
    """Some milliseconds of sound: 16-bit mono samples."""

    pcm: bytes


@dataclass(frozen=True, slots=True)
class Gone:
    """The microphone or the keyboard is gone; ``why`` is a sentence."""

    why: str


Event = Key | Heard | Gone
_NAMES = {"\r": "enter", "\n": "enter", " ": "space", "\x03": "q", "\x04": "q"}


@contextmanager
def keyboard(events: Queue[Event]) -> Iterator[None]:
    """Keys go into ``events`` one by one, without Enter, while the block runs."""
    with _single_keys():
        threading.Thread(target=_read_keys, args=(events,), name="keyboard", daemon=True).start()
        yield


def _read_keys(events: Queue[Event]) -> None:
    while key := _one_key():
        events.put(Key(_NAMES.get(key, key.lower())))
    events.put(Gone("The keyboard is gone."))


if sys.platform == "win32":
    import msvcrt

    @contextmanager
    def _single_keys() -> Iterator[None]:
        yield

    def _one_key() -> str:
        return msvcrt.getwch()

else:
    import termios
    import tty

    @contextmanager
    def _single_keys() -> Iterator[None]:
        before = termios.tcgetattr(0)
        tty.setcbreak(0)
        try:
            yield
        finally:
            termios.tcsetattr(0, termios.TCSADRAIN, before)

    def _one_key() -> str:
        try:
            return os.read(0, 1).decode(errors="replace")
        except OSError:  # the terminal was closed
            return ""
