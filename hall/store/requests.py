"""Request ids: a write that is sent twice is done once, and the second sender gets the first result."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from hall.errors import Refused
from hall.store import tables as t
from hall.store.transaction import Transaction

T = TypeVar("T")


def new_request_id() -> str:
    """A fresh id for one press of a key."""
    return uuid.uuid4().hex


def fingerprint(operation: str, *arguments: object) -> str:
    """What was asked, in one line: the same id with another fingerprint is refused."""
    return "|".join([operation, *(escaped(str(argument)) for argument in arguments)])


def escaped(text: str) -> str:
    """``text`` as one of several fields that ``|`` keeps apart; one without ``|`` and backslash is as it was, so that
    what older programs stored still fits."""
    return text.replace("\\", "\\\\").replace("|", "\\|")


def joined(*fields: str) -> str:
    """The fields of a detail in one text, each ``escaped``; empty ones at the end are left out."""
    last = max((place for place, field in enumerate(fields, 1) if field), default=0)
    return "|".join(map(escaped, fields[:last]))


def earlier_result(tx: Transaction, request_id: str, asked: str) -> Any | None:
    """The result of ``request_id`` when it was done before, else None. Raises Refused("request_reused") when it
    was something else."""
    row = tx.connection.execute(select(t.request).where(t.request.c.id == request_id)).one_or_none()
    return None if row is None else result_of(row, request_id, asked)


def result_of(row: Any, request_id: str, asked: str) -> Any:
    """The stored result of a request's row. Raises Refused("request_reused") when it was something else."""
    if row.fingerprint != asked:
        raise Refused("request_reused", request=request_id)
    return row.result


def once(
    tx: Transaction,
    request_id: str | None,
    asked: str,
    perform: Callable[[], tuple[T, Any]],
    replay: Callable[[Any], T],
) -> T:
    """Do ``perform`` unless ``request_id`` was done before; then ``replay`` its stored result.

    ``perform`` returns the answer and what to store of it. The id is taken first, so a twin in another process
    waits for this transaction; a refusal leaves no trace of the id.
    """
    if request_id is None:
        return perform()[0]
    if not take(tx, request_id, asked):
        return replay(earlier_result(tx, request_id, asked))
    try:
        answer, result = perform()
    except Refused:
        tx.connection.execute(delete(t.request).where(t.request.c.id == request_id))
        raise
    tx.connection.execute(update(t.request).where(t.request.c.id == request_id).values(result=result))
    return answer


def take(tx: Transaction, request_id: str, asked: str, result: Any = None) -> bool:
    """Store the id; False when it is there already."""
    row = {"id": request_id, "fingerprint": asked, "result": result, "at": tx.now()}
    return tx.connection.execute(_TAKE[tx.postgres], row).one_or_none() is not None


_TAKE = {
    postgres: make(t.request).on_conflict_do_nothing().returning(t.request.c.id)
    for postgres, make in ((True, postgres_insert), (False, sqlite_insert))
}
