"""What the board shows at one time, as one frozen value that the presenter makes and the window draws."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from display.call_queue import BoardCalls
from hall.estimating.quality import HeldView
from hall.structure import BoardSetup, Zone
from hall.views import AnnouncementView, BoardCell, BoardWait


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """Everything but the clock. ``known`` is False until the store was read once; ``away`` while it is out of reach for
    longer than a visitor should be left without a word. ``announcements`` is what the staff tell the hall now, newest
    first; it passes before the ``running_text``. ``said`` are the calls below the current call, by number, that a voice
    says now: in a burst it is behind the picture. ``trouble`` is why the database cannot be used, where that does not
    pass by itself (``display.warning.store_…``): for the staff, who ask for it. ``evacuated``: everybody is asked to
    leave the building, and nothing else is shown. ``waits`` and ``waits_held`` are what is said of waits on the date
    ``today``."""

    hall_name: str = ""
    zone: Zone | None = None
    running_text: tuple[str, ...] = ()
    cells: tuple[BoardCell, ...] = ()
    stage: BoardCalls = field(default_factory=BoardCalls)
    known: bool = False
    away: bool = False
    setup: BoardSetup = field(default_factory=BoardSetup)
    announcements: tuple[AnnouncementView, ...] = ()
    said: frozenset[int] = frozenset()
    trouble: str = ""
    evacuated: bool = False
    waits: tuple[BoardWait, ...] = ()
    waits_held: HeldView | None = None
    today: date | None = None

    @property
    def announcement(self) -> AnnouncementView | None:
        """The word that stands large: an outage before a word of information, the newest first."""
        return min(self.announcements, key=lambda one: one.kind != "outage", default=None)

    @property
    def passing(self) -> bool:
        """Whether any text passes at the foot."""
        return bool(self.announcements or self.running_text)


def full_name(name: str, city: str) -> str:
    """``Mal Pelayanan Publik Kota Kendari``, whether or not the hall's name already tells its city."""
    return name if not city or city.casefold() in name.casefold() else f"{name} {city}"
