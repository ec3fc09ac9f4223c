"""Carries a plan out, and takes an installation back."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from hall.errors import DeviceError
from hall.maintenance.services.planning import Command, Plan, PlannedFile
from hall.maintenance.services.record import Record, Records, State, Written, write_whole

_PATIENCE_S = 120


@dataclass(frozen=True, slots=True)
class Ran:
    """A command with its exit code and what it said."""

    command: Command
    code: int
    said: str = ""


Run = Callable[[Command], Ran]


def run_command(command: Command) -> Ran:
    """Runs a command of the system; 127 where there is none of that name, 124 when it does not end in two minutes."""
    try:
        done = subprocess.run(  # noqa: S603 - the plan's own words, never a shell's
            command, capture_output=True, check=False, timeout=_PATIENCE_S, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        return Ran(command, 124, f"{command[0]} did not end in {_PATIENCE_S} s")
    except OSError as error:
        return Ran(command, 127, f"{command[0]}: {error.strerror or error}")
    said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
    return Ran(command, done.returncode, said)


class Change(StrEnum):
    """What writing a file would do."""

    NEW = "new"
    SAME = "unchanged"
    NEWER = "replaced"
    FOREIGN = "not written by this command"


def change_of(file: PlannedFile, earlier: Record | None) -> Change:
    """What writing ``file`` would do to what stands in its place."""
    path = Path(file.path)
    known = {one.path: one for one in earlier.files} if earlier else {}
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Change.NEW
    except OSError:
        return Change.FOREIGN
    if content == file.content:
        return Change.SAME
    return Change.NEWER if path in known and known[path].state() is State.AS_WRITTEN else Change.FOREIGN


def install(plan: Plan, records: Records, run: Run, *, overwrite: bool = False) -> tuple[Ran, ...]:
    """Write the files and run the commands. The record is written first, so that ``remove`` takes back also what was
    broken off; what an earlier version wrote and this one does not is removed.

    Raises DeviceError when a file belongs to another installation, stands there and was not written by this command
    (unless ``overwrite``), cannot be written, or a command fails.
    """
    earlier = records.find(plan.name)
    _refuse_shared(plan, records)
    foreign = [str(file.path) for file in plan.files if change_of(file, earlier) is Change.FOREIGN]
    if foreign and not overwrite:
        raise DeviceError(
            f"{', '.join(foreign)}: not written by this command, or changed by hand since. Move it away, or let "
            "--overwrite put the new file in its place."
        )
    record = Record.of(plan, earlier)
    if earlier and earlier.before_removal != plan.before_removal:
        for command in earlier.before_removal:  # other units: the earlier ones end
            run(command)
    records.keep(record)
    for file in plan.files:
        if change_of(file, earlier) is not Change.SAME:
            write_whole(Path(file.path), file.content, file.mode)
    kept = record.only(plan)
    stays = {one.path for one in kept.files}
    _remove_files(one for one in record.files if one.path not in stays)
    records.keep(kept)
    return tuple(_ran(run, plan.commands))


def _refuse_shared(plan: Plan, records: Records) -> None:
    places = {Path(file.path) for file in plan.files}
    for other in records.all():
        if other.name != plan.name and not places.isdisjoint(one.path for one in other.files):
            raise DeviceError(
                f"{other.name} is installed here and has the same files: `hall service remove {other.role}` first."
            )


def _ran(run: Run, commands: Iterable[Command]) -> Iterator[Ran]:
    for command in commands:
        ran = run(command)
        if ran.code:
            said = f": {ran.said.rstrip('.')}" if ran.said else ""
            raise DeviceError(
                f"`{' '.join(command)}` ended with {ran.code}{said}. The files are written; run the same command again "
                "when that is mended, or `hall service remove`."
            )
        yield ran


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken back."""

    files: tuple[Path, ...]
    kept: tuple[Path, ...]
    """Files that somebody changed since: they stay."""
    failed: tuple[Ran, ...]
    """Commands that ended with an error, such as for a unit that is gone already."""


def remove(record: Record, records: Records, run: Run) -> Removed:
    """Stop what was installed, remove its files, and forget it. A file that was changed since stays. Raises DeviceError
    when a file cannot be removed; the record stays then, and the next time goes on."""
    ran = [run(command) for command in record.before_removal]
    gone = _remove_files(record.files)
    for path in record.made:
        path.unlink(missing_ok=True)
    ran += [run(command) for command in record.after_removal]
    records.forget(record)
    kept = tuple(one.path for one in record.files if one.path not in gone and one.path.exists())
    return Removed(gone, kept, tuple(one for one in ran if one.code))


def _remove_files(files: Iterable[Written]) -> tuple[Path, ...]:
    gone = []
    for one in files:
        if one.state() is State.AS_WRITTEN:
            try:
                one.path.unlink()
            except OSError as error:
                raise DeviceError(f"{one.path} cannot be removed: {error.strerror or error}.") from error
            gone.append(one.path)
            _remove_empty(one.path.parent)
    return tuple(gone)


def _remove_empty(folder: Path) -> None:
    """Remove a folder that is empty now and that only this program's files were in."""
    if "mpp" in folder.name:
        with suppress(OSError):
            folder.rmdir()


def write_into(plan: Plan, folder: Path) -> tuple[Path, ...]:
    """Write the files of a plan below ``folder``, each at its path there. Raises DeviceError."""
    written = []
    for file in plan.files:
        path = folder.joinpath(*file.path.parts[1:])
        write_whole(path, file.content, file.mode)
        written.append(path)
    return tuple(written)
