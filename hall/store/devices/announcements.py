"""Announcements of the staff to the hall, large on the boards until they end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, insert, or_, select, update

from hall.access import By, Operation
from hall.errors import Refused, or_refuse
from hall.store import tables as t
from hall.store.database.aspect import Aspect, once
from hall.store.database.prepared import Prepared
from hall.store.database.readable import each
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.structure import Obstacle
from hall.text_rules import TITLE, joined, refuse_characters
from hall.views import AnnouncementView
from hall.wording import BothNames

KINDS = ("info", "outage")
MOST_LINES = 3


def find(tx: Transaction, announcement_id: int) -> AnnouncementView:
    """The announcement of this number. Raises Refused("unknown_announcement")."""
    return _view(_row(tx, announcement_id))


_ANNOUNCEMENT = Kept[AnnouncementView](attrgetter("id"), find)


class AnnouncementWork(Aspect):
    """What the staff tell the hall on its boards."""

    @once(Operation.ANNOUNCE, _ANNOUNCEMENT)
    def announce(
        self,
        kind: str,
        title: str,
        by: By,
        lines: Sequence[str] = (),
        *,
        zone: str = "",
        agency: str = "",
        service: str = "",
        until: datetime | None = None,
    ) -> AnnouncementView:
        """Tell the hall something, ``until`` a time or until somebody ends it; ``zone`` and ``agency`` (ids) narrow
        whose boards show it. The kiosks mark an outage at the agency, or at its one ``service``.

        Line breaks and tabs become spaces. Raises Refused("unknown_announcement_kind"), ("announcement_text"),
        ("announcement_undrawn"), ("announcement_sign"), ("announcement_accent"), ("unknown_zone"), ("unknown_agency"),
        ("unknown_service"), ("other_service"), ("announcement_over"), and ("announcement_nowhere") or
        ("agency_without_counter") for an agency that has no counter in the zone.
        """
        tx, now = self._tx, self._tx.now()
        title, texts = _texts(kind, title, lines)
        zone, agency = _where(tx, zone, agency)
        service = tx.structure.service_of(agency, service)
        if until is not None and until <= now:
            raise Refused("announcement_over")
        row = insert(t.announcement).values(
            since=now,
            until=until,
            by=by.actor,
            kind=kind,
            title=title,
            lines=texts,
            zone=zone,
            agency=agency,
            service=service,
        )
        tx.must_notify = True
        return _view(tx.connection.execute(row.returning(t.announcement)).one())

    @once(Operation.END_ANNOUNCEMENT, _ANNOUNCEMENT)
    def end_announcement(self, announcement_id: int, by: By) -> AnnouncementView:
        """Take an announcement down. Raises Refused("unknown_announcement") and ("announcement_ended")."""
        tx, c, now = self._tx, t.announcement.c, self._tx.now()
        row = _row(tx, announcement_id, hold=True)
        if row.ended_at is not None or (row.until is not None and row.until <= now):
            raise Refused("announcement_ended", announcement=announcement_id)
        tx.connection.execute(
            update(t.announcement).where(c.id == announcement_id).values(ended_at=now, ended_by=by.actor)
        )
        tx.must_notify = True
        return _view(row)

    def _agency_of(self, arguments: dict[str, Any]) -> str | None:
        if "announcement_id" in arguments:
            return find(self._tx, arguments["announcement_id"]).agency
        typed = arguments.get("agency", "")
        return self._tx.structure.find_agency(typed).id if typed else ""


def _where(tx: Transaction, zone: str, agency: str) -> tuple[str, str]:
    """Whose boards show it, by id. Raises Refused."""
    zone = tx.structure.find_zone(zone).id if zone else ""
    agency = tx.structure.find_agency(agency).id if agency else ""
    if zone and agency:
        _refuse_nowhere(tx, zone, agency)
    return zone, agency


def _texts(kind: str, title: str, lines: Sequence[str]) -> tuple[str, list[str]]:
    """What an announcement says. Raises Refused."""
    title, *texts = (joined(text) for text in (title, *lines))
    texts = [text for text in texts if text]
    if kind not in KINDS:
        raise Refused("unknown_announcement_kind", kind=kind, known=", ".join(KINDS))
    if not title or len(texts) > MOST_LINES or any(len(text) > TITLE for text in (title, *texts)):
        raise Refused("announcement_text", lines=MOST_LINES, longest=TITLE)
    for text in (title, *texts):
        refuse_characters(text, "announcement")
    return title, texts


def _refuse_nowhere(tx: Transaction, zone: str, agency: str) -> None:
    """The boards of a zone have nothing to do with an agency that calls nobody there."""
    structure = tx.structure.structure
    there = {counter.zone for counter in structure.counters if counter.agency == agency}
    if zone in there:
        return
    if not there:
        raise Refused("agency_without_counter", agency=agency)
    zones = ", ".join(known.id for known in structure.zones if known.id in there)
    raise Refused("announcement_nowhere", agency=agency, zone=zone, zones=zones)


def running(tx: Transaction, now: datetime, zone: str | None = None) -> tuple[AnnouncementView, ...]:
    """The announcements that stand at ``now``, newest first; with a ``zone`` those for it or for all."""
    c = t.announcement.c
    query = select(t.announcement).where(c.ended_at.is_(None), or_(c.until.is_(None), c.until > now))
    if zone is not None:
        query = query.where(c.zone.in_(("", zone)))
    return each(_view, tx.connection.execute(query.order_by(c.since.desc(), c.id.desc())))


def outages(tx: Transaction, now: datetime) -> dict[tuple[str, str], BothNames]:
    """What the boards say that it is stopped at ``now``: agencies (ids), each with its one service or nothing, and
    why."""
    return {
        (row.agency, row.service): _why(tx, row)
        for row in tx.run(_OUTAGES)
        if row.agency and (row.until is None or (isinstance(row.until, datetime) and row.until > now))
    }


def _why(tx: Transaction, row: Row[Any]) -> BothNames:
    """What stands behind the colon of the title, as in "Layanan Imigrasi terhenti: jaringan pusat", else what holds
    the incident's agency back; in English where that has such a name."""
    obstacle = tx.structure.obstacles.get(row.obstacle, Obstacle("", "", ""))
    title = row.title if isinstance(row.title, str) else ""
    return BothNames(title.partition(": ")[2].strip() or obstacle.name, obstacle.name_en)


_A, _I = t.announcement.c, t.incident.c
_OUTAGES = Prepared(
    select(_A.agency, _A.service, _A.until, _A.title, _I.obstacle)
    .outerjoin_from(t.announcement, t.incident, _I.announcement_id == _A.id)
    .where(_A.ended_at.is_(None), _A.kind == "outage")
    .order_by(_A.id)
)
"""The latest of an agency and service last."""


def _row(tx: Transaction, announcement_id: int, *, hold: bool = False) -> Row[Any]:
    query = select(t.announcement).where(t.announcement.c.id == announcement_id)
    return or_refuse(
        tx.connection.execute(query.with_for_update() if hold else query).one_or_none(),
        "unknown_announcement",
        announcement=announcement_id,
    )


def _view(row: Row[Any]) -> AnnouncementView:
    return AnnouncementView(
        row.id,
        row.kind,
        row.title,
        tuple(row.lines),
        row.zone,
        row.agency,
        row.since,
        row.until,
        row.by,
        row.service,
    )
