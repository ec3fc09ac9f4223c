"""What each column of a hall may hold, beyond its type: words, ranges, and what another value is read as."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Float, Integer, MetaData
from sqlalchemy.sql.elements import TextClause
from sqlalchemy.types import TypeEngine

from hall.access import STAFF
from hall.business_day import DayAction, DayCheck
from hall.call_delivery import Voiced
from hall.estimating import Unknown
from hall.incidents import IncidentAction, PlanState
from hall.lifecycle import CALL_KINDS, WITHDRAWN, Action, Outcome, Pause, State
from hall.maintenance_runs import RunKind
from hall.messages import codes
from hall.numbering import MOST_FILES
from hall.overrides import SCOPES, OverrideKind
from hall.spooling import PrintJob
from hall.store.database.column_types import ANYTHING, NOTHING, Allowed, Guarded
from hall.structure import PICTOGRAMS, PRINT_MODES
from hall.survey.figures import Channel
from hall.survey.regulation import MOST_ANSWERS

MOST_NUMBERS = 999_999
"""Numbers of a prefix in a day: six digits are read back from what people type."""
_MINUTES = Allowed(low=0, high=7 * 24 * 60)
_STATES = Allowed(tuple(map(str, State)))
_ACTIONS = Allowed(tuple(map(str, Action)))
_COUNT = Allowed(low=0)
_NUMBER = Allowed(low=0, high=MOST_NUMBERS)


_REASONS = Allowed(codes())

ALLOWED: dict[str, Allowed] = {
    "hall.hours": Allowed(document="hours"),
    "hall.timezone": Allowed(document="timezone"),
    "business_day.timezone": Allowed(document="timezone or ''"),
    "hall.rules": Allowed(document="rules"),
    "hall.running_text": Allowed(document="texts"),
    "hall.profiles": Allowed(document="profiles"),
    "hall.calendar": Allowed(document="calendar"),
    "hall.slip": Allowed(document="slip"),
    "hall.voice": Allowed(document="voice"),
    "hall.reports": Allowed(document="reports"),
    "hall.retention": Allowed(document="retention"),
    "hall.survey": Allowed(document="survey"),
    "hall.kiosk": Allowed(document="kiosk"),
    "zone.arrows": Allowed(document="arrows"),
    "agency.hours": Allowed(document="hours"),
    "agency.profiles": Allowed(document="profiles"),
    "service.hours": Allowed(document="hours"),
    "service.profiles": Allowed(document="profiles"),
    "service.requirements": Allowed(document="texts"),
    "service.words": Allowed(document="texts"),
    "agency.words": Allowed(document="texts"),
    "need.services": Allowed(document="texts"),
    "service.requirements_en": Allowed(document="texts"),
    "service.standard": Allowed(document="standard"),
    "station.board": Allowed(document="board"),
    "station.speech": Allowed(document="speech"),
    "printer.calibration": Allowed(document="object"),
    "printer.machine": Allowed(document="machine"),
    "call.reason_params": Allowed(document="pairs"),
    "ticket_event.before": Allowed(document="object"),
    "board.agencies": Allowed(document="texts"),
    "board.warnings": Allowed(document="warnings"),
    "announcement.lines": Allowed(document="texts"),
    "hall.cutoff_minutes": _MINUTES,
    "zone.pictogram": Allowed(PICTOGRAMS),
    "agency.cutoff_minutes": _MINUTES,
    "service.promised_minutes": _MINUTES,
    "service.promised_wait_minutes": _MINUTES,
    "service.cutoff_minutes": _MINUTES,
    "service.quota": _NUMBER,
    "counter.streak": _COUNT,
    "counter.pause": Allowed(("", *map(str, Pause))),
    "station.paper_mm": Allowed(low=1, high=1000),
    "station.diagonal_inch": Allowed(low=0, high=1000),
    "station.distance_m": Allowed(low=0, high=1000),
    "station.screen_bottom_mm": Allowed(low=0, high=10_000),
    "station.print_mode": Allowed(("", *PRINT_MODES)),
    "station.roll_m": Allowed(low=0, high=10_000),
    "printer.problem": Allowed(("", *(code.removeprefix("printer_") for code in codes("printer_")))),
    "printer.used_mm": Allowed(low=0, high=1e9),
    "printer.slips": _COUNT,
    "staff.role": Allowed(tuple(map(str, STAFF))),
    "staff.pin_hash": Allowed(begins="$argon2"),
    "business_day.look": Allowed(tuple(map(str, DayCheck))),
    "business_day.cancelled": _COUNT,
    "day_event.action": Allowed(tuple(map(str, DayAction))),
    "station_pin.pin_hash": Allowed(begins="$argon2"),
    "pin_try.tries": _COUNT,
    "day_number.last": _NUMBER,
    "day_number.cancelled": _NUMBER,
    "number_gap.first": Allowed(low=1, high=MOST_NUMBERS),
    "number_gap.last": Allowed(low=1, high=MOST_NUMBERS),
    "manual_import.first": Allowed(low=1, high=MOST_NUMBERS),
    "manual_import.last": Allowed(low=1, high=MOST_NUMBERS),
    "manual_import.waiting": _COUNT,
    "ticket.number": Allowed(low=1, high=MOST_NUMBERS),
    "ticket.state": _STATES,
    "ticket.calls": _COUNT,
    "ticket.outcome": Allowed(("", *map(str, Outcome), WITHDRAWN)),
    "ticket.version": _COUNT,
    "ticket.files": Allowed(low=1, high=MOST_FILES),
    "ticket.wait_low": _MINUTES,
    "ticket.wait_middle": _MINUTES,
    "ticket.wait_high": _MINUTES,
    "ticket.wait_ahead": _COUNT,
    "ticket.wait_note": Allowed(("", "late", *map(str, Unknown))),
    "booking.state": Allowed(("booked", "checked_in", "cancelled")),
    "closure.scope": Allowed(SCOPES),
    "closure.state": Allowed(("requested", "approved", "rejected", "ended")),
    "override.kind": Allowed(tuple(map(str, OverrideKind))),
    "override.scope": Allowed(SCOPES),
    "override.services": Allowed(document="served"),
    "override.configured": Allowed(document="served"),
    "call.kind": Allowed(tuple(CALL_KINDS.values())),
    "call.reason_code": _REASONS,
    "call.times": _COUNT,
    "call.streak_before": _COUNT,
    "ticket_event.action": _ACTIONS,
    "ticket_event.from_state": _STATES,
    "ticket_event.to_state": _STATES,
    "print_job.state": Allowed(tuple(map(str, PrintJob))),
    "print_job.copy": _COUNT,
    "sheet_print.state": Allowed(tuple(map(str, PrintJob))),
    "sheet_print.tries": _COUNT,
    "board.sound": Allowed(("ok", "off", "no_device", "failed", "no_pack")),
    "call_voiced.state": Allowed(tuple(map(str, Voiced))),
    "incident.services": Allowed(document="texts"),
    "incident.numbers": _COUNT,
    "incident.lost_minutes": Allowed(low=0),
    "incident_note.action": Allowed(tuple(map(str, IncidentAction))),
    "plan.state": Allowed(tuple(map(str, PlanState))),
    "survey_import.forms": _COUNT,
    "survey_response.channel": Allowed(tuple(map(str, Channel))),
    "survey_answer.score": Allowed(low=1, high=MOST_ANSWERS),
    "announcement.kind": Allowed(("info", "outage")),
    "maintenance_run.kind": Allowed(tuple(map(str, RunKind))),
    "alarm_event.action": Allowed(("take", "give_back")),
    "aggregate_day.terms": Allowed(document="terms"),
    **{f"aggregate_service.{name}": Allowed(document="counts") for name in ("broken", "offered", "obstacles")},
    **{f"aggregate_service.{name}": Allowed(document="counts by number") for name in ("waits", "takes", "arrivals")},
    "aggregate_counter.takes": Allowed(document="counts by number"),
}
"""By table and column."""

_NO_FALLBACK = frozenset(
    {
        # What an unreadable value there means is decided where the structure is read (hall.store.structure.loaded).
        "agency.hours",
        "agency.profiles",
        "service.hours",
        "service.profiles",
        "hall.profiles",
        "hall.calendar",
        "hall.slip",
        "hall.voice",
        "hall.reports",
        "hall.retention",
        "hall.survey",
        "hall.kiosk",
        "service.standard",
        "station.board",
        "station.speech",
        # "Not disabled" would let somebody in.
        "staff.disabled",
        # "Not closed" would be a second open day.
        "business_day.closed_at",
        # "Not done yet" would do it twice.
        "request.result",
    }
)


def guard(metadata: MetaData) -> None:
    """Let no value that is in a column of these tables break a read."""
    for table in metadata.tables.values():
        for column in table.columns:
            name = f"{table.name}.{column.name}"
            column.type = Guarded(column.type, ALLOWED.get(name, ANYTHING), _fallback(name, column))


def _fallback(name: str, column: Column[Any]) -> Any:
    """What an unreadable value is read as: nothing where that is allowed, else what a new row holds."""
    if name in _NO_FALLBACK:
        return NOTHING
    if column.nullable:
        return None
    default = None if column.server_default is None else getattr(column.server_default, "arg", None)
    return NOTHING if default is None else _plain(column.type, default)


def _plain(kind: TypeEngine[Any], default: object) -> Any:
    """The value that a column's default in SQL stands for."""
    written = default.text if isinstance(default, TextClause) else str(default)
    if isinstance(kind, JSON):
        return json.loads(written.strip("'"))
    if isinstance(kind, Boolean):
        return False
    return kind.python_type(float(written)) if isinstance(kind, (Integer, Float)) else written
