"""`hall station invite`: let one machine join the hall by a code."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hall import __version__, private
from hall.console import printable
from hall.errors import StoreUnavailable
from hall.folders import is_there
from hall.identifiers import plain_of, same
from hall.maintenance.joining.addresses import (
    PORT,
    certificate_file,
    own_address,
    reachable_url,
    with_known_password,
)
from hall.maintenance.joining.codes import NETWORK, STICK, new_code
from hall.maintenance.joining.errors import JoinError, JoinFault
from hall.maintenance.joining.handed import Handed, Role
from hall.maintenance.joining.roles import Invited, invited
from hall.maintenance.joining.station_file import setup_of
from hall.structure import Station
from hall.text_rules import STATION, name_of
from hall.views import HallView
from hallctl.files import read_file
from hallctl.session import Session

if TYPE_CHECKING:
    from hall.maintenance.joining.inviting import Taken
    from hall.settings import Settings
    from hall.store import Reader

_MINUTES, _STICK_MINUTES = 10, 24 * 60
_ROLES: dict[Role, str] = {"kiosk": "kiosk", "counter": "counter ACCOUNT", "display": "board"}
"""What install.sh of a wheelhouse calls them."""
_SQLITE = (
    "This hall is in a SQLite file, which only this machine can reach, so no other machine can join. Several machines "
    "meet in Postgres: make a database there and put the hall in by `hall --database postgresql://… init`; the "
    "configuration brings its structure, `hall user import` its staff. Numbers and history stay in the old file: no "
    "command carries them over, so change on an evening, after `hall day close`."
)


_Names = Annotated[
    list[str],
    typer.Argument(metavar="NAME...", help="A [[station]] of the hall, or a counter's id or label; one by one."),
]
_AsRole = Annotated[
    Role | None, typer.Option(case_sensitive=False, help="What the machine is, where the hall does not say it.")
]
_Minutes = Annotated[
    int | None, typer.Option(min=1, max=10_080, help="How long it holds; by default 10, with --file a day.")
]
_Port = Annotated[int, typer.Option(min=1, max=65_535, help="Where the station is answered.")]
_Address = Annotated[
    str, typer.Option(metavar="ADDRESS", help="This machine's address in the hall's network; by default found.")
]
_File = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="Write the invitation to a stick; no network is used.")
]


def invite(
    session: Session,
    names: _Names,
    role: _AsRole = None,
    minutes: _Minutes = None,
    port: _Port = PORT,
    address: _Address = "",
    file: _File = None,
) -> None:
    """Let a machine join the hall: show a code, and answer that machine once; then the next one that was named."""
    session.technician_only("station invite")
    if file is not None and len(names) > 1:
        raise typer.BadParameter("a file is for one machine: name one NAME with --file")
    settings = session.settings()
    if settings.database_url.startswith("sqlite"):
        raise JoinError(JoinFault.ONE_MACHINE, _SQLITE)
    here = address or own_address(settings.database_url)
    url = _reachable(settings, here)
    machines, hall = session.fetch(
        lambda view: ([_invited(view, name, role) for name in names], full_name(view.hall()))
    )
    waiting = [_handed(settings, machine, hall, url) for machine in machines]
    if file is not None:
        _to_stick(session, waiting[0], file, timedelta(minutes=minutes or _STICK_MINUTES))
        return
    folder, holds = settings.path.absolute().parent, timedelta(minutes=minutes or _MINUTES)
    documents, said = list[dict[str, object]](), ""
    for handed in waiting:
        if said:
            _tell(session, said, "")
        document, said = _over_network(session, folder, handed, here, port, holds)
        documents.append(document)
    session.answer(documents[0] if len(names) == 1 else {"stations": documents}, [said])


def _over_network(
    session: Session, folder: Path, handed: Handed, address: str, port: int, holds: timedelta
) -> tuple[dict[str, object], str]:
    """Show the code and answer the station; returns how it ended, also in words. Raises JoinError."""
    from hall.maintenance.joining.open_invitations import only_invitation

    with only_invitation(folder, handed.station):
        taken = _answer(session, handed, address, port, holds)
    said = f"{handed.station} has its configuration, at {taken.by}; its own screen says whether all is well."
    if not taken.confirmed:
        said = (
            f"{handed.station} proved its code from {taken.by}, but did not say that all of it came. Where it shows an "
            "error, invite it again."
        )
    document = {"station": handed.station, "role": handed.role}
    return {**document, "joined_from": taken.by, "confirmed": taken.confirmed}, said


def full_name(hall: HallView) -> str:
    """The hall as people know it: its name and its city."""
    return f"{hall.name} {hall.city}".strip()


def _reachable(settings: Settings, address: str) -> str:
    """The database's URL for another machine, with its password. Raises JoinError where nothing answers there."""
    url = with_known_password(settings.database_url, _password_lines(), os.environ.get("PGPASSWORD", ""))
    url = reachable_url(url, address)
    from hall.store import visit_store

    try:
        with closing(visit_store(url)):
            pass
    except StoreUnavailable as error:
        text = (
            f"The database does not answer as another machine would reach it, at {address}: {error}. Postgres must "
            "listen there (listen_addresses in postgresql.conf) and let the hall's machines in (pg_hba.conf)."
        )
        raise JoinError(JoinFault.UNREACHABLE_DATABASE, text) from error
    return url


