"""`hall init` and `hall apply`: the database and the hall's structure in it."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hall import private
from hall.access import Operation
from hall.assets import sample_config
from hall.config_file import NAME, hall_folder
from hall.differences import difference_text
from hall.documents import change_document, closure_document, override_document
from hall.errors import Refused, SettingsError, VoiceError
from hall.folders import is_folder, is_there
from hall.structure import Change
from hallctl.commands import apply_warnings
from hallctl.commands.first_supervisor import LATER, WantedSupervisor, can_open_the_day, first_supervisor
from hallctl.session import Session

if TYPE_CHECKING:
    from hall.settings import Settings
    from hall.store import Preview, Store, UnitOfWork

_WARNINGS = 5
"""So many of the clips that a voice pack lacks are named here."""
_MARKS = {"added": "+", "changed": "~", "archived": "-"}
NOT_CARRIED = ("language", "database", "backup", "desk", "maintenance", "station")
"""Keys of a hall's file that stay the machine's own; ``[[station]]``, the list, is carried."""
_OWN = (
    "language, [database], [backup], [desk], [maintenance] and [station] are each machine's own: its programs read "
    "them from its file when they start."
)


def init(
    session: Session,
    finish: Annotated[
        bool,
        typer.Option("--finish", help="The same as `hall update --finish`, without a question."),
    ] = False,
    folder: Annotated[
        str | None, typer.Option("--folder", help=f"Write the hall's own configuration, such as to {hall_folder()}.")
    ] = None,
    supervisor: Annotated[
        str, typer.Option("--supervisor", metavar="LOGIN", help="The first supervisor; by default asked for.")
    ] = "",
    name: Annotated[str, typer.Option("--name", help="Name of --supervisor, as screens show it.")] = "",
    pin_stdin: Annotated[
        bool, typer.Option("--pin-stdin", help="Read the PIN of --supervisor from the first input line.")
    ] = False,
    no_supervisor: Annotated[bool, typer.Option("--no-supervisor", help="Ask for no supervisor.")] = False,
) -> None:
    """Create the database and put the hall in, or bring an older one to the present schema.

    It asks for the first supervisor where nobody can open the day yet. With --folder it only writes the hall's
    configuration there, for you to change; one that is there stays as it is.
    """
    session.technician_only("init")
    if folder is not None:
        if session.config or not folder.strip():
            raise typer.BadParameter("--folder needs the name of a folder, and no --config next to it")
        _write_config(session, Path(folder) / NAME)
        return
    _make(session, WantedSupervisor(supervisor, name, pin_stdin, no_supervisor), finish=finish)


def _make(session: Session, supervisor: WantedSupervisor, *, finish: bool) -> None:
    """Make the database, and say what it is now."""
    settings = session.settings()
    from hall.store import migrate_store, prepare_store
    from hall.store.database.schema import PROGRAM

    before, schema = migrate_store(settings.database_url)
    if finish and schema < PROGRAM.newest:
        from hallctl.commands import update_looks

        update_looks.ready_to_finish(session)
        schema = migrate_store(settings.database_url, finish=True)[1]
    put_in: list[UnitOfWork] = []
    with closing(prepare_store(settings.database_url, settings.structure, first=put_in.append)) as store:
        shown, name = store.url, _name_of_hall(store)
        added = first_supervisor(session, store, supervisor) if name is not None else None
        nobody = bool(put_in) and not can_open_the_day(store)
    change = "already has" if before == schema else "now has"
    document: dict[str, object] = {"database": shown, "schema": schema, "schema_before": before}
    document |= {"hall": name, "hall_put_in": bool(put_in)}
    later = (
        f"Once every machine has version {PROGRAM.version}, `hall update --finish` removes what only older ones use."
    )
    document["supervisor"] = added.login if added is not None else None
    lines = [f"The database {shown} {change} schema {schema}.", *_of_hall(settings, name, put_in=bool(put_in))]
    lines += [f"{added.name} can sign in as {added.login}, and open the day."] if added is not None else []
    session.answer(document, lines + [LATER] * nobody + [later] * (schema < PROGRAM.newest))
    _warn_of_voice(settings)


def _write_config(session: Session, file: Path) -> None:
    """The sample of a whole hall, for a hall's technician to change. Raises SettingsError."""
    written = not is_there(file)
    try:
        if written:
            private.make_folder(file.parent)
            private.write_text(file, sample_config().read_text("utf-8"))
    except (OSError, ValueError) as error:
        remedy = "choose another --folder, or give this user the right to write there"
        raise SettingsError([f"{file}: cannot be written ({error}); {remedy}"]) from error
    command = "hall init" if file.parent == hall_folder() else f"hall --config {private.quoted(file)} init"
    line = f"{file} {'is written' if written else 'is there already and stays as it is'}."
    lines = [line, f"Change it into your hall, then make the database: `{command}`."]
    session.answer({"config": str(file), "written": written}, lines)


