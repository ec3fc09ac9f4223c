"""The `hall` command: its commands, global options, exit codes and answers to errors."""

from __future__ import annotations

import errno
import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from hall.console import forgive_encodings, json_text, printable
from hall.crash_log import append_to_log, config_of
from hall.database_url import warning_of
from hall.errors import BackupError, HallError, Refused, SettingsError, StoreUnavailable
from hall.hints import HINTS
from hall.maintenance.joining.errors import JoinError
from hall.maintenance.updating.errors import UpdateRefused
from hallctl.arguments import ArgumentsError, current_words, globals_first, wants_json
from hallctl.commands import (
    alarms,
    backups,
    boards,
    bookings,
    breaks,
    changes,
    closings,
    counters,
    database,
    days,
    demonstration,
    doctor,
    drills,
    estimates,
    evacuations,
    incidents,
    languages,
    numbers,
    overview,
    pads,
    printers,
    reports,
    restoring,
    retention,
    services,
    simulation,
    slips,
    stations,
    surveys,
    tickets,
    updates,
    users,
    voice,
    wheelhouse,
)
from hallctl.session import Commands, Session, asked_password

_LONGEST_WORD = 300
_ENDLESS = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
"""A word that somebody pasted: a sentence that repeats it whole is none."""
DONE, FOUND, USAGE, REFUSED, UNAVAILABLE, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 70, 130
_OF_THE_MACHINE = {
    *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO),
    *(errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG),
}
"""What a file or folder answers that somebody named or that the machine lacks: no error of the program."""

app = Commands(
    name="hall",
    help="One hall's queue: structure, numbers, counters, and a demonstration.",
    epilog=(
        "Exit codes: 0 done, 1 the audit or a check found something, or a backup failed, 2 usage or configuration, "
        "3 refused with the reason, 4 database out of reach, 70 an error of the program itself."
    ),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"hall {version('mpp-queue')}")
        raise typer.Exit


@app.callback()
def hall(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="Configuration; by default the hall's own.")
    ] = None,
    database_url: Annotated[
        str | None, typer.Option("--database", metavar="URL", help="Database instead of the configured one.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer with exactly one JSON document.")] = False,
    ask_password: Annotated[
        bool, typer.Option("--password-prompt", help="Ask for the password of the database without showing it.")
    ] = False,
    login: Annotated[
        str,
        typer.Option("--as", metavar="LOGIN", help="Read and write with this person's rights; asks for the PIN."),
    ] = "",
    pin_stdin: Annotated[
        bool, typer.Option("--pin-stdin", help="Read the PIN of --as from the first input line.")
    ] = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Take the global options, which may stand before or after the command."""
    warning = warning_of("--database", database_url)
    if warning:
        print(warning, file=sys.stderr)
    if pin_stdin and not login:
        raise typer.BadParameter("--pin-stdin before the command goes with --as")
    context.obj = Session(config, database_url, as_json, asked_password() if ask_password else None, login, pin_stdin)


_COMMANDS: dict[str, Callable[..., None]] = {
    "init": database.init,
    "apply": database.apply,
    "status": overview.status,
    "services": overview.services,
    "counters": overview.counters,
    "alarms": alarms.alarms,
    "boards": boards.boards,
    "opening": closings.opening,
    "pad": pads.pad,
    "doctor": doctor.doctor,
    "demo": demonstration.demo,
    "simulate": simulation.simulation,
    "audit": simulation.audit,
    "purge": retention.purge,
    "wheelhouse": wheelhouse.wheelhouse,
    "update": updates.update,
    "restore": restoring.restore,
    "drill": drills.drill,
}
_GROUPS = {
    "user": users.app,
    "station": stations.app,
    "ticket": tickets.app,
    "counter": counters.app,
    "day": days.app,
    "report": reports.app,
    "numbers": numbers.app,
    "booking": bookings.app,
    "closure": closings.app,
    "change": changes.app,
    "incident": incidents.app,
    "plan": incidents.plans,
    "survey": surveys.app,
    "announce": boards.app,
    "breaks": breaks.app,
    "estimate": estimates.app,
    "evacuation": evacuations.app,
    "alarm": alarms.app,
    "printer": printers.app,
    "slip": slips.app,
    "voice": voice.app,
    "language": languages.app,
    "backup": backups.app,
    "service": services.app,
}
for _name, _command in _COMMANDS.items():
    app.command(_name)(_command)
for _name, _group in _GROUPS.items():
    app.add_typer(_group, name=_name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``arguments`` are the words after ``hall``."""
    words, warnings = current_words(sys.argv[1:] if arguments is None else arguments)
    as_json = wants_json(words)
    forgive_encodings()
    for warning in warnings:
        print(warning, file=sys.stderr)
    try:
        code = app(args=globals_first(words), prog_name="hall", standalone_mode=False)
    except (ArgumentsError, typer.TyperException) as error:
        message = str(getattr(error, "format_message", error.__str__)()).replace(": Value error, ", ": ")
        return _fail(as_json, USAGE, "usage", message, hint=f"Try `{_misused(error)} --help`.")
    except typer.Abort:
        return _fail(as_json, INTERRUPTED, "interrupted", "Interrupted.")
    except HallError as error:
        return _hall_error(as_json, error)
    except BrokenPipeError:
        return _reader_gone()
    except Exception as error:
        return _crashed(as_json, error, words)
    return code if isinstance(code, int) else DONE


