"""What people do with incidents: open, write, assign, broadcast, close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import select, update

from hall.access import By, Operation
from hall.dates import clock_text, date_text
from hall.errors import Refused, or_refuse
from hall.identifiers import same_named
from hall.incidents import Incident, IncidentAction
from hall.messages import message
from hall.overrides import end_of_day
from hall.store import tables as t
from hall.store.database.aspect import Aspect, once
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.devices.announcements import AnnouncementWork
from hall.store.incidents import incident_look
from hall.store.incidents.incident_rows import find, note, obstacle_of, row_of
from hall.store.structure.closures import ClosureWork
from hall.text_rules import NAME, REASON, TITLE, one_line, reason_of
from hall.translator import INDONESIAN
from hall.views import IncidentView
from hall.wording import BothNames

_INCIDENT = Kept[IncidentView](attrgetter("id"), find)


class IncidentWork(Aspect):
    """Operations on incidents by their number. All but ``open`` raise Refused("unknown_incident")."""

    @once(Operation.OPEN_INCIDENT, _INCIDENT)
    def open(self, agency: str, by: By, *, obstacle: str = "", text: str = "") -> IncidentView:
        """Open an incident of an agency (id) by hand, before anybody has noted it; it goes on until it is closed, one
        without an ``obstacle`` until somebody is called there.

        Raises Refused("unknown_agency"), ("unknown_obstacle"), ("no_open_day") and ("incident_goes_on").
        """
        tx = self._tx
        tx.lock_hall()
        day, now = or_refuse(tx.open_day(), "no_open_day"), tx.now()
        place = tx.structure.find_agency(agency)
        running = select(t.incident.c.id).where(t.incident.c.agency_id == place.id, t.incident.c.until.is_(None))
        number = tx.connection.execute(running).scalar_one_or_none()
        if number is not None:
            raise Refused("incident_goes_on", incident=number, agency=BothNames.of(place))
        services = frozenset(one.id for one in tx.structure.structure.services if one.agency == place.id)
        made = Incident(place.id, _obstacle(tx, obstacle), now, None, services)
        number = incident_look.add(tx, made, day, now, by)
        note(tx, number, IncidentAction.OPEN, by, one_line(text, REASON))
        return find(tx, number)

    @once(Operation.NOTE_INCIDENT, _INCIDENT)
    def note(self, number: int, by: By, *, text: str) -> IncidentView:
        """Write a follow-up note, also after it was closed. Raises Refused as ``hall.text_rules.reason_of`` does."""
        _held(self._tx, number)
        note(self._tx, number, IncidentAction.NOTE, by, reason_of(text, REASON))
        return find(self._tx, number)

    @once(Operation.ASSIGN_INCIDENT, _INCIDENT)
    def assign(self, number: int, by: By, *, owner: str, due: date | None = None) -> IncidentView:
        """Say who sees to it, a person or an office, and by which day. Raises Refused("incident_closed")."""
        tx, row = self._tx, _open(self._tx, number)
        owner = reason_of(owner, NAME)
        _change(tx, row.id, owner=owner, due=due)
        until = "" if due is None else f", {date_text(due, INDONESIAN)}"
        note(tx, number, IncidentAction.ASSIGN, by, f"{owner}{until}")
        return find(tx, number)

    @once(Operation.CLOSE_INCIDENT, _INCIDENT)
    def close(self, number: int, by: By, *, done: str) -> IncidentView:
        """Close it with what was ``done``; what was broadcast of it ends too. Raises Refused("incident_closed"), and as
        ``hall.text_rules.reason_of`` does."""
        tx, row = self._tx, _open(self._tx, number)
        done, now = reason_of(done, REASON), self._tx.now()
        self._end_broadcast(row, by)
        _change(tx, number, done=done, closed_at=now, closed_by=by.actor, until=row.until or now)
        note(tx, number, IncidentAction.CLOSE, by, done)
        return find(tx, number)

    @once(Operation.BROADCAST, _INCIDENT)
    def broadcast(
        self,
        number: int,
        by: By,
        *,
        title: str = "",
        lines: Sequence[str] | None = None,
        service: str = "",
        gives_numbers: bool = True,
        next_news: datetime | None = None,
    ) -> IncidentView:
        """Say on the boards and kiosks that the agency, or one ``service`` of it, does not serve, until the end of the
        day or of the broadcast; without ``title`` and ``lines`` in the hall's own words. ``gives_numbers`` False
        closes it to new numbers meanwhile.

        Raises Refused("incident_closed"), ("incident_announced"), ("other_service"), and as
        ``AnnouncementWork.announce`` does.
        """
        tx, row = self._tx, _open(self._tx, number)
        if find(tx, number).announced:
            raise Refused("incident_announced", incident=number)
        place = tx.structure.service_of(row.agency_id, service)
        title = title or _title(tx, row, place)
        texts = _lines(tx, next_news) if lines is None else lines
        until = end_of_day(tx.now(), tx.structure.zone)
        alone = replace(by, request_id=None)
        made = AnnouncementWork(tx).announce(
            "outage", title, alone, texts, agency=row.agency_id, service=place, until=until
        )
        closed = None if gives_numbers else _close(tx, row, place, alone, until)
        _change(tx, number, announcement_id=made.id, closure_id=closed)
        note(tx, number, IncidentAction.BROADCAST, by, made.title)
        return find(tx, number)

    @once(Operation.END_BROADCAST, _INCIDENT)
    def end_broadcast(self, number: int, by: By) -> IncidentView:
        """End what boards and kiosks say of it. Raises Refused("incident_unannounced")."""
        if not self._end_broadcast(_held(self._tx, number), by):
            raise Refused("incident_unannounced", incident=number)
        return find(self._tx, number)

    def _end_broadcast(self, row: Any, by: By) -> bool:
        tx, now, alone = self._tx, find(self._tx, row.id), replace(by, request_id=None)
        if now.announced:
            AnnouncementWork(tx).end_announcement(row.announcement_id, alone)
        if not now.gives_numbers:
            ClosureWork(tx).end(row.closure_id, alone)
        if now.announced or not now.gives_numbers:
            note(tx, row.id, IncidentAction.END_BROADCAST, by)
        return now.announced or not now.gives_numbers

    def _agency_of(self, arguments: dict[str, Any]) -> str | None:
        if "number" in arguments:
            agency: str = row_of(self._tx, arguments["number"]).agency_id
            return agency
        return self._tx.structure.find_agency(arguments["agency"]).id


def _obstacle(tx: Transaction, typed: str) -> str:
    """The id of an obstacle that was typed by id or name, empty for none. Raises Refused("unknown_obstacle")."""
    if not typed.strip():
        return ""
    known = tx.structure.structure.obstacles
    found = same_named(known, typed, of=attrgetter("id")) or same_named(known, typed, of=attrgetter("name"))
    if found is None:
        raise Refused("unknown_obstacle", obstacle=typed, known=", ".join(one.id for one in known))
    return found.id


def _held(tx: Transaction, number: int) -> Any:
    tx.lock_hall()
    return row_of(tx, number)


def _open(tx: Transaction, number: int) -> Any:
    row = _held(tx, number)
    if row.closed_at is not None:
        raise Refused("incident_closed", incident=number)
    return row


def _change(tx: Transaction, number: int, **values: Any) -> None:
    tx.connection.execute(update(t.incident).where(t.incident.c.id == number).values(**values))
    tx.must_notify = True


def _title(tx: Transaction, row: Any, service: str) -> str:
    """What the board says, without the reason where both together are too long for it."""
    structure = tx.structure
    name = structure.services[service].name if service else structure.agencies[row.agency_id].name
    reason = obstacle_of(structure, row.obstacle).name
    whole = message("incident_title", INDONESIAN, name=name, reason=f"{reason[:1].lower()}{reason[1:]}")
    return whole if reason and len(whole) <= TITLE else message("incident_title_alone", INDONESIAN, name=name)[:TITLE]


def _lines(tx: Transaction, next_news: datetime | None) -> tuple[str, ...]:
    news: tuple[str, ...] = ()
    if next_news is not None:
        news = (message("incident_line_news", INDONESIAN, time=clock_text(tx.local(next_news), INDONESIAN)),)
    return (message("incident_line_numbers", INDONESIAN), *news, message("incident_line_others", INDONESIAN))


def _close(tx: Transaction, row: Any, service: str, by: By, until: datetime) -> int:
    """Close the agency or its service to new numbers, with the obstacle as the reason."""
    obstacle = obstacle_of(tx.structure, row.obstacle)
    reason = obstacle.name or message("incident_stopped", INDONESIAN)
    scope, target = ("service", service) if service else ("agency", row.agency_id)
    made = ClosureWork(tx).close(scope, by, target, reason=reason, reason_en=obstacle.name_en, ends_at=until)
    return made.closure.id