def _password_lines() -> list[str]:
    file = Path(os.environ.get("PGPASSFILE") or Path.home() / ".pgpass")
    try:
        return file.read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return []


def _invited(view: Reader, typed: str, role: Role | None) -> Invited:
    """The machine that is meant; whoever has its name now is told of."""
    machine, now = _machine(view, typed, role), view.health.now()
    for known in view.health.lives():
        if same(known.life.station, machine.name) and known.beats(now):
            at = f" at {known.address}" if known.address else ""
            told = (
                f"{machine.name} runs now{at} (mpp-{known.life.program}). Two machines of one name stand in each "
                "other's way: end that one, unless it is the one that joins again."
            )
            print(printable(told), file=sys.stderr)
    return machine


def _machine(view: Reader, typed: str, role: Role | None) -> Invited:
    """The machine that is meant. Raises JoinError(UNKNOWN_NAME), and typer.BadParameter where nobody says its role."""
    structure = view.structure()
    found = invited(typed, structure.stations, view.counters())
    if found is None:
        name = name_of(plain_of(typed), STATION)
        if role is None:
            known = (*(one.name for one in structure.stations), *(counter.id for counter in structure.counters))
            text = (
                f"There is no station {name}; there are {', '.join(known)}. A machine that the hall does not list "
                "joins with --role kiosk, counter or display."
            )
            raise JoinError(JoinFault.UNKNOWN_NAME, text)
        return Invited(name, role, Station(name))
    if found.role is None and role is None:
        raise typer.BadParameter(f"the hall does not say what {found.name} is; give --role kiosk, counter or display")
    return replace(found, role=role or found.role)


def _handed(settings: Settings, machine: Invited, hall: str, url: str) -> Handed:
    certificate = certificate_file(url)
    assert machine.role is not None
    return Handed(
        hall=hall,
        version=__version__,
        station=machine.name,
        role=machine.role,
        database_url=url,
        certificate=read_file(certificate).decode("ascii", "replace") if certificate else "",
        counter=machine.counter,
        language=settings.language,
        setup=setup_of(machine.station),
    )


def _answer(session: Session, handed: Handed, address: str, port: int, holds: timedelta) -> Taken:
    """Show the code, and wait for the station. Raises JoinError."""
    import asyncio

    from hall.maintenance.joining.inviting import Inviter

    code = new_code(NETWORK, secrets.choice)
    place = address if port == PORT else f"[{address}]:{port}" if ":" in address else f"{address}:{port}"

    def ready() -> None:
        _tell(
            session,
            f"On {handed.station}, type within {holds.total_seconds() / 60:.0f} minutes:",
            "",
            f"    hall station join {place} {code}",
            "",
            "or, on a Debian where nothing is installed yet, as root in the folder of the stick:",
            "",
            f"    sh install.sh {_ROLES[handed.role]} {place} {code}",
            "",
            f"It holds once, and ends after five wrong codes. Waiting for {handed.station}; Ctrl+C takes it back.",
        )

    inviter = Inviter(code, handed, address, lambda line: _tell(session, line))
    try:
        return asyncio.run(inviter.wait(address, port, holds.total_seconds(), ready))
    except KeyboardInterrupt:
        _tell(session, f"The invitation of {handed.station} is taken back; its code holds no more.")
        raise


def _to_stick(session: Session, handed: Handed, file: Path, holds: timedelta) -> None:
    from hall.maintenance.joining.stick import RANDOM, stick_text

    code, now = new_code(STICK, secrets.choice), datetime.now(UTC)
    text = stick_text(handed, code, now, now + holds, secrets.token_bytes(RANDOM))
    try:
        if is_there(file):
            raise FileExistsError(17, "a file is there already; remove it, or name another")
        private.write_text(file, text)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise JoinError(JoinFault.NOT_WRITTEN, f"{file} cannot be written: {why}.") from error
    until = (now + holds).astimezone()
    lines = [
        f"{file} is written for {handed.station}; it holds until {until:%Y-%m-%d %H:%M}.",
        f"On {handed.station}: hall station join --file {file.name}",
        f"Its code: {code}",
        "Write the code on paper, not on the stick: with both, anybody can read the database's password. Delete the "
        "file once the station has joined.",
    ]
    session.answer({"station": handed.station, "role": handed.role, "file": str(file), "code": code}, lines)


def _tell(session: Session, *lines: str) -> None:
    """Say something at once; beside the one JSON document where that is the answer."""
    text = printable("\n".join(lines))
    print(text, file=sys.stderr if session.json else sys.stdout, flush=True)
