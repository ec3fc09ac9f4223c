"""`hall status`, `hall services` and `hall counters`: the hall at a glance."""

from __future__ import annotations

from hall.documents import counter_document, service_document, status_document
from hall.hints import alarm_hint
from hall.text_tables import fields, table
from hall.translator import ENGLISH
from hall.views import AlarmView, CounterInfo, StatusView
from hall.wording import counted
from hallctl.session import Session


def status(session: Session) -> None:
    """Show the business day, how many wait, and what the hall consists of."""
    with session.reading() as (store, view):
        state = view.status()
        database, notes = store.url, (*store.notes(), *session.notes())
    session.answer(
        {"status": {**status_document(state, database), "notes": list(notes)}}, _status_lines(state, database, notes)
    )


def services(session: Session) -> None:
    """List the services: prefix, people waiting, whether numbers are given."""
    rows = session.fetch(lambda view: view.services())
    session.answer(
        {"services": [service_document(row) for row in rows]},
        table(
            ("PREFIX", "SERVICE", "ID", "AGENCY", "WAITING", "OPENING"),
            [(s.prefix, s.name, s.id, s.agency_id, s.waiting, s.opening.message(ENGLISH)) for s in rows],
        ),
    )


def counters(session: Session) -> None:
    """List the counters: zone, services by rank, who sits there and whom they serve."""
    rows = session.fetch(lambda view: view.counters())
    session.answer(
        {"counters": [counter_document(row) for row in rows]},
        table(
            ("COUNTER", "ZONE", "AGENCY", "SERVICES BY RANK", "CLERK", "NUMBER"),
            [
                (c.label, c.zone.name, c.agency_name, _ranked(c), c.clerk_name or "-", c.ticket_code or "-")
                for c in rows
            ],
        ),
    )


def _status_lines(state: StatusView, database: str, notes: tuple[str, ...]) -> list[str]:
    rows: list[tuple[str, object]] = [
        ("Hall", state.hall.name),
        ("Database", database),
        ("Business day", business_day_text(state)),
        ("Opening", state.opening.message(ENGLISH)),
        ("Numbers", ", ".join(f"{count} {name.value}" for name, count in state.counts if count) or "none yet"),
        ("Counters", f"{state.counters}, {state.counters_signed_in} signed in"),
        ("Services", f"{state.services} of {counted(state.agencies, 'agency', 'agencies')}"),
        ("Users", state.users or "none yet; `hall user add` makes the first"),
    ]
    if state.printing_late:
        rows.append(("Slips missing", f"{state.printing_late}; `hall slip missing` lists them"))
    for alarm in state.alarms:
        rows.append(("Alarm", alarm.message(ENGLISH)))
        rows.extend(("", hint) for hint in hinted(alarm))
    rows.extend(("Note", note) for note in notes)
    return fields(rows)


def business_day_text(state: StatusView) -> object:
    """The open business day, or why there is none."""
    return state.business_day or ("closed for today" if state.day_ended else "not open yet")


def hinted(alarm: AlarmView) -> tuple[str, ...]:
    """What can be done about an alarm at the command line, below its sentence."""
    hint = alarm_hint(alarm)
    return (f"  {hint}",) if hint else ()


def _ranked(counter: CounterInfo) -> str:
    return " ".join(f"{prefix}:{rank}" for prefix, _, rank in counter.services)
