"""What lies over a page while somebody calls a person, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HelpState(StrEnum):
    """Nothing, the question, the call on its way, told, somebody is on the way already, or it could not be told."""

    CLOSED = "closed"
    ASKS = "asks"
    CALLS = "calls"
    CALLED = "called"
    COMING = "coming"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class HelpScreen:
    """How far the call of this machine has come, as far as whoever stands there is shown it."""

    state: HelpState = HelpState.CLOSED

    @property
    def is_open(self) -> bool:
        """Whether the card lies over the page."""
        return self.state is not HelpState.CLOSED

    @property
    def asks(self) -> bool:
        """Whether its main button calls."""
        return self.state in (HelpState.ASKS, HelpState.FAILED)
