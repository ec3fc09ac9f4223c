"""What the counter's screens show at one time, besides the view that was read from the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hall.day_steps import DayStep
from hall.errors import Refused, StoreCause
from hall.identifiers import same
from hall.lifecycle import Action
from hall.views import AlarmView, CounterInfo, CounterView, HallView, UserView

SUPERVISOR = "supervisor"
"""The role that may say that a clock is right."""


class Phase(StrEnum):
    """Which page is shown."""

    SIGN_IN = "sign_in"
    DESK = "desk"
    LOCKED = "locked"


class Intent(StrEnum):
    """What a clerk can ask for."""

    SERVE = "serve"
    CALL_NEXT = "call_next"
    RECALL = "recall"
    NOT_BEGUN = "not_begun"
    FINISH = "finish"
    NO_SHOW = "no_show"
    HOLD = "hold"
    TRANSFER = "transfer"
    OBSTACLE = "obstacle"
    OFFER = "offer"
    UNDO = "undo"
    HISTORY = "history"
    SCAN = "scan"
    NOTE = "note"
    HAND_OVER = "hand_over"
    READ_NOTES = "read_notes"
    CALL_NUMBER = "call_number"
    RELEASE = "release"
    RETURN = "return"
    PAUSE = "pause"
    RESUME = "resume"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    SIGN_IN = "sign_in"
    CHANGE_PIN = "change_pin"
    SIGN_OUT = "sign_out"
    DAY = "day"
    CONFIRM_DAY = "confirm_day"
    REOPEN_DAY = "reopen_day"
    BRING_DAY = "bring_day"
    COME = "come"


OF_THE_DAY = frozenset({Intent.CONFIRM_DAY, Intent.REOPEN_DAY, Intent.BRING_DAY})
"""What a supervisor does about the business day."""
ASKING = frozenset(
    {
        *(Intent.HOLD, Intent.TRANSFER, Intent.OBSTACLE, Intent.CALL_NUMBER),
        *(Intent.PAUSE, Intent.DAY, Intent.CANCEL, Intent.HISTORY, Intent.NOTE, Intent.HAND_OVER),
    }
)
"""What needs a choice first; the sheet of choices gives it as a ``Command``."""
NOT_COME = (Intent.RECALL, Intent.NO_SHOW, Intent.NOT_BEGUN)
"""What says that the visitor is not there: of a visit that began by itself no single key may say so."""


ACTION_OF = {
    Intent.SERVE: Action.SERVE,
    Intent.CALL_NEXT: Action.CALL_NEXT,
    Intent.RECALL: Action.RECALL,
    Intent.NOT_BEGUN: Action.NOT_BEGUN,
    Intent.FINISH: Action.FINISH,
    Intent.NO_SHOW: Action.NO_SHOW,
    Intent.HOLD: Action.HOLD,
    Intent.TRANSFER: Action.TRANSFER,
    Intent.OBSTACLE: Action.FINISH,
    Intent.UNDO: Action.UNDO,
}
"""The action on the ticket at the counter that an intent asks for."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is asked for, with its details.

    ``ticket_id`` is the number it is about, 0 for the one at the counter; ``code`` names a number that was typed.
    ``service``, ``to_counter`` and ``offer`` are ids; an empty offer takes back what was offered. ``text`` is a reason
    or note. ``minutes`` is how long a pause lasts, 0 until the clerk resumes; ``closed`` makes it a closing with
    ``text`` as its reason. ``day`` is the business day that is opened again, ``event`` the action that is taken back,
    with all that came after it; 0 is the last one.
    """

    intent: Intent
    ticket_id: int = 0
    code: str = ""
    service: str = ""
    to_counter: str = ""
    text: str = ""
    outcome: str = ""
    obstacle: str = ""
    offer: str = ""
    minutes: int = 0
    closed: bool = False
    day: date | None = None
    event: int = 0


@dataclass(frozen=True, slots=True)
class LinkState:
    """Whether the database answers; ``since`` is the time (aware) when it stopped. ``cause`` is why, where it
    does not come back by itself."""

    connected: bool = True
    since: datetime | None = None
    cause: StoreCause | None = None


@dataclass(frozen=True, slots=True)
class DeskNotice:
    """One sentence for the clerk: a refusal of the store, or ``code`` with ``params`` from the catalogue.

    ``tone`` is ``info``, ``warn`` or ``error``; ``lead`` is the code of what is said before it.
    """

    code: str = ""
    params: tuple[tuple[str, str], ...] = ()
    tone: str = "warn"
    refused: Refused | None = None

    @property
    def of_field(self) -> bool:
        """Whether it is about what was typed to sign in, and goes when something else is typed; a pause goes on."""
        if self.refused is not None:
            return self.refused.code in ("wrong_pin", "own_pin_wrong", "login_closed") and not self.refused.params.get(
                "seconds"
            )
        return self.code in ("need_login", "need_pin")

    lead: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """What the sign-in page lists: the counters, whether anybody can sign in yet, and the ``alarms`` of day and clock,
    which want to be seen before the first visitor comes. It shows no name of a person."""

    hall: HallView
    counters: tuple[CounterInfo, ...]
    staffed: bool
    alarms: tuple[AlarmView, ...] = ()

    def counter_named(self, station: str) -> str:
        """The label of the counter that this machine is called after, as a machine is that joined as its counter; empty
        where there is none."""
        return next((one.label for one in self.counters if same(one.id, station)), "")


@dataclass(frozen=True, slots=True)
class DeskState:
    """All that the windows show; ``busy`` is the command under way, ``busy_ticket`` the number it is about when it
    is not the one at the counter (0: none). ``begun``: the visit at the counter counts as begun (``hall.visit``), and
    ``view`` shows it as being served; ``assumed``: it began by itself, no clerk said so;
    ``slow``: the answer to the command under way has been waited for longer than ``counter.desk.watching.SLOW_MS``.
    ``ticked`` are the papers, by place, that the visitor at the
    counter has. ``no_counter``: the program was started for a supervisor, who sits at none."""

    phase: Phase = Phase.SIGN_IN
    roster: Roster | None = None
    chosen: str = ""
    no_counter: bool = False
    user: UserView | None = None
    view: CounterView | None = None
    busy: Intent | None = None
    busy_ticket: int = 0
    link: LinkState = LinkState()
    notice: DeskNotice | None = None
    begun: bool = False
    assumed: bool = False
    slow: bool = False
    ticked: frozenset[int] = frozenset()

    @property
    def missing(self) -> tuple[str, ...]:
        """What the visitor at the counter has not brought, as far as it was ticked."""
        current = self.view.current if self.view is not None else None
        papers = current.requirements if current is not None else ()
        return tuple(paper for place, paper in enumerate(papers) if place not in self.ticked)

    def asks(self, intent: Intent) -> bool:
        """Whether the key of ``intent`` asks before it does anything now."""
        return intent in ASKING or (self.assumed and intent in NOT_COME)

    @property
    def day_steps(self) -> tuple[DayStep, ...]:
        """What the person at the counter may do about the business day: nothing, unless it is a supervisor."""
        allowed = self.user is not None and self.user.role == SUPERVISOR
        return self.view.day_steps if self.view is not None and allowed else ()
