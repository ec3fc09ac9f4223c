"""Which station a name means on this machine: its own configuration stands before what the hall says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hall.errors import Refused
from hall.identifiers import key_of, same, same_named
from hall.structure import Station
from hall.views import PrinterView
from hallctl.session import Session

if TYPE_CHECKING:
    from hall.store.views.reader import Reader


@dataclass(frozen=True, slots=True)
class Place:
    """A station with its printer; ``here`` when this machine's own configuration describes it, ``listed`` when the
    hall does."""

    station: Station
    printer: PrinterView
    here: bool = False
    listed: bool = True

    @property
    def reachable(self) -> bool:
        """Whether a printer may be asked from here: a cable at a machine that the hall does not list is not ours."""
        return self.here or (self.listed and bool(self.printer.url)) or self.printer.url.startswith("tcp:")

    @property
    def named(self) -> Station | None:
        """The station as its own machine describes it, None on any other machine."""
        return self.station if self.here else None


def place_of(session: Session, view: Reader, name: str, *, reach: bool = False) -> Place:
    """The station ``name``, in any case: this machine's own, as mpp-kiosk has it, else one that the hall knows of.

    Raises Refused("unknown_printer"), ("no_printer_here") when this machine says that the station has none, and
    ("printer_elsewhere") when ``reach`` is asked for and its cable ends at a machine of which nothing is known here.
    """
    own = session.settings().station
    if own is not None and same(own.name, name) and not own.printer:
        raise Refused("no_printer_here", printer=own.name)
    known = places(session, view)
    found = same_named(known, name, of=lambda place: place.station.name)
    if found is None:
        raise Refused("unknown_printer", printer=name, known=", ".join(place.station.name for place in known) or "-")
    if reach and not found.reachable:
        raise Refused("printer_elsewhere", printer=found.station.name, url=found.printer.url or "-")
    return found


def places(session: Session, view: Reader) -> tuple[Place, ...]:
    """Every station with a printer, this machine's own as it is here."""
    own = session.settings().station
    found = {
        key_of(printer.name): Place(_station_of(printer), printer, listed=view.stations.find(printer.name) is not None)
        for printer in view.printers.all()
    }
    if own is not None and own.printer:
        found[key_of(own.name)] = Place(own, view.printers.of(own), here=True)
    elif own is not None:
        found.pop(key_of(own.name), None)
    return tuple(found.values())


def _station_of(printer: PrinterView) -> Station:
    return Station(
        printer.name,
        printer=printer.url,
        paper_mm=printer.paper_mm,
        print_mode=printer.print_mode,
        roll_m=printer.roll_m,
        fallback=printer.fallback,
    )
