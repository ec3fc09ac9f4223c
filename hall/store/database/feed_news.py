"""What a change feed is, and what it tells."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class FeedNews(StrEnum):
    """What a wait brought: nothing, a change, the database lost (once), the database back (once)."""

    QUIET = "quiet"
    CHANGED = "changed"
    LOST = "lost"
    RESTORED = "restored"


class Feed(Protocol):
    """A blocking source of news for one thread of its own."""

    def wait(self, timeout: float) -> FeedNews:
        """Wait up to ``timeout`` seconds for news; never raises for a lost database."""
        ...

    def close(self) -> None:
        """End a wait soon; callable from any thread."""
        ...
