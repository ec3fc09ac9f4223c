"""Before the update of the programs: what a page of many halls is made of, one row for a hall's day and month."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_TEXT, _WHOLE, _DATE = sa.String(), sa.Integer(), sa.Date()
_ENDS = ("issued", "served", "not_served", "left", "no_show", "cancelled")
_COUNTS = (*_ENDS, "waiting", "assumed", "kept", "out_of_turn")
_TABLES = ("broken", "offered", "obstacles", "waits", "takes", "arrivals")
_DAYS = sa.Column("day_id", _WHOLE, primary_key=True, autoincrement=False)


def upgrade() -> None:
    op.create_table("aggregate_total", *_hall(), _DAYS, sa.Column("date", _DATE, nullable=False), *_figures())
    op.create_index("ix_aggregate_total_date", "aggregate_total", ["date"])
    op.create_table(
        "aggregate_month",
        *_hall(),
        sa.Column("month", _DATE, primary_key=True),
        sa.Column("days", _WHOLE, nullable=False),
        sa.Column("last", _DATE, nullable=False),
        *_figures(),
    )
    op.create_index("ix_aggregate_month_month", "aggregate_month", ["month"])
    op.create_table(
        "aggregate_hall",
        *_hall(),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("city", _TEXT, nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
    )
    _add_up(op.get_bind())


def _hall() -> list[Any]:
    return [sa.Column("hall", _TEXT, primary_key=True)]


def _figures() -> list[Any]:
    counts = [sa.Column(name, _WHOLE, nullable=False) for name in _COUNTS]
    return [*counts, *(sa.Column(name, sa.JSON(), nullable=False) for name in _TABLES)]


def _add_up(connection: sa.Connection) -> None:
    """The rows of what was added up before: a day from its services, a month from its days."""
    days: dict[Any, dict[str, Any]] = {}
    months: dict[Any, dict[str, Any]] = {}
    for row in connection.execute(sa.select(_table("aggregate_service", hall=_TEXT, day_id=_WHOLE, date=_DATE))):
        key = {"hall": row.hall, "day_id": row.day_id, "date": row.date}
        _add(days.setdefault(tuple(key.values()), key), row._mapping)
    for day in days.values():
        first = day["date"].replace(day=1)
        key = {"hall": day["hall"], "month": first, "days": 0, "last": first}
        month = months.setdefault((day["hall"], first), key)
        month |= {"days": month["days"] + 1, "last": max(month["last"], day["date"])}
        _add(month, day)
    if days:
        total = _table("aggregate_total", hall=_TEXT, day_id=_WHOLE, date=_DATE)
        of_month = _table("aggregate_month", hall=_TEXT, month=_DATE, days=_WHOLE, last=_DATE)
        connection.execute(sa.insert(total), list(days.values()))
        connection.execute(sa.insert(of_month), list(months.values()))


def _add(sums: dict[str, Any], row: Any) -> None:
    for name in _COUNTS:
        sums[name] = sums.get(name, 0) + row[name]
    for name in _TABLES:
        counts = sums.setdefault(name, {})
        for key, count in row[name].items():
            counts[key] = counts.get(key, 0) + count


def _table(name: str, **keys: Any) -> sa.TableClause:
    columns: list[Any] = [sa.column(key, kind) for key, kind in keys.items()]
    columns += [sa.column(one, _WHOLE) for one in _COUNTS]
    return sa.table(name, *columns, *(sa.column(one, sa.JSON()) for one in _TABLES))
