"""What the tables of the first release are made of: kinds of columns, indexes, and how constraints are called."""

from typing import Any

import sqlalchemy as sa

TEXT, PREFIX, JSON = sa.String(), sa.String(3), sa.JSON()
WHOLE, REAL, FLAG = sa.Integer(), sa.Float(), sa.Boolean()
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME, DATE = sa.DateTime(timezone=True), sa.Date()
FALSE, LIST, OBJECT = sa.false(), sa.text("'[]'"), sa.text("'{}'")
TABLES = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""All of them, once the modules beside this one are loaded."""


def table(name: str, *parts: sa.Column[Any] | sa.Constraint | sa.Index, **options: Any) -> None:
    """One table of the first release."""
    sa.Table(name, TABLES, *parts, **options)


def columns(kind: Any, *names: str, refers: str = "", default: Any = None, **options: Any) -> list[sa.Column[Any]]:
    """Columns of one kind, which are never NULL unless ``options`` say so."""
    keys = [sa.ForeignKey(refers)] if refers else []
    settled = {"nullable": False, "server_default": default, **options}
    return [sa.Column(name, kind, *keys, **settled) for name in names]


def index(name: str, *columns: Any, unique: bool = False, where: str = "") -> sa.Index:
    """An index of the rows ``where`` something holds, on both databases."""
    partly: Any = {f"{dialect}_where": sa.text(where) for dialect in ("postgresql", "sqlite") if where}
    return sa.Index(name, *columns, unique=unique, **partly)