def apply(
    session: Session,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="The hall's structure; by default the configuration.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask when much would be archived.")] = False,
) -> None:
    """Put the hall's structure into the database and show what changed.

    It asks first when more than a fifth of the agencies, services or counters would be archived; without a terminal it
    refuses then, unless --yes is given.
    """
    if session.login:
        with session.acting(may=Operation.APPLY):
            pass  # what would change, and what is in force, is also the technician's alone to see
    settings = session.settings(file, with_pack=True)
    if settings.structure is None:
        raise SettingsError([f"{settings.path}: describes no hall; [[zone]], [[agency]] and [[counter]] do"])
    url = (session.settings() if session.config else settings).database_url
    from hall.store import shown_database

    changes, preview, warnings = _changes(session, settings, url, dry_run=dry_run, yes=yes)
    holidays = apply_warnings.holidays(settings.structure, changes)
    document = {
        "database": shown_database(url),
        "dry_run": dry_run,
        "changes": [change_document(change) for change in changes],
        "holidays": [{"date": day.day.isoformat(), "name": day.name} for day in holidays],
        "in_force": {
            "changes": [override_document(one) for one in preview.overrides],
            "closures": [closure_document(one) for one in preview.closures],
        },
        "warnings": warnings,
        "not_carried": list(NOT_CARRIED),
    }
    ending = ["Nothing was written."] if dry_run else []
    over = apply_warnings.in_force(preview, settings.structure)
    session.answer(document, [*_lines(changes), *apply_warnings.holiday_lines(holidays), *over, *ending, _OWN])
    _warn_of_voice(settings)


def _changes(
    session: Session, settings: Settings, url: str, *, dry_run: bool, yes: bool
) -> tuple[tuple[Change, ...], Preview, list[str]]:
    """What changes, done unless it is only shown, how it was seen before, and the warnings that were printed."""
    from hall.store import apply_structure, preview_structure

    assert settings.structure is not None
    preview = preview_structure(url, settings.structure)
    warnings = [*settings.warnings, *apply_warnings.signed_in(preview), *apply_warnings.media(settings)]
    sys.stderr.write("".join(f"{line}\n" for line in warnings))
    if not dry_run and not yes:
        apply_warnings.ask(preview, session)
    changes = preview.changes if dry_run else apply_structure(url, settings.structure)
    return changes, preview, warnings


def _name_of_hall(store: Store) -> str | None:
    """The name of the hall that the database holds, None while it holds none."""
    try:
        return store.fetch(lambda view: view.hall().name)
    except Refused as refusal:
        if refusal.code != "no_hall":
            raise
        return None


def _of_hall(settings: Settings, name: str | None, *, put_in: bool) -> list[str]:
    """What to say of the hall: that it is in now, or how it comes in; nothing of one that was there before."""
    if name is None:
        return [
            f"It holds no hall yet, and {settings.path} describes none; `hall apply FILE` puts in the hall of FILE."
        ]
    return [f"The hall {name} of {settings.path} is in it now."] if put_in else []


def _warn_of_voice(settings: Settings) -> None:
    """Say on stderr what the hall's own pack lacks, if it is on this machine: else visitors are the first to hear."""
    structure = settings.structure
    name = structure.hall.voice.pack if structure is not None else ""
    folder = settings.path.parent / name
    if not name or not is_folder(folder):
        return
    from hall.voice.checking import check_pack

    try:
        finding = check_pack(folder, structure)
    except VoiceError as error:
        sys.stderr.write(f"The voice pack {name} cannot be used, boards only chime: {error}\n")
        return
    wrong = [*finding.broken, *(f"missing: {clip}" for clip in finding.missing)]
    if not wrong:
        return
    more = [f"and {len(wrong) - _WARNINGS} more"] if len(wrong) > _WARNINGS else []
    head = f"The voice pack {name} cannot say all of this hall's calls; they leave out what is named here:"
    lines = [head, *(f"  {line}" for line in (*wrong[:_WARNINGS], *more)), "`hall voice check` looks again."]
    sys.stderr.write("\n".join(lines) + "\n")


def _lines(changes: tuple[Change, ...]) -> list[str]:
    if not changes:
        return ["Nothing to change."]
    lines = [line for change in changes for line in _change(change)]
    counts = {what: sum(change.what == what for change in changes) for what in _MARKS}
    return [*lines, ", ".join(f"{count} {what}" for what, count in counts.items() if count) + "."]


def _change(change: Change) -> list[str]:
    """One line for each key that differs, the first next to the name."""
    head = f"{_MARKS[change.what]} {change.kind:<8} {change.id:<20} "
    first, *rest = [difference_text(one) for one in change.differences] or [change.detail]
    return [(head + first).rstrip(), *(" " * len(head) + text for text in rest)]
