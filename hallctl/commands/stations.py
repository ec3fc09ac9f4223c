"""`hall station`: machines that join, the PIN of a kiosk's staff page, and the end of a pause at a station."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hall.access import Operation
from hall.errors import Refused
from hall.identifiers import plain_of, same_named
from hall.text_rules import STATION, name_of
from hallctl.commands import inviting, joining
from hallctl.commands.users import AsPin, NewPin, PinStdin
from hallctl.session import Commands, Session

if TYPE_CHECKING:
    from hall.store import Reader, UnitOfWork

app = Commands(help="What belongs to one machine of the hall.", rich_markup_mode=None)
app.command("invite")(inviting.invite)
app.command("join")(joining.join)

StationName = Annotated[str, typer.Argument(metavar="STATION", help="The station's name.")]


@app.command("pin")
def set_pin(session: Session, station: StationName, pin: NewPin = "", pin_stdin: PinStdin = False) -> None:
    """Give the staff page of a kiosk its PIN; it opens no other page and signs in at no counter."""
    with session.acting(may=Operation.SET_STATION_PIN, first=True) as (store, by):
        name = store.fetch(lambda view: _known(session, view, station))
        hashed = store.new_pin(session.other_pin(pin, from_stdin=pin_stdin))
        store.run(lambda work: work.staff.set_station_pin(name, hashed, by))
    session.answer({"station": name}, [f"The staff page of {name} has a new PIN."])


@app.command("unlock")
def unlock(session: Session, station: StationName, pin: AsPin = "") -> None:
    """End the pause of a station, and of its staff page, after wrong PINs."""
    with session.acting(pin=pin, may=Operation.UNLOCK_STATION) as (store, by):
        names = store.fetch(lambda view: (*_names(session, view), *(board.name for board in view.boards.health())))
        found = same_named(names, station)
        name = found or name_of(plain_of(station), STATION)

        def ended_at(work: UnitOfWork) -> int:
            ended = work.staff.unlock_station(name, by)
            if found is None and not ended:  # a machine that nobody lists is known by the PINs that were tried there
                raise Refused("unknown_station", station=name, known=", ".join(dict.fromkeys(names)))
            return ended

        ended = store.run(ended_at)
    said = f"PINs are looked at again at {name}." if ended else f"No wrong PIN at {name} was counted."
    session.answer({"station": name, "ended": ended}, [said])


def _known(session: Session, view: Reader, station: str) -> str:
    """The name of a station that the hall lists, that reported, or of this machine; any where the hall lists none.

    Raises Refused("unknown_station").
    """
    listed = view.stations.names()
    found = same_named(_names(session, view), station)
    if found is not None:
        return found
    name = name_of(plain_of(station), STATION)
    if listed:
        raise Refused("unknown_station", station=name, known=", ".join(listed))
    return name


def _names(session: Session, view: Reader) -> tuple[str, ...]:
    """The stations that the hall lists, those of its printers, and this machine."""
    heard_of = (printer.name for printer in view.printers.all())
    return tuple(dict.fromkeys((*view.stations.names(), *heard_of, session.settings().station_name)))
