"""Request ids: a write that is sent twice is done once, and the second sender gets the first result.

What is kept is what was done. A refusal and "nobody waits" left nothing behind, so nothing is kept of them: the same id
sent again is tried again, and may then be done. Who got no answer repeats with the same id until there is one;
who was refused and tries later, on purpose, takes a new id or the same, as he likes. What was done stays done: a repeat
is answered however long ago it was, and though its counter or service was archived or renamed since.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from hall.errors import Refused
from hall.field_text import escaped
from hall.identifiers import key_of
from hall.store import tables as t
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction

T = TypeVar("T")


def new_request_id() -> str:
    """A fresh id for one press of a key."""
    return secrets.token_bytes(16).hex()


def fingerprint(operation: str, *arguments: object) -> str:
    """What was asked, in one line: the same id with another fingerprint is refused."""
    return "|".join([operation, *(escaped(str(argument)) for argument in arguments)])


@lru_cache(maxsize=512, typed=True)  # few are asked for over and over, and the text of True is not that of 1
def named(operation: str, found: str, key: str, *arguments: object) -> str:
    """The fingerprint of what was asked of a counter or service: by its id, and as it was ``key``ed, by which a repeat
    is known when the label or prefix means another one by now, or none."""
    return _AS_KEYED.join([fingerprint(operation, found, *arguments), fingerprint(operation, key_of(key), *arguments)])


_AS_KEYED = "\n~"


LONGEST_ID = 100
"""Characters of a request id."""


def refuse_odd_id(request_id: str | None) -> None:
    """A request id is a machine's word, to be written and compared as it is. Raises Refused("request_id")."""
    if request_id is None:
        return
    if not (request_id.isascii() and request_id.isprintable() and 0 < len(request_id) <= LONGEST_ID):
        raise Refused("request_id", request=request_id, longest=LONGEST_ID)


def or_first_answer(
    tx: Transaction,
    request_id: str | None,
    asked: Callable[[str], str],
    perform: Callable[[], T],
    again: Callable[[Transaction, Any], T],
) -> T:
    """Do ``perform``, which finds a name and does ``once``; when the name means nothing by now, or something else, but
    the request was done under it, answer by its stored result. ``asked`` makes what ``named`` does of an id. Raises
    Refused as ``refuse_odd_id`` does."""
    refuse_odd_id(request_id)
    try:
        return perform()
    except Refused as refusal:
        if request_id is None or refusal.code not in _NAMES:
            raise
        row = tx.run(_FIND, {"p_id": request_id}).one_or_none()
        if row is None or _keyed(row.fingerprint) != _keyed(asked("")):
            raise
        return again(tx, row.result)


_NAMES = frozenset({"unknown_counter", "unknown_service", "request_reused"})
"""Refusals that an archived or renamed counter or service leads to."""


def _keyed(asked: str) -> str | None:
    return asked.partition(_AS_KEYED)[2] or None


def earlier_result(tx: Transaction, request_id: str, asked: str) -> Any | None:
    """The result of ``request_id`` when it was done before, else None. Raises Refused("request_reused") when it
    was something else."""
    row = tx.run(_FIND, {"p_id": request_id}).one_or_none()
    return None if row is None else result_of(row, request_id, asked)


def result_of(row: Any, request_id: str, asked: str) -> Any:
    """The stored result of a request's row. Raises Refused("request_reused") when it was something else."""
    if row.fingerprint.partition(_AS_KEYED)[0] != asked.partition(_AS_KEYED)[0]:
        raise Refused("request_reused", request=request_id)
    return row.result


@dataclass(frozen=True)
class Kept(Generic[T]):
    """What a request leaves of its answer: the ``key`` that is stored, and by it the answer as it stands now."""

    key: Callable[[T], Any]
    again: Callable[[Transaction, Any], T]


def once(tx: Transaction, request_id: str | None, asked: str, perform: Callable[[], T], kept: Kept[T]) -> T:
    """Do ``perform`` unless ``request_id`` was done before; then answer by what was ``kept`` of it.

    The id is taken first, so a twin in another process waits for this transaction; a refusal leaves no trace of the id,
    and a repeat of it is tried again. Raises Refused as ``refuse_odd_id`` does.
    """
    refuse_odd_id(request_id)
    if request_id is None:
        return perform()
    if not take(tx, request_id, asked):
        return kept.again(tx, earlier_result(tx, request_id, asked))
    try:
        answer = perform()
    except Refused:
        forget(tx, request_id)
        raise
    tx.run(_KEEP, {"p_id": request_id, "p_result": kept.key(answer)})
    return answer


def take(tx: Transaction, request_id: str, asked: str, result: Any = None) -> bool:
    """Store the id; False when it is there already."""
    row = {"id": request_id, "fingerprint": asked, "result": result, "at": tx.now()}
    return tx.run(_TAKE[tx.postgres], row).count > 0


def was_done(tx: Transaction, request_id: str) -> bool:
    """Whether the id was done; a twin in another process that is doing it is waited for, as a repeat waits for it."""
    if not take(tx, request_id, ""):
        return True
    forget(tx, request_id)
    return False


def forget(tx: Transaction, request_id: str) -> None:
    """Take the id back: nothing was done under it."""
    tx.run(_FORGET, {"p_id": request_id})


_MINE = t.request.c.id == bindparam("p_id", type_=t.request.c.id.type)
_FIND = Prepared(select(t.request).where(_MINE))
_FORGET = Prepared(delete(t.request).where(_MINE))
_KEEP = Prepared(update(t.request).where(_MINE).values(result=bindparam("p_result", type_=t.request.c.result.type)))
_TAKE = {
    postgres: Prepared(make(t.request).on_conflict_do_nothing(), *(c.name for c in t.request.c))
    for postgres, make in ((True, postgres_insert), (False, sqlite_insert))
}
