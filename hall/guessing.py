"""How long a PIN rests after wrong tries, and which PINs are too easy to guess. Pure rules; docs/decisions/028 has the
arithmetic."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from hall.errors import Refused
from hall.translator import Translator

SHORTEST, LONGEST = 4, 12
"""Digits of any PIN; a hall asks for more by its rule ``pin_digits``."""
OWN_FOR = timedelta(days=14)
"""So long after a right sign-in a station is one of the login's own."""
OWN_STATIONS = 3
"""So many of the latest stations are a login's own; each has a count of its own, so each one more helps a guesser."""
_PIN = re.compile(rf"[0-9]{{{SHORTEST},{LONGEST}}}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DAY_MONTH = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])")
_LISTED = frozenset({"2580", "0852", "1379", "1397", "159753", "147258", "147369", "258369", "258456", "147852"})


@dataclass(frozen=True, slots=True)
class TryLimit:
    """How tries are slowed: the first ``free`` wrong ones need no pause, the next one is followed by ``first``, and
    each further one by twice as much, up to ``longest``. Only a right PIN, or a supervisor, begins from scratch."""

    free: int
    first: timedelta
    longest: timedelta

    def pause_after(self, tries: int) -> timedelta:
        """The pause that follows try number ``tries`` since the last right one."""
        return timedelta(0) if tries < self.free else min(self.longest, self.first * (1 << min(tries - self.free, 32)))


_FIRST = timedelta(seconds=30)
ELSEWHERE = TryLimit(5, _FIRST, timedelta(hours=6))
"""A login at all stations together that are not its own."""
OWN = TryLimit(5, _FIRST, timedelta(hours=3))
"""A login at one of its own stations."""
STATION = TryLimit(10, _FIRST, timedelta(minutes=15))
"""One station over all logins that are not its own people: slows who tries one PIN on every login."""
STATION_PIN = TryLimit(5, _FIRST, timedelta(hours=1))
"""The PIN of a kiosk's staff page."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A pause as people read it: ``45 detik``, ``8 menit``, ``2 jam 30 menit``; minutes are rounded up."""

    seconds: int

    def message(self, translate: Translator) -> str:
        """The pause in words."""
        if self.seconds < 100:
            return translate("dates.wait.seconds", n=self.seconds)
        minutes = -(-self.seconds // 60)
        if minutes < 100:
            return translate("dates.wait.minutes", n=minutes)
        hours, rest = divmod(minutes, 60)
        if rest:
            return translate("dates.wait.long", hours=hours, minutes=rest)
        return translate("dates.wait.hours", n=hours)


def pause_left(length: timedelta, gone: timedelta) -> timedelta:
    """What is left of a pause of ``length`` when ``gone`` has passed since its start. By a clock that went back the
    start lies ahead (``gone`` is negative): the pause is then its own length, never longer."""
    return min(length, max(timedelta(0), length - gone))


def too_easy(pin: str, login: str, digits: int) -> Refused | None:
    """Why ``pin`` cannot be the new PIN of ``login`` in a hall that asks for so many ``digits``; None when it can.

    Besides a few patterns of the keypad it is rules that name the common ones, as counted by DataGenetics (2012, 3.4
    million PINs) and Bonneau, Preibusch and Anderson (2012): one digit or pair or triple repeated, digits in steps,
    pairs of the same digit, years, a day and month, a birth date, and the digits of the login.
    """
    if _PIN.fullmatch(pin) is None:
        return Refused("weak_pin")
    if len(pin) < digits:
        return Refused("pin_short", digits=digits)
    if _repeats(pin) or _in_steps(pin) or _is_date(pin) or pin in _LISTED or _of_login(pin, login):
        return Refused("pin_common")
    return None


def _repeats(pin: str) -> bool:
    """``1111``, ``1212``, ``123123``, ``1122``, ``112233``, ``1221``: half of it tells the rest."""
    shorter = (size for size in (1, 2, 3, 4) if len(pin) % size == 0 and size < len(pin))
    pairs = len(pin) % 2 == 0 and all(pin[at] == pin[at + 1] for at in range(0, len(pin), 2))
    return pairs or pin == pin[::-1] or any(pin[:size] * (len(pin) // size) == pin for size in shorter)


def _in_steps(pin: str) -> bool:
    """``1234``, ``9876``, ``7890``, ``2468``: every digit as far from the one before."""
    return len({(int(after) - int(before)) % 10 for before, after in pairwise(pin)}) == 1


def _is_date(pin: str) -> bool:
    """A year, a day and month, or a date as Indonesians write it: ``1985``, ``1708``, ``170845``, ``17081945``."""
    if len(pin) == 4:
        return bool(_YEAR.fullmatch(pin) or _DAY_MONTH.fullmatch(pin))
    if len(pin) not in (6, 8) or not _DAY_MONTH.fullmatch(pin[:4]):
        return False
    return len(pin) == 6 or bool(_YEAR.fullmatch(pin[4:]))


def _of_login(pin: str, login: str) -> bool:
    own = "".join(character for character in login if character.isascii() and character.isdigit())
    return len(own) >= SHORTEST and (pin in own or own in pin)