def _crashed(as_json: bool, error: Exception, words: Sequence[str]) -> int:
    log = _write_crash(error, words)
    where = f"the details are in {log}" if log else "its details could not be written to a file"
    if isinstance(error, OSError) and error.errno in _OF_THE_MACHINE and error.filename is not None:
        return _fail(as_json, USAGE, "file", f"{error.filename}: {error.strerror}; {where}.")
    return _fail(as_json, BUG, "bug", f"The command met an error that it does not know; {where}.")


def _write_crash(error: BaseException, words: Sequence[str]) -> Path | None:
    """The words of the command are not written: one of them may be a password."""
    head = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC: a command of {len(words)} words\n"
    return append_to_log("hall.log", config_of(words), f"{head}{''.join(traceback.format_exception(error))}\n")


def _reader_gone() -> int:
    """Who reads the answer wants no more of it, as ``hall ... | head -1`` does: what was to be done is done."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _hall_error(as_json: bool, error: HallError) -> int:
    match error:
        case Refused():
            hint = HINTS.get(error.code)
            return _fail(as_json, REFUSED, error.code, str(error), **({"hint": hint} if hint else {}))
        case JoinError() | UpdateRefused():
            return _fail(as_json, REFUSED, error.code, str(error))
        case StoreUnavailable():
            return _fail(as_json, UNAVAILABLE, "unavailable", str(error))
        case BackupError():
            return _fail(as_json, FOUND, "backup", str(error))
        case SettingsError():
            return _fail(as_json, USAGE, "configuration", str(error), problems=list(error.problems))
        case _:
            return _fail(as_json, USAGE, "configuration", str(error))


def _misused(error: Exception) -> str:
    """The command that was misused, as far as it was understood."""
    context = getattr(error, "ctx", None)
    return str(context.command_path) if context is not None else "hall"


def _fail(as_json: bool, exit_code: int, code: str, message: str, **more: Any) -> int:
    """Say what went wrong: as JSON on standard output, else on standard error; returns ``exit_code``."""
    message = _ENDLESS.sub(lambda word: f"{word[0][:_LONGEST_WORD]}…", message)
    if as_json:
        print(json_text({"error": {"code": code, "message": printable(message), **more}}))
    else:
        print(printable(message), *(more[key] for key in ("hint",) if key in more), sep="\n", file=sys.stderr)
    return exit_code
