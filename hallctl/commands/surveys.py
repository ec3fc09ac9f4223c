"""`hall survey`: paper forms of the satisfaction survey, and how many respondents there are."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, Any

import typer

from hall.access import Operation
from hall.errors import SettingsError
from hall.figures import PeriodKind, period_of
from hall.survey.figures import SurveyFigures, SurveyPart
from hall.survey.paper import FormFile, read_forms, template
from hall.survey.regulation import regulation
from hall.text_tables import table
from hall.views import SurveyImport
from hallctl.arguments import LARGEST_ID
from hallctl.commands.tickets import RequestId
from hallctl.dates import day_of, zone_of
from hallctl.files import problem_lines, read_file, write_file
from hallctl.session import Commands, Session

app = Commands(help="The satisfaction survey (SKM): paper forms, and respondents.", rich_markup_mode=None)


@app.command("template")
def write_template(
    session: Session,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where the CSV file goes.")] = Path(
        "survey.csv"
    ),
) -> None:
    """Write an empty CSV file for forms that were filled in on paper, a line a form."""
    form = session.fetch(lambda view: view.hall().survey)
    law = regulation(form.regulation)
    write_file(output, template(law, form.ask).encode())
    lines = [
        f"{output}: a line a form. A day as 2026-11-23, an agency or a service, 1 to {law.scale} for each element."
    ]
    session.answer({"file": str(output), "regulation": law.key}, lines)


@app.command("import")
def import_forms(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file as `hall survey template` makes it.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what is in it and what is wrong.")] = False,
    request_id: RequestId = "",
) -> None:
    """Take paper forms in: the whole file, or nothing of it where a line is wrong."""
    with session.acting(request_id, may=Operation.SURVEY_IMPORT) as (store, by):
        data = read_file(file)
        found = store.fetch(lambda view: _read(view, data))
        if found.problems:
            raise SettingsError(problem_lines(file, found.problems))
        said = _counts(found)
        if dry_run:
            session.answer({"dry_run": True, **said}, [f"{file}: {_counted(said)}. Nothing was taken in."])
            return
        digest = hashlib.sha256(data).hexdigest()
        made = store.run(lambda work: work.survey.import_forms(found.forms, digest, by))
    back = f"To take it back: hall survey withdraw {made.id} --reason …"
    session.answer({"import": _import_document(made), **said}, [f"Import {made.id}: {_counted(said)}.", back])


@app.command("imports")
def list_imports(session: Session) -> None:
    """List the files that were taken in."""
    rows, zone = session.fetch(lambda view: (view.survey.imports(), zone_of(view.hall().timezone)))
    lines = table(
        ("NUMBER", "AT", "BY", "FORMS", "TAKEN BACK"),
        [
            (one.id, f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}", one.actor, one.forms, one.reason or "-")
            for one in rows
        ],
    )
    session.answer({"imports": [_import_document(one) for one in rows]}, lines if rows else ["No imports."])


@app.command("withdraw")
def withdraw(
    session: Session,
    number: Annotated[
        int,
        typer.Argument(metavar="NUMBER", min=1, max=LARGEST_ID, help="Of the import, from `hall survey imports`."),
    ],
    reason: Annotated[str, typer.Option(help="Why, for the history.")],
    request_id: RequestId = "",
) -> None:
    """Take an import back: its forms and what was written on them are deleted."""
    made = session.write(lambda work, by: work.survey.withdraw(number, by, reason=reason), request_id)
    session.answer(
        {"import": _import_document(made)}, [f"Import {made.id} is taken back: {made.forms} forms are gone."]
    )


@app.command("status")
def status(
    session: Session,
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="By default the first day of this month.")] = "",
    until: Annotated[str, typer.Option("--to", metavar="DATE", help="By default the last day of that month.")] = "",
    agency: Annotated[str, typer.Option(metavar="ID", help="Of this agency alone.")] = "",
) -> None:
    """Show respondents against the sample that is needed, and the index so far."""
    with session.reading() as (_, view):
        today = view.status().now.astimezone(zone_of(view.hall().timezone)).date()
        first = day_of(since) or (day_of(until) or today).replace(day=1)
        last = day_of(until) or period_of(PeriodKind.MONTH, first).last
        if first > last:
            raise typer.BadParameter("--from is after --to")
        found = view.survey.of(first, last, agency)
    session.answer(_document(found), _lines(found))


def _read(view: Any, data: bytes) -> FormFile:
    hall = view.hall()
    today = view.status().now.astimezone(zone_of(hall.timezone)).date()
    return read_forms(data, regulation(hall.survey.regulation), view.survey.place, today)


def _counts(found: FormFile) -> dict[str, int]:
    return {
        "forms": len(found.forms),
        "texts": sum(bool(form.comment) for form in found.forms),
        "answers": sum(len(form.scores) for form in found.forms),
    }


def _counted(said: dict[str, int]) -> str:
    return f"{said['forms']} forms with {said['answers']} answers and {said['texts']} texts"


def _import_document(one: SurveyImport) -> dict[str, Any]:
    return {
        "id": one.id,
        "at": one.at.isoformat(),
        "actor": one.actor,
        "forms": one.forms,
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
        "reason": one.reason or None,
    }


def _part_document(one: SurveyPart) -> dict[str, Any]:
    return {
        "id": one.id or None,
        "respondents": one.respondents,
        "needed": one.needed,
        "users": one.users,
        "users_of_the_period_itself": one.users_now,
        "incomplete": one.incomplete,
        "kiosk": one.kiosk,
        "paper": one.paper,
        "small": one.is_small,
        "index": None if one.index is None else str(one.index),
        "grade": one.band.grade if one.band else None,
    }


def _document(found: SurveyFigures) -> dict[str, Any]:
    return {
        "regulation": found.regulation.name,
        "weight": found.weight.written,
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "before": [day.isoformat() for day in found.before],
        "whole": _part_document(found.whole),
        "agencies": [_part_document(one) for one in found.agencies],
        "elements": {one.element.key: None if one.mean is None else str(one.mean) for one in found.whole.elements},
        "other_regulations": found.others,
        "texts": found.comments,
    }


def _lines(found: SurveyFigures) -> list[str]:
    whole = found.whole
    source = "of this period" if whole.users_now else f"of {found.before[0]} to {found.before[1]}"
    head = [
        f"{found.first} to {found.last}, {found.regulation.name}, bobot {found.weight.written}",
        f"{whole.respondents} of {whole.needed} respondents, for {whole.users} users {source}; "
        f"{whole.incomplete} stopped before the end",
        "",
    ]
    rows = [_row(one, one.name) for one in found.agencies] + [_row(whole, "ALL")]
    return [*head, *table(("AGENCY", "RESPONDENTS", "NEEDED", "KIOSK", "PAPER", "INDEX", "GRADE"), rows)]


def _row(one: SurveyPart, name: str) -> tuple[object, ...]:
    grade = one.band.grade if one.band else "small sample" if one.respondents else "-"
    return name, one.respondents, one.needed, one.kiosk, one.paper, one.index or "-", grade
