"""`hall drill`: a backup that is restored into a scratch database and held against the hall."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hall.access import By
from hall.console import printable
from hall.errors import BackupError, BackupLocked
from hall.maintenance_runs import RunKind
from hall.wording import counted
from hallctl.commands.backups import all_files, places
from hallctl.passphrases import passphrase_for
from hallctl.session import Session, os_login

if TYPE_CHECKING:
    from hall.maintenance.drill import Drill

DIFFERS = 1
"""Exit code when the restored hall is not the hall."""


def drill(
    session: Session,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A backup; by default one is made for the drill.")
    ] = None,
    newest: Annotated[
        bool, typer.Option("--newest", help="The newest backup in [backup] folder or in the second place.")
    ] = False,
    ask_passphrase: Annotated[
        bool, typer.Option("--passphrase-prompt", help="Ask for the passphrase of the backup.")
    ] = False,
) -> None:
    """Restore a backup into a scratch database, compare queue, numbers and totals with the hall, and audit it.

    The hall may work meanwhile: it is only read. Exit code 1 when something differs, or the backup cannot be restored.
    """
    session.technician_only("drill")
    if newest:
        if file is not None:
            raise typer.BadParameter("name a backup, or give --newest")
        file = _newest(session)
    from hall.maintenance.backups import Source
    from hall.maintenance.drill import drill as performed
    from hall.store import open_store

    settings = session.settings()
    passphrase = passphrase_for(session, file, asked=ask_passphrase)
    source = Source(settings.database_url, settings.path)
    try:
        done = performed(source, open_store, datetime.now(UTC), backup=file, passphrase=passphrase)
    except BackupError as error:
        if not _is_mistyped(error, None if newest else file, asked=ask_passphrase):
            _record(settings.database_url, file, str(error), good=False)
        session.answer({"drill": {"good": False, "differs": [str(error)]}}, [f"The drill has failed: {error}"])
        raise typer.Exit(DIFFERS) from error
    _record(settings.database_url, file, "; ".join(done.differs), good=done.good)
    session.answer({"drill": _document(done)}, list(_lines(done)))
    raise typer.Exit(0 if done.good else DIFFERS)


def _is_mistyped(error: BackupError, named: Path | None, *, asked: bool) -> bool:
    """Whether somebody named a file or a passphrase wrongly: that says nothing about the hall's backups."""
    if isinstance(error, BackupLocked):
        return named is not None or asked
    return named is not None and not named.is_file()


def _newest(session: Session) -> Path:
    """This hall's newest backup. Raises BackupError where there is none."""
    from hall.maintenance.backups.files import slug_of

    settings, name = session.settings(), session.fetch(lambda view: slug_of(view.hall().name))
    own = [one for _, one in all_files(settings) if one.hall == name]
    if not own:
        where = " and ".join(str(place) for place in places(settings))
        raise BackupError(f"There is no backup of this hall in {where}: `hall backup` makes one.")
    return max(own, key=lambda one: one.made_at).path


def _record(url: str, file: Path | None, note: str, *, good: bool) -> None:
    from hall.store import open_store

    by = By.technician(os_login())
    with closing(open_store(url)) as store:
        store.run(
            lambda work: work.maintenance.record(
                by, RunKind.DRILL, ok=good, file=printable(str(file or "")), note=printable(note)
            )
        )


def _lines(done: Drill) -> Iterator[str]:
    found = done.found
    yield (
        f"Restored {'a fresh backup' if done.fresh else f'the backup of {done.manifest.made_at:%Y-%m-%d %H:%M} UTC'}: "
        f"{counted(len(found.days), 'business day', 'business days')}, "
        f"{counted(sum(day.tickets for day in found.days), 'number', 'numbers')}, "
        f"{counted(found.events, 'line', 'lines')} of history, "
        f"{counted(sum(len(codes) for _, codes in found.queue), 'person', 'people')} waiting."
    )
    yield ", ".join(f"{name} {seconds:.1f} s" for name, seconds in done.seconds.items()) + "."
    if done.worked and done.fresh:
        yield "The hall worked meanwhile: what stood before the backup is in it, and nothing that the hall has not."
    yield from (f"DIFFERS: {one}." for one in done.differs)
    if done.good:
        same = "queue, numbers, totals and history are the hall's" if done.fresh else "it is the hall's own past"
        yield f"Equal: {same}, and the audit finds nothing more."


def _document(done: Drill) -> dict[str, Any]:
    found = done.found
    return {
        "good": done.good,
        "differs": list(done.differs),
        "fresh": done.fresh,
        "backup_made_at": done.manifest.made_at.isoformat(),
        "hall_worked": done.worked,
        "business_days": len(found.days),
        "numbers": sum(day.tickets for day in found.days),
        "events": found.events,
        "waiting": sum(len(codes) for _, codes in found.queue),
        "seconds": done.seconds,
    }
