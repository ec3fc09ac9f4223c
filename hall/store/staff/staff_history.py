"""The history of who may sign in: lines are added, never changed."""

from __future__ import annotations

from sqlalchemy import insert, select

from hall.identifiers import key_of
from hall.store import tables as t
from hall.store.database.transaction import Transaction
from hall.views import StaffEventView


def note(
    tx: Transaction, action: str, *, login: str = "", station: str = "", actor: str = "", detail: str = ""
) -> None:
    """Append one line, with an ``action`` of the table."""
    tx.connection.execute(
        insert(t.staff_event).values(
            at=tx.now(), action=action, login=login, station=station, actor=actor, detail=detail
        )
    )


def latest(tx: Transaction, count: int, login: str = "") -> tuple[StaffEventView, ...]:
    """The last ``count`` lines, of one login when it is given, the newest first."""
    query = select(t.staff_event).order_by(t.staff_event.c.id.desc()).limit(count)
    if login:
        query = query.where(t.staff_event.c.login == _kept_login(tx, login))
    rows = tx.connection.execute(query).all()
    return tuple(StaffEventView(row.at, row.action, row.login, row.station, row.actor, row.detail) for row in rows)


def _kept_login(tx: Transaction, typed: str) -> str:
    """The login as its lines name it: by its key, or as an older program wrote the member of staff."""
    key = key_of(typed)
    logins = tx.connection.execute(select(t.staff.c.login).order_by(t.staff.c.id)).scalars()
    return next((login for login in logins if isinstance(login, str) and key_of(login) == key), key)
