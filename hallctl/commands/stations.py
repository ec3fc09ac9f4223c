"""`hall station`: the PIN of a kiosk's staff page, and the end of a pause at a station."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hall.errors import Refused
from hall.identifiers import plain_of, same
from hallctl.commands.users import NewPin, PinStdin, Supervisor, SupervisorPin, pin_of, supervisor_of
from hallctl.session import Session, actor, session_of

if TYPE_CHECKING:
    from hall.store.reader import Reader

app = typer.Typer(help="What belongs to one machine of the hall.", rich_markup_mode=None)

StationName = Annotated[str, typer.Argument(metavar="STATION", help="The station's name.")]


@app.command("pin")
def set_pin(context: typer.Context, station: StationName, pin: NewPin = "", pin_stdin: PinStdin = False) -> None:
    """Give the staff page of a kiosk its PIN; it opens no other page and signs in at no counter."""
    session = session_of(context)
    secret = pin_of(pin, from_stdin=pin_stdin)
    with session.store(first=True) as store:
        with store.read() as view:
            name = _known(session, view, station)
        hashed, who = store.new_pin(secret), actor()
        store.run(lambda work: work.people.set_station_pin(name, hashed, actor=who))
    session.answer({"station": name}, [f"The staff page of {name} has a new PIN."])


@app.command("unlock")
def unlock(context: typer.Context, station: StationName, supervisor: Supervisor = "", pin: SupervisorPin = "") -> None:
    """End the pause of a station, and of its staff page, after wrong PINs."""
    session = session_of(context)
    with session.store() as store:
        who, by = supervisor_of(session, store, supervisor, pin)
        ended = store.run(lambda work: work.people.unlock_station(station, supervisor_id=who, actor=by))
    said = f"PINs are looked at again at {station}." if ended else f"No wrong PIN at {station} was counted."
    session.answer({"station": station, "ended": ended}, [said])


def _known(session: Session, view: Reader, station: str) -> str:
    """The name of a station that the hall lists, has heard of, or that this machine is; where the hall lists none, any.

    Raises Refused("unknown_station").
    """
    settings = session.settings()
    listed = view.station_names()
    names = dict.fromkeys((*listed, *(printer.name for printer in view.printers()), settings.station_name))
    found = next((name for name in names if same(name, station)), None)
    if found is None and listed:
        raise Refused("unknown_station", station=station, known=", ".join(listed))
    return found or plain_of(station)
