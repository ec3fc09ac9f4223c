"""What a supervisor sets over the configuration for a time: open although the hours say closed, a counter's services.

Of a counter, ``counter_service`` holds what is in force, which is what calls read; the override keeps what the
configuration says, and it comes back at the end. Programs look for ends each minute (``settle``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Select, delete, insert, select, update

from hall.access import By, Operation, refuse
from hall.errors import Refused, or_refuse
from hall.overrides import Override, OverrideKind, in_force
from hall.store import tables as t
from hall.store.database import sight
from hall.store.database.aspect import Aspect, Reads, once
from hall.store.database.codec import to_json
from hall.store.database.readable import each
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.structure.scopes import agency_of, lasting, scoped, structure_changed
from hall.store.structure.structure_rows import RUNNING, approved_closures, override_of, running_overrides
from hall.structure import CounterService
from hall.text_rules import TITLE, one_line, reason_of

_O = t.override.c
_SERVED = tuple[CounterService, ...]
_KEPT_FOR = timedelta(days=30)
"""How long a closing that ended by its time is still loaded, to explain what was."""


def find(tx: Transaction, override_id: int) -> Override:
    """The override with this number. Raises Refused("unknown_override")."""
    row = tx.connection.execute(select(t.override).where(_O.id == override_id)).one_or_none()
    return override_of(or_refuse(row, "unknown_override", override=override_id))


_OVERRIDE = Kept[Override](attrgetter("id"), find)


class OverrideWork(Aspect):
    """Operations on what lies over the configuration."""

    @once(Operation.OPEN, _OVERRIDE)
    def open(
        self,
        scope: str,
        by: By,
        target: str = "",
        *,
        reason: str,
        reason_en: str = "",
        ends_at: datetime | None = None,
        open_ended: bool = False,
    ) -> Override:
        """Open the hall, an agency or a service although its hours say closed: until ``ends_at``, by default the end
        of the hall's day, or ``open_ended`` until taken back. It lies over the hours alone: what somebody closes opens
        when the closing ends.

        Raises Refused("counter_not_opened"), ("evacuated"), ("opened_over_closing") where a closing of the same or of
        what it belongs to is in force, and as ``ClosureWork.close``.
        """
        tx = self._tx
        scope, target, agency = scoped(tx, scope, target)
        if scope == "counter":
            raise Refused("counter_not_opened")
        tx.lock_hall()
        _refuse_closed(tx, {(scope, target), ("agency", agency), ("hall", "")})
        end = lasting(tx, ends_at, open_ended=open_ended)
        return _made(tx, by, OverrideKind.OPEN, scope, target, end, reason, reason_en)

    @once(Operation.ASSIGN, _OVERRIDE)
    def assign(
        self,
        counter: str,
        by: By,
        services: Sequence[str],
        *,
        also: Sequence[str] = (),
        reason: str,
        ends_at: datetime | None = None,
        open_ended: bool = False,
    ) -> Override:
        """Let a counter serve ``services`` (ids or prefixes), and those of ``also`` when nobody waits for them, until
        an end as of ``open``. It takes the place of an assignment that the counter has already.

        Raises Refused("no_services"), ("unknown_service"), ("unknown_counter"), ("other_agency").
        """
        tx, structure = self._tx, self._tx.structure
        place = structure.find_counter(counter)
        served = _served(tx, by, services, also)
        tx.lock_hall()
        tx.lock_counters(place.id)
        end = lasting(tx, ends_at, open_ended=open_ended)
        before = running_of(tx, place.id)
        configured = place.services if before is None else before.configured
        if before is not None:
            _end(tx, before.id, by.actor)
        made = {"services": to_json(_SERVED, served), "configured": to_json(_SERVED, configured)}
        _serve(tx, place.id, served)
        return _made(tx, by, OverrideKind.SERVICES, "counter", place.id, end, reason, "", **made)

    @once(Operation.END_OVERRIDE, _OVERRIDE)
    def end(self, override_id: int, by: By) -> Override:
        """Take an override back. Raises Refused("unknown_override") and ("override_over")."""
        tx = self._tx
        tx.lock_hall()
        found = find(tx, override_id)
        if found.ended_at is not None:
            raise Refused("override_over", override=override_id)
        _take_back(tx, found, by.actor)
        structure_changed(tx)
        return find(tx, override_id)

    def _agency_of(self, arguments: dict[str, Any]) -> str | None:
        tx = self._tx
        if "override_id" in arguments:
            found = find(tx, arguments["override_id"])
            return agency_of(tx, found.scope, found.target)
        if "counter" in arguments:
            return tx.structure.find_counter(arguments["counter"]).agency
        return scoped(tx, arguments["scope"], arguments["target"])[2]


class OverrideReads(Reads):
    """What lies over the configuration."""

    def listed(self) -> tuple[Override, ...]:
        """All that has not ended, of what is seen, the oldest first."""
        found = running_overrides(self._tx.connection)
        return tuple(one for one in found if sight.sees(self._tx, agency_of(self._tx, one.scope, one.target)))


def running_of(tx: Transaction, counter_id: str) -> Override | None:
    """The assignment that a counter has now."""
    found = (one for one in running_overrides(tx.connection) if one.kind is OverrideKind.SERVICES)
    return next((one for one in found if one.target == counter_id), None)


def _refuse_closed(tx: Transaction, concerned: set[tuple[str, str]]) -> None:
    """Raises Refused where an opening would open nothing: an evacuation goes on, or a closing is in force of one of
    ``concerned`` (scope and id)."""
    if tx.structure.evacuation is not None:
        raise Refused("evacuated")
    closings = (one for one in approved_closures(tx.connection) if (one.scope, one.target) in concerned)
    found = in_force(tx.now(), closings)
    if found is not None:
        raise Refused("opened_over_closing", closure=found.id, why=found.reason)


def is_due(tx: Transaction) -> bool:
    """Whether ``settle`` would write something."""
    now = tx.now()
    return any(tx.connection.execute(query.limit(1)).first() is not None for query in (_over(now), _forgotten(now)))


def settle(tx: Transaction) -> None:
    """End what is over by its time: a counter serves again what the configuration says."""
    tx.lock_hall()
    now = tx.now()
    over = each(override_of, tx.connection.execute(_over(now).order_by(_O.target)))
    for one in over:
        _take_back(tx, one, "")
    ended = update(t.closure).where(t.closure.c.id.in_(_forgotten(now).scalar_subquery())).values(state="ended")
    if over or tx.connection.execute(ended).rowcount:
        structure_changed(tx)


def _over(now: datetime) -> Select[Any]:
    return select(t.override).where(RUNNING, _O.ends_at <= now)


def _forgotten(now: datetime) -> Select[Any]:
    c = t.closure.c
    return select(c.id).where(c.state == "approved", c.ends_at <= now - _KEPT_FOR)


def _served(tx: Transaction, by: By, services: Sequence[str], also: Sequence[str]) -> _SERVED:
    """Each service once, by its first mention. Raises Refused."""
    found: dict[str, CounterService] = {}
    for rank, keys in ((1, services), (2, also)):
        for key in keys:
            service = tx.structure.find_service(key)
            refuse(by, Operation.ASSIGN, service.agency)
            found.setdefault(service.id, CounterService(service.id, rank))
    if not found:
        raise Refused("no_services")
    return tuple(found.values())


def _made(
    tx: Transaction,
    by: By,
    kind: OverrideKind,
    scope: str,
    target: str,
    ends_at: datetime | None,
    reason: str,
    reason_en: str,
    **more: object,
) -> Override:
    texts = {"reason": reason_of(reason, TITLE), "reason_en": one_line(reason_en, TITLE)}
    of = {"kind": kind.value, "scope": scope, "target": target}
    row = insert(t.override).values(**of, starts_at=tx.now(), ends_at=ends_at, made_by=by.actor, **texts, **more)
    made = override_of(tx.connection.execute(row.returning(t.override)).one())
    structure_changed(tx)
    return made


def _take_back(tx: Transaction, found: Override, actor: str) -> None:
    if found.kind is OverrideKind.SERVICES:
        tx.lock_counters(found.target)
        _serve(tx, found.target, found.configured)
    _end(tx, found.id, actor)


def _end(tx: Transaction, override_id: int, actor: str) -> None:
    values = {"ended_at": tx.now(), "ended_by": actor}
    tx.connection.execute(update(t.override).where(_O.id == override_id, RUNNING).values(**values))


def _serve(tx: Transaction, counter_id: str, served: Iterable[CounterService]) -> None:
    links = t.counter_service
    tx.connection.execute(delete(links).where(links.c.counter_id == counter_id))
    rows = [{"counter_id": counter_id, "service_id": one.service, "rank": one.rank} for one in served]
    if rows:
        tx.connection.execute(insert(links), rows)
