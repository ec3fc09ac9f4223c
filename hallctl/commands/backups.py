"""`hall backup`: a backup of the hall's database, which are there, and whether they are whole."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hall.errors import BackupError, HallError
from hall.maintenance_runs import RunKind
from hall.text_tables import fields, table
from hall.wording import counted
from hallctl.dates import zone_of
from hallctl.session import Commands, Session

if TYPE_CHECKING:
    from hall.maintenance.backups import Manifest
    from hall.maintenance.backups.files import BackupFile
    from hall.maintenance.backups.keeping import Kept
    from hall.maintenance.backups.looked import Look
    from hall.settings import Settings

app = Commands(
    help=(
        "Make a backup by [backup] of the configuration, verify it, copy it to the second place, and remove what the "
        "rule gives up; exit code 1 when there is none, or none in the second place."
    ),
    rich_markup_mode=None,
)

FOUND = 1
BackupPath = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")]
AskPassphrase = Annotated[
    bool,
    typer.Option("--passphrase-prompt", help="Ask for the passphrase instead of reading [backup] passphrase_file."),
]


@app.callback(invoke_without_command=True)
def make_one(
    context: typer.Context,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FOLDER", help="Only this one, there; nothing is removed.")
    ] = None,
    ask_passphrase: AskPassphrase = False,
) -> None:
    """Make a backup by [backup] of the configuration, verify it, copy it to the second place, and remove what is older
    than the rule keeps. Exit code 1 when there is none, or none in the second place."""
    if context.invoked_subcommand is not None:
        if to is not None or ask_passphrase:
            raise typer.BadParameter(f"--to and --passphrase-prompt stand behind `backup {context.invoked_subcommand}`")
        return
    session: Session = context.find_root().obj
    session.technician_only("backup")
    settings = session.settings()
    from hall.maintenance.backups import Source, make

    source = Source(settings.database_url, settings.path)
    if to is None:
        _by_rule(session, settings, source, ask_passphrase=ask_passphrase)
        return
    made = make(source, to, _now(), passphrase=_passphrase(settings, ask=ask_passphrase, again=True))
    session.answer({"file": str(made.path), "manifest": made.manifest.document}, [_made_line(made.path, made.manifest)])


def _by_rule(session: Session, settings: Settings, source: Any, *, ask_passphrase: bool) -> None:
    from hall.maintenance.backups.keeping import backup_by_rule

    try:
        phrase = _passphrase(settings, ask=ask_passphrase, again=True)
        kept = backup_by_rule(source, settings.backup, _now, _zone(settings), passphrase=phrase)
    except HallError as error:
        if settings.backup.folder is not None:
            _record(session, ok=False, note=str(error))
        raise
    _record(session, ok=True, file=str(kept.made.path), note=kept.problem)
    session.answer(
        {
            "file": str(kept.made.path),
            "second": str(kept.copy) if kept.copy else None,
            "problem": kept.problem,
            "removed": [str(path) for path in kept.removed],
            "manifest": kept.made.manifest.document,
        },
        _kept_lines(kept),
    )
    if kept.problem:
        raise typer.Exit(FOUND)


def _kept_lines(kept: Kept) -> list[str]:
    lines = [_made_line(kept.made.path, kept.made.manifest)]
    lines += [f"A copy is in {kept.copy.parent}, read back and the same."] if kept.copy else []
    lines += [f"Only there: {kept.problem}."] if kept.problem else []
    removed = counted(len(kept.removed), "older one", "older ones")
    return [*lines, *([f"{removed} removed by the rule of [backup]."] if kept.removed else [])]


def _made_line(path: Path, manifest: Manifest) -> str:
    rows = sum(count for _, count in manifest.contents.rows)
    return f"{path} is made and verified: {_size(path.stat().st_size)}, {rows} rows."


def _record(session: Session, *, ok: bool, file: str = "", note: str = "") -> None:
    """Write down in the hall what became of a run: alarms and `hall doctor` read it there."""
    try:
        session.write(lambda work, by: work.maintenance.record(by, RunKind.BACKUP, ok=ok, file=file, note=note))
    except HallError as error:
        sys.stderr.write(f"The hall does not know of this run: {error}\n")


@app.command("list")
def list_them(session: Session) -> None:
    """List the backups in [backup] folder and in the second place, the newest first."""
    session.technician_only("backup list")
    settings, now = session.settings(), _now()
    from hall.maintenance.backups.looked import looks_in

    rows = [(place, file, looks_in(place).get(file.path.name)) for place, file in all_files(settings)]
    documents = [_file_document(file, look, now) for _, file, look in rows]
    header = ("AGE", "SIZE", "LAST CHECKED", "ENCRYPTED", "FILE")
    lines = table(header, [_file_row(file, look, now, _zone(settings)) for _, file, look in rows])
    session.answer({"backups": documents}, lines if rows else ["No backup yet."])


@app.command("check")
def check_them(
    session: Session,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="The backup.", show_default=False)] = None,
    every: Annotated[bool, typer.Option("--all", help="All in [backup] folder and in the second place.")] = False,
    ask_passphrase: AskPassphrase = False,
) -> None:
    """Read every byte of a backup, and hold the database in it against its manifest; exit code 1 if one is damaged."""
    session.technician_only("backup check")
    if every == (file is not None):
        raise typer.BadParameter("name a backup, or give --all")
    settings = session.settings()
    paths = [file] if file is not None else [one.path for _, one in all_files(settings)]
    phrase = cache(partial(_passphrase, settings, ask=ask_passphrase))  # asked for once
    checked = [_checked(path, settings, phrase) for path in paths]
    session.answer(
        {"backups": [one.document for one in checked]}, [one.line for one in checked] or ["There is no backup."]
    )
    if not checked or any(one.problem for one in checked):
        raise typer.Exit(FOUND)


@app.command("show")
def show(session: Session, file: BackupPath, ask_passphrase: AskPassphrase = False) -> None:
    """Show what a backup says of itself, after a look at every byte of it."""
    session.technician_only("backup show")
    from hall.maintenance.backups import manifest_of

    settings = session.settings()
    manifest = manifest_of(file, _passphrase_for(file, partial(_passphrase, settings, ask=ask_passphrase)))
    session.answer({"manifest": manifest.document}, _manifest_lines(manifest, _zone(settings)))


@dataclass(frozen=True, slots=True)
class _Checked:
    """A look at one backup; ``problem`` is empty for one that is whole."""

    path: Path
    manifest: Manifest | None
    problem: str

    @property
    def document(self) -> dict[str, Any]:
        """It as JSON."""
        found = self.manifest.document if self.manifest else None
        return {"file": str(self.path), "ok": not self.problem, "problem": self.problem, "manifest": found}

    @property
    def line(self) -> str:
        """It for a person."""
        if self.manifest is None:
            return self.problem
        rows = sum(count for _, count in self.manifest.contents.rows)
        return f"{self.path} is whole: {self.manifest.contents.hall}, {rows} rows."


def _checked(path: Path, settings: Settings, phrase: Callable[[], str]) -> _Checked:
    from hall.maintenance.backups import check
    from hall.maintenance.backups.looked import Look, note_look

    manifest, problem = None, ""
    try:
        manifest = check(path, _passphrase_for(path, phrase))
    except BackupError as error:
        problem = str(error)
    if path.exists() and path.parent in (settings.backup.folder, settings.backup.second):
        note_look(path.parent, {path.name: Look(_now(), path.stat().st_size, problem)})
    return _Checked(path, manifest, problem)


def places(settings: Settings) -> list[Path]:
    """Where the configuration says that backups are. Raises BackupError when it does not."""
    found = [place for place in (settings.backup.folder, settings.backup.second) if place is not None]
    if not found:
        raise BackupError("[backup] folder of the configuration does not say where backups are")
    return found


def all_files(settings: Settings) -> list[tuple[Path, BackupFile]]:
    """All finished backups, each with its place. Raises BackupError."""
    from hall.maintenance.backups.files import backup_files

    return [(place, file) for place in places(settings) for file in backup_files(place)]


def _passphrase(settings: Settings, *, ask: bool, again: bool = False) -> str:
    """The passphrase that was typed, or of the file of [backup]; empty without one. Raises BackupError."""
    from hall.maintenance.backups.passphrase import checked, passphrase_in

    if not ask:
        return passphrase_in(settings.backup.passphrase_file)
    if sys.stdin is None or not sys.stdin.isatty():
        raise typer.BadParameter("--passphrase-prompt needs a terminal; [backup] passphrase_file names a file")
    typed = str(typer.prompt("Passphrase of the backup", hide_input=True, err=True, confirmation_prompt=again))
    return checked(typed, "the backup") if again else typed


def _passphrase_for(path: Path, phrase: Callable[[], str]) -> str:
    """The passphrase of a backup that is there; none for one that is not encrypted."""
    from hall.maintenance.backups.archive import is_encrypted

    try:
        return phrase() if is_encrypted(path) else ""
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror or error}") from error


def _file_document(file: BackupFile, look: Look | None, now: datetime) -> dict[str, Any]:
    return {
        "file": str(file.path),
        "made_at": file.made_at.isoformat(),
        "age_hours": round((now - file.made_at).total_seconds() / 3600, 1),
        "size": file.size,
        "encrypted": file.encrypted,
        "checked_at": look.at.isoformat() if look else None,
        "ok": not look.problem if look else None,
        "problem": look.problem if look else "",
    }


def _file_row(file: BackupFile, look: Look | None, now: datetime, zone: tzinfo) -> Sequence[str]:
    seen = "never" if look is None else f"{look.at.astimezone(zone):%Y-%m-%d %H:%M}"
    damaged = " DAMAGED" if look is not None and look.problem else ""
    hours = max(0, int((now - file.made_at).total_seconds() // 3600))
    age = f"{hours} h" if hours < 72 else f"{hours // 24} d"
    return age, _size(file.size), f"{seen}{damaged}", "yes" if file.encrypted else "no", str(file.path)


def _manifest_lines(manifest: Manifest, zone: tzinfo) -> list[str]:
    contents = manifest.contents
    last = contents.last_event_at
    numbers = [one for one in contents.numbers if one.day == max(day.day for day in contents.numbers)]
    said = fields(
        [
            ("hall", contents.hall),
            ("made", f"{manifest.made_at.astimezone(zone):%Y-%m-%d %H:%M}"),
            ("program", manifest.program),
            ("database", manifest.kind + (f" {manifest.server}" if manifest.server else "")),
            ("schema", contents.schema),
            ("last event", f"{last.astimezone(zone):%Y-%m-%d %H:%M:%S}" if last else "none"),
            ("last numbers", ", ".join(f"{one.prefix}-{one.last:03d}" for one in numbers) or "none"),
            ("of", str(numbers[0].day) if numbers else "-"),
            ("rows", str(sum(count for _, count in contents.rows))),
        ]
    )
    parts = [(part.name, _size(part.size), part.sha256[:16]) for part in manifest.parts]
    return [*said, *table(("PART", "SIZE", "SHA-256"), parts)]


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _now() -> datetime:
    return datetime.now(UTC)


def _zone(settings: Settings) -> tzinfo:
    """The hall's zone where the configuration knows it, else the machine's."""
    if settings.structure is not None:
        return zone_of(settings.structure.hall.timezone)
    return datetime.now().astimezone().tzinfo or UTC
