"""Words of the staff to the hall, large on the boards until they end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, or_, select, update

from hall.errors import Refused
from hall.identifiers import same
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.readable import each
from hall.store.database.transaction import Transaction
from hall.text_rules import TITLE, joined, refuse_characters
from hall.views import AnnouncementView

KINDS = ("info", "outage")
MOST_LINES = 3


def add(
    tx: Transaction,
    kind: str,
    title: str,
    lines: Sequence[str],
    *,
    zone: str,
    agency: str,
    until: datetime | None,
    actor: str,
    request_id: str | None,
) -> AnnouncementView:
    """Tell the hall something; ``zone`` and ``agency`` (ids) narrow whose boards show it.

    Line breaks and tabs become spaces. Raises Refused("unknown_announcement_kind"), ("announcement_text"),
    ("announcement_undrawn"), ("announcement_sign"), ("announcement_accent"), ("unknown_zone"), ("unknown_agency"),
    ("announcement_over"), and ("announcement_nowhere") or ("agency_without_counter") for an agency that has no counter
    in the zone.
    """
    title, *texts = (joined(text) for text in (title, *lines))
    texts = [text for text in texts if text]
    if kind not in KINDS:
        raise Refused("unknown_announcement_kind", kind=kind, known=", ".join(KINDS))
    if not title or len(texts) > MOST_LINES or any(len(text) > TITLE for text in (title, *texts)):
        raise Refused("announcement_text", lines=MOST_LINES, longest=TITLE)
    for text in (title, *texts):
        refuse_characters(text, "announcement")
    if zone:
        zone = tx.structure.find_zone(zone).id
    if agency:
        agency = _agency(tx, agency)
    if zone and agency:
        _refuse_nowhere(tx, zone, agency)
    now = tx.now()
    if until is not None and until <= now:
        raise Refused("announcement_over")

    def perform() -> tuple[AnnouncementView, int]:
        values = {"kind": kind, "title": title, "lines": texts, "zone": zone, "agency": agency}
        made = insert(t.announcement).values(since=now, until=until, by=actor, **values).returning(t.announcement)
        view = _view(tx.connection.execute(made).one())
        tx.must_notify = True
        return view, view.id

    asked = requests.fingerprint("announce", kind, title, *texts, zone, agency, until)
    return requests.once(tx, request_id, asked, perform, lambda stored: find(tx, stored))


def _agency(tx: Transaction, typed: str) -> str:
    """The id of the agency that was typed. Raises Refused("unknown_agency")."""
    found = next((known.id for known in tx.structure.structure.agencies if same(known.id, typed)), None)
    if found is None:
        raise Refused("unknown_agency", agency=typed)
    return found


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


def end(tx: Transaction, announcement_id: int, *, actor: str) -> AnnouncementView:
    """Take an announcement down. Raises Refused("unknown_announcement") and ("announcement_ended")."""
    c = t.announcement.c
    query = select(t.announcement).where(c.id == announcement_id).with_for_update()
    row = tx.connection.execute(query).one_or_none()
    if row is None:
        raise Refused("unknown_announcement", announcement=announcement_id)
    now = tx.now()
    if row.ended_at is not None or (row.until is not None and row.until <= now):
        raise Refused("announcement_ended", announcement=announcement_id)
    tx.connection.execute(update(t.announcement).where(c.id == announcement_id).values(ended_at=now, ended_by=actor))
    tx.must_notify = True
    return _view(row)


def running(tx: Transaction, now: datetime, zone: str | None = None) -> tuple[AnnouncementView, ...]:
    """The announcements that stand at ``now``, newest first; with a ``zone`` those for it or for all."""
    c = t.announcement.c
    query = select(t.announcement).where(c.ended_at.is_(None), or_(c.until.is_(None), c.until > now))
    if zone is not None:
        query = query.where(c.zone.in_(("", zone)))
    return each(_view, tx.connection.execute(query.order_by(c.since.desc(), c.id.desc())))


def find(tx: Transaction, announcement_id: int) -> AnnouncementView:
    """The announcement of this number. Raises Refused("unknown_announcement")."""
    query = select(t.announcement).where(t.announcement.c.id == announcement_id)
    row = tx.connection.execute(query).one_or_none()
    if row is None:
        raise Refused("unknown_announcement", announcement=announcement_id)
    return _view(row)


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
    )
