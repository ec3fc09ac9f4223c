"""`hall station`: the PIN of a kiosk's staff page, and the end of a pause at a station."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hall.errors import Refused
from hall.identifiers import plain_of, same
from hall.text_rules import STATION, name_of
from hallctl.commands.users import NewPin, PinStdin, Supervisor, SupervisorPin, pin_of, supervisor_of
from hallctl.session import Session, actor, session_of

if TYPE_CHECKING:
    from hall.store import UnitOfWork
    from hall.store.views.reader import Reader

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
        with store.read() as view:
            names = (*_names(session, view), *(board.name for board in view.boards()))
        found = next((name for name in names if same(name, station)), None)
        name = found or name_of(plain_of(station), STATION)

        def ended_at(work: UnitOfWork) -> int:
            ended = work.people.unlock_station(name, supervisor_id=who, actor=by)
            if found is None and not ended:  # a machine that nobody lists is known by the PINs that were tried there
                raise Refused("unknown_station", station=name, known=", ".join(dict.fromkeys(names)))
            return ended

        ended = store.run(ended_at)
    said = f"PINs are looked at again at {name}." if ended else f"No wrong PIN at {name} was counted."
    session.answer({"station": name, "ended": ended}, [said])


def _known(session: Session, view: Reader, station: str) -> str:
    """The name of a station that the hall lists, has heard of, or that this machine is; where the hall lists none, any.

    Raises Refused("unknown_station").
    """
    listed = view.station_names()
    found = next((name for name in _names(session, view) if same(name, station)), None)
    if found is not None:
        return found
    name = name_of(plain_of(station), STATION)
    if listed:
        raise Refused("unknown_station", station=name, known=", ".join(listed))
    return name


def _names(session: Session, view: Reader) -> tuple[str, ...]:
    """The stations that the hall lists, those of its printers, and this machine."""
    heard_of = (printer.name for printer in view.printers())
    return tuple(dict.fromkeys((*view.station_names(), *heard_of, session.settings().station_name)))
