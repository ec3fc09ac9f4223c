"""The names of people who acted, as screens and papers say them."""

from __future__ import annotations

from sqlalchemy import select

from hall.store import tables as t
from hall.store.database.transaction import Transaction


def name_of(tx: Transaction, actor: str) -> str:
    """The name of a member of staff who acted (``By.actor``); who else did, as the history has it."""
    login = actor.removeprefix("clerk:") if actor.startswith("clerk:") else actor.rpartition(" as ")[2]
    name = tx.connection.execute(select(t.staff.c.name).where(t.staff.c.login == login)).scalar_one_or_none()
    return actor if name is None else name
