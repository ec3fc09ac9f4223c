"""What the visitor in front asks of the store, and the calm lines while its answer is awaited."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from hall.errors import Refused
from kiosk.screen import SURVEY, Page, PlainNotice, RefusedNotice
from kiosk.screen_state import ScreenState
from qtkit.pending_command import PendingCommand
from qtkit.store_link import StoreLink
from qtkit.timers import single_shot

if TYPE_CHECKING:
    from hall.store import UnitOfWork

log = logging.getLogger(__name__)
T = TypeVar("T")

FOR_STAFF = frozenset({"no_hall", "clock_far_ahead", "day_far_ahead", "day_not_later", "date_used"})
"""Refusals that only the staff can do something about: a visitor reads no command and no date of a computer's
clock."""
SLOW_MS = 400
LONG_S = 5.0
"""From then on the screen says that it takes longer than usual."""
PATIENCE_S = 20.0
"""How long a visitor is kept waiting for an answer; after that nobody may be there any more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the notice bar says of a command (``PlainNotice``): while it is ``slow``, and on a page that is read when it
    is ``lost``: nobody knows whether it was done."""

    slow: str = "wait"
    lost: str = "staff"


_OF_A_NUMBER = Waiting()


class VisitorCommand(QObject):
    """Sends one command at a time. ``refused`` follows a refusal, which is shown; ``given_up`` says that a command was
    never answered."""

    refused = Signal()
    given_up = Signal()

    def __init__(
        self, link: StoreLink, state: ScreenState, monotonic: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._waiting = _OF_A_NUMBER
        self._pending = PendingCommand(link, PATIENCE_S, self, monotonic=monotonic)
        self._slow = single_shot(self, self._on_slow, SLOW_MS)

    @property
    def busy(self) -> bool:
        """True while a command is not answered: nothing else may be touched."""
        return self._pending.busy

    def close(self) -> None:
        """Stops the timer."""
        self._slow.stop()

    def send(
        self,
        job: Callable[[UnitOfWork], T],
        done: Callable[[T], object],
        *,
        busy: str,
        late: Callable[[T], object] | None = None,
        waiting: Waiting = _OF_A_NUMBER,
    ) -> None:
        """Sends ``job``; ``busy`` is the id of what was touched. A result that comes too late goes to ``late``."""
        self._waiting = waiting
        self._state.show(busy=busy, notice_bar=None, idle_left=None)
        self._slow.start()
        self._pending.send(job, done, self._on_failed, late)

    def check_answer(self) -> None:
        """Says after 5 s that the answer takes long, and gives the command up after 20."""
        if self._pending.waited_s >= LONG_S and self._state.screen.notice_bar != PlainNotice("long"):
            self._state.say(PlainNotice("long"))
        self._pending.check_patience()

    @Slot()
    def _on_slow(self) -> None:
        if self.busy:
            self._state.say(PlainNotice(self._waiting.slow))

    def _on_failed(self, error: Exception) -> None:
        self._state.idle.touched()
        if isinstance(error, Refused):
            log.info("refused: %s", error)
            self._state.show(busy="", asking=False)
            refused = RefusedNotice(error, _about(self._state.screen.page))
            self._state.say(PlainNotice("unready") if error.code in FOR_STAFF else refused)
            self.refused.emit()
            return
        self._state.show(busy="", notice_bar=None)
        if self._state.on_reading:
            self._state.say(PlainNotice(self._waiting.lost))
        else:
            self._state.show_reading(page=Page.FAILED, ticket=None)
        self.given_up.emit()


def _about(page: Page) -> str:
    """What a refusal is about that meets the visitor on this page."""
    if page in SURVEY:
        return "survey"
    return "arrival" if page in (Page.CHECK_IN, Page.MY_NUMBER) else "refused"
