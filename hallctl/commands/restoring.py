"""`hall restore`: a hall back from its backup, without giving a number twice."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hall import private
from hall.access import By
from hall.config_file import NAME
from hall.database_url import sqlite_url, without_secrets
from hall.dates import date_text
from hall.errors import DeviceError
from hall.maintenance.restoring.given import MOST_TYPED, Jump, Proof, is_too_old
from hall.numbering import code_of, parse_code
from hall.text_tables import table
from hall.translator import ENGLISH
from hall.wording import counted
from hallctl.passphrases import passphrase_for
from hallctl.session import Session, os_login

if TYPE_CHECKING:
    from hall.maintenance.restoring.restore import Order, Restore, Seen

_NOTHING = "Nothing was brought back."


_Backup = Annotated[Path, typer.Argument(metavar="FILE", help="The backup, as `hall backup` made it.")]
_Place = Annotated[
    str, typer.Option("--to", metavar="PLACE", help="A folder or a database URL; by default the configured one.")
]
_Journal = Annotated[
    list[Path] | None, typer.Option("--journal", metavar="FILE", help="The journal of a kiosk; may be repeated.")
]
_Journals = Annotated[
    list[Path] | None, typer.Option("--journals", metavar="FOLDER", help="A folder with journals of kiosks.")
]
_Last = Annotated[
    list[str] | None, typer.Option("--last", metavar="CODE", help="The newest slip of a prefix, as A-057 or A=57.")
]
_Old = Annotated[
    str, typer.Option("--old", metavar="PLACE", help="The old database, where it can be read: a file or a URL.")
]
_Passphrase = Annotated[bool, typer.Option("--passphrase-prompt", help="Ask for the backup's passphrase.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what it would do, and bring nothing back.")]
_Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


def restore(
    session: Session,
    file: _Backup,
    to: _Place = "",
    journal: _Journal = None,
    journals: _Journals = None,
    last: _Last = None,
    old: _Old = "",
    ask_passphrase: _Passphrase = False,
    dry_run: _DryRun = False,
    yes: _Yes = False,
) -> None:
    """Bring a hall back from a backup into an empty place; its numbers go on past all that are out on paper.

    What the journals of the kiosks (logs/slips-*.journal on each of them) and the newest slips prove is out. For what
    nobody can prove, numbers go on after the most of any hour of the history for each opening hour since the backup. It
    shows that list and what is lost, and asks.
    """
    session.technician_only("restore")
    asks = not (yes or dry_run)
    if asks and (session.json or not _at_terminal()):
        raise typer.BadParameter("without a terminal it needs --yes, after a look with --dry-run")
    from hall.maintenance.restoring.restore import Order, Restore, journals_of, own_journals

    url, folder = _place(session, to)
    proofs = journals_of(journal or (), journals or ()) + own_journals(folder)
    order = Order(url, file, passphrase_for(session, file, asked=ask_passphrase), proofs, _typed(last or []), old)
    with Restore(order, By.technician(os_login())) as found:
        seen = found.look(_asked(found, order) if asks else None)
        _refuse_far(order, seen)
        if not dry_run:
            if asks:
                sys.stderr.write("".join(f"{line}\n" for line in _plan(seen)))
                typer.confirm(f"Bring this hall back into {without_secrets(url)}?", abort=True, err=True)
            seen = found.finish()
            _write_config(found, folder, named=bool(to) and "://" not in to)
    lines = [*_plan(seen), _NOTHING] if dry_run else [*([] if asks else _plan(seen)), "", *_done(url, seen)]
    session.answer(_document(url, seen, done=not dry_run), lines)


def _at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _place(session: Session, to: str) -> tuple[str, Path]:
    """The URL of the database, and the folder of this machine's configuration."""
    if not to:
        settings = session.settings()
        return settings.database_url, settings.path.absolute().parent
    if "://" in to:
        from hall.settings.database import settled_database

        return settled_database(to, Path.cwd()), Path.cwd()
    folder = Path(to).absolute()
    return sqlite_url(folder / "hall.db"), folder


def _typed(given: list[str]) -> dict[str, int]:
    """The newest slips by prefix. Raises typer.BadParameter."""
    found: dict[str, int] = {}
    for text in given:
        prefix, equals, number = (part.strip() for part in text.partition("="))
        code = parse_code(text)
        if equals and number.isdecimal() and number.isascii():
            code = prefix.upper(), int(number)
        if code is None:
            raise typer.BadParameter(f'--last "{text}" is no number on paper; write A-057, or A=0 for none')
        found[code[0]] = max(code[1], found.get(code[0], 0))
    return found


def _refuse_far(order: Order, seen: Seen) -> None:
    known = {one.prefix: one for one in seen.ahead.jumps}
    for prefix, number in order.typed.items():
        if prefix not in known:
            raise typer.BadParameter(f"the hall has no prefix {prefix}; there are {', '.join(known)}")
        if number - known[prefix].before > MOST_TYPED:
            raise typer.BadParameter(
                f"--last {code_of(prefix, number)} lies more than {MOST_TYPED} ahead of the backup; look at the slip"
            )


def _asked(found: Restore, order: Order) -> dict[str, int]:
    """The newest slips of the prefixes that nothing proves, as a person types them."""
    typed: dict[str, int] = {}
    for one in found.look().ahead.jumps:
        if one.proof is Proof.RATE:
            number = _newest(one)
            if number is not None:
                typed[one.prefix] = number
    return typed


