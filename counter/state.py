"""What the counter's screens show at one moment, beside the view read from the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hall.errors import Refused
from hall.lifecycle import Action
from hall.views import CounterInfo, CounterView, HallView, UserView


class Phase(StrEnum):
    """Which page is shown."""

    SIGN_IN = "sign_in"
    DESK = "desk"


class Intent(StrEnum):
    """What a clerk can ask for."""

    SERVE = "serve"
    CALL_NEXT = "call_next"
    RECALL = "recall"
    FINISH = "finish"
    NO_SHOW = "no_show"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"


ACTION_OF = {
    Intent.SERVE: Action.SERVE,
    Intent.CALL_NEXT: Action.CALL_NEXT,
    Intent.RECALL: Action.RECALL,
    Intent.FINISH: Action.FINISH,
    Intent.NO_SHOW: Action.NO_SHOW,
}
"""The action on the ticket at the counter that an intent asks for."""


@dataclass(frozen=True, slots=True)
class Link:
    """Whether the database answers; ``since`` is the moment (aware) at which it stopped."""

    connected: bool = True
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the clerk: a refusal of the store, or ``code`` with ``params`` from the catalogue.

    ``tone`` is ``info``, ``warn`` or ``error``.
    """

    code: str = ""
    params: tuple[tuple[str, str], ...] = ()
    tone: str = "warn"
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """What the sign-in page lists: the counters with who sits there, and the members of staff."""

    hall: HallView
    counters: tuple[CounterInfo, ...]
    users: tuple[UserView, ...]


@dataclass(frozen=True, slots=True)
class DeskState:
    """All that the windows show; ``busy`` is the press under way, ``busy_ticket`` the number it is about when it
    is not the one at the counter (0: none)."""

    phase: Phase = Phase.SIGN_IN
    roster: Roster | None = None
    chosen: str = ""
    user: UserView | None = None
    view: CounterView | None = None
    busy: Intent | None = None
    busy_ticket: int = 0
    link: Link = Link()
    notice: Notice | None = None
