"""`hall alarms` and `hall alarm`: what the staff must know now, who sees to it, and what it was before."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from hall.documents import alarm_document, alarm_record_document
from hall.text_tables import table
from hall.translator import ENGLISH
from hall.views import AlarmRecord, AlarmView
from hallctl.commands.overview import hinted
from hallctl.commands.tickets import RequestId
from hallctl.commands.users import AsPin
from hallctl.dates import shown_time, zone_of
from hallctl.session import Commands, Session

app = Commands(help="Who sees to an alarm, and what was one.", rich_markup_mode=None)

Key = Annotated[str, typer.Argument(metavar="KEY", help="The alarm's key, from `hall alarms`.")]


def alarms(session: Session) -> None:
    """Say what the staff must know now, each with its key, and who sees to it."""
    with session.reading() as (_, view):
        found, now, timezone = view.alarms(), view.status().now, view.hall().timezone
    lines = [line for alarm in found for line in _lines(alarm, now, zone_of(timezone))] or ["No alarm."]
    session.answer({"alarms": [alarm_document(alarm) for alarm in found]}, lines)


@app.command("take")
def take(session: Session, key: Key, pin: AsPin = "", request_id: RequestId = "") -> None:
    """See to an alarm; its cause ends it."""
    record = session.write(lambda work, by: work.alarms.take(key, by), request_id, pin=pin)
    session.answer({"alarm": alarm_record_document(record)}, [f"{record.taken_by} sees to {record.key}."])


@app.command("give-back")
def give_back(session: Session, key: Key, pin: AsPin = "", request_id: RequestId = "") -> None:
    """Say that nobody sees to an alarm any more."""
    record = session.write(lambda work, by: work.alarms.give_back(key, by), request_id, pin=pin)
    session.answer({"alarm": alarm_record_document(record)}, [f"Nobody sees to {record.key}."])


@app.command("history")
def history(
    session: Session,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="So many, the latest first.")] = 100,
) -> None:
    """List the latest alarms: first and last seen, and who saw to them. Programs look for new ones each minute."""
    with session.reading() as (_, view):
        rows, timezone = view.alarm_log.latest(limit), view.hall().timezone
    lines = table(("FIRST SEEN", "LAST SEEN", "TAKEN BY", "KEY"), [_row(row, timezone) for row in rows])
    session.answer({"alarms": [alarm_record_document(row) for row in rows]}, lines if rows else ["No alarm yet."])


def _lines(alarm: AlarmView, now: datetime, zone: ZoneInfo) -> list[str]:
    taken = []
    if alarm.taken_by and alarm.taken_at is not None:
        taken = [f"  {alarm.taken_by} sees to it since {shown_time(alarm.taken_at, now, zone)}."]
    return [alarm.message(ENGLISH), *hinted(alarm), *taken, f"  `{alarm.key}`"]


def _row(record: AlarmRecord, timezone: str) -> tuple[str, str, str, str]:
    zone = zone_of(timezone)
    seen = (None if at is None else at.astimezone(zone) for at in (record.first_seen, record.last_seen))
    first, last = ("still there" if at is None else f"{at:%Y-%m-%d %H:%M}" for at in seen)
    return first, last, record.taken_by or "-", record.key
