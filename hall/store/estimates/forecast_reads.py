"""What those who come later would wait: the present picture, rolled on with the arrivals of earlier days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from hall.estimating import Forest
from hall.estimating.forecast import Forecast, Usual, forecast
from hall.store import tables as t
from hall.store.aggregates.naming import hall_code
from hall.store.database.readable import whole_rows
from hall.store.database.transaction import Transaction
from hall.store.estimates.day_steps import midnight_of
from hall.store.estimates.learning_days import estimator_of
from hall.store.estimates.picture import picture_of

_EACH = timedelta(minutes=1)
_DAYS = 6
"""So many days say who usually comes: the last ones of the same weekday, or else the last ones."""
_LOOK_BACK = timedelta(days=70)
_A, _S, _M = t.aggregate_day.c, t.aggregate_service.c, t.wait_memory.c


def forecast_now(tx: Transaction) -> Forecast | None:
    """Of all services, as this process worked it out within a minute; None when nobody works the waits out."""
    waits = tx.cache.waits.look(tx)
    if waits is None:
        return None
    now, day, kept = tx.now(), tx.open_day(), tx.cache.forecast
    made, key = kept.made, (None if day is None else day.id, tx.structure.revision)
    if made is None or made[0] != key or not timedelta() <= now - made[1].at < _EACH:
        local = tx.local(now)
        midnight = datetime.combine(local.date(), time(), local.tzinfo) if day is None else midnight_of(tx, day)
        takes = _takes(tx)
        picture = picture_of(tx, midnight, takes)
        made = kept.made = key, forecast(picture, waits, _usual(tx, midnight.date()), takes)
    return made[1]


def _takes(tx: Transaction) -> Callable[[str], timedelta]:
    """How long a visit usually takes, as the hall had learned it when its last day closed."""
    kept = tx.cache.forecast
    row = tx.connection.execute(select(_M.last_day).where(_M.id == 1)).one_or_none()
    last = None if row is None else row.last_day
    known = kept.takes
    if known is None or known[0] != last:
        memory = "" if row is None else tx.connection.execute(select(_M.memory).where(_M.id == 1)).scalar_one()
        estimator = estimator_of(memory, Forest(()))
        every = {one: timedelta(minutes=estimator.takes(one)) for one in tx.structure.services}
        known = kept.takes = last, every
    found = known[1]
    usual = timedelta(minutes=estimator_of("", Forest(())).takes(""))
    return lambda service: found.get(service, usual)


def _usual(tx: Transaction, day: date) -> Usual | None:
    """How many usually come in each half hour of a day like this; None in a hall without earlier days."""
    known = tx.cache.forecast.usual
    if known is None or known[0] != day:
        known = tx.cache.forecast.usual = day, _counted(tx, day)
    return known[1]


def _counted(tx: Transaction, day: date) -> Usual | None:
    hall = hall_code(tx.structure.structure.hall)
    before = select(_A.day_id, _A.date).where(
        _A.hall == hall, _A.date.between(day - _LOOK_BACK, day - timedelta(days=1))
    )
    rows = list(whole_rows(tx.connection.execute(before.order_by(_A.date.desc(), _A.day_id.desc()))))
    same = [row.day_id for row in rows if row.date.weekday() == day.weekday()]
    days = (same or [row.day_id for row in rows])[:_DAYS]
    if not days:
        return None
    counts: defaultdict[str, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
    query = select(_S.service, _S.arrivals).where(_S.hall == hall, _S.day_id.in_(days))
    for row in whole_rows(tx.connection.execute(query)):
        for half_hour, count in row.arrivals.items():
            counts[row.service][int(half_hour)] += count / len(days)
    return counts
