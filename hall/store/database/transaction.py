"""What every operation gets: the connection of its transaction, the clock and the hall's structure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Row, String, Table, bindparam, cast, func, insert, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Connection

from hall.access import By
from hall.clock import Clock, ClockWatch, SystemClock
from hall.errors import or_refuse
from hall.lifecycle import Action, State
from hall.store import tables as t
from hall.store.database.link import Link
from hall.store.database.prepared import Answer, Prepared
from hall.store.database.writing import Writing
from hall.store.structure.loaded import LoadedStructure
from hall.store.structure.structure_cache import StructureCache

T = TypeVar("T")
CHANNEL = "hall_changed"
"""Postgres channel on which every committed write wakes the programs."""
NOTIFY = Prepared(select(func.pg_notify(CHANNEL, "")))
"""Wakes them when its transaction commits."""


@dataclass(slots=True)
class Transaction:
    """One transaction on one connection, which ``connect`` begins for the first statement; lives as long as its unit of
    work, which is one operation ``alone`` for ``Store.act``. ``writing`` is None where it only reads."""

    connect: Callable[[], Link]
    cache: StructureCache
    clock: Clock | None
    postgres: bool
    must_notify: bool = False
    """Whether the commit must still wake the feeds of Postgres; the one-statement operations do it themselves."""
    patient: bool = True
    """Whether a call waits for a lock in its way; not when that took too long before (``tickets.queue_locks``)."""
    snapshot: bool = False
    """Whether every statement sees the same: then the structure and the open day are read once."""
    watch: ClockWatch = field(default_factory=ClockWatch)
    """For how long the clock has run evenly, as this process has seen it."""
    writing: Writing | None = None
    alone: bool = False
    reads_as: By = field(default_factory=By.system)
    """Who reads, where what is seen depends on it (``database.sight``)."""
    _link: Link | None = None
    _seen: LoadedStructure | None = None
    _day: tuple[Row[tuple[object, ...]] | None] | None = None
    _kept: dict[Any, Any] = field(default_factory=dict)

    def kept(self, read: Callable[..., T], *given: Any) -> T:
        """What ``read`` answers of this transaction and ``given``; asked once where every statement sees the same."""
        if not self.snapshot:
            return read(self, *given)
        key = read, *given
        if key not in self._kept:
            self._kept[key] = read(self, *given)
        found: T = self._kept[key]
        return found

    @property
    def link(self) -> Link:
        """The connection, in the transaction."""
        if self._link is None:
            self._link = self.connect()
        return self._link

    @property
    def is_over(self) -> bool:
        """Whether all that belongs to it is kept, and nothing more can be."""
        return self.writing is not None and self.writing.committed

    def begin(self) -> None:
        """Take the turn to write now: what is asked of the clock from here on is not older than the turn."""
        _ = self.link

    def applied(self) -> None:
        """All that the operation writes is written, and what it does from here on only forms its answer: where it is
        alone, commit now, so that nobody waits for that."""
        if self.alone:
            self.commit()

    def commit(self) -> None:
        """Keep what was written, and wake the feeds where the database does it."""
        if self.must_notify and self.postgres:
            self.run(NOTIFY)
        if self.writing is not None:
            self.writing.commit()

    @property
    def connection(self) -> Connection:
        """The connection as SQLAlchemy's, for statements that are not prepared."""
        return self.link.sql

    def run(self, statement: Prepared, parameters: Mapping[str, Any] | None = None) -> Answer:
        """Run a prepared statement."""
        return statement.run(self._link or self.link, parameters)

    def run_alone(self, statement: Prepared, parameters: Mapping[str, Any] | None = None) -> Answer:
        """Run a prepared statement that is the whole operation: without BEGIN and COMMIT where nothing else belongs to
        it."""
        if self.writing is None or not self.alone or self._link is not None:
            return self.run(statement, parameters)
        return statement.run(self.writing.outside(), parameters)

    def now(self) -> datetime:
        """The moment, aware UTC: the given clock's, else the database server's, which all machines share."""
        if self.clock is not None:
            return self.clock.now()
        return self.kept(_server_now) if self.postgres else SystemClock().now()

    def given_now(self) -> datetime | None:
        """The moment of the given clock or of this machine for SQLite; None when Postgres is to say it itself."""
        return None if self.postgres and self.clock is None else self.now()

    @property
    def structure(self) -> LoadedStructure:
        """The hall's structure as this transaction sees it. Raises Refused("no_hall")."""
        if self._seen is not None:
            return self._seen
        structure = self.cache.at(self.connection, or_refuse(self.run(_REVISION).scalar_one_or_none(), "no_hall"))
        if self.snapshot:
            self._seen = structure
        return structure

    def stamp(self) -> datetime:
        """The moment to write down: now, but not before the latest number of the open day, so that a clock that went
        back within the day puts nothing before what was."""
        now = self.now()
        return max(now, self.run(_LAST_STAMP).scalar_one() or now)

    def number(self, query: Any, parameters: Mapping[str, Any] | None = None) -> int:
        """The one whole number that a query answers."""
        found: int = self.connection.execute(query, parameters).scalar_one()
        return found

    def insert(self, table: Table) -> Any:
        """An INSERT of this database's own kind, which may say what to do ON CONFLICT."""
        return (postgres_insert if self.postgres else sqlite_insert)(table)

    def log(
        self,
        row: Mapping[Any, Any],
        action: Action,
        before: State | None,
        after: State,
        *,
        at: datetime,
        by: By,
        station: str = "",
        counter_id: str | None = None,
        detail: str = "",
        replaced: Mapping[str, Any] | None = None,
        made: Mapping[str, Any] | None = None,
    ) -> None:
        """Append one line to the history of the ticket ``row``; ``replaced`` is what an undo needs to know, ``made``
        the columns of the ticket that were set, where the rest of the line does not tell them."""
        self.must_notify = True
        of = {
            "ticket_id": row["id"],
            "day_id": row["day_id"],
            "service_id": row["service_id"],
            "counter_id": counter_id,
        }
        done = {"action": action.value, "from_state": before.value if before else None, "to_state": after.value}
        stated = {"actor": by.actor, "station": station, "detail": detail, "at": at, "p_clock": self.given_now()}
        kept = {"before": None if replaced is None else _plain(replaced), "after": _plain(made or {})}
        self.run(_LOG[self.postgres], {**of, **done, **stated, **kept})
        if action in _CHANGES_THE_PAST:
            self.day_changed(row["day_id"])

    def day_changed(self, day_id: int) -> None:
        """A business day that may have closed is to be added up again (``hall.store.aggregates``)."""
        self.run(_STALE, {"day": day_id})

    def lock_hall(self) -> None:
        """Let one transaction at a time change the business day or the structure. Locks are taken in this order
        everywhere: hall, day, counters by id, turns by key, staff, ticket."""
        self.connection.execute(select(t.hall.c.id).with_for_update(key_share=True)).one_or_none()

    def lock_counters(self, *ids: str) -> None:
        """Hold these counters, or every one: no call or visit is under way there until this transaction ends."""
        self.connection.execute(_LOCK_COUNTERS[bool(ids)], {"ids": ids} if ids else {}).all()

    def open_day(self, *, hold: bool = False, share: bool = False) -> Row[tuple[object, ...]] | None:
        """The open business day, or None; ``hold`` lets nobody issue or close until this transaction ends, ``share``
        nobody close or apply a structure.

        The lock leaves foreign keys alone (FOR NO KEY UPDATE): a call that is under way may still name the day.
        """
        if self._day is not None:
            return self._day[0]
        day: Row[tuple[object, ...]] | None = self.run(_OPEN_DAY[hold, share]).one_or_none()
        if self.snapshot:
            self._day = (day,)
        return day

    def local(self, at: datetime) -> datetime:
        """``at`` in the hall's time zone."""
        return at.astimezone(self.structure.zone)


