"""What a supervisor has closed, and what became of those who held a number there."""

from __future__ import annotations

from dataclasses import dataclass

from hall.overrides import Holders
from hall.structure import Closure


@dataclass(frozen=True, slots=True)
class ClosedView:
    """A closing that a supervisor made at once. ``moved`` and ``sent_home`` are the codes of numbers by what was chosen
    for their ``holders``; ``staying`` counts those that are served there all the same."""

    closure: Closure
    holders: Holders
    moved: tuple[str, ...] = ()
    sent_home: tuple[str, ...] = ()
    staying: int = 0
