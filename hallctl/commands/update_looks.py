"""What `hall update` says of the hall's machines and of this one, the end of an update, and starting services again."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

from hall import __version__
from hall.lives import KnownLife
from hall.maintenance.updating import restarting
from hall.maintenance.updating.between import Fit
from hall.maintenance.updating.errors import UpdateRefused
from hall.maintenance.updating.layout import Installed, Releases
from hall.maintenance.updating.plan import step_words
from hall.maintenance.updating.stations import StationVersion, versions, waited_for
from hall.maintenance.updating.wheel import migrations_in
from hall.wording import counted
from hallctl.dates import shown_time, zone_of
from hallctl.session import Session

if TYPE_CHECKING:
    from hall.store import Reader


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows of machines and backups, at its own time ``now``."""

    now: datetime
    zone: ZoneInfo
    lives: tuple[KnownLife, ...]
    backup_age: timedelta | None


def known(session: Session) -> Known:
    """What the hall's database says. Raises StoreUnavailable, and Refused("no_hall")."""

    def read(view: Reader) -> Known:
        now, last = view.health.now(), view.maintenance.last_good("backup")
        age = None if last is None else now - last.finished_at
        return Known(now, zone_of(view.hall().timezone), view.health.lives(), age)

    return session.fetch(read)


def fit(session: Session) -> Fit:
    """How this program and the database go together; nothing is written. Raises StoreUnavailable."""
    from hall.store import look_at_schema
    from hall.store.database.schema import PROGRAM

    found = look_at_schema(session.settings().database_url)
    schema, oldest = (found.version, found.oldest) if found is not None else ("", "")
    return Fit(PROGRAM.version, PROGRAM.needs, PROGRAM.newest, schema, oldest)


def ask(session: Session, question: str, *, yes: bool) -> None:
    """Ask before something is done. Raises UpdateRefused without a terminal, and when the answer is no."""
    if yes:
        return
    if session.json or sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UpdateRefused("not_asked", "Nothing was done: without a terminal this needs --yes.")
    if not typer.confirm(question, err=True):
        raise UpdateRefused("not_wanted", "Nothing was done.")


def status(session: Session) -> None:
    """Which version each machine reports, and which still needs this program's."""
    there, found = known(session), fit(session)
    stations = versions(there.lives, there.now, __version__, found.oldest)
    left = [one for one in stations if one.needs_update]
    document = {
        "version": __version__,
        "schema": found.schema,
        "oldest": found.oldest,
        "unfinished": found.schema < found.newest,
        "stations": [_station_document(one) for one in stations],
    }
    lines = [_station_line(one, there) for one in stations] or ["No machine has reported yet."]
    session.answer(document, [*lines, _summary(found, stations, left)])


def _station_document(one: StationVersion) -> dict[str, object]:
    return {
        "station": one.station,
        "program": one.program,
        "version": one.version,
        "last": one.last.isoformat(),
        "runs": one.runs,
        "needs_update": one.needs_update,
        "stopped": one.stopped,
    }


def _station_line(one: StationVersion, there: Known) -> str:
    life = "runs" if one.runs else f"last seen {shown_time(one.last, there.now, there.zone)}"
    need = ""
    if one.stopped:
        need = "stopped: too old for the database, update it"
    elif one.needs_update:
        need = "needs the update; goes on until `hall update --finish`"
    return f"{one.station:<16} {one.program:<8} {one.version or '?':<10} {life:<24} {need}".rstrip()


def _summary(found: Fit, stations: Sequence[StationVersion], left: Sequence[StationVersion]) -> str:
    has = f"All have {__version__}" if stations else f"This program is {__version__}"
    if left:
        return f"{counted(len(left), 'program has', 'programs have')} not reported {__version__} yet."
    if found.schema < found.newest:
        return f"{has}: `hall update --finish` ends the update."
    return f"{has}, and nothing is left to do."


