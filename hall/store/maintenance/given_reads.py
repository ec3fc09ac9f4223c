"""What the history says of numbers that may have been given since it ends: the last ones, and how fast they came."""

from __future__ import annotations

from collections import defaultdict, deque
from datetime import datetime, time, timedelta

from sqlalchemy import select

from hall.lifecycle import Action
from hall.opening import open_for
from hall.store import tables as t
from hall.store.database.aspect import Reads
from hall.store.database.transaction import Transaction
from hall.views.given import GivenView, PrefixGiven

_C, _E, _N, _J, _L = t.ticket.c, t.ticket_event.c, t.day_number.c, t.print_job.c, t.life.c
_HOUR = timedelta(hours=1)
_LATELY = timedelta(days=30)
_AT_ONCE = 5000
_TYPED = select(_E.ticket_id).where(_E.action == Action.IMPORT.value)


class GivenReads(Reads):
    """Numbers given, for a restore."""

    def of(self, since: datetime) -> GivenView:
        """What is known of the business day that numbers go on in, the open one or today's, when nothing is known after
        ``since`` (aware)."""
        tx = self._tx
        now, row = tx.local(tx.now()), tx.open_day()
        day = now.date() if row is None else row.date
        begin = max(since.astimezone(now.tzinfo), datetime.combine(day, time(0), now.tzinfo))
        last, busiest, kiosks = _last(tx, day), _busiest(tx), _kiosks(tx, since)
        elsewhere = _elsewhere(tx, since, kiosks)
        structure = tx.structure
        prefixes = tuple(
            PrefixGiven(
                one.prefix,
                one.name,
                last.get(one.prefix, 0),
                busiest.get(one.prefix, 0),
                open_for(begin, now, structure.schedule_of(one)),
                one.prefix in elsewhere,
            )
            for one in structure.structure.services
        )
        return GivenView(day, now, begin, prefixes, kiosks)


def _last(tx: Transaction, day: object) -> dict[str, int]:
    d = t.business_day.c
    query = select(_N.prefix, _N.last).join(t.business_day, d.id == _N.day_id).where(d.date == day)
    return {row.prefix: row.last for row in tx.connection.execute(query)}


def _busiest(tx: Transaction) -> dict[str, int]:
    """The most numbers of each prefix that were made within any 60 minutes; those typed in after an outage came all at
    once, and do not count."""
    query = select(_C.prefix, _C.issued_at).where(_C.id.not_in(_TYPED)).order_by(_C.issued_at)
    most: defaultdict[str, int] = defaultdict(int)
    within: defaultdict[str, deque[datetime]] = defaultdict(deque)
    with tx.connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as rows:
        for prefix, at in rows:
            hour = within[prefix]
            hour.append(at)
            while at - hour[0] >= _HOUR:
                hour.popleft()
            most[prefix] = max(most[prefix], len(hour))
    return dict(most)


def _elsewhere(tx: Transaction, since: datetime, kiosks: tuple[str, ...]) -> frozenset[str]:
    """Prefixes of which the staff, or a command, made numbers in the last weeks before ``since``."""
    lately = (_C.issued_at >= since - _LATELY, _C.station.not_in(kiosks), _C.id.not_in(_TYPED))
    return frozenset(tx.connection.execute(select(_C.prefix).where(*lately).distinct()).scalars())


def _kiosks(tx: Transaction, since: datetime) -> tuple[str, ...]:
    """Stations that printed slips in the last weeks before ``since``, or whose kiosk ran then."""
    printed = select(_J.station).where(_J.created_at >= since - _LATELY, _J.station != "")
    ran = select(_L.station).where(_L.program == "kiosk", _L.beat_at >= since - _LATELY)
    return tuple(sorted(set(tx.connection.execute(printed.union(ran)).scalars())))
