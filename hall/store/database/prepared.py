"""Statements of the daily work: compiled once for each database, and run on the driver's own cursor.

SQLAlchemy's Core writes them and knows the types of their columns; what it does anew at each execution (to look the
compiled statement up, to make a context, a result and its rows) takes three times as long as SQLite takes for the
statement. What a driver raises comes out as SQLAlchemy's errors, as from all other statements.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.exc import MultipleResultsFound, NoResultFound

from hall.store.database.link import Link
from hall.text_rules import refuse_unkept_in

Processor = Callable[[Any], Any]


class Answer:
    """The rows that a statement has returned, as light named tuples; the methods are those of a SQLAlchemy result.
    ``count`` is how many rows were written, ``last_id`` the key of the one that SQLite has made."""

    __slots__ = ("_rows", "count", "last_id")

    def __init__(self, rows: list[Any], count: int = 0, last_id: int = 0) -> None:
        self._rows = rows
        self.count = count
        self.last_id = last_id

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> list[Any]:
        """All rows."""
        return self._rows

    def one_or_none(self) -> Any:
        """The only row; None without one. Raises MultipleResultsFound."""
        if len(self._rows) > 1:
            raise MultipleResultsFound("Multiple rows were found when one or none was required")
        return self._rows[0] if self._rows else None

    def one(self) -> Any:
        """The only row. Raises NoResultFound and MultipleResultsFound."""
        if not self._rows:
            raise NoResultFound("No row was found when one was required")
        return self.one_or_none()

    def scalar_one(self) -> Any:
        """The first value of the only row. Raises as ``one``."""
        return self.one()[0]

    def scalar_one_or_none(self) -> Any:
        """The first value of the only row; None without one."""
        row = self.one_or_none()
        return None if row is None else row[0]


class Prepared:
    """A Core statement that is run with all of its parameters, whose names are ``given`` where the statement itself
    does not name them (an INSERT without values). Lists that expand (``IN``) and defaults of columns that Python fills
    have no place in it. The first columns, as many as are ``repeated``, say the same in every row and are read once."""

    def __init__(self, statement: Any, *given: str, repeated: int = 0) -> None:
        self._statement = statement
        self._given = given
        self._repeated = repeated
        self._compiled: dict[str, _Compiled] = {}

    def run(self, link: Link, parameters: Mapping[str, Any] | None = None) -> Answer:
        """Run it on a connection. Raises what SQLAlchemy raises for the driver's errors."""
        compiled = self._compiled.get(link.name)
        if compiled is None:
            compiled = self._compiled[link.name] = _Compiled(self._statement, self._given, self._repeated, link.dialect)
        return compiled.run(link, parameters or {})


class _Compiled:
    """The statement for one database."""

    def __init__(self, statement: Any, given: tuple[str, ...], repeated: int, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(given) or None)
        if compiled.post_compile_params or compiled.literal_execute_params:
            raise ValueError(f"the text of this statement depends on its values: {compiled}")
        self._sql = str(compiled)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        writers = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
        self._fixed = {name: bind.value for name, bind in binds.items() if not bind.required}
        order = tuple(compiled.positiontup or ()) if compiled.positional else None
        self._in_order = None if order is None else _values_of(order)
        places = binds if order is None else range(len(order))
        written = ((place, writers[name]) for place, name in zip(places, order or binds, strict=True))
        self._writers: Any = tuple((place, write) for place, write in written if write is not None)
        self._columns = tuple(getattr(statement, "exported_columns", ()))
        self._repeated = repeated
        self._dialect = dialect
        self._error: Any = dialect.loaded_dbapi.Error
        self._row: Any = None
        self._readers: tuple[tuple[int, Processor], ...] = ()
        self._readers_on: tuple[tuple[int, Processor], ...] = ()
        """Those of the columns that are not repeated, for the rows after the first."""

    def run(self, link: Link, parameters: Mapping[str, Any]) -> Answer:
        values = {**self._fixed, **parameters} if self._fixed else parameters
        sent: Any = dict(values) if self._in_order is None else self._in_order(values)
        refuse_unkept_in(sent.values() if self._in_order is None else sent)
        for place, write in self._writers:
            sent[place] = write(sent[place])
        for watch in link.watchers:
            watch(self._sql, sent if self._in_order is None else tuple(sent))
        try:
            cursor = link.driver.execute(self._sql, sent)
            if not self._columns:
                return Answer([], cursor.rowcount, getattr(cursor, "lastrowid", 0))
            found = cursor.fetchall()
        except self._error as error:
            raise link.translated(self._sql, error) from error
        if not found:
            return _NOTHING
        if self._row is None:
            self._know_rows(cursor.description)
        first = self._read(list(found[0]), self._readers)
        same = first[: self._repeated]
        later = ([*same, *row[self._repeated :]] for row in found[1:])
        return Answer([first, *(self._read(values, self._readers_on) for values in later)])

    def _know_rows(self, description: Sequence[Sequence[Any]]) -> None:
        """Make the class of the rows, once the driver has told the types of their columns."""
        readers = (
            (place, column.type.dialect_impl(self._dialect).result_processor(self._dialect, told[1]))
            for place, (column, told) in enumerate(zip(self._columns, description, strict=True))
        )
        self._readers = tuple((place, read) for place, read in readers if read is not None)
        self._readers_on = tuple((place, read) for place, read in self._readers if place >= self._repeated)
        plain = namedtuple("Row", [column.name for column in self._columns])  # type: ignore[misc]
        self._row = type("Row", (plain,), {"__slots__": (), "_mapping": property(plain._asdict)})

    def _read(self, values: list[Any], readers: tuple[tuple[int, Processor], ...]) -> Any:
        for place, read in readers:
            value = values[place]
            if value is not None:
                values[place] = read(value)
        return self._row._make(values)


def _values_of(names: tuple[str, ...]) -> Callable[[Mapping[str, Any]], list[Any]]:
    """What lists the values of these names."""
    if len(names) < 2:  # of one name an itemgetter makes no tuple
        return lambda values: [values[name] for name in names]
    of = itemgetter(*names)
    return lambda values: list(of(values))


_NOTHING = Answer([])
