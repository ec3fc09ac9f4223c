"""Tries at PINs: each is counted, and allowed or not, before anything is hashed, one at a time by the row's lock."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Row, and_, bindparam, delete, or_, select, update

from hall.clock import SinceBoot
from hall.guessing import ELSEWHERE, OWN, OWN_FOR, OWN_STATIONS, STATION, STATION_PIN, TryLimit, pause_left
from hall.store import tables as t
from hall.store.database.column_types import UtcDateTime
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction
from hall.views import AlarmView

_C = t.pin_try.c

_PACES = {"elsewhere": ELSEWHERE, "own": OWN, "station": STATION, "station_pin": STATION_PIN}
_STRANGER = "?"
"""Begins what stands for a login that nobody has; no name can contain it together with what follows."""
_FORGET = timedelta(days=1)
"""Tries at a login that nobody has are forgotten so long after their pause."""
_NEWS = timedelta(hours=12)
"""How long tries that nobody ended by a right PIN are an alarm."""


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """What is counted together: the ``kind`` of ``pin_try`` with its login and station."""

    kind: str
    login: str = ""
    station: str = ""

    @property
    def pace(self) -> TryLimit:
        """How its tries are slowed."""
        return _PACES[self.kind]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a try may be looked at now (``wait`` is zero then), and the pause that follows it when it is wrong."""

    counts: tuple[Count, ...]
    wait: timedelta
    pause: timedelta = timedelta(0)


def counts_of_login(login: str, *, known: bool, own: bool, station: str) -> tuple[Count, ...]:
    """What a try at a login is counted in, in the order in which everybody locks it.

    At one of its own stations a login has a count of its own, which no try elsewhere touches. A login that nobody has
    is counted as if it were one, under a digest: people type their PIN into the wrong field.
    """
    name = login if known else _STRANGER + hashlib.blake2b(login.encode(errors="replace"), digest_size=12).hexdigest()
    if own:
        return (Count("own", name, station),)
    return (Count("elsewhere", name), Count("station", "", station))


def begin(tx: Transaction, counts: Sequence[Count], steady: SinceBoot | None, station: str) -> Verdict:
    """Count a try in all of ``counts``, or in none when one of them has a pause.

    ``steady`` is the machine's clock that nobody sets, None where the hall's own clock is given. The transaction must
    be committed before the PIN is looked at: tries at the same time wait here for each other.
    """
    rows = [_held(tx, count) for count in sorted(counts)]
    now = tx.now()
    left = [_left(row, now, steady) for row in rows]
    if any(left):
        for count, row, wait in zip(sorted(counts), rows, left, strict=True):
            if wait and now < row.since:  # the clock went back: from now on the pause counts from here
                tx.connection.execute(_row_of(count).values(since=now, until=now + wait))
        return Verdict(tuple(counts), max(left))
    pauses = []
    for count, row in zip(sorted(counts), rows, strict=True):
        pauses.append(count.pace.pause_after(row.tries + 1))
        values = {"tries": row.tries + 1, "since": now, "until": now + pauses[-1], "at_station": station}
        boot = steady or SinceBoot("", 0.0)
        values |= {"boot": boot.boot, "boot_until": boot.seconds + pauses[-1].total_seconds()}
        tx.connection.execute(_row_of(count).values(**values))
    return Verdict(tuple(counts), timedelta(0), max(pauses))


def clear(tx: Transaction, counts: Sequence[Count]) -> None:
    """The PIN was right: what was counted for it begins again."""
    for count in sorted(counts):
        tx.connection.execute(delete(t.pin_try).where(_is(count)))


def forget_strangers(tx: Transaction) -> None:
    """Tries at logins that nobody has leave nothing for ever."""
    tx.connection.execute(delete(t.pin_try).where(_C.login.startswith(_STRANGER), _C.until < tx.now() - _FORGET))


