"""Making the database ready: schema and structure under one lock and in one transaction.

Three programs started at once on nothing meet here: one migrates, the others wait and find it done. A process
that dies inside leaves nothing behind, because schema changes are part of the transaction on both databases.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import select, text, update
from sqlalchemy.engine import URL, Connection

from hall import private
from hall.clock import Clock
from hall.errors import HallError, StoreCause, StoreUnavailable
from hall.processes import program_name
from hall.store import tables
from hall.store.database import existence_marker, schema
from hall.store.database.engine import WRITE, make_engine, parse_url, shown_url, sqlite_path, translated
from hall.store.database.existence_marker import refuse_new
from hall.store.database.holder import Caller
from hall.store.database.link import Link
from hall.store.database.network_share import refuse_network_share
from hall.store.database.notes import library_note
from hall.store.database.schema import FoundSchema, checked_schema, found_schema
from hall.store.database.server_errors import refuse_encoding
from hall.store.database.transaction import NOTIFY, Transaction
from hall.store.database.write_lock import write_lock
from hall.store.store import Store
from hall.store.structure import applying
from hall.store.structure.structure_cache import StructureCache
from hall.store.work import UnitOfWork
from hall.structure import Change, HallStructure

_ADVISORY_LOCK = 0x4D5050
_log = logging.getLogger(__name__)


def open_store(url: str, clock: Clock | None = None, *, station: str = "") -> Store:
    """Open the database of a hall that ``hall init`` or ``prepare_store`` has made ready.

    ``clock`` replaces the database's own time; ``station`` is the one of this program, for those who have to wait for
    it. Raises StoreUnavailable when the database does not answer, its schema is older than this program needs, or this
    program is older than the schema allows.
    """
    parsed = parse_url(url)
    with _looked_at(parsed) as connection:
        found = checked_schema(connection)
    if found is None:
        raise StoreUnavailable("the database holds no hall yet; run `hall init`", StoreCause.NO_HALL)
    if found < schema.PROGRAM.needs:
        raise StoreUnavailable(
            f"the database has schema {found} and this program needs {schema.PROGRAM.needs}; run `hall init` to bring "
            "it up to date",
            StoreCause.SCHEMA_OLD,
        )
    _tell_schema(shown_url(parsed), found)
    return Store(url, clock, Caller(program_name(), station))


@cache
def _tell_schema(shown: str, found: str) -> None:
    """Once, however often a program opens its database: one that asks now and then to work something out opens it each
    time."""
    _log.info("the database %s has schema %s", shown, found)


def look_at_schema(url: str) -> FoundSchema | None:
    """What the database says of its schema, whichever program it is for; nothing is written. None for a database that
    holds no hall. Raises StoreUnavailable."""
    with _looked_at(parse_url(url)) as connection:
        return found_schema(connection)


@contextmanager
def _looked_at(parsed: URL) -> Iterator[Connection]:
    """A connection to a database that is there."""
    path = sqlite_path(parsed)
    if path is not None:
        refuse_network_share(path)
        _refuse_missing(path)
    with translated(parsed), make_engine(parsed).connect() as connection, connection.begin():
        yield connection


def prepare_store(
    url: str,
    structure: HallStructure | None,
    clock: Clock | None = None,
    *,
    first: Callable[[UnitOfWork], object] | None = None,
    station: str = "",
) -> Store:
    """Bring the schema up to date, put ``structure`` in when the database holds no hall yet, and open the store.

    ``first`` is done in the same transaction as a structure that is put in: programs that start meanwhile wait, and
    find the hall with all of it or not at all. Raises StoreUnavailable, and Refused when the structure cannot be
    applied.
    """
    with exclusive(url, station) as connection:
        migrate(connection)
        if structure is not None and connection.execute(select(tables.hall.c.id)).first() is None:
            applying.apply(connection, structure)
            if first is not None:
                postgres = connection.dialect.name == "postgresql"
                link = Link(connection)
                first(UnitOfWork(Transaction(lambda: link, StructureCache(), clock, postgres)))
            _tell_programs(connection)
    return open_store(url, clock, station=station)


def start_store(url: str, structure: HallStructure | None, *, station: str = "") -> Store:
    """What a program does at its start: make SQLite ready by itself, expect Postgres to be ready (``hall init``),
    and close a business day that a power cut left open.

    Raises StoreUnavailable, and Refused when the structure cannot be applied.
    """
    on_one_machine = sqlite_path(parse_url(url)) is not None
    ready = prepare_store(url, structure, station=station) if on_one_machine else open_store(url, station=station)
    for note in ready.notes():
        _log.log(logging.INFO if note == library_note() else logging.WARNING, "%s", note)
    return _settled(ready)


def visit_store(url: str) -> Store:
    """What a command does: open a hall that is there, make none, and close a business day as ``start_store`` does.

    Raises StoreUnavailable.
    """
    return _settled(open_store(url))


def _settled(store: Store) -> Store:
    try:
        store.settle_day()
    except HallError as error:
        # Not being able to close yesterday must not keep today's hall from starting.
        _log.warning("%s", error)
    return store


def migrate_store(url: str, *, finish: bool = False) -> tuple[str | None, str]:
    """Create or migrate the schema; returns as ``migrate`` does."""
    with exclusive(url) as connection:
        return migrate(connection, finish=finish)


def apply_structure(url: str, structure: HallStructure) -> tuple[Change, ...]:
    """Migrate if needed and make the database hold ``structure``; returns what changed (``structure.applying``)."""
    with exclusive(url) as connection:
        migrate(connection)
        changes = applying.apply(connection, structure)
        if changes:
            _tell_programs(connection)
        return changes


def _tell_programs(connection: Connection) -> None:
    """Programs on Postgres that wait for the hall, or show it, read it now; on SQLite they look by themselves."""
    if connection.dialect.name == "postgresql":
        NOTIFY.run(Link(connection))


@contextmanager
def exclusive(url: str, station: str = "") -> Iterator[Connection]:
    """A write transaction that nobody else's migration or apply overlaps."""
    parsed = parse_url(url)
    path = sqlite_path(parsed)
    engine = make_engine(parsed, create=True)
    with translated(parsed), ExitStack() as held:
        if path is not None:
            refuse_network_share(path)
            _refuse_no_folder(path)
            refuse_new(path)
            # The same lock as every unit of work takes: no writer of a running program meets a half-made schema.
            caller = Caller(program_name(), station)
            held.enter_context(write_lock(existence_marker.lock_file(path), 60.0, caller=caller, setting_up=True))
            _make_file(path)
        connection = held.enter_context(engine.connect()).execution_options(**{WRITE: True})
        if path is not None:
            _write_ahead(connection)
            _let_tables_be_copied(connection)
        held.enter_context(connection.begin())
        if path is None:
            connection.execute(text("SET LOCAL lock_timeout = '60s'"))
            connection.execute(text("SET LOCAL statement_timeout = '5min'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        yield connection
    if path is not None:
        existence_marker.leave(path)


def _make_file(path: Path) -> None:
    """SQLite gives its -wal and -shm the mode and the owner of the file."""
    try:
        private.make_file(path)
    except OSError as error:
        raise StoreUnavailable(
            f"the database file {path} cannot be made ({error.strerror}); give the user of this program the right to "
            "write in that folder",
            StoreCause.NO_FILE,
        ) from error


def _refuse_no_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise StoreUnavailable(
            f"the folder {path.parent} of the database does not exist; make it first", StoreCause.NO_FILE
        )


def _refuse_missing(path: Path) -> None:
    if not path.exists():
        refuse_new(path)
        raise StoreUnavailable(
            f"there is no database at {path}; put the file back if it was moved, or make a new hall with `hall init`",
            StoreCause.NO_FILE,
        )


def _write_ahead(connection: Connection) -> None:
    # The journal mode stays in the file and cannot change inside a transaction, so it goes past SQLAlchemy's.
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.execute("PRAGMA journal_mode=WAL")


def _let_tables_be_copied(connection: Connection) -> None:
    # SQLite changes a table by copying it; dropping the old one must not touch the rows that refer to it. Foreign keys
    # can only be switched off outside a transaction; afterwards the migration checks them itself.
    with connection.begin():
        found = checked_schema(connection)
    raw = connection.connection.dbapi_connection
    assert raw is not None
    if found is not None and found < schema.PROGRAM.newest:
        raw.execute("PRAGMA foreign_keys=OFF")


def _refuse_broken_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
        if broken:
            raise StoreUnavailable(f"the database refers to rows that it does not hold ({broken}); restore a backup")


def migrate(connection: Connection, *, finish: bool = False) -> tuple[str | None, str]:
    """Bring the schema to what this program needs, in the transaction of ``connection``; returns the version that it
    had before, None for a new database, and the one that it has.

    ``finish`` also removes what only older programs use (``hall.store.database.schema``); a new database never has it.
    """
    found = checked_schema(connection)
    wanted = schema.PROGRAM.newest if finish or found is None else schema.PROGRAM.needs
    if found is not None and found >= wanted:
        return found, found
    # Alembic reports its plug-ins and each start as news; what changed is logged here.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    from hall.store.database.migration import upgrade

    if found is None and connection.dialect.name == "postgresql":
        refuse_encoding(connection.execute(text("SHOW server_encoding")).scalar_one())

    upgrade(connection, wanted)
    _log.info("database schema %s -> %s", found or "none", wanted)
    if found is not None:
        _refuse_broken_references(connection)
        # Programs that run read the structure again, and see then whether they may go on.
        connection.execute(update(tables.hall).values(revision=tables.hall.c.revision + 1))
        _tell_programs(connection)
    return found, wanted
