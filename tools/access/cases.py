"""Which states are shown how: sizes of screens, modes of use and languages, so that each two of them meet."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from hall.translator import PSEUDO
from kiosk.modes import MODES, Modes
from kiosk.screen import Page, Screen
from qtkit.theme.scale import Scale

_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Size:
    """A screen: its pixels and the inches of its diagonal."""

    width: int
    height: int
    inch: float

    @property
    def name(self) -> str:
        """``1080x1920``."""
        return f"{self.width}x{self.height}"

    @property
    def scale(self) -> Scale:
        """Its true pixels a millimetre."""
        return Scale(math.hypot(self.width, self.height) / (self.inch * _MM_PER_INCH))


SIZES = (Size(1080, 1920, 21.5), Size(1920, 1080, 21.5), Size(1366, 768, 15.6), Size(1280, 1024, 19.0))
LANGUAGES = ("id", "en", PSEUDO)
_SEEN = tuple(mode for mode in MODES if mode in ("large", "contrast", "low"))
SEEN_USES: tuple[tuple[str, ...], ...] = ((), *((mode,) for mode in _SEEN), *combinations(_SEEN, 2))
"""The modes that change what is seen, one and two at a time."""
USES: tuple[tuple[str, ...], ...] = (*SEEN_USES, _SEEN, *((mode,) for mode in MODES if mode not in _SEEN))
"""All ways of use."""


@dataclass(frozen=True, slots=True)
class State:
    """A state of a page, by ``name``."""

    page: Page
    name: str
    screen: Screen = field(compare=False)


@dataclass(frozen=True, slots=True)
class Case:
    """A state, shown on a screen in a language and with modes."""

    state: State
    modes: tuple[str, ...]
    size: Size
    language: str

    @property
    def mode(self) -> str:
        """``large, low``, or ``standard``."""
        return ", ".join(self.modes) or "standard"

    @property
    def file(self) -> str:
        """A name for its picture."""
        parts = (self.state.page, self.state.name, self.mode, self.size.name, self.language)
        return "_".join(part.replace(", ", "+").replace(" ", "-") for part in parts)

    @property
    def screen(self) -> Screen:
        """What the window shows."""
        return replace(self.state.screen, language=self.language, modes=modes_of(self.modes))


def modes_of(names: Sequence[str]) -> Modes:
    """Those modes switched on."""
    return replace(Modes(), **dict.fromkeys(names, True))


def cases(states: Sequence[State]) -> tuple[Case, ...]:
    """All that is walked, by size and mode. Every state in every way that is seen, with size and language in turn so
    that state, way, size and language meet in twos; every page in every way in Indonesian, upright; and every state in
    the standard way there."""
    found = dict.fromkeys((*_in_turn(states), *_upright(states)))
    return tuple(sorted(found, key=lambda case: (SIZES.index(case.size), USES.index(case.modes))))


def _in_turn(states: Sequence[State]) -> Iterator[Case]:
    for at, state in enumerate(states):
        for turn, modes in enumerate(SEEN_USES):
            yield Case(state, modes, SIZES[(at + turn) % len(SIZES)], LANGUAGES[(at + turn) % len(LANGUAGES)])


def _upright(states: Sequence[State]) -> Iterator[Case]:
    first = {state.page: state for state in reversed(states)}
    for modes in USES:
        for state in states if not modes else first.values():
            yield Case(state, modes, SIZES[0], LANGUAGES[0])
