"""Terms of SQL that all figures about visits share: the first call, spans in whole seconds, and whether the promise was
kept (``hall.promise``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Subquery, bindparam, case, cast, func, select

from hall.lifecycle import State
from hall.store import tables as t
from hall.store.database.prepared import Prepared

_C, _S, _CALL = t.ticket.c, t.service.c, t.call.c
PROMISED_WAIT = bindparam("promised_wait", type_=Integer)
"""The hall's promise to who waits, in seconds."""


def both(build: Callable[[bool], Any]) -> dict[bool, Prepared]:
    """A statement for each database, by whether it is Postgres."""
    return {postgres: Prepared(build(postgres)) for postgres in (True, False)}


def second(time: Any, *, postgres: bool) -> ColumnElement[int]:
    """A time as whole seconds since 1970, without its fraction."""
    whole: Any = func.floor(func.extract("epoch", time)) if postgres else func.strftime("%s", time)
    return cast(whole, BigInteger if postgres else Integer)


def seconds(first: Any, last: Any, *, postgres: bool) -> ColumnElement[int]:
    """From one time to another, as ``hall.promise.span``."""
    return second(last, postgres=postgres) - second(first, postgres=postgres)


def first_calls(*where: ColumnElement[bool]) -> Subquery:
    """The first call of each ticket that was not taken back (``ticket_id``, ``at``)."""
    return (
        select(_CALL.ticket_id, func.min(_CALL.at).label("at"))
        .where(*where, ~_CALL.undone)
        .group_by(_CALL.ticket_id)
        .subquery("first")
    )


def is_done() -> ColumnElement[bool]:
    """Whether the visit of a ticket has ended as done."""
    return _C.state == t.written(State.DONE)


def is_kept(first_call: Any, *, postgres: bool, of: Any = None) -> ColumnElement[bool]:
    """Whether the promise of a ticket's service was kept; what is not known breaks none. ``of`` has the columns of
    ticket and service that it needs, where they are not those of the tables."""
    visit, service = of if of is not None else _C, of if of is not None else _S
    waited = seconds(visit.issued_at, first_call, postgres=postgres)
    took = seconds(visit.serving_at, visit.ended_at, postgres=postgres)
    wait = func.coalesce(service.promised_wait_minutes * 60, PROMISED_WAIT)
    return (func.coalesce(waited, 0) <= wait) & (func.coalesce(took, 0) <= service.promised_minutes * 60)


def count_if(condition: ColumnElement[bool]) -> Any:
    """How many rows hold it."""
    return func.count(case((condition, 1)))
