"""The checks, each with its number, and what was found of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Sense(StrEnum):
    """How a number is compared with what is needed."""

    LEAST = "at least"
    MOST = "at most"


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its ``id`` in the hall's list, what is measured in which ``unit``, the number that is needed, and where
    that comes from."""

    key: str
    id: str
    name: str
    unit: str
    sense: Sense
    needed: float
    source: str

    def holds(self, measured: float) -> bool:
        """Whether that number is good enough; a hundredth is rounding."""
        if self.sense is Sense.LEAST:
            return measured >= self.needed - 0.01
        return measured <= self.needed + 0.01

    def is_worse(self, one: float, other: float) -> bool:
        """Whether ``one`` is worse than ``other``."""
        return one < other if self.sense is Sense.LEAST else one > other

    @property
    def bound(self) -> str:
        """``at least 20 mm``."""
        return f"{self.sense} {self.needed:g} {self.unit}".strip()


_CHECKS = (
    Check("recipe", "–", "pages that this walk cannot reach", "", Sense.MOST, 0, "ours"),
    Check(
        "names", "K1", "things to touch without a name or role of their own", "", Sense.MOST, 0, "EN 5.1.3.1, 5.1.6.1"
    ),
    Check("tree", "K1", "hidden things that a screen reader finds", "", Sense.MOST, 0, "EN 5.1.3.1"),
    Check("title", "K1", "signs of the page's title for a screen reader", "", Sense.LEAST, 3, "EN 5.1.3.1"),
    Check("capitals", "K10", "capitals of names; in large text, of everything", "mm", Sense.LEAST, 7.3, "EN 5.1.4"),
    Check("smallest", "K10", "capitals of any text", "mm", Sense.LEAST, 3.7, "ours: 0.7 degrees at 0.3 m"),
    Check("trap", "K12", "things that Tab does not reach, or does not leave", "", Sense.MOST, 0, "EN 5.1.6.2"),
    Check("order", "K12", "steps of Tab that go back up within a group", "", Sense.MOST, 0, "WCAG 2.4.3"),
    Check("states", "K13", "switches whose state is not told", "", Sense.MOST, 0, "EN 5.6.1"),
    Check("again", "K14", "pause until the same key counts again", "s", Sense.LEAST, 0.5, "EN 5.8"),
    Check("held", "K15", "acts of a key that is held, after its first", "", Sense.MOST, 0, "EN 5.7"),
    Check("fingers", "K16", "things that want two touches at once", "", Sense.MOST, 0, "EN 5.9"),
    Check(
        "reach", "K18", "keys out of reach, 380 to 1,220 mm, in the low mode", "mm", Sense.MOST, 0, "EN 8.3, ADA 308"
    ),
    Check("target", "K19", "smaller side of what is touched", "mm", Sense.LEAST, 20, "ADA, context"),
    Check("tile", "K19", "smaller side of a card", "mm", Sense.LEAST, 25, "context"),
    Check("gap", "K19", "room between two targets", "mm", Sense.LEAST, 2, "ours"),
    Check("warning", "K20", "seconds of warning before a page goes", "s", Sense.LEAST, 20, "14 CFR 382.57(c)(3)(ii)"),
    Check("longer", "K20", "times as long by one action", "", Sense.LEAST, 10, "WCAG 2.2.1"),
    Check("text", "K21", "contrast of text, from pixels", ": 1", Sense.LEAST, 7, "WCAG 1.4.6"),
    Check("parts", "K21", "contrast of icons, from pixels", ": 1", Sense.LEAST, 3, "WCAG 1.4.11"),
    Check("pressed", "K21", "contrast of text while all is pressed", ": 1", Sense.LEAST, 7, "WCAG 1.4.6"),
    Check("focus", "K21", "contrast of the ring of the focus", ": 1", Sense.LEAST, 3, "WCAG 1.4.11, 2.4.13"),
    Check("help", "K22", "way that a key of the frame moves between pages", "mm", Sense.MOST, 1, "WCAG 3.2.6"),
    Check("helpless", "K22", "pages without the key for staff", "", Sense.MOST, 0, "WCAG 3.2.6"),
    Check("cut", "T1", "texts that are cut, or leave their place", "", Sense.MOST, 0, "ours"),
    Check("overlap", "T2", "texts that overlap, or are covered in part", "", Sense.MOST, 0, "ours"),
)

CHECKS: Mapping[str, Check] = {check.key: check for check in _CHECKS}
"""By their keys."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One number: of which check, where, and of what. ``picture`` is the name of a file, empty for none."""

    check: str
    measured: float
    what: str
    page: str = ""
    state: str = ""
    mode: str = ""
    size: str = ""
    language: str = ""
    picture: str = ""

    @property
    def ok(self) -> bool:
        """Whether the check holds."""
        return CHECKS[self.check].holds(self.measured)
