"""`hall station join`: this machine comes into the hall by the code that the server shows."""

from __future__ import annotations

import os
import re
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from hall import __version__
from hall.config_file import NAME, VARIABLE, hall_folder
from hall.errors import SettingsError, StoreUnavailable
from hall.folders import is_there
from hall.maintenance.joining.addresses import PORT
from hall.maintenance.joining.codes import NETWORK, STICK, read_code
from hall.maintenance.joining.errors import JoinError, JoinFault
from hall.maintenance.joining.handed import Handed
from hall.maintenance.joining.station_file import refuse_place, write_config
from hall.private import quoted
from hallctl.commands.inviting import full_name
from hallctl.files import read_file
from hallctl.session import Session

if sys.platform != "win32":
    import pwd

_ADDRESS = re.compile(r"\[(?P<six>[0-9A-Fa-f:.%]+)\](?::(?P<six_port>\d+))?|(?P<host>[^:\s]+)(?::(?P<port>\d+))?")
_ROOT = "root"
_FOR_OTHERS = "; where another account runs the programs, give it folder and files by chown"
_AS_WHOM = ": type it as the account of its desktop, or with --system where this program is all that it shows"
_ACCOUNT = "kiosk"
"""Of a locked kiosk (docs/kiosk-lockdown.md)."""


