"""Where a counter sends its visitors on to."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import String, bindparam, select

from hall.field_text import fields_of
from hall.lifecycle import Action
from hall.store import tables as t
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction

MOST = 5
"""So many targets are listed first."""
_DAYS = 7
_E = t.ticket_event.c


def usual_targets(tx: Transaction, counter_id: str, day_id: int) -> tuple[str, ...]:
    """The services and counters (ids) that the counter transferred to most often on its last seven business days, the
    most used first."""
    structure = tx.structure
    counters = {counter.label: counter.id for counter in structure.structure.counters}
    used: Counter[str] = Counter()
    for row in tx.run(_TRANSFERS, {"counter": counter_id, "since": day_id - _DAYS}):
        moved, label, *_ = (*fields_of(row.detail), "", "")
        target = counters.get(label, "") if label else row.service_id if moved else ""
        used[target] += 1
    return tuple(target for target, _ in used.most_common() if target)[:MOST]


_TRANSFERS = Prepared(
    select(_E.service_id, _E.detail).where(
        _E.counter_id == bindparam("counter", type_=String),
        _E.day_id > bindparam("since", type_=_E.day_id.type),
        _E.action == t.written(Action.TRANSFER),
    )
)
