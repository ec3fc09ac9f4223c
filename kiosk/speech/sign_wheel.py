"""What five raised keys type with: the keys of a telephone in a ring, and before the first one the end of typing."""

from __future__ import annotations

from kiosk.speech.keypad import LETTERS

_RING = ("", *"1234567890")


class SignWheel:
    """Stands on a key of a telephone, or on none: there typing is done."""

    def __init__(self) -> None:
        self._at = 0

    def reset(self) -> None:
        """On none."""
        self._at = 0

    def move(self, step: int, offered: str) -> None:
        """To the next key, or the one before, of those that have a sign which is ``offered``."""
        ring = [key for key in _RING if not key or signs_of(key, offered)]
        here = ring.index(_RING[self._at]) if _RING[self._at] in ring else 0
        self._at = _RING.index(ring[(here + step) % len(ring)])

    def signs(self, offered: str) -> str:
        """Those of its key that are offered, in the order in which they are typed; none where typing is done."""
        return signs_of(_RING[self._at], offered)


def signs_of(key: str, offered: str) -> str:
    """The digit of a telephone's ``key`` and its letters, as far as they are ``offered``."""
    return "".join(sign for sign in key + LETTERS.get(key, "") if sign in offered)