def join(
    session: Session,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="SERVER CODE", help="What `hall station invite` shows on the server.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="An invitation on a stick; asks for its code.")
    ] = None,
    account: Annotated[
        str, typer.Option(metavar="NAME", help="Who runs the programs and alone may read the configuration.")
    ] = "",
    find_printer: Annotated[
        bool | None,
        typer.Option("--find-printer/--no-find-printer", help="Look for a network printer near this machine; or asks."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Replace a configuration that is there, without asking.")] = False,
) -> None:
    """Make this machine one of the hall: it gets its configuration from the server, and looks at the database."""
    session.technician_only("station join")
    target = session.config or Path(os.environ.get(VARIABLE) or hall_folder() / NAME)
    server, code = _asked(list(words or ()), file)
    refuse_place(target, account)
    _ask_to_replace(target, yes=yes)
    if file is not None:
        handed, address = _from_stick(file, code), ""
    else:
        handed, address = _from_server(server, code)
    handed, printer = _with_printer(handed, address, find_printer)
    owner = account or _account(target)
    written = write_config(handed, target, owner)
    lines = [f"{one} is kept as it was." if one.suffix == ".old" else f"{one} is written." for one in written]
    hall = _look(target, handed)
    joined = f"Joined: {handed.station} of {hall}, database reached, program and database fit."
    after = f"`{_next(handed, target)}` lets it start with the machine{_AS_WHOM if _is_root() else ''}."
    document = {"station": handed.station, "role": handed.role, "hall": hall, "config": str(target)}
    more = {"account": _reader_of(target) or None, "printer": printer or None, "next": _next(handed, target)}
    session.answer({**document, **more}, [*lines, *_notes(handed, printer, _reader_of(target)), joined, after])


def _asked(words: list[str], file: Path | None) -> tuple[str, str]:
    """The server and the code, which is asked for where it was left out. Raises typer.BadParameter, and JoinError."""
    most = 1 if file is not None else 2
    if len(words) > most or (file is None and not words):
        raise typer.BadParameter("type it as the server shows it: hall station join SERVER CODE")
    given = words[most - 1] if len(words) == most else ""
    if not given and (sys.stdin is None or not sys.stdin.isatty()):
        raise typer.BadParameter("without a terminal the code stands on the command line")
    groups = STICK if file is not None else NETWORK
    return "" if file is not None else words[0], read_code(given or typer.prompt("Code", err=True), groups)


def _place(server: str) -> tuple[str, int]:
    found = _ADDRESS.fullmatch(server.strip())
    port = int((found["port"] or found["six_port"] or PORT) if found else 0)
    if found is None or not 0 < port < 65_536:
        raise typer.BadParameter(f'"{server}" is no address; it is as the server shows it, such as 192.168.10.2')
    return found["host"] or found["six"], port


def _ask_to_replace(target: Path, *, yes: bool) -> None:
    """Raises JoinError(KEPT) where a configuration is there and stays."""
    if not is_there(target) or yes:
        return
    old = f"{target.name}.old"
    if sys.stdin is not None and sys.stdin.isatty():
        if typer.confirm(f"{target} is there already. Keep it as {old}, and write a new one?", err=True):
            return
        raise JoinError(JoinFault.KEPT, f"{target} stays as it is; the code was not used.")
    text = f"{target} is there already; --yes keeps it as {old} and writes a new one. The code was not used."
    raise JoinError(JoinFault.KEPT, text)


def _from_server(server: str, code: str) -> tuple[Handed, str]:
    """What the server hands over, and this machine's address in its network."""
    import asyncio

    from hall.maintenance.joining.taking import receive

    received = asyncio.run(receive(*_place(server), code, __version__))
    return received.handed, received.address


def _from_stick(file: Path, code: str) -> Handed:
    from hall.maintenance.joining.stick import LARGEST, opened_stick

    if is_there(file) and file.is_file() and file.stat().st_size > LARGEST:
        raise JoinError(JoinFault.BAD_FILE, f"{file} is too large for an invitation.")
    return opened_stick(read_file(file).decode("utf-8", "replace"), code, datetime.now(UTC), __version__)


def _with_printer(handed: Handed, address: str, wanted: bool | None) -> tuple[Handed, str]:
    """With the network printer that was found and chosen, where a kiosk has none yet."""
    import asyncio

    from hall.maintenance.joining.network_printers import near, printers_at

    now = str(handed.setup.get("printer", ""))
    places = near(address)
    if handed.role != "kiosk" or not places or wanted is False or (now and not now.startswith("paper:")):
        return handed, ""
    asks = sys.stdin is not None and sys.stdin.isatty()
    around = f"{address.rpartition('.')[0]}.0/24"
    if wanted is None and not (asks and typer.confirm(f"Look for a network printer in {around}?", err=True)):
        return handed, ""
    found = asyncio.run(printers_at(places))
    chosen = found[0] if len(found) == 1 else _chosen(found) if asks and found else ""
    if not chosen:
        told = f"Printers answer at {', '.join(found)}" if found else f"No printer answers in {around}"
        print(f"{told}; printer in [station] of the configuration names one.", file=sys.stderr)
        return handed, ""
    printer = f"tcp://{chosen}:9100"
    return replace(handed, setup={**handed.setup, "printer": printer}), printer


def _chosen(found: tuple[str, ...]) -> str:
    for number, one in enumerate(found, 1):
        print(f"  {number}  {one}", file=sys.stderr)
    number = typer.prompt("Which one is this kiosk's (0: none)", type=int, default=0, err=True)
    return found[number - 1] if 0 < number <= len(found) else ""


def _account(target: Path) -> str:
    """Who runs the programs, where root joins and the folder does not say it: the account of a locked kiosk, else
    whoever became root."""
    folder = target.absolute().parent
    if sys.platform != "win32" and _is_root() and not (is_there(folder) and folder.stat().st_uid != 0):
        known = {one.pw_name for one in pwd.getpwall()}
        return next((name for name in (_ACCOUNT, os.environ.get("SUDO_USER", "")) if name in known), "")
    return ""


def _reader_of(target: Path) -> str:
    """Who alone may read the configuration; empty where the system does not say it."""
    if sys.platform != "win32":
        owner = target.stat().st_uid
        return next((one.pw_name for one in pwd.getpwall() if one.pw_uid == owner), str(owner))
    return ""


def _look(target: Path, handed: Handed) -> str:
    """The name of the hall in the database, which is reached with what was written. Raises StoreUnavailable and
    SettingsError."""
    from hall.settings import load_settings
    from hall.store import visit_store

    try:
        settings = load_settings(target, environ={})
        with closing(visit_store(settings.database_url)) as store:
            return store.fetch(lambda view: full_name(view.hall()))
    except StoreUnavailable as error:
        text = f"{target} is written, but {handed.station} has not reached the database: {error}"
        raise StoreUnavailable(text, error.cause) from error
    except SettingsError as error:
        raise SettingsError([f"{target} is written, but cannot be used:", *error.problems]) from error


def _notes(handed: Handed, printer: str, owner: str) -> list[str]:
    notes = [f"Its printer is {printer}."] if printer else []
    notes += [f"Only {owner} may read it{_FOR_OTHERS if owner == _ROOT else ''}."] if owner else []
    files = (*handed.setup.get("board", {}).get("media", ()), handed.setup.get("speech", {}).get("voices", ""))
    missing = ", ".join(filter(None, files))
    return [*notes, *([f"Copy next to it what the hall's configuration names: {missing}."] if missing else [])]


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _next(handed: Handed, target: Path) -> str:
    found_by_itself = target == hall_folder() / NAME or os.environ.get(VARIABLE)
    config = "" if found_by_itself else f"--config {quoted(target)} "
    return f"hall {config}service install {handed.role} --station {handed.station}"
