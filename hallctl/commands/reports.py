"""`hall report`: what was done in a period, for people and for machines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from hall.access import Operation
from hall.report.kinds import KINDS
from hall.report.rendering import format_of
from hallctl import low_priority
from hallctl.commands.evidence import evidence
from hallctl.commands.halls import HALLS_OPTION, halls, tell_unread, united_facts
from hallctl.commands.report_output import Language, Output, PeriodText, give
from hallctl.commands.slips import slip_translator
from hallctl.dates import typed_period
from hallctl.session import Commands, Session

app = Commands(help="What was done in a period: recap, performance and more.", rich_markup_mode=None)


def _command(key: str) -> Callable[..., None]:
    def report(
        session: Session,
        period: PeriodText,
        agency: Annotated[str, typer.Option("--agency", metavar="AGENCY", help="One agency alone: id or name.")] = "",
        output: Output = None,
        language: Language = "id",
        file: Annotated[Path | None, HALLS_OPTION] = None,
    ) -> None:
        wanted, translate = typed_period(period), slip_translator(session, language)
        if output is not None:
            format_of(output)
        low_priority.step_back()
        kind = KINDS[key]
        if file is None:
            with session.acting() as (store, by):
                facts = store.fetch(lambda view: view.aggregates.facts(wanted, by, agency=agency, needs=kind.needs))
        else:
            session.technician_only(f"report {key} --halls")
            if agency:
                raise typer.BadParameter("an agency is one hall's; leave it out", param_hint="--agency")
            facts = united_facts(file, wanted, kind.needs, translate)
        give(session, kind.document(facts, translate), translate, output, wanted)
        tell_unread(facts.unread)

    return report


for _key in KINDS:
    app.command(_key, help=f"The report {_key} of a period.")(_command(_key))


app.command("evidence")(evidence)
app.command("halls")(halls)


@app.command("rebuild")
def rebuild(
    session: Session,
    period: Annotated[
        str, typer.Option("--period", metavar="PERIOD", help="Its business days; all when left out.")
    ] = "",
) -> None:
    """Add business days up again from what was written down; exit code 1 when one came to something else before."""
    wanted = typed_period(period) if period else None
    first, last = (wanted.first, wanted.last) if wanted else (date.min, date.max)
    with session.acting(may=Operation.KEEP_DAY) as (store, by):
        from hall.store.aggregates.adding_up import rebuilt

        days = list(rebuilt(store, by, first, last))
    differing = [one for one in days if one.differs]
    missing = sum(not one.was_kept for one in days)
    lines = [f"{one.day}: {figures} was different" for one in differing for figures in one.differs]
    document = {
        "days": len(days),
        "missing": missing,
        "different": [{"day": one.day.isoformat(), "figures": list(one.differs)} for one in differing],
    }
    session.answer(
        document, [*lines, f"{len(days)} days added up again: {missing} were missing, {len(differing)} different."]
    )
    if differing:
        raise typer.Exit(1)