def _server_now(tx: Transaction) -> datetime:
    at: datetime = tx.run(_CLOCK_NOW).scalar_one()
    return at.astimezone(UTC)


def last_stamp() -> Any:
    """The latest issue time of the open day, as a scalar subquery; NULL before its first number."""
    n, d = t.day_number.c, t.business_day.c
    return (
        select(func.max(n.last_at)).where(n.day_id == d.id, d.closed_at.is_(None), is_time(n.last_at)).scalar_subquery()
    )


def is_time(column: Any) -> Any:
    """Whether a column holds a time: what is none would be later than all of them. The pattern is not bound: SQLite
    plans a statement with a bound one anew at each run, which takes longer than to run it."""
    return cast(column, String).like(literal_column("'2___-__-__ __:__:__%'"))


# Built once: to build a statement takes longer than to run it.
_CLOCK_NOW = Prepared(select(func.clock_timestamp()))
_REVISION = Prepared(select(t.hall.c.revision))
_LAST_STAMP = Prepared(select(last_stamp().label("latest")))
_RUNNING = select(t.business_day).where(t.business_day.c.closed_at.is_(None))
_OPEN_DAY = {
    (False, False): Prepared(_RUNNING),
    (True, False): Prepared(_RUNNING.with_for_update(key_share=True)),
    (False, True): Prepared(_RUNNING.with_for_update(read=True)),
}
_ALL_COUNTERS = select(t.counter.c.id).order_by(t.counter.c.id).with_for_update(key_share=True)
_LOCK_COUNTERS = {
    False: _ALL_COUNTERS,
    True: _ALL_COUNTERS.where(t.counter.c.id.in_(bindparam("ids", expanding=True))),
}
"""By whether only some are meant."""
_CHANGES_THE_PAST = frozenset({Action.CORRECT, Action.CARRY, Action.PUT_RIGHT})
"""What is done to numbers of days that have closed without opening these again."""
_A = t.aggregate_day.c
_STALE = Prepared(
    update(t.aggregate_day).where(_A.day_id == bindparam("day", type_=_A.day_id.type), ~_A.stale).values(stale=True)
)
_CLOCK = bindparam("p_clock", type_=t.ticket_event.c.clock_at.type)
_LINE = {c.name: bindparam(c.name, type_=c.type) for c in t.ticket_event.c if c.name not in ("id", "clock_at")}
_LOG = {
    False: Prepared(insert(t.ticket_event).values(**_LINE, clock_at=_CLOCK)),
    True: Prepared(insert(t.ticket_event).values(**_LINE, clock_at=func.coalesce(_CLOCK, func.clock_timestamp()))),
}
"""By whether it is Postgres, which tells its own clock."""


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Columns as JSON holds them; a moment in UTC, as both databases give it back."""
    return {name: v.astimezone(UTC).isoformat() if isinstance(v, datetime) else v for name, v in values.items()}
