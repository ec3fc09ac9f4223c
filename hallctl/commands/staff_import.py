"""`hall user import`: staff from a CSV file, the whole of it or nobody."""

from __future__ import annotations

import csv
import io
import secrets
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hall import private
from hall.access import Operation
from hall.documents import user_document
from hall.errors import DeviceError, SettingsError, or_refuse
from hall.folders import is_there
from hall.guessing import LONGEST, SHORTEST, too_easy
from hall.identifiers import key_of
from hall.staff_file import StaffFile, WantedMember, read_staff
from hall.text_tables import table
from hallctl.files import problem_lines, read_file
from hallctl.session import Session

if TYPE_CHECKING:
    from hall.store import Reader

_OWN = "A starting PIN holds until its person changes it: at the counter's sign-in page, Ctrl+E. Nothing forces that."


def import_staff(
    session: Session,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A CSV file with login, name, role, agency and pin; login is enough.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what is in it and what is wrong.")] = False,
    pins: Annotated[
        Path | None,
        typer.Option("--pins", metavar="FILE", help="Where starting PINs go, readable for you alone; else they show."),
    ] = None,
) -> None:
    """Add the staff of a file, who get a starting PIN where the file has none. Nobody is added where a line is wrong;
    whoever is there already stays as they are."""
    with session.acting(may=Operation.ADD_STAFF, first=True) as (store, by):
        data = read_file(file)
        wanted, digits = store.fetch(lambda view: _looked_at(view, data))
        if wanted.problems:
            raise SettingsError(problem_lines(file, wanted.problems))
        counts = {"new": len(wanted.new), "there": len(wanted.there)}
        said = f"{file}: {counts['new']} new, {counts['there']} there already."
        if dry_run:
            session.answer({"dry_run": True, **counts}, [f"{said} Nobody was added."])
            return
        _refuse_file(pins)
        given = [one if one.pin else replace(one, pin=_starting_pin(one.login, digits)) for one in wanted.new]
        hashed = [(one, store.new_pin(one.pin, one.login)) for one in given]
        added = store.run(
            lambda work: [
                work.staff.add(one.login, one.name, pin, replace(by, request_id=None), str(one.role), one.agency)
                for one, pin in hashed
            ]
        )
    drawn = [one for one, was in zip(given, wanted.new, strict=True) if not was.pin]
    lines = [said, *_handed_out(drawn, pins)]
    more = {} if pins is not None else {"pins": {one.login: one.pin for one in drawn}}
    session.answer({"dry_run": False, **counts, "users": [user_document(one) for one in added], **more}, lines)


def _looked_at(view: Reader, data: bytes) -> tuple[StaffFile, int]:
    """What is in a file, and how many digits the hall asks of a PIN."""
    structure, users = view.structure(), view.staff.users()
    digits = structure.hall.rules.pin_digits
    agencies = {key_of(agency.id): agency.id for agency in structure.agencies}

    def agency_id(typed: str) -> str:
        return or_refuse(agencies.get(key_of(typed)), "unknown_agency", agency=typed)

    return read_staff(data, agency_id, {key_of(user.login): user for user in users}, digits), digits


def _starting_pin(login: str, digits: int) -> str:
    """A PIN by chance that the hall allows."""
    count = min(max(digits, SHORTEST), LONGEST)
    while True:
        pin = "".join(secrets.choice("0123456789") for _ in range(count))
        if too_easy(pin, login, digits) is None:
            return pin


def _refuse_file(pins: Path | None) -> None:
    if pins is not None and is_there(pins):
        raise DeviceError(f"{pins} is there already; name another file. Nobody was added.")


def _handed_out(drawn: list[WantedMember], pins: Path | None) -> list[str]:
    """The starting PINs, shown this once or written for their owner alone. Raises DeviceError."""
    if not drawn:
        return []
    if pins is None:
        rows = [(one.login, one.name, one.pin) for one in drawn]
        return [*table(("LOGIN", "NAME", "STARTING PIN"), rows), "They are shown this once.", _OWN]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(("login", "nama", "pin"))
    writer.writerows((one.login, one.name, one.pin) for one in drawn)
    try:
        private.write_text(pins, text.getvalue())
    except OSError as error:
        lost = f"The staff is added, but {pins} cannot be written ({error.strerror or error})"
        raise DeviceError(f"{lost}; give new PINs by `hall user pin LOGIN`.") from error
    return [f"The starting PINs are in {pins}, readable for you alone. Delete it once they are handed out.", _OWN]