def _newest(one: Jump) -> int | None:
    """The newest slip of a prefix, asked for until it can be one; None when nobody knows it."""
    from hall.maintenance.restoring.ahead import proved_by

    question = f"Newest slip of {one.prefix} ({one.service}) that anybody holds; Enter when nobody knows"
    while True:
        text = str(typer.prompt(question, default="", show_default=False, err=True)).strip()
        number = text.upper().removeprefix(one.prefix).strip(" -")
        if not text:
            return None
        if not (number.isdecimal() and number.isascii()):
            wrong = f"{text} is no number of {one.prefix}; type it as {code_of(one.prefix, 57)}, or 0 for none."
        elif int(number) - one.before > MOST_TYPED:
            wrong = f"{text} lies more than {MOST_TYPED} ahead of the backup; look at the slip."
        elif is_too_old(int(number), one.before, one.proven):
            proven = f"{proved_by(one)} proves {code_of(one.prefix, one.proven)}"
            wrong = f"{text} is not the newest: {proven}. Look for a newer slip; Enter when there is none."
        else:
            return int(number)
        sys.stderr.write(f"{wrong}\n")


def _write_config(found: Restore, folder: Path, *, named: bool) -> None:
    """A folder that has no configuration gets the one in the backup, with the languages that the hall added. Raises
    DeviceError."""
    if not named or found.config is None or (folder / NAME).exists():
        return
    try:
        private.write_text(folder / NAME, found.config.read_text("utf-8"))
        for language in found.languages:
            private.make_folder(folder / "messages")
            private.write_text(folder / "messages" / language.name, language.read_text("utf-8"))
    except OSError as error:
        where = f"{error.filename or folder}: {error.strerror or error}"
        raise DeviceError(f"The hall is back in {folder}, but not all of its configuration ({where}).") from error


def _local(at: datetime, seen: Seen) -> str:
    local = at.astimezone(seen.ahead.now.tzinfo)
    return f"{date_text(local.date(), ENGLISH)}, {local:%H:%M}"


def _plan(seen: Seen) -> Iterator[str]:
    manifest, ahead, loss = seen.manifest, seen.ahead, seen.loss
    yield f"The backup is of {manifest.contents.hall}, {_local(manifest.made_at, seen)}; it is whole."
    yield f"By this machine's clock it is {_local(ahead.now, seen)} ({ahead.now.tzinfo})."
    yield (
        f"Lost is all since {_local(loss.since, seen)}, {loss.hours:.1f} hours before now: at most "
        f"{counted(loss.numbers, 'number', 'numbers')}, and the visits that were served."
    )
    if loss.newer is not None:
        newer = ", ".join(f"{count} more in {name}" for name, count in loss.newer.items())
        yield f"The old database has {newer or 'nothing that is newer'}."
    if ahead.missing:
        yield (
            f"No journal proves what {', '.join(ahead.missing)} gave since the backup: fetch logs/slips-*.journal of "
            "that kiosk, or type the newest slips in (--last)."
        )
    yield f"Numbers go on, on the business day {date_text(ahead.day, ENGLISH)}:"
    heads = ("Prefix", "Service", "In the backup", "Goes on after", "Why")
    yield from table(heads, [_row(one) for one in ahead.moved]) if ahead.moved else ["  as in the backup, all of them"]
    still = [one.prefix for one in ahead.jumps if not one.moves]
    if still and ahead.moved:
        yield f"As in the backup: {', '.join(still)}."
    if any(one.proof is Proof.RATE for one in ahead.jumps):
        yield "What is not proven may be too little on the busiest day ever: look at the newest slips in the hall."


def _row(one: Jump) -> tuple[str, str, int, str, str]:
    from hall.maintenance.restoring.ahead import why

    return one.prefix, one.service, one.before, str(one.last), why(one)


def _done(url: str, seen: Seen) -> Iterator[str]:
    from hall.maintenance.restoring.ahead import waiting_lines

    yield f"The hall {seen.manifest.contents.hall} is back in {without_secrets(url)}."
    moved = seen.ahead.moved
    if not moved:
        return
    yield "People with numbers since the backup are not in it. Whoever of them still waits joins the queue by"
    yield from (f"  {line}" for line in waiting_lines(moved))
    yield "with the smallest number that still waits, or by --waiting with all that do, and their times."
    yield f"Visits that were served since are lost: at most {seen.loss.numbers}. `hall audit` knows why."


def _document(url: str, seen: Seen, *, done: bool) -> dict[str, Any]:
    from hall.maintenance.restoring.ahead import waiting_lines, why

    ahead, loss = seen.ahead, seen.loss
    return {
        "database": without_secrets(url),
        "restored": done,
        "hall": seen.manifest.contents.hall,
        "backup_made_at": seen.manifest.made_at.isoformat(),
        "now": ahead.now.isoformat(),
        "business_day": ahead.day.isoformat(),
        "lost_since": loss.since.isoformat(),
        "lost_hours": round(loss.hours, 2),
        "lost_numbers_at_most": loss.numbers,
        "newer_in_old": None if loss.newer is None else dict(loss.newer),
        "journals_missing": list(ahead.missing),
        "numbers": [
            {
                "prefix": one.prefix,
                "service": one.service,
                "in_backup": one.before,
                "proven": one.proven,
                "goes_on_after": one.last,
                "proof": one.proof.value,
                "why": why(one),
            }
            for one in ahead.jumps
        ],
        "waiting": list(waiting_lines(ahead.moved)),
    }
