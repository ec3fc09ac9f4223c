"""Logs when the database was lost, why, and when it came back: once each, however often a program tries."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

log = logging.getLogger(__name__)


class LinkLog:
    """Is told of every try; logs what changed."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._why = ""
        self._since: float | None = None

    def lost(self, error: Exception) -> None:
        """A try failed; another reason than the last one is said too."""
        why = f"{type(error).__name__}: {error}"
        if why != self._why:
            log.warning("the database cannot be used: %s", why)
        self._why = why
        if self._since is None:
            self._since = self._monotonic()

    def answered(self) -> None:
        """A try went well."""
        if self._since is not None:
            log.info("the database answers again, after %.0f s", self._monotonic() - self._since)
        self._since, self._why = None, ""
