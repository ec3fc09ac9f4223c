"""The door to the database: units of work, readers, and the checks that belong to neither."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from hall.access import By
from hall.clock import Clock, ClockWatch, SinceBoot, SystemClock, since_boot
from hall.errors import StoreUnavailable
from hall.lives import Life, Standing
from hall.processes import program_name
from hall.store.aggregates.adding_up import add_days_up
from hall.store.database import clocks, existence_marker
from hall.store.database.clocks import StepsBack
from hall.store.database.connections import Connections
from hall.store.database.engine import (
    FileWatch,
    LockHeld,
    TryAgain,
    parse_url,
    shown_url,
    sqlite_path,
    translated,
)
from hall.store.database.explaining import Explained, RowsContradict
from hall.store.database.holder import Caller
from hall.store.database.link import Link
from hall.store.database.notes import notes
from hall.store.database.transaction import Transaction
from hall.store.database.write_lock import PATIENCE, WriteLock
from hall.store.database.writing import Writing
from hall.store.day import looking
from hall.store.devices import program_lives
from hall.store.incidents import incident_look
from hall.store.staff import members, signing
from hall.store.staff.members import PinHash
from hall.store.structure import overriding
from hall.store.structure.structure_cache import StructureCache
from hall.store.tickets import directed
from hall.store.views import alarms
from hall.store.views.reader import Reader
from hall.store.work import UnitOfWork
from hall.views import UserView
from hall.wrong_rows import WrongRow

T = TypeVar("T")
_log = logging.getLogger(__name__)
_TRIES = 6
_BEAT_PATIENCE = 2.0
_RECONNECT = (0.05, 0.2, 0.5, 1.0)
"""Pauses in seconds while the database is away, such as at a restart; after them the caller gets the error, and
programs try again by themselves."""


class Store:
    """One hall's database, from ``open_store``. May be used by several threads; each gets its own connection."""

    def __init__(self, url: str, clock: Clock | None = None, caller: Caller | None = None) -> None:
        self._caller = caller or Caller(program_name())
        self._url = parse_url(url)
        self.url = shown_url(self._url)
        """The database URL with its passwords hidden."""
        path = sqlite_path(self._url)
        self._lock = None if path is None else WriteLock(existence_marker.lock_file(path), self._caller)
        self._file = None if path is None else FileWatch(path)
        self._clock = clock
        self.since_boot: Callable[[], SinceBoot | None] | None = since_boot if clock is None else None
        """Says for how long the machine has run; tests bring their own."""
        self._cache = StructureCache()
        self._connections = Connections(self._url, self._file, self._cache.clear)
        self._explained = Explained(self._url, self._connections)
        self._watch = ClockWatch() if clock is None else ClockWatch(monotonic=None)
        self._steps = StepsBack()

    def notes(self) -> tuple[str, ...]:
        """What a technician should know of a SQLite database's files and library; none on Postgres."""
        return notes(self._file.path) if self._file is not None else ()

    def close(self) -> None:
        """Give back every connection."""
        self._connections.drop()
        if self._lock is not None:
            self._lock.close()

    @contextmanager
    def begin(self) -> Iterator[UnitOfWork]:
        """A unit of work: commits when the block ends, rolls back when it raises.

        Raises StoreUnavailable when the database cannot be used now; then nothing was written, or, when the
        connection broke at the commit itself, the repeat with the same request id finds out.
        """
        with self._transaction(self._writing()) as transaction:
            transaction.begin()
            yield UnitOfWork(transaction)

    def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do ``work`` in a unit of work, again with growing pauses when the database could not order the writers
        or dropped the connection. Writes that carry a request id are safe to repeat; use one."""
        return self._until_done(lambda transaction: work(UnitOfWork(transaction)))

    def act(self, operation: Callable[[UnitOfWork], T], permit: Callable[[], None] | None = None) -> T:
        """Do one single operation, as ``run`` does: others wait only for what it writes, not for its answer. ``permit``
        is asked right before that is kept, in this thread; when it raises, nothing is."""
        return self._until_done(lambda transaction: operation(UnitOfWork(transaction)), alone=True, permit=permit)

    @contextmanager
    def read(self, by: By | None = None) -> Iterator[Reader]:
        """A reader on one snapshot, of what ``by`` may see; of everything for the programs. Raises StoreUnavailable."""
        try:
            with self._explained, self._connections.snapshot() as link:
                transaction = self._of(lambda: link, snapshot=True)
                transaction.reads_as = by or transaction.reads_as
                yield Reader(transaction)
        except TryAgain as error:
            raise self._explained.busy(error) from error

    def fetch(self, job: Callable[[Reader], T], by: By | None = None) -> T:
        """What ``job`` reads on one snapshot, as ``read`` does. Raises StoreUnavailable."""
        with self.read(by) as reader:
            return job(reader)

    def settle_day(self) -> str | None:
        """Look at the open business day, as programs do at their start and each minute, and end what supervisors set
        over the configuration when its time is over; numbers that wait for a counter alone whose closing has begun
        wait for their service again. A day that has run its time (left open by a power cut, or past ``day_close``) ends
        when two looks, some minutes apart, found it so.

        Returns a sentence for the log, None when nothing was ended. Raises Refused("clock_far_ahead").
        """
        with self._explained, self._connections.snapshot() as link:
            transaction = self._of(lambda: link)
            looks, changes = looking.needs_look(transaction), overriding.is_due(transaction)
            strands = bool(directed.stranded(transaction))
        if changes:
            self._until_done(overriding.settle)
        if strands:
            self._until_done(directed.send_back)
        if not looks:
            return None
        said = self._until_done(looking.look)
        if said is not None:
            _log.warning("%s", said)
        return said

    def each_minute(self) -> None:
        """What programs look at once they have started, and each minute: the business day, whether an agency cannot
        serve, and which alarms have come and gone, which is written down. Raises as ``settle_day`` does."""
        try:
            self.settle_day()
        finally:
            self.find_incidents()
            with self._explained, self._connections.snapshot() as link:
                differ = alarms.differ(self._of(lambda: link, snapshot=True))
            if differ:
                self._until_done(alarms.write_down)
            add_days_up(self)

    def find_incidents(self) -> tuple[str, ...]:
        """Look whether an agency cannot serve (``hall.incidents``), as programs do each minute; returns sentences for
        the log of what has begun. Raises StoreUnavailable."""
        with self._explained, self._connections.snapshot() as link:
            if not incident_look.needs_look(self._of(lambda: link, snapshot=True)):
                return ()
        said = self._until_done(incident_look.look)
        for line in said:
            _log.warning("%s", line)
        return said

    def beat(self, life: Life) -> Standing:
        """Say that a program goes on, and whether it has the name of its station (``hall.lives``).

        A beat does not queue: while others write for long it is left out, and the worker is free for reading. Raises
        StoreUnavailable.
        """
        with self._transaction(self._writing(_BEAT_PATIENCE)) as transaction:
            own = SystemClock().now() if self._clock is None else None
            return program_lives.beat(transaction, life, own)

    def end_life(self, life_id: str) -> None:
        """Say that a program ends, so that the next one of its name need not wait. Raises StoreUnavailable."""
        with self._transaction(self._writing(_BEAT_PATIENCE)) as transaction:
            program_lives.end(transaction, life_id)

    def check_pin(self, login: str, pin: str, *, station: str = "") -> UserView:
        """The member of staff with this login and PIN, typed at ``station``.

        Raises Refused("wrong_pin"), also for a login that nobody has, ("pin_locked") while wrong tries rest
        (``hall.guessing``): then the PIN is not looked at, and ("login_closed") to the right PIN of somebody who is
        disabled.
        """
        return signing.check_login(
            self._until_done, login, pin, station=station, steady=self.since_boot and self.since_boot()
        )

    def check_station_pin(self, station: str, pin: str) -> None:
        """Whether ``pin`` opens the staff page of a station. Raises Refused("no_station_pin") where none was set, and
        ("wrong_pin") and ("pin_locked") as ``check_pin`` does."""
        signing.check_station(self._until_done, station, pin, steady=self.since_boot and self.since_boot())

    def new_pin(self, pin: str, login: str = "") -> PinHash:
        """A new PIN of ``login`` (empty for a station's), hashed before a unit of work keeps it.

        Raises Refused("weak_pin"), ("pin_short") and ("pin_common").
        """
        with translated(self._url), self._connections.snapshot() as link:
            digits = members.pin_digits(self._of(lambda: link))
        return members.hash_pin(pin, login, digits)

    def _until_done(
        self, job: Callable[[Transaction], T], *, alone: bool = False, permit: Callable[[], None] | None = None
    ) -> T:
        """Do ``job`` in a transaction, again when the database could not order the writers or dropped us."""
        busy, away, patient = 0, 0, True
        while True:
            writing = self._writing(permit=permit)
            try:
                with self._transaction(writing, patient=patient, alone=alone) as transaction:
                    return job(transaction)
            except TryAgain as error:
                busy += 1
                if busy == _TRIES or writing.committed:
                    raise self._explained.busy(error) from error
                pause = 0.01 * 2**busy
                patient = patient and not isinstance(error, LockHeld)
            except (WrongRow, RowsContradict):
                raise
            except StoreUnavailable:
                # Only a server comes back within a moment; a file that is gone or full does not.
                if self._lock is not None or away == len(_RECONNECT) or writing.committed:
                    raise
                pause = _RECONNECT[away]
                away += 1
            time.sleep(pause * (0.5 + random.random()))  # noqa: S311

    @contextmanager
    def _transaction(self, writing: Writing, *, patient: bool = True, alone: bool = False) -> Iterator[Transaction]:
        transaction = self._of(writing.begin)
        transaction.patient = patient
        transaction.writing, transaction.alone = writing, alone
        with self._explained:
            try:
                # Where the time costs no round trip; on Postgres the beats of programs notice (``program_lives``).
                now = transaction.given_now()
                if now is not None and self._steps.went_back(now):
                    clocks.put_right(transaction, now)
                yield transaction
                if not writing.committed:
                    transaction.commit()
            finally:
                writing.end()

    def _writing(self, patience: float = PATIENCE, permit: Callable[[], None] | None = None) -> Writing:
        return Writing(self._connections, self._lock, patience, permit)

    def _of(self, connect: Callable[[], Link], *, snapshot: bool = False) -> Transaction:
        return Transaction(
            connect, self._cache, self._clock, postgres=self._lock is None, snapshot=snapshot, watch=self._watch
        )
