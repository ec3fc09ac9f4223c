"""One Postgres database for all tests that begin with the same hall: what a test wrote is taken out after it.

Making a database again takes a tenth of a second and more, on a busy machine; this takes a tenth of that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

_TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname"
_SEQUENCES = (
    "SELECT format('SELECT setval(%L, %s, %L)', quote_ident(schemaname) || '.' || quote_ident(sequencename),"
    " coalesce(last_value, start_value), last_value IS NOT NULL) FROM pg_sequences"
)
# Any change of a table, a column, a constraint, a trigger, a function or a setting writes a new version of a row here.
_SCHEMA = """
SELECT md5(string_agg(version, ' ' ORDER BY version)) FROM (
    SELECT format('%s %s', oid, xmin) FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT format('%s %s %s', attrelid, attnum, a.xmin) FROM pg_attribute a
        JOIN pg_class c ON c.oid = attrelid WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL SELECT format('%s %s', oid, xmin) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT format('%s %s', oid, xmin) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT format('%s %s', oid, xmin) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT format('%s %s', oid, xmin) FROM pg_namespace
    UNION ALL SELECT format('%s %s', setdatabase, xmin) FROM pg_db_role_setting
) AS all_of_it (version)
"""


@dataclass
class ReusedPostgres:
    """The database ``name`` on ``server``, as ``fill`` (which gets its URL) made it.

    ``create`` and ``drop`` make and remove a database by name; ``url_of`` is its URL for SQLAlchemy.
    """

    server: str
    create: Callable[[str], str]
    drop: Callable[[str, str], None]
    url_of: Callable[[str, str], str]
    fill: Callable[[str], object]
    name: str = ""
    _rows: dict[str, bytes] = field(default_factory=dict)
    _sequences: tuple[str, ...] = ()
    _schema: str = ""
    _own: psycopg.Connection | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return self.url_of(self.server, self.name)

    def make(self) -> None:
        """Makes it, and keeps what is in it."""
        self.name = self.create(self.server)
        self.fill(self.url)
        connection = self._connection()
        tables = [name for (name,) in connection.execute(_TABLES)]
        self._rows = {table: self._copy_out(connection, table) for table in tables}
        self._sequences = tuple(line for (line,) in connection.execute(_SEQUENCES))
        self._schema = self._schema_of(connection)

    def restore(self) -> None:
        """Ends whoever is left in it and makes its rows what they were; from scratch when its tables were changed."""
        connection = self._connection()
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        if self._schema_of(connection) == self._schema:
            with connection.transaction():
                self._put_back(connection)
        else:
            self.remove()
            self.make()

    def remove(self) -> None:
        """Drops it."""
        if self._own is not None:
            self._own.close()
        self.drop(self.server, self.name)

    def _connection(self) -> psycopg.Connection:
        """Kept from test to test: a new one learns all tables first, which takes most of the time. A test may have
        ended it."""
        try:
            assert self._own is not None
            self._own.execute("SELECT 1")
        except (AssertionError, psycopg.OperationalError):
            self._own = psycopg.connect(self.url.replace("postgresql+psycopg://", "postgresql://"), autocommit=True)
        return self._own

    def _put_back(self, connection: psycopg.Connection) -> None:
        connection.execute("SET LOCAL session_replication_role = replica")  # foreign keys ask for no order then
        deletions = (sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for table in self._rows)
        connection.execute(sql.SQL("; ").join(deletions))
        for table, rows in self._rows.items():
            if rows:
                with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy:
                    copy.write(rows)
        connection.execute("; ".join(self._sequences))

    @staticmethod
    def _copy_out(connection: psycopg.Connection, table: str) -> bytes:
        with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as copy:
            return b"".join(bytes(part) for part in copy)

    @staticmethod
    def _schema_of(connection: psycopg.Connection) -> str:
        row = connection.execute(_SCHEMA).fetchone()
        assert row is not None
        return str(row[0])
