"""What boards show and say of themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hall.call_delivery import DeliveryStatus
from hall.estimating.quality import HeldView
from hall.estimating.shown import Shown
from hall.structure import HallStructure, Zone
from hall.views.hall import HallView


@dataclass(frozen=True, slots=True)
class BoardCall:
    """One call as the board shows it. ``times`` counts the calls of this ticket so far; ``kind`` is ``next`` or
    ``recall``. ``seen``: the board that reads has shown it; ``speaking``: a voice of its zone says it now, and
    when it is that of another board, until ``spoken_until`` at the latest; ``voiced``: one has dealt with it
    (``hall.call_delivery.UNSAID``). ``state`` is what became of it: ``called``, its visitor is awaited at this counter,
    ``serving``, is there, or ``over``: done, not come, sent on, put off or back in the queue. ``language`` is the one
    that the visitor chose, empty for none."""

    seq: int
    ticket_id: int
    code: str
    counter_label: str
    zone: Zone
    agency_name: str
    service_name: str
    kind: str
    times: int
    at: datetime
    agency_id: str = ""
    seen: bool = False
    speaking: bool = False
    spoken_until: datetime | None = None
    voiced: bool = False
    service_id: str = ""
    service_name_en: str = ""
    agency_name_en: str = ""
    state: str = "called"
    language: str = ""

    @property
    def over(self) -> bool:
        """Whether it no longer leads anybody to this counter."""
        return self.state == "over"


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """An announcement to the hall, large on the boards: ``title`` and up to three ``lines``; ``kind`` is ``info``
    or ``outage``. ``zone``, ``agency`` and ``service`` (ids) are empty for all. ``until`` None lasts until somebody
    ends it."""

    id: int
    kind: str
    title: str
    lines: tuple[str, ...]
    zone: str
    agency: str
    since: datetime
    until: datetime | None
    by: str
    service: str = ""


@dataclass(frozen=True, slots=True)
class CallDeliveryView:
    """How far call ``seq`` has come in the hall, for its clerk: ``boards`` are the stations that have shown it."""

    seq: int
    at: datetime
    status: DeliveryStatus
    boards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardHealth:
    """A board as it last spoke of itself (``devices.boards.report``); ``since`` is the start of this life."""

    name: str
    zone: str
    since: datetime
    seen_at: datetime
    alive: bool
    sound: str
    detail: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VoiceClaim:
    """The answer to a board that wants to speak: ``granted``, ``done`` (nobody needs to say it), or ``wait`` so many
    seconds for another voice."""

    granted: bool = False
    done: bool = False
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One counter in the board's strip: ``state`` is ``called``, ``serving``, ``free``, ``break`` or
    ``closed``."""

    counter_id: str
    counter_label: str
    state: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class BoardWait:
    """What whoever would come to an agency now is told, as at the kiosk."""

    agency_id: str
    name: str
    name_en: str
    wait: Shown


@dataclass(frozen=True, slots=True)
class BoardView:
    """All that a board shows at one time: ``calls`` newest first, ``zone`` None for the whole hall;
    ``announcements`` newest first. ``agencies`` (ids) are those that it is about, empty for all. ``structure`` is the
    hall whose names it shows. ``evacuated``: everybody is asked to leave the building. ``waits`` are those of its
    agencies of which something is known, ``waits_held`` says how good the estimates of the last closed day were; none
    where the board does not ask."""

    hall: HallView
    now: datetime
    zone: Zone | None
    business_day: date | None
    calls: tuple[BoardCall, ...]
    cells: tuple[BoardCell, ...]
    announcements: tuple[AnnouncementView, ...] = ()
    agencies: tuple[str, ...] = ()
    structure: HallStructure | None = None
    evacuated: bool = False
    waits: tuple[BoardWait, ...] = ()
    waits_held: HeldView | None = None