def finish(session: Session, excepted: Sequence[str], *, dry_run: bool, yes: bool) -> None:
    """Take the database to the newest schema, once every machine has this version; ``dry_run`` only says so.

    Raises UpdateRefused, which names the machines that have not.
    """
    found = ready_to_finish(session, excepted)
    if found.schema >= found.newest:
        line = f"Every machine has {__version__}, and the database has nothing that only older programs use."
        session.answer({"schema": found.schema, "schema_before": found.schema, "version": __version__}, [line])
        return
    from hall.store import migrate_store
    from hall.store.database.schema import PROGRAM

    coming = [one for one in migrations_in(PROGRAM.migrations) if one.revision > found.schema]
    said = [step_words(one) for one in coming]
    if dry_run:
        document = {"schema": found.schema, "schema_before": found.schema, "version": __version__, "steps": said}
        session.answer(document, [*said, "Every machine is ready for it. Nothing was done."])
        return
    sys.stderr.write("".join(f"{line}\n" for line in said))
    question = "After this there is no way back to an older version. Go on?"
    ask(session, question, yes=yes)
    before, schema = migrate_store(session.settings().database_url, finish=True)
    lines = [f"The update to {__version__} is finished: the database has schema {schema}."]
    session.answer({"schema": schema, "schema_before": before, "version": __version__}, lines)


def ready_to_finish(session: Session, excepted: Sequence[str] = ()) -> Fit:
    """How the database goes with this program, when no machine of the hall is left behind. Raises UpdateRefused."""
    there, found = known(session), fit(session)
    left = waited_for(versions(there.lives, there.now, __version__, found.oldest), excepted)
    if left:
        names = ", ".join(one.name() for one in left)
        raise UpdateRefused(
            "not_all_updated",
            f"These have not reported {__version__}: {names}. Update them and start them; "
            "`hall update --finish --except NAME` leaves out one that is gone.",
        )
    return found


def listed(session: Session, releases: Releases) -> None:
    """The releases of this machine."""
    here, every = releases.current(), releases.all()
    document = {
        "root": str(releases.root),
        "current": here,
        "releases": [
            {
                "version": one.version,
                "folder": str(one.elsewhere or one.folder),
                "ready": one.ready,
                "current": one.version == here,
            }
            for one in every
        ],
    }
    none = f"There are no releases in {releases.root} yet; this program is {__version__} in {sys.prefix}."
    session.answer(document, [_release_line(one, here) for one in every] or [none])


def _release_line(one: Installed, here: str) -> str:
    state = "is used" if one.version == here else "" if one.ready else "not made to the end"
    return f"{one.version:<12} {one.elsewhere or one.folder}  {state}".rstrip()


def restart(session: Session) -> None:
    """Start this machine's services again, and say of each how it went."""
    document, lines = restarted()
    session.answer(document, lines)
    if document["failed"]:
        raise typer.Exit(1)


def restarted() -> tuple[dict[str, object], list[str]]:
    """Start this machine's services again; what became of each, as JSON and in lines."""
    failed, lines = {}, []
    services = restarting.services()
    for service in services:
        why = service.restart()
        lines.append(f"{service.unit} {f'was not started again: {why}' if why else 'was started again.'}")
        if why:
            failed[service.unit] = why
    none = ["No service of the hall runs on this machine: start its programs again."]
    return {"services": [one.unit for one in services], "failed": failed}, lines or none


def answer_release(session: Session, step: str) -> None:
    """Answer another release of this machine (``hall.maintenance.updating.between``). Raises typer.BadParameter."""
    if step == "migrate":
        from hall.store import migrate_store

        migrate_store(session.settings().database_url)
    elif step != "look":
        raise typer.BadParameter("--step is asked by another release: look or migrate")
    found = fit(session)
    session.answer(found.document(), [f"{found.version}: schema {found.schema or 'none'}, needs {found.needs}."])