def end_pauses(tx: Transaction, login: str) -> int:
    """End every pause of a login, and that of the stations where it was tried last: whoever helps somebody to sign in
    means the place too. Returns how many counts of the login there were."""
    its = and_(_C.login == login, _C.kind.in_(("own", "elsewhere")))
    places = tx.connection.execute(delete(t.pin_try).where(its).returning(_C.at_station)).scalars().all()
    tx.connection.execute(delete(t.pin_try).where(_C.kind == "station", _C.station.in_(places)))
    tx.must_notify = True
    return len(places)


def end_pauses_at(tx: Transaction, station: str) -> int:
    """End the pauses of a station and of its staff page; returns how many counts there were."""
    its = and_(_C.station == station, _C.kind.in_(("station", "station_pin")))
    tx.must_notify = True
    return tx.connection.execute(delete(t.pin_try).where(its)).rowcount


def is_own(tx: Transaction, staff_id: int, station: str) -> bool:
    """Whether ``station`` is one of the latest where this member of staff signed in rightly, and lately enough."""
    c = t.staff_station.c
    latest = select(c.station, c.at).where(c.staff_id == staff_id).order_by(c.at.desc(), c.station).limit(OWN_STATIONS)
    now = tx.now()
    return bool(station) and any(
        row.station == station and now - row.at < OWN_FOR for row in tx.connection.execute(latest).all()
    )


def note_own(tx: Transaction, staff_id: int, station: str) -> None:
    """A right PIN was typed at a station: it is one of the login's own from now on."""
    if station:
        row = tx.insert(t.staff_station).values(staff_id=staff_id, station=station, at=tx.now())
        tx.connection.execute(
            row.on_conflict_do_update(index_elements=["staff_id", "station"], set_={"at": row.excluded.at})
        )


def alarms(tx: Transaction, now: datetime) -> list[AlarmView]:
    """Logins, staff pages and stations with so many wrong tries since the last right one that they rest."""
    return [_alarm(row) for row in tx.run(_MANY, {"since": now - _NEWS})]


_MANY = Prepared(
    select(t.pin_try)
    .where(
        or_(*(and_(_C.kind == kind, _C.tries >= pace.free) for kind, pace in _PACES.items())),
        ~_C.login.startswith(_STRANGER),
        _C.since > bindparam("since", type_=UtcDateTime),
    )
    .order_by(_C.tries.desc(), _C.kind, _C.login, _C.station)
)


def _alarm(row: Row[tuple[object, ...]]) -> AlarmView:
    place = row.at_station or "-"
    if row.kind in ("own", "elsewhere"):
        return AlarmView("alarm_pin_login", (("login", row.login), ("count", row.tries), ("station", place)))
    return AlarmView(f"alarm_pin_{row.kind}", (("station", place), ("count", row.tries)))


def _held(tx: Transaction, count: Count) -> Row[tuple[object, ...]]:
    """The row of a count, made when there is none, held until this transaction ends."""
    now = tx.now()
    row = tx.insert(t.pin_try).values(
        kind=count.kind, login=count.login, station=count.station, tries=0, since=now, until=now
    )
    tx.connection.execute(row.on_conflict_do_nothing())
    return tx.connection.execute(select(t.pin_try).where(_is(count)).with_for_update()).one()


def _left(row: Row[tuple[object, ...]], now: datetime, steady: SinceBoot | None) -> timedelta:
    """What is left of the pause of a count: by the machine's own count where it began on this machine since its start,
    so that setting the clock forward ends none; else by the hall's clock."""
    length = row.until - row.since
    if steady is not None and row.boot == steady.boot:
        return pause_left(length, length - timedelta(seconds=row.boot_until - steady.seconds))
    return pause_left(length, now - row.since)


def _is(count: Count):  # type: ignore[no-untyped-def]
    return and_(_C.kind == count.kind, _C.login == count.login, _C.station == count.station)


def _row_of(count: Count):  # type: ignore[no-untyped-def]
    return update(t.pin_try).where(_is(count))
