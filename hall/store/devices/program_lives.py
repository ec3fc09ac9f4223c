"""The lives of programs in the database: who has the name of a station, and who asks for it besides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

from sqlalchemy import Row, delete, func, insert, or_, select, update

from hall.lives import KnownLife, Life, Standing, excludes, is_over, last_of_each, refusal_of, where
from hall.processes import Machine, Process, runs
from hall.store import tables as t
from hall.store.database import clocks
from hall.store.database.clocks import AHEAD
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction
from hall.views import AlarmView

_KEPT = timedelta(days=7)
"""Lives that have not reported for longer are forgotten, but the last one of each station, which says which version
that machine has."""
_STATION_KEPT = timedelta(days=60)


def beat(tx: Transaction, life: Life, machine_now: datetime | None = None) -> Standing:
    """Say that ``life`` goes on, and ask for the name of its station; the first word is its beginning. ``machine_now``
    is what its machine's own clock says, None where a clock is given.

    The name is lent: a life that was silent for ``hall.lives.DEAD_AFTER`` asks again like all others. Wakes the screens
    only when somebody gets the name or is refused it.
    """
    now = tx.now()
    mine = next(iter(_known(tx, t.life.c.id == life.id)), None)
    if mine is not None and mine.beat_at > now + AHEAD:
        clocks.put_right(tx, now)
    if mine is None or not mine.admitted or not mine.goes_on(now):
        _one_at_a_time(tx, life)
    c = t.life.c
    named = _known(tx, c.program == life.program, c.station == life.station, c.ended_at.is_(None))
    others = [known for known in named if excludes(known.life, life)]
    over = [known for known in others if is_over(known, life, runs)]
    _end(tx, over, now)
    left = [known for known in others if known not in over]
    _put_right(tx, left, now)
    holder = next((known for known in left if known.admitted and known.goes_on(now)), None)
    admitted = (mine is not None and mine.admitted and mine.goes_on(now)) or holder is None
    if mine is None:
        _begin(tx, life, now, admitted=admitted)
    said = {"beat_at": now, "admitted": admitted, "ended_at": None, "clock_apart": _apart(machine_now, now)}
    tx.connection.execute(update(t.life).where(t.life.c.id == life.id).values(**said))
    tx.must_notify = tx.must_notify or mine is None or mine.admitted != admitted or bool(over)
    return Standing(True) if admitted or holder is None else Standing(False, refusal_of(holder, life))


def end(tx: Transaction, life_id: str) -> None:
    """Say that a life ends in an orderly way: the next one need not wait."""
    tx.connection.execute(update(t.life).where(t.life.c.id == life_id).values(ended_at=tx.now(), admitted=False))


def is_ended(tx: Transaction, life_id: str) -> bool:
    """Whether a life is known to be over, as that of a program that was killed and started again."""
    return (
        tx.connection.execute(select(t.life.c.ended_at).where(t.life.c.id == life_id)).scalar_one_or_none() is not None
    )


def living(tx: Transaction, now: datetime, program: str) -> int:
    """How many starts of a program say that they go on."""
    return sum(known.life.program == program for known in beating(tx, now))


def beating(tx: Transaction, now: datetime) -> list[KnownLife]:
    """The lives that say that they go on."""
    return [known for known in tx.kept(_living) if known.beats(now)]


def last(tx: Transaction) -> tuple[KnownLife, ...]:
    """The last life of each program of each machine that reported in the last two months."""
    return last_of_each(_known(tx))


def _living(tx: Transaction) -> list[KnownLife]:
    return [_of(row) for row in tx.run(_LIVING)]


def _apart(machine_now: datetime | None, now: datetime) -> float:
    """The seconds that a machine's clock is ahead."""
    return 0.0 if machine_now is None else (machine_now - now).total_seconds()


def stations(tx: Transaction, now: datetime, program: str) -> frozenset[str]:
    """The names of the stations where a program has the name and says that it goes on."""
    lives = map(_of, tx.run(_LIVING))
    return frozenset(
        known.life.station for known in lives if known.life.program == program and known.admitted and known.beats(now)
    )


def alarms(tx: Transaction, now: datetime) -> list[AlarmView]:
    """Machines that call themselves by one name at this time."""
    lives = beating(tx, now)
    twice: dict[tuple[str, str], dict[str, KnownLife]] = {}
    for one, other in combinations(lives, 2):
        if excludes(one.life, other.life):
            twice.setdefault((one.life.program, one.life.station), {}).update({k.life.id: k for k in (one, other)})
    return [
        AlarmView(
            "alarm_same_name",
            (
                ("station", station),
                ("count", len(found)),
                ("where", "; ".join(sorted(where(known) for known in found.values()))),
            ),
        )
        for (_, station), found in sorted(twice.items())
    ]


def _one_at_a_time(tx: Transaction, life: Life) -> None:
    """Two that begin at the same time must see each other; on SQLite there is one writer."""
    if tx.postgres:
        tx.connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"life:{life.program}:{life.station}"))))


def _begin(tx: Transaction, life: Life, now: datetime, *, admitted: bool) -> None:
    _forget(tx, now)
    address = tx.connection.execute(_ADDRESS).scalar_one() if tx.postgres else None
    tx.connection.execute(
        insert(t.life).values(
            id=life.id,
            program=life.program,
            station=life.station,
            place=life.place,
            hardware=life.machine.hardware,
            boot=life.machine.boot,
            space=life.machine.space,
            pid=life.process.pid,
            started=life.process.started,
            address=address or "",
            version=life.version,
            since=now,
            beat_at=now,
            admitted=admitted,
        )
    )


def _forget(tx: Transaction, now: datetime) -> None:
    c, later = t.life.c, t.life.alias()
    followed = (
        select(later.c.id)
        .where(later.c.program == c.program, later.c.station == c.station, later.c.beat_at > c.beat_at)
        .exists()
    )
    old = or_(c.beat_at < now - _STATION_KEPT, followed)
    tx.connection.execute(delete(t.life).where(c.beat_at < now - _KEPT, old))


def _end(tx: Transaction, known: Sequence[KnownLife], now: datetime) -> None:
    ids = [one.life.id for one in known if not one.ended]
    if ids:
        tx.connection.execute(update(t.life).where(t.life.c.id.in_(ids)).values(ended_at=now, admitted=False))


def _put_right(tx: Transaction, known: Sequence[KnownLife], now: datetime) -> None:
    """A clock that went back lets nobody have a name for longer: what was said lately was said now at the latest."""
    ids = [one.life.id for one in known if one.beat_at > now + AHEAD]
    if ids:
        tx.connection.execute(update(t.life).where(t.life.c.id.in_(ids)).values(beat_at=now))


def _known(tx: Transaction, *conditions: Any) -> list[KnownLife]:
    return [_of(row) for row in tx.connection.execute(_LIVES.where(*conditions))]


def _of(row: Row[Any]) -> KnownLife:
    machine = Machine(row.hardware, row.boot, row.space)
    life = Life(row.program, row.station, row.place, machine, Process(row.pid, row.started), row.version, row.id)
    apart = timedelta(seconds=row.clock_apart)
    return KnownLife(life, row.since, row.beat_at, row.admitted, row.ended_at is not None, row.address, apart)


_LIVES = select(t.life).order_by(t.life.c.since, t.life.c.id)
_LIVING = Prepared(_LIVES.where(t.life.c.ended_at.is_(None)))
_ADDRESS = select(func.host(func.inet_client_addr()))
