"""Whether the hall says what the keys of a morning did, and who did it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Select, create_engine, select

from hall.access import By, Role
from hall.dates import date_text
from hall.lifecycle import Action, State
from hall.store import Store
from hall.store import tables as t
from hall.translator import INDONESIAN
from tools.supervisors_morning.morning import DONE, NAME, OWNER, PAPER, PLAN, REASON, SHEET, TITLE
from tools.supervisors_morning.stage import ASKS, CODES, RINA

_BY = By(Role.SUPERVISOR, RINA)


def faults(store: Store, url: str, due: date, files: Path) -> list[str]:
    """What differs between the hall in the database at ``url`` and the keys that were pressed; empty when nothing does,
    and the day's history is free of faults too."""
    engine = create_engine(url)
    written = {what: _lines(engine, query) for what, query in _WRITTEN.items()}
    engine.dispose()
    lines: list[tuple[str, object, object]] = [(what, written[what], said) for what, said in _expected(due).items()]
    compared = [*lines, *_stands(store), *_made(files)]
    report = store.fetch(lambda reader: reader.days.audit())
    found = [f"{what}: {there} is, {by_keys} was pressed" for what, there, by_keys in compared if there != by_keys]
    return found if report.good else [*found, f"the audit: {report}"]


def _made(files: Path) -> list[tuple[str, object, object]]:
    """The files that were saved, by how they begin."""
    return [
        (name, (files / name).read_bytes()[:4], begins) for name, begins in ((PAPER, b"%PDF"), (SHEET, b"PK\x03\x04"))
    ]


def _lines(engine: Engine, query: Select[Any]) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query)]


def _of(table: Any, who: str, *columns: str) -> Select[Any]:
    """Lines of a table that the supervisor is named in by the column ``who``, in the order of their writing."""
    c = table.c
    return select(*(c[name] for name in columns)).where(c[who] == _BY.actor).order_by(*table.primary_key)


_WRITTEN: dict[str, Select[Any]] = {
    "alarms": _of(t.alarm_event, "actor", "action"),
    "announcements": _of(t.announcement, "by", "kind", "title", "agency"),
    "announcements ended": _of(t.announcement, "ended_by", "title"),
    "closings": _of(t.closure, "decided_by", "target", "reason", "state"),
    "closings ended": _of(t.closure, "ended_by", "target"),
    "assignments": _of(t.override, "made_by", "scope", "reason"),
    "assignments ended": _of(t.override, "ended_by", "scope", "reason"),
    "evacuations": _of(t.evacuation, "started_by", "reason"),
    "evacuations ended": _of(t.evacuation, "ended_by", "note"),
    "incident": _of(t.incident_note, "actor", "action", "text"),
    "plans": _of(t.plan, "made_by", "text", "due", "state"),
    "plans ended": _of(t.plan, "ended_by", "text"),
    "imports": _of(t.manual_import, "actor", "prefix", "first", "last", "waiting"),
    "imports withdrawn": _of(t.manual_import, "withdrawn_by", "prefix", "last"),
    "staff": _of(t.staff_event, "actor", "action", "login"),
    "days": _of(t.day_event, "actor", "action", "reason"),
}
"""What is written down with the supervisor's name, by what it is."""


def _expected(due: date) -> dict[str, list[tuple[Any, ...]]]:
    """The same by the keys."""
    paspor, closed, asked = "Paspor baru terhenti sementara", "disdukcapil-kartu-keluarga", "dpmptsp-izin-usaha-oss"
    return {
        "alarms": [("take",), ("give_back",)],
        "announcements": [("outage", paspor, "imigrasi"), ("info", TITLE, "")],
        "announcements ended": [(TITLE,)],
        "closings": [(asked, "Pejabat tidak ada", "approved"), (closed, REASON, "ended")],
        "closings ended": [(closed,)],
        "assignments": [("counter", REASON)],
        "assignments ended": [("counter", REASON)],
        "evacuations": [("Bau gas",)],
        "evacuations ended": [("Aman",)],
        "incident": [
            ("assign", f"{OWNER}, {date_text(due, INDONESIAN)}"),
            ("note", REASON),
            ("close", DONE),
        ],
        "plans": [(PLAN, due, "done")],
        "plans ended": [(PLAN,)],
        "imports": [("B", 3, 52, 2)],
        "imports withdrawn": [("B", 52)],
        "staff": [(action, "siti") for action in ("renamed", "pin", "disabled", "enabled")] + [("signed_out", ASKS)],
        "days": [("gap", "nomor kertas saat sistem mati"), ("close", "Listrik padam")],
    }


def _stands(store: Store) -> list[tuple[str, object, object]]:
    """What stands in the hall itself."""
    with store.read() as reader:
        seats = [one.label for one in reader.counters() if one.clerk_id is not None]
        siti = next(user for user in reader.staff.users() if user.login == "siti")
        served, corrected = (reader.tickets.history(CODES[name]) for name in ("serving", "done"))
        kept = reader.breaks.today().kept
        moved = [reader.tickets.find(f"C-00{number}") for number in (1, 2, 3)]
    by = [(line.action, line.actor) for line in corrected]
    return [
        ("who sits", seats, ["15"]),
        ("Siti's name", (siti.name, siti.disabled), (NAME, False)),
        ("the number of who was freed", served[-2].actor, _BY.actor),
        ("the number that was corrected", (Action.CORRECT, _BY.actor) in by, True),
        ("numbers moved", {ticket.prefix for ticket in moved}, {"C"}),
        ("numbers moved end with the day", {ticket.state for ticket in moved}, {State.CANCELLED}),
        ("breaks are planned", bool(kept), True),
    ]
