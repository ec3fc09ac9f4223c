"""Calls of one queue take turns, so that each reads what the one before it has left (decision 025). Postgres only.

A turn lasts from before the reading of the heads until the commit: some milliseconds. It belongs to a service, so that
counters which share none never wait for one another, and is an advisory lock: nothing is written, and whoever only
holds a ticket's row for a moment (a priority, a missing slip) is no caller and takes none. A program that is stopped in
the middle stops nobody: after ``PATIENCE`` the store tries again without turns (``Transaction.patient``).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from sqlalchemy import String, bindparam, text

from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction
from hall.structure import Counter

PATIENCE = "1s"
"""How long a call waits for a turn or for a ticket's row; both are held for a commit, unless their holder hangs."""
_CLASS = 0x48414C4C
"""The advisory locks of turns, next to the one of migrations."""


def take_counter_and_turn(tx: Transaction, place: Counter) -> None:
    """Hold the counter's row and the turn of each of its queues until the transaction ends, in one statement.

    From here on the transaction waits ``PATIENCE`` for a lock. Whether it is still the counter that was meant is seen
    in the structure afterwards: it may have been archived, its services changed, and its label be another's.
    """
    queues = _keys(served.service for served in place.services)
    tx.run(_COUNTER[tx.patient], {"counter": place.id, "queues": queues, "patience": PATIENCE}).all()


def take_turn(tx: Transaction, service_id: str) -> None:
    """Hold the turn of one queue: no call of it is under way until this transaction ends."""
    take_turns(tx, (service_id,))


def take_turns(tx: Transaction, services: Iterable[str]) -> None:
    """Hold the turns of several queues."""
    if tx.postgres:
        tx.run(_QUEUE[tx.patient], {"queues": _keys(services)}).all()


def _keys(services: Iterable[str]) -> str:
    """The keys of queues, in the order in which everybody takes them, with commas between them: the driver takes longer
    to send a list than the server to read one. Two of one key only wait more often."""
    return ",".join(str(key) for key in sorted({zlib.crc32(service.encode()) - 2**31 for service in services}))


_LOCK = {True: "pg_advisory_xact_lock", False: "pg_try_advisory_xact_lock"}
"""By whether it is waited for."""
_QUEUES = bindparam("queues", type_=String)
_EACH = "unnest(CAST(string_to_array(:queues, ',') AS integer[]))"

# Each step reads from the one before it, which gives them their order: the counter, then the shorter patience, which
# must not count for a counter where somebody acts, then the turns.
_TAKE = """
WITH place AS MATERIALIZED (
    SELECT id FROM counter WHERE id = :counter FOR NO KEY UPDATE
), hurry AS MATERIALIZED (
    SELECT set_config('lock_timeout', :patience, true) FROM place
), queues AS MATERIALIZED (
    SELECT queue FROM hurry, {each} AS queue ORDER BY queue
)
SELECT {lock}({which}, queue) FROM place LEFT JOIN queues ON true
"""
_COUNTER = {
    patient: Prepared(
        text(_TAKE.format(lock=lock, which=_CLASS, each=_EACH)).bindparams(
            bindparam("counter", type_=String), bindparam("patience", type_=String), _QUEUES
        )
    )
    for patient, lock in _LOCK.items()
}
_QUEUE = {
    patient: Prepared(text(f"SELECT {lock}({_CLASS}, queue) FROM {_EACH} AS queue").bindparams(_QUEUES))  # noqa: S608
    for patient, lock in _LOCK.items()
}
